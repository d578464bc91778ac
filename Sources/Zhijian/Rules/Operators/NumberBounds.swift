/// Bounds of a figure: `over` >, `under` <, `min` and `max` inclusive. What is nil does not bound.
struct NumberBounds: Sendable, Hashable {
  var over: Double?
  var under: Double?
  var minimum: Double?
  var maximum: Double?

  static let parameters: [KeyDefinition] = [
    .init("over", LocalizedText(zh: "大于", en: "greater than"), type: .anyNumber),
    .init("under", LocalizedText(zh: "小于", en: "less than"), type: .anyNumber),
    .init("min", LocalizedText(zh: "至少（含）", en: "at least"), type: .anyNumber),
    .init("max", LocalizedText(zh: "至多（含）", en: "at most"), type: .anyNumber),
  ]

  static let names = parameters.map(\.name)

  /// Reads the four keys; reports where `required` and none is there.
  init(_ options: YAMLMapping, required: Bool) {
    over = options.number("over")
    under = options.number("under")
    minimum = options.number("min")
    maximum = options.number("max")
    if required, isEmpty, !options.keys.contains(where: Self.names.contains) {
      options.sink.error(
        "missing-key", at: options.location,
        LocalizedText(zh: "需要 over、under、min、max 之一", en: "one of over, under, min, max is needed"))
    }
  }

  var isEmpty: Bool { over == nil && under == nil && minimum == nil && maximum == nil }

  func contains(_ value: Double) -> Bool {
    if let over, !(value > over) { return false }
    if let under, !(value < under) { return false }
    if let minimum, !(value >= minimum) { return false }
    if let maximum, !(value <= maximum) { return false }
    return true
  }

  /// Whether a figure that can only grow may still come to be inside.
  func mayContain(growingFrom value: Double) -> Bool {
    if let under, value >= under { return false }
    if let maximum, value > maximum { return false }
    return true
  }

  /// Whether a figure that can only grow and is inside will stay inside.
  var holdsWhenGrowing: Bool { under == nil && maximum == nil }
}
