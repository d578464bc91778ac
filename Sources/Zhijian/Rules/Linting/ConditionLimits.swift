/// What can be said of a condition before any conversation is seen.
enum ConditionLimits {
  /// Why a leaf can never hold; nil where it may.
  static func impossibility(of leaf: any ConditionOperator) -> LocalizedText? {
    switch leaf {
    case let leaf as KeywordOperator: impossibility(of: leaf)
    case let leaf as LengthOperator: outside(leaf.bounds, 0...Double.infinity, isWhole: true, "字数", "lengths")
    case let leaf as CountOperator: outside(leaf.bounds, 0...Double.infinity, isWhole: true, "条数", "counts")
    case let leaf as PaceOperator: outside(leaf.bounds, 0...Double.infinity, "速度", "paces")
    case let leaf as SentimentOperator: outside(leaf.bounds, -1...1, "情感分", "sentiments")
    case let leaf as FieldOperator:
      outside(leaf.test.bounds, -Double.infinity...Double.infinity, "数", "numbers")
    case let leaf as SwingOperator:
      [leaf.drop, leaf.rise].allSatisfy { bounds in
        bounds.map { outside($0, 0...EmotionSwing.maximumSize, "幅度", "sizes") != nil } ?? true
      } ? LocalizedText(zh: "没有 0 到 1 之间的幅度符合这些界限", en: "no size from 0 to 1 is within these bounds") : nil
    default: nil
    }
  }

  /// Whether a leaf holds whatever is said, so that it decides nothing.
  static func isCertain(_ leaf: any ConditionOperator) -> Bool {
    switch leaf {
    case let leaf as LengthOperator: covers(leaf.bounds, 1)
    case let leaf as CountOperator: covers(leaf.bounds, 0)
    default: false
    }
  }

  /// Whether a condition can never hold.
  static func isImpossible(_ node: ConditionNode) -> Bool {
    switch node.logic {
    case .leaf(let leaf, _): impossibility(of: leaf) != nil
    case .all(let nodes): nodes.contains(where: isImpossible)
    case .any(let nodes): nodes.allSatisfy(isImpossible)
    case .not(let node): isCertain(node)
    case .atLeast(let number, let nodes): nodes.count { !isImpossible($0) } < number
    case .sequence(let steps): steps.contains { !$0.isOptional && isImpossible($0.node) }
    }
  }

  private static func isCertain(_ node: ConditionNode) -> Bool {
    if case .leaf(let leaf, _) = node.logic { return isCertain(leaf) && node.scope.every != true }
    return false
  }

  private static func impossibility(of leaf: KeywordOperator) -> LocalizedText? {
    let folded = leaf.foldedPhrases
    let starts = [0] + folded.ends.dropLast()
    let distinct = Set(zip(starts, folded.ends).map { Array(folded.units[$0..<$1]) }).count
    guard case .atLeast(let number) = leaf.match, number > distinct else { return nil }
    return LocalizedText(
      zh: "match 要 \(number) 个不同的短语，这里只有 \(distinct) 个",
      en: "match wants \(number) distinct phrases, here are \(distinct)")
  }

  /// Whether the bounds hold for every value from `least` on.
  private static func covers(_ bounds: NumberBounds, _ least: Double) -> Bool {
    guard !bounds.isEmpty, bounds.under == nil, bounds.maximum == nil else { return false }
    return (bounds.over.map { $0 < least } ?? true) && (bounds.minimum.map { $0 <= least } ?? true)
  }

  private static func outside(
    _ bounds: NumberBounds, _ range: ClosedRange<Double>, isWhole: Bool = false, _ zh: String, _ en: String
  ) -> LocalizedText? {
    var lowest = max(range.lowerBound, bounds.minimum ?? -Double.infinity)
    var highest = min(range.upperBound, bounds.maximum ?? Double.infinity)
    var isLowestOut = false
    var isHighestOut = false
    if let over = bounds.over, over >= lowest { (lowest, isLowestOut) = (over, true) }
    if let under = bounds.under, under <= highest { (highest, isHighestOut) = (under, true) }
    if isWhole {
      lowest = isLowestOut ? lowest.rounded(.down) + 1 : lowest.rounded(.up)
      highest = isHighestOut ? highest.rounded(.up) - 1 : highest.rounded(.down)
      (isLowestOut, isHighestOut) = (false, false)
    }
    guard lowest > highest || lowest == highest && (isLowestOut || isHighestOut) else { return nil }
    return LocalizedText(zh: "没有\(zh)符合这些界限", en: "no \(en) are within these bounds")
  }
}
