import Foundation
import Testing
import ZhijianFormats

@Suite struct ImportFormatsTests {
  @Test func everyFormatHasItsFile() throws {
    let folder = packageFolder() + "/Sources/ZhijianFormats/Import/Formats"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix("Format.swift") }.map { String($0.dropLast(6)) }
    let types = ImportFormats.all.map { String(describing: type(of: $0)) }
    #expect(files.sorted() == types.sorted())
    let names = ImportFormats.all.map(\.name)
    #expect(Set(names).count == names.count)
    for format in ImportFormats.all {
      #expect(ImportFormats.named(format.name)?.name == format.name)
      #expect(!format.fileExtensions.isEmpty)
      let fixtures = try FileManager.default.contentsOfDirectory(
        atPath: packageFolder() + "/fixtures/import/" + format.name)
      #expect(!fixtures.isEmpty, "\(format.name) has no fixture")
    }
  }
}
