public import Zhijian

/// A table of messages with commas, semicolons or bars between the cells; the header says what they hold.
public struct CSVFormat: ImportFormat {
  public let name = "csv"
  public let title = LocalizedText(zh: "聊天记录表格（CSV）", en: "chat table, CSV")
  public let fileExtensions = ["csv"]

  private let delimiters: [UInt8] = [0x2C, 0x3B, 0x7C]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    TableFile.confidence(
      of: sniff, format: name, options: options, delimiters: delimiters, extensions: fileExtensions)
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    TableFile.read(input, options: options, delimiters: delimiters, yield: yield)
  }
}
