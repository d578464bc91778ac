public import Zhijian

public struct QianniuTextFormat: ImportFormat {
  public let name = "qianniu-text"
  public let title = LocalizedText(zh: "千牛", en: "Qianniu")
  public let fileExtensions = ["txt"]
  public init() {}
  public func confidence(of sniff: FileSniff) -> Double { 0 }
  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {}
}
public struct CSVFormat: ImportFormat {
  public let name = "csv"
  public let title = LocalizedText(zh: "千牛", en: "Qianniu")
  public let fileExtensions = ["txt"]
  public init() {}
  public func confidence(of sniff: FileSniff) -> Double { 0 }
  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {}
}
public struct TSVFormat: ImportFormat {
  public let name = "tsv"
  public let title = LocalizedText(zh: "千牛", en: "Qianniu")
  public let fileExtensions = ["txt"]
  public init() {}
  public func confidence(of sniff: FileSniff) -> Double { 0 }
  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {}
}
