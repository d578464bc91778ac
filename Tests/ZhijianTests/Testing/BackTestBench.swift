@testable import Zhijian

/// Compares two sets of rules over dialogues in the notation of examples.
struct BackTestBench {
  let before: Analyzer
  let after: Analyzer

  static let policy = ScoringPolicy(
    sections: [.init(id: "attitude", title: "态度", kind: .rules, weight: 1)],
    bands: [.init(grade: "A", lowerBound: 9000), .init(grade: "B", lowerBound: 0)], minimumSample: 2)

  init(_ before: [String], _ after: [String], policy: ScoringPolicy = policy) throws {
    self.before = try RuleBench.analyzer(before.map(RuleBench.rule), policy: policy)
    self.after = try RuleBench.analyzer(after.map(RuleBench.rule), policy: policy)
  }

  init(before: Analyzer, after: Analyzer) {
    self.before = before
    self.after = after
  }

  var turned: BackTestBench { BackTestBench(before: after, after: before) }

  static func transcript(_ dialogue: String, id: String) throws -> Transcript {
    var transcript = try Dialogue(dialogue).transcript
    transcript.id = id
    return transcript
  }

  func compare(_ transcript: Transcript) throws -> ConversationComparison {
    ConversationComparison(before: try before.evaluate(transcript), after: try after.evaluate(transcript))
  }

  func compare(_ dialogue: String, id: String = "c") throws -> ConversationComparison {
    try compare(try Self.transcript(dialogue, id: id))
  }

  func findings(_ dialogue: String) throws -> FindingComparison {
    let transcript = try Self.transcript(dialogue, id: "c")
    return FindingComparison(
      before: try before.evaluate(transcript).findings, after: try after.evaluate(transcript).findings)
  }

  func report(_ transcripts: [Transcript]) throws -> BackTestReport {
    var report = BackTestReport(
      before: BackTestSide(name: "old", analyzer: before), after: BackTestSide(name: "new", analyzer: after))
    let (old, new) = (try before.makeWorker(), try after.makeWorker())
    for transcript in transcripts {
      report.add(ConversationComparison(before: old.evaluate(transcript), after: new.evaluate(transcript)))
    }
    return report
  }

  func report(_ dialogues: [String]) throws -> BackTestReport {
    try report(dialogues.enumerated().map { try Self.transcript($0.element, id: "c\($0.offset)") })
  }
}
