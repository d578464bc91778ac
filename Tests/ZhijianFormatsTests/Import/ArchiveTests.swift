import Foundation
import Testing
import Zhijian
import ZhijianFormats

@Suite struct ArchiveTests {
  private func read(_ name: String, password: String? = nil, inMemory: Bool = false) throws -> Reading {
    var options = ImportOptions()
    options.zipPassword = password
    let path = packageFolder() + "/fixtures/import-hostile/" + name
    guard inMemory else { return Reading(path: path, options: options) }
    return Reading(bytes: Array(try #require(FileManager.default.contents(atPath: path))), file: name, options: options)
  }

  @Test(arguments: [
    ("encrypted.zip", ["password-needed"], 0), ("bomb.zip", ["archive-too-large"], 1),
    ("nested.zip", ["nested-archive"], 1),
    ("cut.zip", ["bad-archive"], 0), ("document-type.xlsx", ["xml-document-type"], 0),
    ("cut-sheet.xlsx", ["bad-workbook"], 1),
    ("old.xls", ["unsupported-file"], 0), ("locked.xlsx", ["encrypted-workbook"], 0), ("traversal.zip", [], 2),
    ("gb-name.zip", [], 1),
  ])
  func hostileArchivesAreNamed(_ name: String, _ codes: [String], _ conversations: Int) throws {
    for inMemory in [false, true] {
      let reading = try read(name, inMemory: inMemory)
      #expect(reading.failures.map(\.diagnostic.code) == codes)
      #expect(reading.transcripts.count == conversations)
      #expect(reading.failures.allSatisfy { $0.diagnostic.severity == .error })
    }
  }

  @Test func passwords() throws {
    let right = try read("encrypted.zip", password: "qinghe2026")
    #expect(right.failures.isEmpty)
    #expect(right.messages.count == 4)
    #expect(try read("encrypted.zip", password: "wrong").failures.map(\.diagnostic.code) == ["wrong-password"])
  }

  @Test func namesOfEntriesAreNoWayOut() throws {
    let places = try read("traversal.zip").report.descriptions.compactMap(\.place)
    #expect(places.sorted() == ["abs.csv", "tmp/evil.csv"])
    #expect(try read("gb-name.zip").report.descriptions.map(\.place) == ["表1.csv"])
  }

  @Test func changedArchivesNeverTrap() throws {
    var random = SeededGenerator(seed: 31)
    for name in ["xlsx/merged-and-dates.xlsx", "xlsx/inline-strings.xlsx", "zip/mixed.zip"] {
      let path = packageFolder() + "/fixtures/import/" + name
      let bytes = Array(try #require(FileManager.default.contents(atPath: path)))
      for _ in 0..<150 {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          let place = Int.random(in: 0..<changed.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: changed[place] = UInt8.random(in: 0...255, using: &random)
          case 1: changed.remove(at: place)
          default: changed.insert(UInt8.random(in: 0...255, using: &random), at: place)
          }
        }
        let reading = Reading(bytes: changed, file: name)
        #expect(reading.transcripts.count < 20)
        #expect(!reading.transcripts.isEmpty || !reading.failures.isEmpty || !reading.report.diagnostics.isEmpty)
      }
    }
  }
}
