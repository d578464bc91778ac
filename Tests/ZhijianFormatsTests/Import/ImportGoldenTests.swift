import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// Every file of `fixtures/import` as it is read with the shipped mappings, against `fixtures/expected-import`. Write
/// these anew by `ZHIJIAN_WRITE_IMPORT=1 swift test --filter ImportGoldenTests`, and look at the difference.
@Suite struct ImportGoldenTests {
  static let folder = packageFolder() + "/fixtures/import"
  static let expected = packageFolder() + "/fixtures/expected-import"

  static func shipped() throws -> ImportOptions {
    let sink = DiagnosticSink()
    var options = ImportOptions()
    options.presets = MappingCatalog.load(folder: packageFolder() + "/mappings", sink: sink)
    #expect(sink.diagnostics.isEmpty, "\(sink.diagnostics)")
    try #require(options.presets.count >= 16)
    return options
  }

  static func files() throws -> [String] {
    try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
      .filter { !FilePath.name(of: $0).hasPrefix(".") && FilePath.name(of: $0).contains(".") }.sorted()
  }

  @Test func everyFixtureIsReadAsExpected() throws {
    let options = try Self.shipped()
    let writes = ProcessInfo.processInfo.environment["ZHIJIAN_WRITE_IMPORT"] != nil
    let files = try Self.files()
    #expect(files.count >= 35)
    var wanted: Set<String> = []
    for name in files {
      let path = Self.folder + "/" + name
      let text = Self.page(Reading(path: path, options: options), prefix: Self.folder + "/")
      let target = name.replacing("/", with: "__") + ".txt"
      wanted.insert(target)
      if writes {
        try text.write(toFile: Self.expected + "/" + target, atomically: true, encoding: .utf8)
      } else {
        let known = try? String(contentsOfFile: Self.expected + "/" + target, encoding: .utf8)
        #expect(known == text, "fixtures/import/\(name) is read in another way")
      }
    }
    let there = try FileManager.default.contentsOfDirectory(atPath: Self.expected)
    #expect(Set(there) == wanted, "fixtures/expected-import has files without a fixture, or lacks some")
  }

  /// Everything that came of a file, as lines.
  static func page(_ reading: Reading, prefix: String) -> String {
    var lines: [String] = []
    func shown(_ diagnostic: Diagnostic) -> String {
      let location = diagnostic.location.map {
        "\($0.file.replacing(prefix, with: ""))\($0.line.map { ":\($0)" } ?? "")\($0.column.map { ":\($0)" } ?? "")"
      }
      return "\(diagnostic.severity.rawValue) \(diagnostic.code) \(location ?? "-") \(diagnostic.message.chinese)"
    }
    lines.append("format \(reading.report.format ?? "-") encoding \(reading.report.encoding?.rawValue ?? "-")")
    for description in reading.report.descriptions {
      lines.append("\(description.basis.rawValue) \(description.mapping.name) \(description.place ?? "-")")
      for column in description.columns { lines.append("  \(column.header) = \(column.meaning ?? "-")") }
    }
    for imported in reading.transcripts {
      lines.append(String(decoding: CanonicalJSONLWriter().line(imported.transcript), as: UTF8.self))
      lines += imported.diagnostics.map { "  " + shown($0) }
    }
    lines += reading.failures.map { "failure " + shown($0.diagnostic) }
    lines += reading.report.diagnostics.map { "file " + shown($0) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Each shipped mapping that is chosen by itself has a fixture of its name, and is chosen for it.
  @Test func everyPresetHasItsFixture() throws {
    let options = try Self.shipped()
    let files = try Self.files()
    for preset in options.presets where !preset.detect.isEmpty {
      let name = try #require(
        files.first { FilePath.stem(of: $0) == preset.name }, "\(preset.name) has no fixture of its name")
      let reading = Reading(path: Self.folder + "/" + name, options: options)
      #expect(reading.report.descriptions.first?.mapping.name == preset.name)
      #expect(reading.report.descriptions.first?.basis == .preset)
      #expect(reading.failures.isEmpty)
      #expect(!reading.messages.isEmpty)
      #expect(!reading.messages.contains { $0.role == .unknown }, "\(preset.name)")
    }
  }
}
