public import Zhijian

/// A table of messages with tabs between the cells, as spreadsheets copy and as many `.xls` exports really are.
public struct TSVFormat: ImportFormat {
  public let name = "tsv"
  public let title = LocalizedText(zh: "聊天记录表格（制表符分隔）", en: "chat table, tab-separated")
  public let fileExtensions = ["tsv", "tab"]

  private let delimiters: [UInt8] = [0x09]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    TableFile.confidence(
      of: sniff, format: name, options: options, delimiters: delimiters, extensions: fileExtensions)
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    TableFile.read(input, options: options, delimiters: delimiters, yield: yield)
  }
}
