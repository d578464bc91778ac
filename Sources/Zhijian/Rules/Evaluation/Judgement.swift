/// What a condition says of a window.
enum Truth: Sendable, Hashable {
  case hit, noHit
  /// Times are needed and missing, or an open conversation has not decided it yet.
  case unknown
  /// More messages may come and decide it (live analysis).
  case pending
  case notApplicable
  case error
}

/// Some text of one message that made a condition hold.
public struct EvidenceSpan: Sendable, Hashable, Comparable {
  /// The index of the message in file order, from 0.
  public let message: Int
  /// UTF-16 units of the message's original text; empty for a message without text.
  public let range: TextRange

  public init(message: Int, range: TextRange) {
    self.message = message
    self.range = range
  }

  public static func < (left: EvidenceSpan, right: EvidenceSpan) -> Bool {
    (left.message, left.range) < (right.message, right.range)
  }
}

/// Whose finding a hit is.
enum HitOwner: Sendable, Hashable {
  /// An agent's line: its sender. Anybody else's: the agent in charge at that message.
  case ofMessage
  /// The agent in charge when the window closed.
  case whenWindowClosed
  /// A named agent; nil where nobody is known.
  case agent(String?)
}

/// One hit of a condition: where, and in which folding view.
struct RuleHit: Sendable, Hashable {
  var spans: [EvidenceSpan]
  /// The last folds that were needed beyond the base view; empty for the base view.
  var folds: [Fold]
  var owner: HitOwner
  /// Messages that belong to the story of the hit, and why.
  var related: [RelatedMessage]
  /// The place in time order of the last message of the hit.
  var position: Int
  /// Lower for hits that were only found in a loose view.
  var confidence: Double
  /// The named parts of what was looked for, found or missing.
  var parts: [PartState] = []
  /// Whether a window can hang on it; what `count` counted is evidence only.
  var isAnchor = true

  init(
    spans: [EvidenceSpan], position: Int, folds: [Fold] = [], owner: HitOwner = .ofMessage,
    related: [RelatedMessage] = [], confidence: Double = 1
  ) {
    self.spans = spans
    self.position = position
    self.folds = folds
    self.owner = owner
    self.related = related
    self.confidence = confidence
  }
}

/// A message that explains a finding without being its evidence.
public struct RelatedMessage: Sendable, Hashable {
  public enum Reason: String, Sendable {
    /// The precondition's hit.
    case given
    /// The agent's line before an emotion swing.
    case beforeSwing = "before_swing"
    /// The first message of a burst that waited for an answer.
    case asked
    /// The earlier copy of a repeated message.
    case repeated
  }

  public let message: Int
  public let why: Reason
}

/// The state of one named part of a condition, such as a step of a sequence.
public struct PartState: Sendable, Hashable {
  public enum State: String, Sendable {
    case found, missing
    case outOfOrder = "out_of_order"
  }

  public let name: String
  public let state: State
}

/// The result of judging one condition in one window.
struct Judgement: Sendable {
  var truth: Truth
  var hits: [RuleHit] = []
  /// The hits that belong together, where it is not each for itself: those of a logic node or of a
  /// count, and with `same` those of each message or clause in which the condition holds.
  var groups: [[RuleHit]]?
  var parts: [PartState] = []
  /// The position at which the window closed, where that is not its last message.
  var closesAt: Int?
  /// What went wrong, with `truth == .error`.
  var problem: LocalizedText?

  /// What becomes a finding or an anchor each: every hit of a leaf, all hits of a logic node together;
  /// what holds without any message is one empty group.
  var hitGroups: [[RuleHit]] { groups ?? (hits.isEmpty ? [[]] : hits.map { [$0] }) }

  static let notApplicable = Judgement(truth: .notApplicable)

  static func error(_ problem: LocalizedText) -> Judgement { Judgement(truth: .error, problem: problem) }

  /// A hit where there are any, and `otherwise` where there are none.
  static func ofHits(_ hits: [RuleHit], otherwise: Truth) -> Judgement {
    hits.isEmpty ? Judgement(truth: otherwise) : Judgement(truth: .hit, hits: hits)
  }
}

extension Judgement {
  /// Three-valued `any`: operands that do not apply are dropped; all dropped does not apply.
  ///
  /// The hits of its operands are passed on as they are; what holds without a message is there once.
  static func any(_ operands: [Judgement]) -> Judgement {
    var result = atLeast(1, of: operands)
    guard result.truth == .hit else { return result }
    result.passOnHits(of: operands)
    result.closesAt = operands.first { $0.truth == .hit && $0.hits.isEmpty }?.closesAt
    return result
  }

