import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

extension Language: ExpressibleByArgument {}

/// Options of every command.
struct GlobalOptions: ParsableArguments {
  enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  @Option(name: .long, help: "输出语言：zh 或 en。")
  var lang: Language = .chinese

  @Option(name: .long, help: "颜色：auto、always 或 never；也认 NO_COLOR 和 CLICOLOR_FORCE。")
  var color: ColorChoice = .auto

  /// Whether to colour what goes to a file descriptor.
  func usesColor(on descriptor: Int32) -> Bool {
    switch color {
    case .always: return true
    case .never: return false
    case .auto:
      let environment = ProcessInfo.processInfo.environment
      if environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false { return false }
      if environment["CLICOLOR_FORCE"].map({ $0 != "0" && !$0.isEmpty }) ?? false { return true }
      return isatty(descriptor) == 1 && environment["TERM"] != "dumb"
    }
  }

  /// Reads the workspace; prints all faults and ends with exit code 2 where there are any.
  static func loadWorkspace(
    _ locations: Workspace.Locations, language: Language, usesColor: Bool = false
  ) throws -> Workspace {
    let printer = DiagnosticPrinter(language: language, usesColor: usesColor)
    do throws(DiagnosticsError) {
      let workspace = try Workspace.load(locations)
      printer.print(workspace.warnings)
      return workspace
    } catch {
      printer.print(error.diagnostics)
      printer.printTotal(error.diagnostics)
      throw ExitCode(2)
    }
  }
}

/// Where rules, lexicons and settings come from.
struct WorkspaceOptions: ParsableArguments {
  @Option(name: .long, help: "配置文件；不写则从当前文件夹向上找 zhijian.yaml。")
  var config: String?

  @Option(name: .long, help: "规则文件夹或文件，代替配置里的规则；可重复。")
  var rules: [String] = []

  @Option(name: .long, help: "词库文件夹，代替配置里的词库。")
  var lexicons: String?

  @Option(name: .long, help: "评分表，代替配置里的评分表。")
  var scorecard: String?

  var locations: Workspace.Locations {
    var locations = Workspace.Locations()
    locations.configuration = config
    locations.rules = rules
    locations.lexicons = lexicons
    locations.scorecard = scorecard
    return locations
  }
}

/// Standard output and error without buffering surprises.
enum StandardStreams {
  static func error(_ text: String) { write(Array(text.utf8), to: 2) }

  /// Writes all bytes; false where the reader went away or the disk is full.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      offset += count
    }
    return true
  }
}

/// Prints diagnostics to standard error, with the source lines they point at.
struct DiagnosticPrinter {
  let renderer: DiagnosticRenderer

  init(language: Language, usesColor: Bool) {
    renderer = DiagnosticRenderer(language: language, usesColor: usesColor)
  }

  func print(_ diagnostics: [Diagnostic]) {
    var sources: [String: String] = [:]
    for diagnostic in diagnostics {
      var source: String?
      // Only texts that people write are shown; a line of a transcript may hold personal data.
      if let file = diagnostic.location?.file, diagnostic.location?.line != nil, file.hasSuffix(".yaml") || file.hasSuffix(".tsv") {
        if sources[file] == nil, let data = FileManager.default.contents(atPath: file), data.count < 1 << 21 {
          sources[file] = String(decoding: data, as: UTF8.self)
        }
        source = sources[file]
      }
      StandardStreams.error(renderer.render(diagnostic, source: source))
    }
  }

  /// How many errors and warnings there were.
  func printTotal(_ diagnostics: [Diagnostic]) {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    guard errors + warnings > 0 else { return }
    StandardStreams.error(
      renderer.language == .chinese
        ? "共 \(errors) 个错误，\(warnings) 个警告\n" : "\(errors) errors, \(warnings) warnings\n")
  }
}
