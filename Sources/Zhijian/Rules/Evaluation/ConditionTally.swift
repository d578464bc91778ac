/// Counts what every condition of one rule says while tests are run. One a rule, on one thread.
///
/// While it is there nothing is settled without being judged: not by what the scan of the messages did not find, nor by
/// what the operands before say.
final class ConditionTally {
  /// How often something came out which way.
  struct Count: Sendable, Equatable {
    var held = 0
    var failed = 0
    /// Unknown, not applicable, or an error.
    var other = 0

    mutating func add(_ truth: Truth) {
      switch truth {
      case .hit: held += 1
      case .noHit: failed += 1
      case .unknown, .pending, .notApplicable, .error: other += 1
      }
    }
  }

  /// Which phrases of a leaf occurred where it looked, by their numbers in its list.
  struct PhraseUse: Sendable, Equatable {
    /// In tests that ask for a finding.
    var withFinding: Set<Int> = []
    /// In tests that ask for silence.
    var withoutFinding: Set<Int> = []
    /// The phrases of `unless` that covered an occurrence.
    var excuses: Set<Int> = []
  }

  /// By the places of the conditions in their file.
  private(set) var conditions: [SourceLocation: Count] = [:]
  /// `unless` of leaves: whether it covered an occurrence, or left one.
  private(set) var excuses: [SourceLocation: Count] = [:]
  private(set) var phrases: [SourceLocation: PhraseUse] = [:]
  /// `for`.
  private(set) var filter = Count()
  /// Whether the test that is run asks for a finding.
  var expectsFinding = false

  func record(_ node: ConditionNode, _ truth: Truth) {
    conditions[node.location, default: Count()].add(truth)
  }

  func record(_ outcome: ConversationFilter.Outcome) {
    switch outcome {
    case .applies: filter.held += 1
    case .excluded: filter.failed += 1
    case .unknown, .error: filter.other += 1
    }
  }

  /// Looks at what a leaf found in a window, whatever it makes of it.
  func look(_ leaf: any ConditionOperator, _ window: LeafWindow, _ judgement: Judgement) {
    let place = window.node.location
    var found: Set<Int> = []
    var excused: Set<Int> = []
    var isLeft = false
    if let scan = leaf.scan {
      if window.scope.join == true {
        let passage = JoinedPassage(window)
        found = Set(passage.hits(of: scan).map(\.phrase))
        excused = scan.excuses(usedIn: passage.units, folding: window.view.folding)
        isLeft = !found.isEmpty || judgement.truth == .hit
      } else {
        let hits = window.scanHits
        found = scan.expression == nil ? Set(hits.map(\.phrase)) : []
        isLeft = !hits.isEmpty
        for message in window.excusedMessages {
          excused.formUnion(scan.excuses(usedIn: window.view.texts[message].units, folding: window.view.folding))
        }
      }
    } else if let similar = leaf as? SimilarOperator {
      for hit in judgement.hits { found.formUnion(similar.samples(reachedBy: hit, in: window)) }
      excused = window.excuses(similar.excuses)
      isLeft = !judgement.hits.isEmpty
    } else if let script = leaf as? ScriptOperator {
      let parts = judgement.hits.flatMap(\.parts) + judgement.parts
      let said = Set(parts.filter { $0.state == .found }.map(\.name))
      found = Set(script.slots.indices.filter { said.contains(script.slots[$0].name) })
      excused = window.excuses(script.excuses)
      isLeft = !judgement.hits.isEmpty
    } else {
      return
    }
    if !excused.isEmpty { excuses[place, default: Count()].held += 1 }
    if isLeft { excuses[place, default: Count()].failed += 1 }
    guard !found.isEmpty || !excused.isEmpty else { return }
    var use = phrases[place] ?? PhraseUse()
    if expectsFinding { use.withFinding.formUnion(found) } else { use.withoutFinding.formUnion(found) }
    use.excuses.formUnion(excused)
    phrases[place] = use
  }
}

extension LeafScan {
  /// The excuses (numbers; 0 for an expression) that cover an occurrence in a text.
  fileprivate func excuses(usedIn units: [UInt16], folding: TextFolding) -> Set<Int> {
    if let expression {
      guard let unless = expression.unless else { return [] }
      let folded = folding.fold(units, view: views.last ?? .base).units
      guard let found = try? expression.expression.makeWorker().matches(in: folded, limit: 1000),
        let covers = try? unless.makeWorker().matches(in: folded, limit: 1000)
      else { return [] }
      let isUsed = found.contains { range in
        covers.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
      }
      return isUsed ? [0] : []
    }
    guard !excuses.isEmpty else { return [] }
    let folded = views.map { ($0, folding.fold(units, view: $0)) }
    func ranges(_ phrases: [String]) -> [(phrase: Int, range: TextRange)] {
      folded.flatMap { view, text in
        var matches: [PhraseMatch] = []
        PhraseMatcher(phrases: phrases.map { folding.foldPhrase($0, view: view) })
          .appendMatches(in: text.units, to: &matches)
        return matches.map { ($0.phrase, text.originalRange($0.start..<$0.end)) }
      }
    }
    let found = ranges(phrases).map(\.range)
    return Set(ranges(excuses).filter { cover in found.contains { cover.range.contains($0) } }.map(\.phrase))
  }
}

extension LeafWindow {
  /// The messages (indices) of the window in which something was excused.
  fileprivate var excusedMessages: [Int] {
    guard view.scans.indices.contains(leaf.index) else { return [] }
    let written = Set(written.map { view.order[$0] })
    return Set(view.scans[leaf.index].hits.filter { $0.suppression == .excused }.map(\.message))
      .intersection(written).sorted()
  }

  /// The excuses (numbers), which are folded, that messages of the window hold.
  fileprivate func excuses(_ phrases: [[UInt16]]) -> Set<Int> {
    guard !phrases.isEmpty else { return [] }
    let texts = written.map { view.folding.fold(view.texts[view.order[$0]].units, view: .base).units }
    return Set(
      phrases.indices.filter { number in
        texts.contains { !ScriptWording.places(of: phrases[number], in: $0).isEmpty }
      })
  }
}
