import Testing

@testable import Zhijian

@Suite struct BackTestReportTests {
  private static func rule(_ id: String, _ words: String, _ score: String = "deduct: 4") -> String {
    "id: \(id)\nstatus: stable\nscore: {\(score)}\nforbid: {role: agent, keyword: [\(words)], boundary: any}\n"
  }

  @Test func namesWhatHappenedToRules() throws {
    let bench = try BackTestBench(
      [Self.rule("gone", "一"), Self.rule("kept", "二"), Self.rule("edited", "三"), Self.rule("dearer", "四")],
      [
        Self.rule("kept", "二"), Self.rule("edited", "三, 五"), Self.rule("dearer", "四", "deduct: 5"),
        Self.rule("new", "六"),
      ])
    let report = try bench.report(["客服: 一二三四五六"])
    #expect(
      report.rules.map { "\($0.id) \($0.kind)" } == [
        "dearer changed", "edited changed", "gone removed", "kept same", "new new",
      ])
    #expect(
      report.rulesOfInterest.map { "\($0.id) +\($0.gained) -\($0.lost) ~\($0.changed)" } == [
        "edited +1 -0 ~0", "gone +0 -1 ~0", "new +1 -0 ~0", "dearer +0 -0 ~0",
      ])
    #expect(report.gained == 2 && report.lost == 1 && report.changed == 0)
    #expect(report.rule("edited")?.samples(.gained).map(\.texts) == [["一二三四五六"]])
  }

  @Test func countsFlips() throws {
    let bench = try BackTestBench(
      [Self.rule("a", "不行")], [Self.rule("a", "不行", "deduct: 24"), Self.rule("b", "加微信", "auto_fail: true")])
    let report = try bench.report(["客服: 不行", "客服: 加微信", "客服: 好", "客服: 不行啊"])
    #expect(report.conversations == 4 && report.conversationsChanged == 3 && report.scoresChanged == 3)
    #expect(report.newAutoFails == 1 && report.endedAutoFails == 0)
    #expect(
      report.gradeFlips.map { "\($0.before ?? "-")\($0.after ?? "-") \($0.count) \($0.examples)" } == [
        "AB 3 [\"c0\", \"c1\", \"c3\"]"
      ])
    // The pass state goes before the size; equal sizes go by id.
    #expect(report.flips.map(\.id) == ["c1", "c0", "c3"])
    #expect(report.flips.first?.ledger.first?.rule == "b")
    #expect(
      report.flips.last?.ledger.map { "\($0.rule ?? "-") \($0.before ?? 0) \($0.after ?? 0)" } == ["a -400 -2400"])
    let turned = try bench.turned.report(["客服: 加微信"])
    #expect(turned.newAutoFails == 0 && turned.endedAutoFails == 1)
  }

  @Test func ranksOnlyWhomTheSampleAllows() throws {
    let bench = try BackTestBench([Self.rule("a", "不行")], [Self.rule("a", "不行, 好的")])
    let report = try bench.report([
      "客服(甲): 嗯", "客服(甲): 好的", "客服(乙): 不行", "客服(乙): 嗯", "客服(丙): 好的", "客服: 好的", "客服: 好的",
      "客服(丁): 不行", "客服(丁): 嗯",
    ])
    // 甲 from 100 to 98; 乙 and 丁 stay at 98; 丙 has one conversation. Whoever is called nothing else is 客服.
    #expect(report.ranks(\.before, policy: report.before.policy) == ["甲": 1, "客服": 1, "乙": 3, "丁": 3])
    #expect(report.ranks(\.after, policy: report.after.policy) == ["甲": 1, "乙": 1, "丁": 1, "客服": 4])
    #expect(report.agentsMoved.map { "\($0.id) \($0.change ?? 0)" } == ["丙 -4.0", "客服 -4.0", "甲 -2.0"])
    #expect(report.largestAgentChange?.points == 4)
    #expect(report.agents.first { $0.id == "甲" }?.gained == 1)
  }

  /// A few of many, with different texts, the same ones in any order.
  @Test func samplesAreFewAndDoNotHangOnTheOrder() throws {
    let bench = try BackTestBench([], [Self.rule("a", "保证")])
    let transcripts = try (0..<60).map { number in
      try BackTestBench.transcript("客服: 第\(number % 12)个保证", id: "c\(number)")
    }
    let report = try bench.report(transcripts)
    let samples = try #require(report.rule("a")?.samples(.gained))
    #expect(samples.count == 5)
    #expect(Set(samples.map(\.texts)).count == 5)
    #expect(samples.map(\.fingerprint) == samples.map(\.fingerprint).sorted())
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<5 {
      let other = try bench.report(transcripts.shuffled(using: &generator))
      #expect(other.rule("a")?.samples(.gained) == samples)
    }
  }

  /// What is kept of a very long message is its part around the evidence, and the marks stay on it.
  @Test func samplesOfLongMessagesAreCut() throws {
    let bench = try BackTestBench([], [Self.rule("a", "保证")])
    let filler = String(repeating: "这件衣服的面料很好😀", count: 2000)
    let report = try bench.report(["客服: \(filler)保证\(filler)"])
    let line = try #require(report.rule("a")?.samples(.gained).first?.lines.first)
    let units = Array(line.text.utf16)
    #expect(units.count <= FindingSample.maximumUnits + 2)
    let mark = try #require(line.marks.first)
    #expect(String(decoding: units[mark.lower..<mark.upper], as: UTF16.self) == "保证")
  }
}
