/// How one test of a rule came out.
public struct RuleTestResult: Sendable {
  public enum Verdict: String, Sendable, CaseIterable {
    case passed, failed
    /// The rule could not be judged.
    case error
    /// A known gap that is still one.
    case knownGap = "known_gap"
    /// A known gap that the rule now sees: it can become a test.
    case closedGap = "closed_gap"
  }

  /// The words of one message, as rules see them.
  public struct Words: Sendable {
    public let message: Int
    public let words: [String]
  }

  public let test: RuleTest
  public let verdict: Verdict
  /// Nil where the test was not run.
  public let result: RuleResult?
  public let findings: [ScoredFinding]
  /// How it differs from what was expected; empty where it does not.
  public let differences: [LocalizedText]
  public let windows: WindowCounts
  /// Occurrences that did not count, and why.
  public let suppressed: [SuppressedHit]
  /// Of the messages that a failure or a known gap is about.
  public let words: [Words]

  /// The first difference.
  public var explanation: LocalizedText? { differences.first }

  /// A test that was not run, and why.
  init(_ test: RuleTest, notRun verdict: Verdict, _ why: LocalizedText) {
    self.init(
      test: test, verdict: verdict, result: nil, findings: [], differences: [why], windows: WindowCounts(),
      suppressed: [], words: [])
  }

  init(
    test: RuleTest, verdict: Verdict, result: RuleResult?, findings: [ScoredFinding], differences: [LocalizedText],
    windows: WindowCounts, suppressed: [SuppressedHit], words: [Words]
  ) {
    self.test = test
    self.verdict = verdict
    self.result = result
    self.findings = findings
    self.differences = differences
    self.windows = windows
    self.suppressed = suppressed
    self.words = words
  }
}
