/// Reads the files of a `ScriptLexicon`.
struct ScriptLexiconReader {
  private static let longestWord = 16

  var entries = ScriptLexiconEntries()
  var diagnostics: [Diagnostic] = []
  private var places: [String: SourceLocation] = [:]

  init() {}

  mutating func read(_ file: ScriptLexicon.File) {
    let name = file.name.utf8.split(separator: 0x2F).last.map { String(decoding: $0, as: UTF8.self) } ?? file.name
    // Bytes, because a carriage return and a line feed are one Character.
    for (offset, bytes) in file.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      var line = String(decoding: bytes, as: UTF8.self)
      if line.unicodeScalars.last == "\r" { line.unicodeScalars.removeLast() }
      if offset == 0, line.unicodeScalars.first == "\u{FEFF}" { line.unicodeScalars.removeFirst() }
      if line.isEmpty || line.utf8.first == 0x23 { continue }
      let fields = fields(of: line, at: offset + 1, in: file.name)
      if name.hasPrefix("contrary") {
        readPair(fields, at: SourceLocation(file: file.name, line: offset + 1, column: 1))
      } else if name.hasPrefix("light") {
        entries.light += fields.filter { isNew($0) }.map(\.word)
      } else {
        let words = fields.filter { isNew($0) }.map(\.word)
        if words.count > 1 {
          entries.groups.append(words)
        } else if let field = fields.first, fields.count == 1 {
          report(
            .warning, "lone-synonym", field.place,
            LocalizedText(
              zh: "这一组只有“\(field.word)”一个词，没有可以互换的", en: "the group holds '\(field.word)' alone: nothing says the same")
          )
        }
      }
    }
  }

  private struct Field {
    let word: String
    let place: SourceLocation
  }

  private mutating func fields(of line: String, at number: Int, in file: String) -> [Field] {
    var result: [Field] = []
    var column = 1
    for part in line.unicodeScalars.split(separator: "\t", omittingEmptySubsequences: false) {
      let place = SourceLocation(file: file, line: number, column: column)
      column += part.count + 1
      let word = String(Substring(part)).trimmingBlanks()
      if word.isEmpty {
        report(.error, "empty-word", place, LocalizedText(zh: "这里缺少词语", en: "a word is missing here"))
      } else if word.utf16.count > Self.longestWord {
        report(
          .error, "word-too-long", place,
          LocalizedText(
            zh: "词语超过 \(Self.longestWord) 个字符", en: "a word cannot be longer than \(Self.longestWord) characters"))
      } else {
        result.append(Field(word: word, place: place))
      }
    }
    return result
  }

  private mutating func readPair(_ fields: [Field], at place: SourceLocation) {
    guard fields.count == 2 else {
      report(
        .error, "bad-pair", place,
        LocalizedText(zh: "一行应当是用制表符分开的两个词", en: "a line holds two words with a tab between"))
      return
    }
    entries.contrary.append((fields[0].word, fields[1].word))
  }

  /// Whether the word was not given before; a second place is reported.
  private mutating func isNew(_ field: Field) -> Bool {
    guard let first = places[field.word] else {
      places[field.word] = field.place
      return true
    }
    report(
      .warning, "duplicate-word", field.place,
      LocalizedText(
        zh: "词语“\(field.word)”在 \(first.file) 第 \(first.line ?? 1) 行已经有了，这里不算",
        en: "the word '\(field.word)' was given in \(first.file), line \(first.line ?? 1), and does not count here"))
    return false
  }

  private mutating func report(
    _ severity: Diagnostic.Severity, _ code: String, _ place: SourceLocation, _ message: LocalizedText
  ) {
    diagnostics.append(Diagnostic(severity, code: code, message: message, location: place))
  }
}
