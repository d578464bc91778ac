/// The word lists that `$name` in a rule refers to.
public struct WordListCatalog: Sendable {
  public private(set) var lists: [String: [String]]

  public init(_ lists: [String: [String]] = [:]) {
    self.lists = lists
  }

  public subscript(name: String) -> [String]? { lists[name] }

  public var names: [String] { lists.keys.sorted() }

  /// This catalog with the lists of `other` in place of its own of the same name.
  public func replacing(with other: [String: [String]]) -> WordListCatalog {
    WordListCatalog(lists.merging(other) { _, new in new })
  }

  /// The entries of a list file: one phrase a line, `#` starts a comment line, blank lines and
  /// blanks around a phrase do not count.
  public static func parse(_ text: String) -> [String] {
    var entries: [String] = []
    for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let entry = String(decoding: line, as: UTF8.self).trimmingBlanks()
      if !entry.isEmpty, !entry.hasPrefix("#") { entries.append(entry) }
    }
    return entries
  }
}

extension String {
  /// The text without blanks, tabs, full-width blanks and byte order marks at both ends.
  func trimmingBlanks() -> String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\u{3000}" || scalar == "\u{FEFF}"
    }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    if first == scalars.startIndex, scalars.index(after: last) == scalars.endIndex { return self }
    return String(scalars[first...last])
  }
}
