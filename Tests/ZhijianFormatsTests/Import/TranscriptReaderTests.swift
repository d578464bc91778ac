import Foundation
import Testing
import Zhijian
import ZhijianFormats

/// A folder that lives as long as its test.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("zhijian-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ text: String = #"{"messages":[{"role":"agent","text":"在"}]}"#) throws -> String {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }
}

@Suite struct TranscriptReaderTests {
  @Test func readsAFileInPieces() throws {
    let folder = try TemporaryFolder()
    let line = #"{"id":"会话","messages":[{"role":"agent","text":"在"}]}"#
    let path = try folder.write("a.jsonl", Array(repeating: line, count: 30_000).joined(separator: "\r\n"))
    let reading = Reading(path: path)
    #expect(reading.transcripts.count == 30_000)
    #expect(reading.transcripts.last?.line == 30_000)
    #expect(reading.transcripts.allSatisfy { $0.transcript.id == "会话" })
    #expect(reading.report.encoding == .utf8)
    #expect(reading.report.format == "jsonl")
    #expect(reading.codes.isEmpty)
  }

  @Test func namesWhatItCannotRead() throws {
    let folder = try TemporaryFolder()
    #expect(Reading(path: folder.path + "/none.jsonl").failures.map(\.diagnostic.code) == ["not-found"])
    #expect(Reading(path: folder.path).failures.map(\.diagnostic.code) == ["not-a-file"])
    #expect(Reading(path: "/dev/zero").failures.map(\.diagnostic.code) == ["not-a-file"])
    mkfifo(folder.path + "/pipe.txt", 0o600)
    #expect(Reading(path: folder.path + "/pipe.txt").failures.map(\.diagnostic.code) == ["not-a-file"])
    #expect(Reading("今天天气不错\n你好", file: "a.txt").failures.map(\.diagnostic.code) == ["unknown-format"])
    #expect(
      Reading(bytes: [0x50, 0x4B, 3, 4, 0, 0], file: "a.xlsx").failures.map(\.diagnostic.code) == ["bad-archive"])
    for empty in ["", "\u{FEFF}", "\n\n  \r\n"] { #expect(Reading(empty, file: "a.csv").codes == ["empty-file"]) }
  }

  @Test func largeDocumentsAreRefused() {
    var options = ImportOptions()
    options.maximumFileBytes = 1000
    let text = "[" + String(repeating: " ", count: 2000) + "]"
    let reading = Reading(text, file: "messages.json", options: options)
    #expect(reading.failures.map(\.diagnostic.code) == ["unknown-format"])
    options.format = "jsonl"
    #expect(Reading(text, file: "a.json", options: options).failures.map(\.diagnostic.code) == ["file-too-large"])
  }
}

@Suite struct TranscriptFolderTests {
  @Test func listsInTheOrderOfBytes() throws {
    let folder = try TemporaryFolder()
    for name in [
      "b/2.jsonl", "b-c.jsonl", "a.jsonl", "b/1.jsonl", "B.jsonl", "十.txt", ".hidden.jsonl", "README.md", "b/x.png",
    ] {
      try folder.write(name)
    }
    try FileManager.default.createDirectory(atPath: folder.path + "/empty", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/up", withDestinationPath: "..")
    mkfifo(folder.path + "/pipe.txt", 0o600)
    let listing = TranscriptFolder.list([folder.path + "/"])
    let names = listing.files.map { String($0.path.dropFirst(folder.path.count + 1)) }
    #expect(names == ["B.jsonl", "a.jsonl", "b-c.jsonl", "b/1.jsonl", "b/2.jsonl", "十.txt"])
    #expect(listing.byteCount == 6 * 44)
    let said = listing.diagnostics.map { "\($0.severity.rawValue) \($0.code)" }
    #expect(
      said.sorted() == [
        "note hidden-files", "note skipped-file", "note skipped-file", "warning empty-folder", "warning not-a-file",
        "warning symbolic-link",
      ])
  }

  @Test func listsEachFileOnceWhateverTheOrder() throws {
    let folder = try TemporaryFolder()
    let one = try folder.write("a/1.jsonl")
    try folder.write("a/2.jsonl")
    let paths = [folder.path + "/a", one, folder.path]
    let listing = TranscriptFolder.list(paths)
    #expect(listing.files.count == 2)
    #expect(listing.files == TranscriptFolder.list(paths.reversed()).files)
  }

  @Test func namesFoldersWithoutTranscripts() throws {
    let folder = try TemporaryFolder()
    #expect(TranscriptFolder.list([folder.path]).diagnostics.map(\.code) == ["empty-folder"])
    #expect(TranscriptFolder.list([folder.path + "/none"]).diagnostics.map(\.code) == ["not-found"])
    #expect(TranscriptFolder.list(["/dev/null"]).diagnostics.map(\.code) == ["not-a-file"])
    var deep = folder.path
    for _ in 0..<70 { deep += "/d" }
    try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
    #expect(TranscriptFolder.list([folder.path]).diagnostics.map(\.code) == ["too-deep"])
  }

  @Test(.enabled(if: getuid() != 0, "permissions do not bind the superuser"))
  func namesFoldersThatCannotBeRead() throws {
    let folder = try TemporaryFolder()
    try folder.write("good.jsonl")
    try folder.write("locked/a.jsonl")
    chmod(folder.path + "/locked", 0)
    defer { chmod(folder.path + "/locked", 0o700) }
    let listing = TranscriptFolder.list([folder.path])
    #expect(listing.files.count == 1)
    #expect(listing.diagnostics.map(\.code) == ["unreadable-folder"])
  }
}
