public import Zhijian

/// A kind of file that holds conversations. A new one is a file in `Formats` and a line in `ImportFormats.all`.
public protocol ImportFormat: Sendable {
  /// The name on the command line, in lower case.
  var name: String { get }
  /// What people call it.
  var title: LocalizedText { get }
  /// The usual extensions, in lower case without the dot.
  var fileExtensions: [String] { get }
  /// How likely a file is of this format, from 0 to 1. Below `ImportFormats.minimumConfidence` is no.
  func confidence(of sniff: FileSniff, options: ImportOptions) -> Double
  /// Hands out every record of the input in file order until `yield` returns false. What concerns the
  /// file as a whole goes to `input.report`.
  func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool)
}

/// The formats that are known, in the order in which equal confidences are settled.
public enum ImportFormats {
  public static let all: [any ImportFormat] = {
    var formats: [any ImportFormat] = [
      JSONLinesFormat(),
      WeComArchiveFormat(),
      QiyuFormat(),
      SCAUploadFormat(),
      ConnectChatFormat(),
      JSONRecordsFormat(),
      QianniuTextFormat(),
      QQTextFormat(),
      WeChatTextFormat(),
      CSVFormat(),
      TSVFormat(),
      HTMLTableFormat(),
    ]
    #if Archives
      formats.append(XLSXFormat())
    #endif
    return formats
  }()

  /// The confidence below which a file is of no known format.
  public static let minimumConfidence = 0.3

  /// The confidence below which a guess is said to be one.
  public static let sureConfidence = 0.5

  /// The format called `name`.
  public static func named(_ name: String) -> (any ImportFormat)? { all.first { $0.name == name } }

  /// The confidence at which a format of the file's own extension needs no comparison with the others.
  static let sufficientConfidence = 0.9

  /// The likeliest format of a file, with its confidence; nil where none reaches `minimumConfidence`.
  public static func detect(
    _ sniff: FileSniff, options: ImportOptions = ImportOptions()
  ) -> (format: any ImportFormat, confidence: Double)? {
    var best: (format: any ImportFormat, confidence: Double)?
    for isNamed in [true, false] {
      for format in all where format.fileExtensions.contains(sniff.fileExtension) == isNamed {
        let confidence = format.confidence(of: sniff, options: options)
        if confidence >= minimumConfidence, confidence > best?.confidence ?? 0 { best = (format, confidence) }
      }
      if isNamed, let best, best.confidence >= sufficientConfidence { return best }
    }
    return best
  }
}
