@testable import Zhijian
@testable import ZhijianFormats

/// Any bytes as a file of any format, told by its content or taken for one, in any encoding.
struct ImportTarget: FuzzTarget {
  static let name = "import"
  private static let names = [
    "chat.txt", "chat.csv", "chat.tsv", "chat.jsonl", "chat.json", "message.txt", "chat.xls", "c.ndjson",
  ]
  private static let presets = MappingCatalog.shipped
  private let format: String?

  init() { format = nil }

  /// Takes every file for one of `format`.
  init(format: String) { self.format = format }

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let (choice, more) = (Int(input.byte()), input.byte())
    var options = ImportOptions()
    let encodings: [TextEncoding?] = [nil, nil, nil] + TextEncoding.allCases
    options.encoding = encodings[choice >> 3 & 7]
    options.year = choice & 0x40 == 0 ? nil : 2026
    if choice & 0x80 != 0 { (options.maximumLineBytes, options.maximumFileBytes) = (64, 4096) }
    options.format = format
    if more & 1 == 0 { options.presets = Self.presets }
    if more & 2 != 0 { options.timeZoneOffsetSeconds = -64_800 }
    ImportPromises.check(input.rest(), file: Self.names[choice & 7], options: options)
  }
}

/// What reading a file promises, whatever is in it.
enum ImportPromises {
  static func check(_ body: [UInt8], file: String, options: ImportOptions) {
    var transcripts: [Transcript] = []
    var failures = 0
    let report = TranscriptReader(options: options).read(bytes: body, file: file) { record in
      switch record {
      case .transcript(let imported):
        transcripts.append(imported.transcript)
        RoundTrip.check(imported.transcript)
      case .failure: failures += 1
      }
      return true
    }
    expect(report.transcripts == transcripts.count && report.failures == failures, "counted otherwise")
    var first = 0
    TranscriptReader(options: options).read(bytes: body, file: file) { _ in
      first += 1
      return false
    }
    expect(first <= 1, "goes on although nobody wants more")
    for description in report.descriptions { readAgain(description) }
    write(transcripts)
  }

  /// The mapping file that a preview writes says what was read.
  private static func readAgain(_ description: ImportDescription) {
    // What says everything itself needs no columns, which a mapping file of any table or JSON has to have.
    guard !description.mapping.columns.isEmpty else { return }
    for language in [Language.chinese, .english] {
      let text = description.mapping.yaml(describing: description, language: language)
      let sink = DiagnosticSink()
      var again = ImportMapping.parse(text, file: "m.yaml", sink: sink)
      // A draft for a person to fill in lacks the column of the texts, and says so.
      if again == nil, !sink.diagnostics.isEmpty,
        sink.diagnostics.allSatisfy({ $0.message.english.contains("lacks 'text'") })
      {
        continue
      }
      again?.file = description.mapping.file
      expect(again != nil, "the mapping cannot be read: \(sink.diagnostics.map(\.message.english))\n\(text)")
      expect(again == description.mapping, "the mapping is read otherwise:\n\(text)")
    }
  }

  /// What `convert` writes is valid.
  private static func write(_ transcripts: [Transcript]) {
    for (number, transcript) in transcripts.enumerated() {
      let line = ContactLensWriter().line(transcript, number: number + 1)
      expect(String(validating: line, as: UTF8.self) != nil && !line.contains(0x0A), "Contact Lens: no line of JSON")
    }
    let document = SCAUploadWriter().document(transcripts)
    expect(String(validating: document, as: UTF8.self) != nil, "SCA: no text")
    expect(document.withUnsafeBufferPointer { isJSON($0) }, "SCA: no JSON")
  }

  private static func isJSON(_ document: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = document.baseAddress else { return false }
    var scanner = JSONScanner(base: base, end: document.count)
    return (try? scanner.value()) != nil
  }
}
