/// What one test of a rule asks for: an example kept in the rule, or a test of a `.test.yaml` file beside it.
public struct RuleTest: Sendable {
  public enum Expectation: Sendable {
    /// At least one finding, with every marked text among its evidence.
    case anyFinding
    /// No finding, and this result.
    case result(RuleResult)
    /// These findings and no others; none at all means that the rule is decided and stays silent.
    case findings([ExpectedFinding])
  }

  public let rule: String
  /// Unique among the tests of a rule, and the same in every language.
  public let name: String
  /// Whether it stands in the rule.
  public let isExample: Bool
  public let expectation: Expectation
  /// Whether the rule is known not to do this yet.
  public let isKnownGap: Bool
  /// Why a known gap is one, where that was said.
  public let reason: String?
  /// The dialogue as its author wrote it, marks included.
  public let source: String
  public let transcript: Transcript
  /// The texts between ⟦ and ⟧: what a finding has to point at.
  public let marks: [EvidenceSpan]
  public let location: SourceLocation

  /// Whether it asks for a finding, and not for the rule's silence.
  var expectsFinding: Bool {
    switch expectation {
    case .anyFinding: true
    case .result: false
    case .findings(let wanted): !wanted.isEmpty
    }
  }

  /// The same dialogue and conversation have the same key.
  package var dialogueKey: String { transcript.dialogueKey(source: source) }
}

/// One finding that a test asks for. What is nil may be anything.
public struct ExpectedFinding: Sendable {
  public enum Owner: Sendable, Hashable {
    case agent(String)
    case nobody
  }

  public enum Score: Sendable, Hashable {
    /// Hundredths of a point as authored, negative for a deduction.
    case points(Int)
    case autoFail

    /// As it is written in a test.
    package var text: String {
      switch self {
      case .points(let points): DecimalNumber.text(Double(points) / 100)
      case .autoFail: "auto_fail"
      }
    }
  }

  /// The index of a message that it points at.
  public let message: Int?
  /// A text that it points at, from end to end.
  public let span: String?
  public let owner: Owner?
  public let score: Score?
  public let location: SourceLocation
}

/// A finding, and what it does to the score.
public struct ScoredFinding: Sendable {
  public let finding: Finding
  /// `points(0)` for what does not score, and for what is counted together with an earlier finding.
  public let score: ExpectedFinding.Score

  /// The messages that it points at: those of its evidence; where it has none, the one that led to it, or else the
  /// last one of the window that was searched.
  public var messages: [Int] {
    let spans = finding.hits.flatMap(\.spans)
    if !spans.isEmpty { return Array(Set(spans.map(\.message))).sorted() }
    let related = finding.related.filter { $0.why == .given || $0.why == .asked }.map(\.message)
    return related.isEmpty ? [finding.searched?.to].compactMap { $0 } : Array(Set(related)).sorted()
  }
}

extension RuleTest {
  /// The example of `rule` with a number, from 1.
  init(_ example: RuleExample, number: Int, rule: String) {
    self.rule = rule
    name = "example \(number) (\(example.expectation.rawValue))"
    isExample = true
    expectation =
      switch example.expectation {
      case .finding, .knownGap: .anyFinding
      case .clean: .result(.noHit)
      case .notApplicable: .result(.notApplicable)
      case .unknown: .result(.unknown)
      }
    isKnownGap = example.expectation == .knownGap
    reason = nil
    source = example.source
    transcript = example.transcript
    marks = example.expectedSpans
    location = example.location
  }

  /// The tests that stand in a rule, in their order.
  public static func examples(of rule: Rule) -> [RuleTest] {
    rule.examples.enumerated().map { RuleTest($0.element, number: $0.offset + 1, rule: rule.id) }
  }
}

extension Transcript {
  /// What stands at `span`.
  package func text(at span: EvidenceSpan) -> String {
    guard messages.indices.contains(span.message) else { return "" }
    let units = Array(messages[span.message].text.utf16)
    let lower = min(span.range.lower, units.count)
    return String(decoding: units[lower..<min(max(lower, span.range.upper), units.count)], as: UTF16.self)
  }
}
