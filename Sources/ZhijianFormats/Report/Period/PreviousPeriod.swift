public import Zhijian

/// Reads the figures of an earlier period from what `zhijian metrics --format json` wrote.
public enum PreviousPeriod {
  /// The values of everybody by the names of metrics; nil, with a diagnostic, where the file is none of those.
  public static func values(_ path: String, sink: DiagnosticSink) -> [String: Double]? {
    guard let bytes = FileText.bytes(path, sink: sink) else { return nil }
    // Safe: the scanner reads below the count of the bytes, which it does not outlive.
    let value = bytes.withUnsafeBufferPointer { buffer -> JSONValue? in
      guard let base = buffer.baseAddress else { return nil }
      var scanner = JSONScanner(base: base, end: buffer.count)
      return try? scanner.value()
    }
    guard case .object(let metrics)? = value?["total"]?["metrics"] else {
      sink.error(
        "invalid-previous", at: SourceLocation(file: path),
        LocalizedText(zh: "不是 zhijian metrics 写的 JSON", en: "this is no JSON of zhijian metrics"))
      return nil
    }
    var values: [String: Double] = [:]
    for metric in metrics {
      switch metric.value["value"] {
      case .integer(let value)?: values[metric.key] = Double(value)
      case .number(let value)?: values[metric.key] = value
      default: break
      }
    }
    return values
  }
}
