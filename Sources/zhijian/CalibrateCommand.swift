import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate", abstract: "按做得最好的 20% 校准绩效评分表：给出目标和权重的建议，不改任何文件。",
    discussion: """
      例子：
        zhijian calibrate 聊天记录/ --kpi s4 --output 建议.yaml
        zhijian calibrate 聊天记录/ --kpi 我的评分表.yaml --tables 映射.yaml --raise csat_ratio

      目标是方向相关的第 80 百分位（最近秩），只看样本够的客服，至少要 10 位。落后最多的指标权重乘 1.25，其余按比例让出。
      建议本身就是一份绩效评分表，文末注释里有前后名次；对建议再校准一次，结果不变。
      """)

  @Argument(help: "聊天记录的文件或文件夹，格式与 score 相同。")
  var paths: [String] = []

  @Option(name: .long, help: "要校准的绩效评分表：文件，或随附的名字 s3、s4、tmall。")
  var kpi: String

  @Option(name: .long, help: "给这个指标加权，而不是落后最多的那个。")
  var raise: String?

  @Option(name: .long, help: "输出到哪个文件；不写则写到标准输出。")
  var output: String?

  @OptionGroup var input: PeriodInputOptions

  func run() throws {
    guard !paths.isEmpty else {
      throw UsageError(
        zh: "请给出聊天记录的文件或文件夹，例如 zhijian calibrate 聊天记录/ --kpi s4",
        en: "name a file or folder of transcripts, such as zhijian calibrate chats/ --kpi s4")
    }
    let language = input.global.lang
    let scorecard = try PeriodRequest.scorecard(kpi, language: language, usesColor: input.global.usesColor(on: 2))
    if let raise, !scorecard.items.contains(where: { $0.metric.name == raise }) {
      let names = scorecard.items.map(\.metric.name)
      let closest = SpellingSuggestion.closest(to: raise, among: names)
      throw UsageError(
        zh: "评分表里没有指标 \(raise)\(closest.map { "，是不是想写 \($0)？" } ?? "")（有：\(names.joined(separator: "、"))）",
        en: "the scorecard has no metric \(raise)\(closest.map { ", did you mean \($0)?" } ?? "")"
          + " (it has \(names.joined(separator: ", ")))")
    }
    if let output, output != "-", TranscriptFolder.Listing.isSamePlace(output, kpi) {
      throw UsageError(
        zh: "--output 不能覆盖评分表本身：建议要人看过再用", en: "--output must not overwrite the scorecard: read the proposal first")
    }
    let period = try PeriodInput.read(paths, input)
    guard let calibration = Calibration(period.report, scorecard: scorecard, raising: raise) else {
      let printer = DiagnosticPrinter(language: language, usesColor: input.global.usesColor(on: 2))
      printer.print([tooFew(period.report, scorecard)])
      throw ExitCode(2)
    }
    let text = CalibrationYAML(calibration, language: language, redactor: period.redactor).text
    let file = FileReportOutput(path: output == "-" ? nil : output, isFolder: false)
    UnfinishedFiles.watchSignals()
    do {
      try file.prepare()
      try file.write(Array(text.utf8), to: nil)
      try file.seal()
      try file.publish()
    } catch {
      file.discard()
      throw error
    }
    if period.hasErrors { throw ExitCode(2) }
  }

  private func tooFew(_ report: PeriodReport, _ scorecard: PerformanceScorecard) -> Diagnostic {
    let enough = report.agents.values.count { $0.totals.service.conversations >= scorecard.minimumSample }
    return Diagnostic(
      .error, code: "too-few-agents",
      message: LocalizedText(
        zh: "没有指标有 \(Calibration.minimumAgents) 位样本够的客服：会话达到 \(scorecard.minimumSample) 个的只有 \(enough) 位",
        en: "no metric has \(Calibration.minimumAgents) agents with enough cases:"
          + " \(enough) have \(scorecard.minimumSample) conversations"),
      hint: LocalizedText(
        zh: "加长时段，或调低评分表的 minimum_sample 和各指标的 minimum",
        en: "take a longer period, or lower minimum_sample and minimum in the scorecard"))
  }
}
