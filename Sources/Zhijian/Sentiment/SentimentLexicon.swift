/// The words, phrases and signs that carry or change a feeling, read from TSV files.
///
/// A line is `entry⇥weight⇥kind⇥source⇥note`; `source` and `note` may be missing. Empty lines and
/// lines that start with `# ` or are `#` are comments; the first line may be the header. `{数}` in
/// an entry stands for a number of up to four digits, Chinese or Arabic. An entry may be given once as a word, and once
/// more as a cue, a topic or a feature.
public struct SentimentLexicon: Sendable {
  /// All entries, in the order of the files and lines.
  public let entries: [SentimentEntry]

  /// The most units an entry may have.
  static let maximumLength = 32

  /// Reads `files`, each with the name that diagnostics show. Lines with a fault are left out and
  /// reported, all at once, with line and column.
  public static func parse(files: [(name: String, text: String)]) -> (SentimentLexicon, [Diagnostic]) {
    var reader = SentimentLexiconReader()
    for file in files { reader.read(file.text, named: file.name) }
    return (SentimentLexicon(entries: reader.entries), reader.diagnostics)
  }
}

/// The reading of lexicon files: what was read and what was wrong so far.
struct SentimentLexiconReader {
  var entries: [SentimentEntry] = []
  var diagnostics: [Diagnostic] = []
  private var places: [Place: SourceLocation] = [:]

  /// Entries of these are compared with each other only.
  private struct Place: Hashable {
    var kind: SentimentEntry.Kind?
    var units: [UInt16]
  }

  mutating func read(_ text: String, named name: String) {
    // Bytes, because a carriage return and a line feed are one Character.
    for (offset, bytes) in text.utf8.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      var line = String(Substring(bytes))
      if line.hasSuffix("\r") { line.removeLast() }
      if offset == 0, line.unicodeScalars.first == "\u{FEFF}" { line.unicodeScalars.removeFirst() }
      if line.isEmpty || line == "#" || line.hasPrefix("# ") { continue }
      if offset == 0, line.hasPrefix("entry\tweight\tkind") { continue }
      read(line: line, at: offset + 1, of: name)
    }
  }

  private mutating func read(line: String, at number: Int, of name: String) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    func place(_ field: Int) -> SourceLocation {
      let before = fields.prefix(field).reduce(0) { $0 + $1.unicodeScalars.count + 1 }
      return SourceLocation(file: name, line: number, column: before + 1)
    }
    guard fields.count >= 3 else {
      report(
        "sentiment-fields", "一行至少要有词条、权重、类别三列，以制表符分隔", "a line needs entry, weight and kind, tab-separated", place(0))
      return
    }
    if fields.count > 5 {
      report("sentiment-fields", "多于五列", "more than five columns", place(5))
      return
    }
    let text = fields[0]
    let units = SentimentFold.plain.pattern(text)
    var isSound = true
    if text.isEmpty || text.first == " " || text.last == " " || units.isEmpty {
      report("sentiment-entry", "词条为空或首尾有空格", "the entry is empty or has a space at an end", place(0))
      isSound = false
    } else if units.count > SentimentLexicon.maximumLength {
      report("sentiment-entry", "词条过长", "the entry is too long", place(0))
      isSound = false
    }
    let weight = Self.thousandths(fields[1])
    if weight == nil {
      report(
        "sentiment-weight", "权重不是最多三位小数的数：\(fields[1])", "not a number of up to three decimals: \(fields[1])", place(1))
    }
    let kind = SentimentEntry.Kind(rawValue: fields[2])
    if kind == nil {
      let names = SentimentEntry.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      report("sentiment-kind", "没有这个类别：\(fields[2])", "unknown kind: \(fields[2])", place(2), hint: names)
    }
    guard isSound, let weight, let kind else { return }
    guard kind.allowedWeights.contains(weight) else {
      let low = Self.decimal(kind.allowedWeights.lowerBound)
      let high = Self.decimal(kind.allowedWeights.upperBound)
      report(
        "sentiment-weight", "\(kind.rawValue) 的权重应在 \(low) 到 \(high) 之间",
        "a weight of \(kind.rawValue) lies between \(low) and \(high)", place(1))
      return
    }
    if kind == .feature, SentimentFeature(rawValue: text) == nil {
      let names = SentimentFeature.allCases.map(\.rawValue).joined(separator: ", ")
      report("sentiment-feature", "没有这个特征：\(text)", "unknown feature: \(text)", place(0), hint: names)
      return
    }
    let key = Place(kind: kind.takesPlace ? nil : kind, units: units)
    if let first = places[key] {
      report(
        "sentiment-duplicate", "词条重复，首见于 \(first.file):\(first.line ?? 0)",
        "entry already given at \(first.file):\(first.line ?? 0)", place(0))
      return
    }
    places[key] = place(0)
    entries.append(
      SentimentEntry(
        text: text, weight: weight, kind: kind, source: fields.count > 3 ? fields[3] : "",
        note: fields.count > 4 ? fields[4] : "", location: place(0)))
  }

  private mutating func report(
    _ code: String, _ chinese: String, _ english: String, _ location: SourceLocation, hint: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        .error, code: code, message: LocalizedText(zh: chinese, en: english), location: location,
        hint: hint.map { LocalizedText(zh: "可用：\($0)", en: "one of: \($0)") }))
  }

  /// `-0.35` as −350; nil for anything that is not a decimal of up to three places below 100.
  static func thousandths(_ text: String) -> Int? {
    var bytes = Array(text.utf8)
    var sign = 1
    if let first = bytes.first, first == 0x2D || first == 0x2B {
      sign = first == 0x2D ? -1 : 1
      bytes.removeFirst()
    }
    let halves = bytes.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = halves.first, (1...2).contains(whole.count) else { return nil }
    let places = halves.count > 1 ? Array(halves[1]) : []
    guard halves.count == 1 || (1...3).contains(places.count) else { return nil }
    var value = 0
    for digit in Array(whole) + places + Array(repeating: 0x30, count: 3 - places.count) {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return sign * value
  }

  /// Without trailing zeros.
  static func shortest(_ thousandths: Int) -> String {
    var text = decimal(thousandths)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  static func decimal(_ thousandths: Int) -> String {
    let sign = thousandths < 0 ? "-" : ""
    let fraction = String(1000 + abs(thousandths) % 1000).dropFirst()
    return "\(sign)\(abs(thousandths) / 1000).\(fraction)"
  }
}