  /// Holds where `needed` of the applicable operands hold.
  static func atLeast(_ needed: Int, of operands: [Judgement]) -> Judgement {
    // By far the most often none of them holds.
    if needed > 0, let plain = allSilent(operands) { return plain }
    let applicable = operands.filter { $0.truth != .notApplicable }
    guard !applicable.isEmpty else { return .notApplicable }
    let holding = applicable.filter { $0.truth == .hit }
    var result = Judgement(truth: .noHit)
    result.parts = operands.flatMap(\.parts)
    if holding.count >= needed {
      result.truth = .hit
      result.hits = holding.flatMap(\.hits)
      result.groups = [result.hits]
      return result
    }
    let undecided = applicable.filter { $0.truth == .unknown || $0.truth == .pending }
    let failed = applicable.filter { $0.truth == .error }
    if holding.count + undecided.count + failed.count >= needed {
      if let error = failed.first {
        result.truth = .error
        result.problem = error.problem
      } else {
        result.truth = undecided.contains { $0.truth == .pending } ? .pending : .unknown
      }
    }
    return result
  }

  /// The judgement where every operand is without a hit or does not apply, and says no more; nil otherwise.
  private static func allSilent(_ operands: [Judgement]) -> Judgement? {
    var isApplicable = false
    for operand in operands {
      switch operand.truth {
      case .notApplicable: break
      case .noHit: isApplicable = true
      case .hit, .unknown, .pending, .error: return nil
      }
      guard operand.parts.isEmpty else { return nil }
    }
    return isApplicable ? Judgement(truth: .noHit) : .notApplicable
  }

  /// Three-valued `all`: one operand that does not apply makes the whole not apply.
  static func all(_ operands: [Judgement]) -> Judgement {
    func first(_ truth: Truth) -> Judgement? { operands.first { $0.truth == truth } }
    if let plain = allSilent(operands), !operands.isEmpty {
      return first(.notApplicable) == nil ? plain : .notApplicable
    }
    var result = Judgement(truth: .hit)
    result.parts = operands.flatMap(\.parts)
    if first(.notApplicable) != nil {
      result.truth = .notApplicable
    } else if first(.pending) != nil {
      // It may still turn out not to apply, whatever the others say.
      result.truth = .pending
    } else if first(.noHit) != nil {
      result.truth = .noHit
    } else if let error = first(.error) {
      result.truth = .error
      result.problem = error.problem
    } else if first(.unknown) != nil {
      result.truth = .unknown
    } else {
      result.hits = operands.flatMap(\.hits)
      result.groups = [result.hits]
      result.closesAt = operands.compactMap(\.closesAt).max()
    }
    return result
  }

  /// Takes over the hits of the operands that hold, each group once.
  mutating func passOnHits(of operands: [Judgement]) {
    let holding = operands.filter { $0.truth == .hit }
    if holding.count == 1 {
      let all = holding[0].hitGroups
      if all.count < 2 {
        groups = all
        hits = all.first ?? []
        return
      }
    }
    var seen: Set<[RuleHit]> = []
    let all = holding.flatMap(\.hitGroups)
    // A few are compared faster than they are hashed.
    let passed = all.count <= 32 ? distinct(all) : all.filter { seen.insert($0).inserted }
    groups = passed
    hits = passed.flatMap { $0 }
  }

  /// The groups without those that are there before: a few are compared faster than they are hashed.
  private func distinct(_ groups: [[RuleHit]]) -> [[RuleHit]] {
    // Where two groups begin says nearly always that they differ.
    let starts = groups.map { group -> Int in
      guard let span = group.first?.spans.first else { return -1 }
      return span.message << 20 ^ span.range.lower << 8 ^ span.range.upper
    }
    return groups.indices.filter { number in
      !(0..<number).contains { starts[$0] == starts[number] && groups[$0] == groups[number] }
    }.map { groups[$0] }
  }

  /// The opposite; what is undecided stays undecided.
  var negated: Judgement {
    switch truth {
    case .hit: Judgement(truth: .noHit, parts: parts)
    case .noHit: Judgement(truth: .hit, parts: parts)
    case .unknown, .pending, .notApplicable, .error: Judgement(truth: truth, parts: parts, problem: problem)
    }
  }
}
