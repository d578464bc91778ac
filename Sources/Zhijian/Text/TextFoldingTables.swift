/// The tables of the folds, read from tab-separated texts: one entry a line, `#` begins a comment line.
///
/// | file | key | value |
/// |---|---|---|
/// | width.tsv | a character | its plain form |
/// | script.tsv | a Traditional or variant character | the Simplified one |
/// | digits.tsv | a character | the digit it stands for in a run |
/// | repeat.tsv | a character that is often doubled, as in 谢谢 | – |
/// | emoji.tsv, numbers.tsv, split.tsv, split-kfcd.tsv | a sequence | the words it stands for |
/// | emoji-names.tsv | a sequence | its names, with blanks between them |
/// | lookalike.tsv | a character | the one it is taken for |
/// | lookalike-shapes.tsv | a character | those of a similar shape, the most similar first |
/// | pinyin.tsv | a toneless syllable | the characters read so |
///
/// A fold whose table was not given does nothing.
public struct FoldingTables: Sendable {
  /// One file's name, without folder, and text.
  public struct File: Sendable {
    public let name: String
    public let text: String

    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  var width: [UInt32: [UInt16]] = [:]
  var script: [UInt32: UInt32] = [:]
  var digits: [UInt32: UInt16] = [:]
  var doubled: Set<UInt32> = []
  var emoji: [FoldingSequences.Entry] = []
  var emojiNames: [(emoji: String, names: [String])] = []
  var split: [FoldingSequences.Entry] = []
  var lookalike: [UInt32: UInt32] = [:]
  var shapes: [(character: UInt32, similar: [UInt32])] = []
  var syllables: [(name: String, characters: [UInt32])] = []

  /// No tables: ICU's compatibility and case folding, and the folds that need none.
  public init() {}

  /// Reads `files`. Every fault is appended to `diagnostics` with file and line; the faulty line is left out.
  public init(files: [File], diagnostics: inout [Diagnostic]) {
    for file in files {
      var reader = FoldingTableReader(file)
      switch file.name {
      case "width.tsv":
        for row in reader.rows(columns: 2) {
          if let key = reader.character(row), reader.isNew(row) { width[key] = Array(row.columns[1].utf16) }
        }
      case "script.tsv":
        for row in reader.rows(columns: 2) {
          if let key = reader.character(row), let value = reader.character(row, column: 1), reader.isNew(row) {
            script[key] = value
          }
        }
      case "digits.tsv":
        for row in reader.rows(columns: 2) {
          if let key = reader.character(row), let digit = reader.digit(row), reader.isNew(row) { digits[key] = digit }
        }
      case "repeat.tsv":
        for row in reader.rows(columns: 1) {
          if let key = reader.character(row), reader.isNew(row) { doubled.insert(key) }
        }
      case "emoji.tsv", "numbers.tsv":
        emoji += reader.sequences()
      case "emoji-names.tsv":
        for row in reader.rows(columns: 2) where reader.isNew(row) {
          emojiNames.append((row.columns[0], row.columns[1].split(separator: " ").map(String.init)))
        }
      case "split.tsv", "split-kfcd.tsv":
        split += reader.sequences()
      case "lookalike.tsv":
        for row in reader.rows(columns: 2) {
          if let key = reader.character(row), let value = reader.character(row, column: 1), reader.isNew(row) {
            lookalike[key] = value
          }
        }
      case "lookalike-shapes.tsv":
        for row in reader.rows(columns: 2) {
          if let key = reader.character(row), reader.isNew(row) {
            shapes.append((key, row.columns[1].unicodeScalars.map(\.value)))
          }
        }
      case "pinyin.tsv":
        for row in reader.rows(columns: 2) {
          if reader.isSyllable(row), reader.isNew(row) {
            syllables.append((row.columns[0], row.columns[1].unicodeScalars.map(\.value)))
          }
        }
      default:
        reader.reportUnknownFile()
      }
      diagnostics += reader.diagnostics
    }
  }
}

/// Reads one table, collecting what is wrong with it.
struct FoldingTableReader {
  struct Row {
    let line: Int
    let columns: [String]
  }

  private(set) var diagnostics: [Diagnostic] = []
  private let file: FoldingTables.File
  private var seen: Set<String> = []

  init(_ file: FoldingTables.File) {
    self.file = file
  }

  /// The lines that are not comments or blank, and have `columns` columns that are not empty.
  mutating func rows(columns: Int) -> [Row] {
    var rows: [Row] = []
    var bytes = Array(file.text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, content) in lines.enumerated() {
      let content = content.last == 0x0D ? content.dropLast() : content
      guard let first = content.first, first != 0x23 else { continue }
      let fields = content.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
      let row = Row(line: index + 1, columns: fields)
      if row.columns.count == columns {
        rows.append(row)
      } else {
        report(
          row, "folding-table-columns", zh: "应有 \(columns) 列，用制表符分开，实有 \(row.columns.count) 列",
          en: "expected \(columns) tab-separated columns, found \(row.columns.count)")
      }
    }
    return rows
  }

  /// The single character of a column.
  mutating func character(_ row: Row, column: Int = 0) -> UInt32? {
    let scalars = row.columns[column].unicodeScalars
    if let first = scalars.first, scalars.count == 1 { return first.value }
    report(
      row, "folding-table-character", zh: "“\(row.columns[column])”不是单个字符",
      en: "'\(row.columns[column])' is not a single character")
    return nil
  }

  mutating func digit(_ row: Row) -> UInt16? {
    if let first = row.columns[1].utf16.first, row.columns[1].utf16.count == 1, (0x30...0x39).contains(first) {
      return first
    }
    report(
      row, "folding-table-digit", zh: "“\(row.columns[1])”不是 0 到 9 的数字",
      en: "'\(row.columns[1])' is not a digit from 0 to 9")
    return nil
  }

  mutating func isSyllable(_ row: Row) -> Bool {
    if row.columns[0].utf16.allSatisfy({ (0x61...0x7A).contains($0) }) { return true }
    report(
      row, "folding-table-syllable", zh: "“\(row.columns[0])”不是小写拼音音节",
      en: "'\(row.columns[0])' is not a pinyin syllable in lower case")
    return false
  }

  mutating func isNew(_ row: Row) -> Bool {
    if seen.insert(row.columns[0]).inserted { return true }
    report(
      row, "folding-table-duplicate", zh: "“\(row.columns[0])”重复出现", en: "'\(row.columns[0])' is listed twice")
    return false
  }

  mutating func sequences() -> [FoldingSequences.Entry] {
    var entries: [FoldingSequences.Entry] = []
    for row in rows(columns: 2) where isNew(row) { entries.append((row.columns[0], row.columns[1])) }
    return entries
  }

  mutating func reportUnknownFile() {
    diagnostics.append(
      Diagnostic(
        .warning, code: "folding-table-unknown",
        message: LocalizedText(zh: "没有名为“\(file.name)”的折叠表", en: "there is no folding table named '\(file.name)'"),
        location: SourceLocation(file: file.name)))
  }

  private mutating func report(_ row: Row, _ code: String, zh: String, en: String) {
    diagnostics.append(
      Diagnostic(
        .error, code: code, message: LocalizedText(zh: zh, en: en),
        location: SourceLocation(file: file.name, line: row.line)))
  }
}
