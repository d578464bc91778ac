/// Some evidence of a finding.
public struct FindingHit: Sendable, Hashable {
  /// In the order of the text.
  public let spans: [EvidenceSpan]
  /// The folds that were needed beyond the base view.
  public let folds: [Fold]
  public let confidence: Double
}

/// Where a rule looked for something that was not there.
public struct SearchedWindow: Sendable, Hashable {
  /// Indices of the first and last message of the window in time order; nil for an empty window.
  public let from: Int?
  public let to: Int?
  public let role: String
  /// How many messages of that role it held.
  public let messages: Int
}

/// The message that came closest to a required phrase.
public struct NearestMiss: Sendable, Hashable {
  public let span: EvidenceSpan
  /// The phrase it came close to.
  public let phrase: String
  /// What of the phrase it lacked.
  public let lacks: String
}

/// One thing that a rule reports.
public struct Finding: Sendable, Hashable {
  /// Whether it counts.
  public enum State: String, Sendable, CaseIterable {
    case open, baseline, suppressed, overturned
  }

  public let rule: String
  public let verb: RuleVerb
  public let severity: RuleSeverity
  public let status: RuleStatus
  public var state: State { decision?.state ?? .open }
  /// Why it is not simply open; nil where it is.
  public internal(set) var decision: FindingDecision?
  /// The agent it belongs to; nil for a bot's line or where nobody is known.
  public let agent: String?
  public let hits: [FindingHit]
  public let related: [RelatedMessage]
  public let searched: SearchedWindow?
  public let nearestMiss: NearestMiss?
  public let parts: [PartState]
  public let confidence: Double
  /// The same for the same rule, conversation and text, whatever the privacy policy or the order of rules.
  /// A second finding with the same evidence text in the same message has `-2` behind it, and so on in text order.
  public internal(set) var fingerprint: String

  /// Whether it takes part in scores.
  public var scores: Bool { (state == .open || state == .baseline) && status == .stable }

  /// The index of the first message it points at, or of the window it searched.
  public var firstMessage: Int? { hits.first?.spans.first?.message ?? searched?.to ?? related.first?.message }
}

/// How the required scripts of one agent came out, in windows.
public struct ScriptCoverage: Sendable, Hashable {
  /// Windows in which the script was there.
  public var covered: Int
  /// Windows that asked for it; what does not apply or is unknown is left out.
  public var applicable: Int

  public init(covered: Int = 0, applicable: Int = 0) {
    self.covered = covered
    self.applicable = applicable
  }

  /// 0…1; nil where nothing applied.
  public var share: Double? { applicable == 0 ? nil : Double(covered) / Double(applicable) }

  public static func += (left: inout ScriptCoverage, right: ScriptCoverage) {
    left.covered += right.covered
    left.applicable += right.applicable
  }
}
