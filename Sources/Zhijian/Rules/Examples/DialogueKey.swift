extension Transcript {
  /// Tells apart dialogues of tests: the same text and fields give the same key, whatever is marked in `source`.
  func dialogueKey(source: String) -> String {
    // Blank lines, and blanks around a line, are nothing to a dialogue.
    let lines = source.utf8.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self).trimmingBlanks() }
    var text = String.UnicodeScalarView()
    for scalar in lines.filter({ !$0.isEmpty }).joined(separator: "\n").unicodeScalars
    where scalar != "\u{27E6}" && scalar != "\u{27E7}" { text.append(scalar) }
    let ratings = rating.map { "\($0.value) \($0.minimum) \($0.maximum)" } ?? ""
    return [
      String(text), id, ratings, "\(isOpen)", shop ?? "", platform ?? "", group ?? "", closeReason ?? "", "\(fields)",
    ].joined(separator: "\u{0}")
  }
}
