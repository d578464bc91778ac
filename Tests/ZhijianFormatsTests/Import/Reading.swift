import Zhijian
import ZhijianFormats

/// What one file gave.
struct Reading {
  var transcripts: [ImportedTranscript] = []
  var failures: [(line: Int?, diagnostic: Diagnostic)] = []
  var report: ImportReport

  init(bytes: [UInt8], file: String, options: ImportOptions = ImportOptions()) {
    report = ImportReport(file: file)
    report = TranscriptReader(options: options).read(bytes: bytes, file: file) { take($0) }
  }

  init(path: String, options: ImportOptions = ImportOptions()) {
    report = ImportReport(file: path)
    report = TranscriptReader(options: options).read(path: path) { take($0) }
  }

  init(_ text: String, file: String, options: ImportOptions = ImportOptions()) {
    self.init(bytes: Array(text.utf8), file: file, options: options)
  }

  private mutating func take(_ record: ImportedRecord) -> Bool {
    switch record {
    case .transcript(let transcript): transcripts.append(transcript)
    case .failure(let line, let diagnostic): failures.append((line, diagnostic))
    }
    return true
  }

  /// The codes of everything that was reported, in order.
  var codes: [String] {
    transcripts.flatMap { $0.diagnostics.map(\.code) } + failures.map(\.diagnostic.code)
      + report.diagnostics.map(\.code)
  }

  var messages: [Message] { transcripts.flatMap(\.transcript.messages) }
}

/// A generator whose numbers depend on its seed alone.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// The folder of this package.
func packageFolder(_ file: String = #filePath) -> String {
  let parts = file.split(separator: "/", omittingEmptySubsequences: false)
  let index = parts.lastIndex(of: "Tests") ?? parts.count
  return parts[..<index].joined(separator: "/")
}
