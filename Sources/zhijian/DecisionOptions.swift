import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

/// What was decided of findings before: reviews, suppressions, a baseline.
struct DecisionOptions: ParsableArguments {
  @Option(name: .long, help: "基线（zhijian baseline update 写的）：里面的问题照常计分，但不触发 --fail-on。不写用配置里的。")
  var baseline: String?

  @Option(name: .long, help: "豁免文件（YAML，有理由和期限）：里面的问题到期之前不计分。")
  var suppressions: String?

  @Option(name: .long, help: "填好的复核表（zhijian rules review 导出的 CSV）：判错的问题改判，不计分；可重复。")
  var reviews: [String] = []

  @Option(name: .long, help: "豁免按哪一天判断是否到期，如 2026-12-31；不写用今天。")
  var today: String?

  /// The files of the command line, and of the configuration where that says nothing.
  private func paths(_ configuration: Configuration) -> DecisionFiles.Paths {
    var paths = configuration.decisions
    paths.baseline = baseline ?? paths.baseline
    paths.suppressions = suppressions ?? paths.suppressions
    if !reviews.isEmpty { paths.reviews = reviews }
    return paths
  }

  /// Throws where the options make no sense.
  func check() throws { _ = try day() }

  private func day() throws -> CalendarDate? {
    guard let today else { return nil }
    guard let date = CalendarDate(parsing: today) else {
      throw UsageError(
        zh: "--today 应当是日期，如 2026-12-31：\(today)", en: "--today must be a date such as 2026-12-31: \(today)")
    }
    return date
  }

  /// Reads the files; nil where none is named. Without `--today` the system's date in the configuration's zone counts, and
  /// is named where something depends on it. With `withBaseline` false no baseline is read, whoever names one.
  func load(
    _ configuration: Configuration, withBaseline: Bool = true, global: GlobalOptions
  ) throws -> DecisionFiles? {
    var paths = paths(configuration)
    if !withBaseline { paths.baseline = nil }
    guard !paths.isEmpty else { return nil }
    let given = try day()
    let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    let date = given ?? configuration.calendar.zone.localTime(at: now).date
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
    do throws(DiagnosticsError) {
      let files = try DecisionFiles(paths, today: date)
      printer.print(files.warnings)
      if paths.suppressions != nil, given == nil {
        StandardStreams.error(
          global.lang == .chinese
            ? "豁免按今天（\(date)）判断是否到期；要重现这次结果请加 --today \(date)\n"
            : "suppressions end by today's date (\(date)); add --today \(date) to repeat this result\n")
      }
      return files
    } catch {
      printer.print(error.diagnostics)
      printer.printTotal(error.diagnostics)
      throw ExitCode(2)
    }
  }
}
