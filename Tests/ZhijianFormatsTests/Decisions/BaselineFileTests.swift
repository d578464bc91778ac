import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// The file of known findings.
@Suite struct BaselineFileTests {
  private func read(_ text: String) -> (entries: [BaselineEntry], faults: [String]) {
    let sink = DiagnosticSink()
    let entries = BaselineFile.read(Array(text.utf8), file: "b.jsonl", sink: sink)
    return (entries, sink.sorted.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code)" })
  }

  private static let entries = [
    BaselineEntry(rule: "slow-reply", conversation: "c-2", fingerprint: "0000000000000002"),
    BaselineEntry(rule: "no-promise", conversation: "会话\"1\"", fingerprint: "0000000000000001-2"),
    BaselineEntry(rule: "no-promise", conversation: "会话\"1\"", fingerprint: "0000000000000001"),
  ]

  @Test func isSortedAndReadsBack() throws {
    let bytes = BaselineFile.bytes(Self.entries)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(
      text == """
        {"schema":1,"rule":"no-promise","conversation":"会话\\"1\\"","fingerprint":"0000000000000001"}
        {"schema":1,"rule":"no-promise","conversation":"会话\\"1\\"","fingerprint":"0000000000000001-2"}
        {"schema":1,"rule":"slow-reply","conversation":"c-2","fingerprint":"0000000000000002"}

        """)
    #expect(bytes == BaselineFile.bytes(Self.entries.reversed()))
    #expect(read(text).entries == Self.entries.sorted())
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/baseline.schema.json")
    for line in text.split(separator: "\n") {
      #expect(schema.faults(of: try JSONSerialization.jsonObject(with: Data(line.utf8))) == [])
    }
    #expect(read("").entries.isEmpty && read("\u{FEFF}\n\r\n").faults == [])
  }

  @Test(arguments: [
    ("{\"rule\":\"r\"}", ["1:1 baseline"]), ("[]", ["1:1 baseline"]),
    ("{\"rule\":\"规则\",\"conversation\":\"c\",\"fingerprint\":\"xyz\"}", ["1:33 baseline"]),
    ("{\"rule\":1,\"conversation\":\"c\",\"fingerprint\":\"0000000000000001\"}", ["1:2 baseline"]),
    ("\n{\"schema\":2,\"rule\":\"r\",\"conversation\":\"c\",\"fingerprint\":\"0000000000000001\"}", ["2:2 baseline"]),
    ("{\"rule\":\"规\",", ["1:13 baseline"]),
    ("{\"rule\":\"r\",\"conversation\":\"c\",\"fingerprint\":\"0000000000000001\"} x", ["1:66 baseline"]),
  ])
  func namesEveryFault(_ text: String, _ expected: [String]) {
    let (entries, faults) = read(text)
    #expect(entries.isEmpty && faults == expected, "\(text)")
  }

  @Test func aFingerprintStandsOnce() {
    let line = "{\"rule\":\"r\",\"conversation\":\"c\",\"fingerprint\":\"0000000000000001\"}\n"
    let (entries, faults) = read(line + "\n" + line)
    #expect(entries.count == 1 && faults == ["3:1 duplicate-fingerprint"])
  }

  @Test func updatesAddAndDrop() throws {
    let (old, found) = (Array(Self.entries.prefix(2)), Array(Self.entries.suffix(2)))
    let update = BaselineUpdate(old: old, found: found)
    #expect(update.added == [Self.entries[2]] && update.dropped == [Self.entries[0]] && update.kept == 1)
    #expect(update.entries == found.sorted())
    let keeping = BaselineUpdate(old: old, found: found, keepsGone: true)
    #expect(keeping.dropped.isEmpty && keeping.kept == 2 && keeping.entries == Self.entries.sorted())
    let again = BaselineUpdate(old: update.entries, found: found)
    #expect(again.added.isEmpty && again.dropped.isEmpty)
    let text = String(decoding: update.bytes(.text, path: "b", isDryRun: true, language: .chinese), as: UTF8.self)
    #expect(
      text == """
        基线 b：新增 1，去掉 1，不变 1，共 2 条（没有写入）
          + no-promise  会话"1"  0000000000000001
          - slow-reply  c-2  0000000000000002

        """)
    let json = try #require(
      try JSONSerialization.jsonObject(
        with: Data(update.bytes(.json, path: "b", isDryRun: false, language: .chinese))) as? [String: Any])
    #expect(json["written"] as? Bool == true && json["total"] as? Int == 2)
    #expect((json["dropped"] as? [[String: Any]])?.first?["rule"] as? String == "slow-reply")
  }
}
