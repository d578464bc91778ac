extension Tokenizer {
  /// Where a token comes from, for people: `icu`, `rule`, or the file name of a word list.
  public func name(of origin: TokenOrigin) -> String {
    switch origin {
    case .icu: return "icu"
    case .rule: return "rule"
    case .list(let number):
      guard listNames.indices.contains(Int(number)) else { return "list" }
      return listNames[Int(number)].utf8.split(separator: 0x2F).last.map { String(decoding: $0, as: UTF8.self) }
        ?? "list"
    }
  }
}
