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
  var emoji: [(key: [UInt16], value: [UInt16])] = []
  var emojiNames: [(emoji: [UInt16], names: [[UInt16]])] = []
  var split: [(key: [UInt16], value: [UInt16])] = []
  var lookalike: [UInt32: UInt32] = [:]
  /// Characters of the basic plane, and by each those of a similar shape.
  var shapedCharacters: [UInt16] = []
  var similarShapes = PackedTexts()
  var syllables: [(name: String, characters: [UInt32])] = []

  /// No tables: ICU's compatibility and case folding, and the folds that need none.
  public init() {}

  /// Reads `files`. Every fault is appended to `diagnostics` with file and line; the faulty line is left out.
  public init(files: [File], diagnostics: inout [Diagnostic]) {
    for file in files {
      var reader = FoldingTableReader(file)
      switch file.name {
      case "width.tsv":
        while let row = reader.row(columns: 2) {
          if let key = reader.character(row), reader.isNew(row) { width[key] = reader.units(row, column: 1) }
        }
      case "script.tsv":
        while let row = reader.row(columns: 2) {
          if let (key, value) = reader.pair(row) { script[key] = value }
        }
      case "digits.tsv":
        while let row = reader.row(columns: 2) {
          if let key = reader.character(row), let digit = reader.digit(row), reader.isNew(row) { digits[key] = digit }
        }
      case "repeat.tsv":
        while let row = reader.row(columns: 1) {
          if let key = reader.character(row), reader.isNew(row) { doubled.insert(key) }
        }
      case "emoji.tsv", "numbers.tsv":
        emoji += reader.sequences()
      case "emoji-names.tsv":
        while let row = reader.row(columns: 2) {
          guard reader.isNew(row) else { continue }
          let names = reader.units(row, column: 1).split(separator: 0x20).map { Array($0) }
          emojiNames.append((reader.units(row, column: 0), names))
        }
      case "split.tsv", "split-kfcd.tsv":
        split += reader.sequences()
      case "lookalike.tsv":
        while let row = reader.row(columns: 2) {
          if let (key, value) = reader.pair(row) { lookalike[key] = value }
        }
      case "lookalike-shapes.tsv":
        while let row = reader.row(columns: 2) {
          guard let key = reader.character(row), reader.isNew(row), let unit = UInt16(exactly: key) else { continue }
          shapedCharacters.append(unit)
          // Characters are taken for others unit by unit.
          similarShapes.append(reader.units(row, column: 1).filter { $0 & 0xF800 != 0xD800 })
        }
      case "pinyin.tsv":
        while let row = reader.row(columns: 2) {
          if reader.isSyllable(row), reader.isNew(row) {
            let characters = reader.text(row, column: 1).unicodeScalars.map(\.value)
            syllables.append((reader.text(row, column: 0), characters))
          }
        }
      default:
        reader.reportUnknownFile()
      }
      diagnostics += reader.diagnostics
    }
  }
}
