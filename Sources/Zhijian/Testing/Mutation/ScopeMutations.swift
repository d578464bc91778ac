/// Ranges of positions and seconds, wider and narrower.
enum ScopeMutations {
  /// The keys whose values limit where a condition looks.
  static let limits = ScopeKeys.positions + ["seconds"]

  /// The range one further on both sides that are open to it; nil for what is no range.
  static func wider(_ key: String, _ text: String) -> String? {
    if key == "seconds" { return seconds(text, times: 2) }
    guard let range = PositionRange(text) else { return nil }
    return written(from: outward(range.from, isFirst: true), to: outward(range.to, isFirst: false), unlike: text)
  }

  /// The range one shorter at its far end; nil where nothing would be left.
  static func narrower(_ key: String, _ text: String) -> String? {
    if key == "seconds" { return seconds(text, times: 0.5) }
    guard let range = PositionRange(text), range.from != range.to else { return nil }
    // What counts back from the end or the anchor has its far end in front.
    if range.from < 0, range.to < 0 { return written(from: range.from + 1, to: range.to, unlike: text) }
    return written(from: range.from, to: range.to - 1, unlike: text)
  }

  private static func outward(_ position: Int, isFirst: Bool) -> Int {
    if isFirst, position < 0 { return position - 1 }
    if !isFirst, position > 0 { return position + 1 }
    return position
  }

  private static func written(from: Int, to: Int, unlike text: String) -> String? {
    let written = from == to ? "\(from)" : "\(from)..\(to)"
    return written == text ? nil : written
  }

  private static func seconds(_ text: String, times factor: Double) -> String? {
    let (first, last) = RangeText.ends(of: text) ?? ("0", text)
    guard let from = DecimalNumber.parse(first), let to = DecimalNumber.parse(last) else { return nil }
    let ends = (from < 0 ? from * factor : from, to > 0 ? to * factor : to)
    return "\(DecimalNumber.text(ends.0))..\(DecimalNumber.text(ends.1))"
  }
}
