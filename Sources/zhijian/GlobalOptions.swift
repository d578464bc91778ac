public import ArgumentParser
import Foundation
public import Zhijian
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

/// How many threads work.
struct ThreadOptions: ParsableArguments {
  @Option(name: .long, help: "并行的线程数；默认用全部核心。")
  var jobs: Int?

  var count: Int { jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }

  func check() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw UsageError(zh: "--jobs 应当在 1 到 1024 之间", en: "--jobs must be between 1 and 1024")
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
