extension ConditionEvaluator {
  /// What the steps of a sequence say together of `window`.
  func judgeSequence(_ steps: [SequenceStep], in window: Window, depth: Int) -> Judgement {
    let judgements = steps.map { judge($0.node, in: window, depth: depth + 1) }
    let needed = zip(steps, judgements).filter { !$0.0.isOptional }.map(\.1)
    if needed.contains(where: { $0.truth == .notApplicable }) { return .notApplicable }
    let alignment = SequenceAlignment(steps: steps, judgements: judgements, view: view)
    var result = Judgement(truth: .hit)
    result.grouping = .together
    var parts: [PartState] = []
    parts.reserveCapacity(steps.count)
    var isFailed = false
    for (offset, step) in steps.enumerated() {
      // A step that holds without a message of its own, such as `silent`, holds anywhere.
      let isFound = alignment.chosen[offset] != nil || judgements[offset].holdsWithoutMessage
      let state: PartState.State = isFound ? .found : judgements[offset].truth == .hit ? .outOfOrder : .missing
      parts.append(PartState(name: step.name, state: state))
      guard state != .found, !step.isOptional else { continue }
      switch judgements[offset].truth {
      case .noHit, .hit, .notApplicable: isFailed = true
      case .unknown, .pending, .error: break
      }
    }
    result.parts = parts
    if !view.isFinal, isFailed || needed.contains(where: { $0.truth == .pending }) {
      result.truth = .pending
    } else if isFailed {
      result.truth = alignment.needsTimes ? .unknown : .noHit
    } else if let error = needed.first(where: { $0.truth == .error }) {
      result.truth = .error
      result.problem = error.problem
    } else if needed.contains(where: { $0.truth == .unknown }) {
      result.truth = .unknown
    }
    guard result.truth == .hit else { return result }
    for offset in steps.indices {
      if let chosen = alignment.chosen[offset] { result.hits += judgements[offset].hits[chosen] }
    }
    return result
  }
}
