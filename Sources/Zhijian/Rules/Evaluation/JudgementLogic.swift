/// Logic over judgements with the values hit, no hit, unknown, pending, not applicable and error.
extension Judgement {
  /// How many operands came out which way.
  private struct Tally {
    var hit = 0
    var noHit = 0
    var unknown = 0
    var pending = 0
    var notApplicable = 0
    var error = 0

    init(_ operands: [Judgement]) {
      for place in operands.indices {
        switch operands[place].truth {
        case .hit: hit += 1
        case .noHit: noHit += 1
        case .unknown: unknown += 1
        case .pending: pending += 1
        case .notApplicable: notApplicable += 1
        case .error: error += 1
        }
      }
    }
  }

  /// Three-valued `any`: operands that do not apply are dropped; all dropped does not apply.
  ///
  /// The hits of its operands are passed on as they are; what holds without a message is there once.
  static func any(_ operands: [Judgement]) -> Judgement {
    var result = counted(1, of: operands)
    guard result.truth == .hit else { return result }
    result.passOnHits(of: operands)
    result.closesAt = operands.first { $0.truth == .hit && $0.hits.isEmpty }?.closesAt
    return result
  }

  /// Holds where `needed` of the applicable operands hold.
  static func atLeast(_ needed: Int, of operands: [Judgement]) -> Judgement {
    var result = counted(needed, of: operands)
    guard result.truth == .hit else { return result }
    for operand in operands where operand.truth == .hit { result.hits += operand.hits }
    result.grouping = .together
    return result
  }

  /// Whether `needed` of the applicable operands hold, without their hits.
  private static func counted(_ needed: Int, of operands: [Judgement]) -> Judgement {
    let tally = Tally(operands)
    guard tally.notApplicable < operands.count else { return .notApplicable }
    var result = Judgement(truth: .noHit)
    result.takeParts(of: operands)
    if tally.hit >= needed {
      result.truth = .hit
    } else if tally.hit + tally.unknown + tally.pending + tally.error >= needed {
      if tally.error > 0 {
        result.truth = .error
        result.problem = operands.first { $0.truth == .error }?.problem
      } else {
        result.truth = tally.pending > 0 ? .pending : .unknown
      }
    }
    return result
  }

  /// Three-valued `all`: one operand that does not apply makes the whole not apply.
  static func all(_ operands: [Judgement]) -> Judgement {
    let tally = Tally(operands)
    var result = Judgement(truth: .hit)
    result.takeParts(of: operands)
    if tally.notApplicable > 0 {
      result.truth = .notApplicable
    } else if tally.pending > 0 {
      // It may still turn out not to apply, whatever the others say.
      result.truth = .pending
    } else if tally.noHit > 0 {
      result.truth = .noHit
    } else if tally.error > 0 {
      result.truth = .error
      result.problem = operands.first { $0.truth == .error }?.problem
    } else if tally.unknown > 0 {
      result.truth = .unknown
    } else {
      if operands.count == 1 { result.hits = operands[0].hits } else { result.hits = operands.flatMap(\.hits) }
      result.grouping = .together
      result.closesAt = operands.compactMap(\.closesAt).max()
    }
    return result
  }

  private mutating func takeParts(of operands: [Judgement]) {
    for operand in operands where !operand.parts.isEmpty { parts += operand.parts }
  }

  /// Takes over the hits of the operands that hold, each group once.
  mutating func passOnHits(of operands: [Judgement]) {
    hits = []
    let holding = operands.filter { $0.truth == .hit }
    if holding.allSatisfy(\.isOfSingleHits) {
      grouping = .each
      if holding.count == 1 { hits = holding[0].hits } else { hits = holding.flatMap(\.hits) }
      hits.removeCopies()
      return
    }
    if holding.count == 1, holding[0].groupCount < 2 {
      hits = holding[0].hits
      grouping = .together
      return
    }
    var groups = holding.flatMap(\.hitGroups)
    groups.removeCopies()
    hits = groups.flatMap { $0 }
    grouping = Self.grouping(groups)
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

extension Array where Element: Hashable {
  /// Leaves each element once, where it stands first. A few are compared faster than they are hashed.
  fileprivate mutating func removeCopies() {
    guard count > 1 else { return }
    guard count <= 32 else {
      var seen: Set<Element> = []
      return removeAll { !seen.insert($0).inserted }
    }
    var kept = 1
    for place in 1..<count where !self[..<kept].contains(self[place]) {
      if kept != place { self[kept] = self[place] }
      kept += 1
    }
    removeSubrange(kept...)
  }
}
