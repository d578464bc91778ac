/// Numbers with nouns in English.
enum English {
  /// `1 rule`, `2 rules`.
  static func count(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
}
