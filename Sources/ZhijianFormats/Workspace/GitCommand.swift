internal import Foundation
internal import Zhijian

/// Calls the `git` program on the repository of a folder. No shell takes part, nothing is fetched and nobody is asked.
struct GitCommand {
  /// Where git looks for the repository.
  let folder: String
  /// A folder of the caller's for what goes in and out.
  let scratch: String

  /// What git could not do, in its own words.
  struct Failure: Error {
    let reason: LocalizedText

    init(_ reason: LocalizedText) {
      self.reason = reason
    }

    /// The first line that git wrote to its standard error.
    init(standardError: String) {
      let line = standardError.split(separator: "\n").first.map(String.init) ?? ""
      reason = LocalizedText(zh: line.isEmpty ? "git 没有说明原因" : line, en: line.isEmpty ? "git gave no reason" : line)
    }
  }

  /// Runs git and gives what it wrote to its standard output, at most `limit` bytes.
  func run(_ arguments: [String], input: [UInt8] = [], limit: Int) throws(Failure) -> [UInt8] {
    guard let program = Self.program() else {
      throw Failure(LocalizedText(zh: "找不到 git 程序", en: "there is no git program"))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["--no-pager", "-c", "core.fsmonitor=false"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging([
      "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0",
    ]) { $1 }
    // Through files: pipes that are not read in time would make both wait for each other.
    let paths = ["in", "out", "err"].map { scratch + "/" + $0 }
    defer { for path in paths { unlink(path) } }
    do {
      try Data(input).write(to: URL(fileURLWithPath: paths[0]))
      for path in paths[1...] { try Data().write(to: URL(fileURLWithPath: path)) }
      process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: paths[0]))
      process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: paths[1]))
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: paths[2]))
      let ended = DispatchSemaphore(value: 0)
      process.terminationHandler = { _ in ended.signal() }
      try process.run()
      ended.wait()
    } catch {
      throw Failure(LocalizedText(zh: "git 启动不了", en: "git cannot be started"))
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let words = FileText.bytes(paths[2], sink: DiagnosticSink()) ?? []
      throw Failure(standardError: String(decoding: words, as: UTF8.self))
    }
    let output = DiagnosticSink()
    guard let bytes = FileText.bytes(paths[1], sink: output, limit: limit) else {
      throw Failure(LocalizedText(zh: "内容太多，读不下", en: "there is too much to be read"))
    }
    return bytes
  }

  /// The program of that name in `PATH`; parts of it that are no absolute paths do not count.
  private static func program() -> String? {
    let places = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    return places.filter { $0.hasPrefix("/") }.map { $0 + "/git" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
