import Foundation
import Testing

/// The program as a user starts it, and what came of it.
struct Program {
  struct Outcome {
    /// The exit code; minus the number of the signal where one ended it.
    let code: Int32
    let output: Data
    let errors: String
    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n").map(String.init) }
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
  }

  struct TimedOut: Error {}

  /// The folder of the sources.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The program under test: that which `ZHIJIAN` names, as `make test` does, or that which was built with these tests
  /// and lies beside them.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["ZHIJIAN"], !path.isEmpty {
      return URL(fileURLWithPath: path).path
    }
    var folders = [Bundle.main.bundleURL, Bundle.main.executableURL].compactMap { $0?.deletingLastPathComponent().path }
    folders.append(URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path)
    folders += Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent().path }
    folders += [root + "/.build/debug", root + "/.build/release"]
    return folders.map { $0 + "/zhijian" }.first { FileManager.default.isExecutableFile(atPath: $0) }
      ?? "/nonexistent/zhijian"
  }()

  /// The folder of the compiled cache that all tests share, made by the program; it goes when they end.
  static let cache: String = {
    atexit { _ = try? FileManager.default.removeItem(atPath: Program.cache) }
    return FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("zhijian-cache-\(UUID().uuidString)").path
  }()

  /// What a program that was built with a sanitizer has to know.
  private static let sanitizers = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "TSAN_OPTIONS", "SWIFT_BACKTRACE"].contains($0.key)
  }

  /// Runs the program in `folder` with nothing on its standard input unless `input` is given.
  static func run(
    _ arguments: [String], in folder: String = root, input: Data? = nil, environment: [String: String] = [:],
    timeout: Double = 120
  ) throws -> Outcome {
    try run(path, arguments, in: folder, input: input, environment: environment, timeout: timeout)
  }

  /// Runs a shell line in which `$Z` is the program.
  static func shell(
    _ line: String, in folder: String = root, environment: [String: String] = [:], timeout: Double = 120
  ) throws -> Outcome {
    var environment = environment
    environment["Z"] = path
    return try run("/bin/bash", ["-c", line], in: folder, input: nil, environment: environment, timeout: timeout)
  }

  private static func run(
    _ executable: String, _ arguments: [String], in folder: String, input: Data?, environment: [String: String],
    timeout: Double
  ) throws -> Outcome {
    let streams = try Sandbox()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "ZHIJIAN_CACHE_DIR": cache]
      .merging(sanitizers) { $1 }.merging(environment) { $1 }
    if let input {
      process.standardInput = try FileHandle(forReadingFrom: try streams.file("in", input))
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    let output = try FileHandle(forWritingTo: try streams.file("out", Data()))
    let errors = try FileHandle(forWritingTo: try streams.file("err", Data()))
    process.standardOutput = output
    process.standardError = errors
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    guard ended.wait(timeout: .now() + timeout) == .success else {
      kill(process.processIdentifier, SIGKILL)
      throw TimedOut()
    }
    let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    return Outcome(
      code: code, output: try Data(contentsOf: streams.url("out")),
      errors: String(decoding: try Data(contentsOf: streams.url("err")), as: UTF8.self))
  }
}

/// A folder of its own for one test, gone afterwards.
final class Sandbox {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("zhijian-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit {
    // What a test made unreadable must be removable again.
    _ = try? FileManager.default.removeItem(atPath: path)
  }

  func url(_ name: String) -> URL { URL(fileURLWithPath: path).appendingPathComponent(name) }

  @discardableResult
  func file(_ name: String, _ content: Data) throws -> URL {
    let url = url(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: url)
    return url
  }

  @discardableResult
  func file(_ name: String, _ content: String) throws -> URL { try file(name, Data(content.utf8)) }

  func folder(_ name: String) throws {
    try FileManager.default.createDirectory(at: url(name), withIntermediateDirectories: true)
  }

  func text(_ name: String) throws -> String { String(decoding: try Data(contentsOf: url(name)), as: UTF8.self) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }

  /// The names in a folder, in order.
  func names(_ name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url(name).path).sorted()
  }
}
