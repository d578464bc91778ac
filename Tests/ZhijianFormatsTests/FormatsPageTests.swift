import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// The tables of docs/formats.md say what is so, and the mappings of docs/mapping.md are read.
@Suite struct FormatsPageTests {
  private func fixtures(_ format: String) throws -> [String] {
    let folder = Document.root.appending(path: "fixtures/import/\(format)").path
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { folder + "/" + $0 }
  }

  /// Whether every fixture of a format is taken for it without being told.
  private func isDetected(_ format: String) throws -> Bool {
    let options = try ImportGoldenTests.shipped()
    return try fixtures(format).allSatisfy { Reading(path: $0, options: options).report.format == format }
  }

  /// Whether what the fixtures of a format hold is the same after it was written and read again; nil where nothing
  /// writes it.
  private func comesBack(_ format: String) throws -> Bool? {
    let transcripts = try fixtures(format).flatMap { Reading(path: $0).transcripts.map(\.transcript) }
    let bytes: [UInt8]
    switch format {
    case "jsonl": bytes = transcripts.flatMap { CanonicalJSONLWriter().line($0) + [0x0A] }
    case "sca": bytes = SCAUploadWriter().document(transcripts)
    case "connect-chat":
      bytes = transcripts.enumerated().flatMap { ContactLensWriter().line($0.element, number: $0.offset) + [0x0A] }
    default: return nil
    }
    let again = Reading(bytes: bytes, file: "a.json")
    func said(_ transcript: Transcript) -> [String] {
      transcript.messages.map { "\($0.role) \($0.kind) \($0.text) \($0.at?.milliseconds ?? 0)" }
    }
    return again.report.format == format && again.transcripts.map { said($0.transcript) } == transcripts.map(said)
  }

  /// How long what reads a format was fuzzed last, as docs/safety.md says.
  private func minutesFuzzed(_ format: String) throws -> String {
    let rows = try Document("docs/safety.md").lines.filter { $0.hasPrefix("| `import:\(format)` | ") }
    // The same page says in words what some targets do.
    let cells = rows.map { $0.split(separator: "|")[1].trimmingCharacters(in: .whitespaces) }
    return try #require(cells.first { Int($0) != nil })
  }

  private func expectRows(_ rows: [String], in page: Document) {
    for row in rows where !page.lines.contains(row) { Issue.record("\(page.name) should have the row\n\(row)") }
  }

  @Test func theTableOfFormats() throws {
    let rows = try ImportFormats.all.map { format in
      let extensions = format.fileExtensions.map { "." + $0 }.joined(separator: " ")
      let detected = try isDetected(format.name) ? "✓" : "—"
      let back = try comesBack(format.name) == true ? "✓" : "—"
      let example = "fixtures/import/\(format.name)"
      let minutes = try minutesFuzzed(format.name)
      let fuzzed = "`import:\(format.name)`，\(minutes) 分钟"
      return
        "| `\(format.name)` | \(format.title.chinese) | \(extensions) | ✓ | \(detected) | \(back) | \(example) | \(fuzzed) |"
    }
    let page = try Document("docs/formats.md")
    expectRows(rows, in: page)
    #expect(
      page.lines.count { $0.hasPrefix("| `") && $0.contains("| fixtures/import/") && $0.count { $0 == "|" } == 9 }
        == rows.count)
  }

  @Test func theTableOfMappings() throws {
    let files = try ImportGoldenTests.files()
    let rows = try ImportGoldenTests.shipped().presets.map { preset in
      let sample =
        switch preset.sample {
        case .export: "真实导出"
        case .published: "公布的样本"
        case .none: "未验证"
        }
      let fixture = files.first { FilePath.stem(of: $0) == preset.name }.map { "fixtures/import/" + $0 } ?? "—"
      return
        "| `\(preset.name)` | \(preset.title?.chinese ?? "") | \(sample) | \(preset.detect.isEmpty ? "—" : "✓") | \(fixture) |"
    }
    expectRows(rows, in: try Document("docs/formats.md"))
  }

  @Test func theMappingsOfTheGuideAreRead() throws {
    let blocks = try Document("docs/mapping.md").blocks.filter { $0.language == "yaml" }
    #expect(blocks.count >= 4)
    for block in blocks {
      let sink = DiagnosticSink()
      #expect(
        ImportMapping.parse(block.text, file: "docs/mapping.md", sink: sink) != nil,
        "\(block.firstLine): \(sink.diagnostics)")
    }
  }

  @Test func everyKeyIsInTheGuide() throws {
    let text = try Document("docs/mapping.md").lines.joined(separator: "\n")
    for column in TableColumn.allCases { #expect(text.contains("`\(column.key)`"), "no word on \(column.key)") }
    for kind in MessageKind.allCases { #expect(text.contains("`\(kind.rawValue)`"), "no word on \(kind.rawValue)") }
    for encoding in TextEncoding.allCases {
      #expect(text.contains("`\(encoding.rawValue)`"), "no word on \(encoding.rawValue)")
    }
  }

  /// Whatever the guide to exports promises to be read is a format or a mapping.
  @Test func theGuideToExportsNamesWhatThereIs() throws {
    let text = try Document("docs/exporting-chats.md").lines.joined(separator: "\n")
    let presets = try ImportGoldenTests.shipped().presets.filter {
      !$0.detect.isEmpty && !["jddc", "jddc-csv"].contains($0.name)
    }
    for preset in presets { #expect(text.contains("`\(preset.name)`"), "no word on \(preset.name)") }
    for format in ImportFormats.all where !["jsonl", "json", "tsv", "html-table"].contains(format.name) {
      #expect(text.contains("`\(format.name)`"), "no word on \(format.name)")
    }
  }
}
