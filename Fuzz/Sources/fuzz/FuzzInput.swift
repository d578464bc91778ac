import Foundation
import ZhijianFormats

@testable import Zhijian

/// Takes an input apart into what a target wants.
struct FuzzInput {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  /// The next byte; 0 where there is none.
  mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

  /// All bytes that are left.
  mutating func rest() -> [UInt8] {
    defer { bytes = [] }
    return Array(bytes)
  }

  /// What is left as UTF-16: decoded from UTF-8, or, after an odd byte, the units themselves, which need not be
  /// well-formed.
  mutating func units() -> [UInt16] {
    let isRaw = byte() & 1 == 1
    let bytes = rest()
    guard isRaw else { return Array(String(decoding: bytes, as: UTF8.self).utf16) }
    return stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
  }
}

/// The tables of the repository.
enum ShippedTables {
  static let root = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL

  private static func texts(_ folder: String) -> [(name: String, text: String)] {
    let url = root.appending(path: "lexicons/" + folder)
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).filter { $0.hasSuffix(".tsv") }
    return names.sorted().compactMap { name in
      (try? String(contentsOf: url.appending(path: name), encoding: .utf8)).map { (name, $0) }
    }
  }

  static func folding() -> TextFolding {
    var diagnostics: [Diagnostic] = []
    let files = texts("folding").map { FoldingTables.File(name: $0.name, text: $0.text) }
    expect(!files.isEmpty, "no folding tables below \(root.path)")
    return TextFolding(tables: FoldingTables(files: files, diagnostics: &diagnostics))
  }

  static func bytes(_ path: String) throws -> Data { try Data(contentsOf: root.appending(path: path)) }

  /// The rules, lexicons and scorecard of the repository.
  static func workspace() throws -> Workspace {
    try Workspace.load(Workspace.Locations(workingFolder: root.path, home: root.path))
  }

  static func wordLists() -> [WordList] { texts("words").map { WordList.parse($0.text, file: $0.name).0 } }
}

/// What cannot be made ends the program: there is nothing to test then.
func made<Value>(_ make: () throws -> Value) -> Value {
  do {
    return try make()
  } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(2)
  }
}
