import Testing
import Zhijian

@testable import ZhijianFormats

/// Tests added to the text of a file.
@Suite struct ReviewTestTextTests {
  private static let test = ["- name: 新", "  dialogue: '客服: 好'", "  expect: []"]

  private func read(_ text: String) -> [String]? {
    let sink = DiagnosticSink()
    let file = RuleTestFile.read(text, file: "r.test.yaml", sink: sink)
    return sink.hasErrors ? nil : file?.tests.map(\.name)
  }

  @Test(arguments: [
    "rule: r\ntests:\n  - name: 旧\n    dialogue: '客服: 你'\n    expect: []\n",
    "rule: r\ntests:\n  - name: 旧\n    dialogue: '客服: 你'\n    expect: []",
    "# 头\nrule: r  # 规则\ntests:\n- name: 旧\n  dialogue: '客服: 你'\n  # 里面\n  expect: []\n# 尾\n",
    "tests:\n    # 深\n    -   name: 旧\n        dialogue: '客服: 你'\n        expect: []\nrule: r\n# 尾\n",
    "rule: r\r\ntests:\r\n  - name: 旧\r\n    dialogue: '客服: 你'\r\n    expect: []\r\n",
  ])
  func keepsWhatIsThere(_ old: String) throws {
    let new = ReviewTestText(old).adding([Self.test])
    #expect(read(new) == ["旧", "新"], "\(new)")
    // Every line that was there still is, in its order.
    var rest = new.utf8.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }[...]
    for line in old.utf8.split(separator: 0x0A).map({ String(decoding: $0, as: UTF8.self) }) {
      let place = try #require(rest.firstIndex(of: line), "\(line)")
      rest = rest[(place + 1)...]
    }
  }

  @Test func beginsAFile() {
    #expect(read(ReviewTestText("rule: r\ntests:\n").adding([Self.test])) == ["新"])
  }
}
