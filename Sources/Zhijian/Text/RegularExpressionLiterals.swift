/// What a pattern's matches must contain.
enum RegularExpressionLiterals {
  static func required(by pattern: String, ignoringCase: Bool) -> [[String]]? { nil }
}
