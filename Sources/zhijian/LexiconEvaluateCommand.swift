import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

struct LexiconEvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "用有评分的会话检验情感词典：分数与评分有多一致，错在哪里。",
    discussion: """
      例子：
        zhijian lexicon evaluate 评分.jsonl
        zhijian lexicon evaluate 评分.jsonl --without question,context    去掉某些成分再看

      数据是 JSON Lines：本程序的会话格式，消息带 sat（0 不满、1 一般、2 满意），或会话带 rating、satisfaction（−2…2）；
      也可以是 {"text": …, "label": 1 或 0}。写法和各项数字的意思见 docs/sentiment.md。
      每项旁边是只看文字长度的结果：情感分应当比它高得多。
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: "有评分的会话文件（JSON Lines）。")
  var data: [String] = []

  @Option(name: .long, help: "text 或 json。")
  var format: Format = .text

  @Option(name: .long, help: "每个文件引用几条分歧最大的（最多 30）；个人信息已打码。")
  var quotes = 5

  @Option(name: .long, help: "去掉这些成分再算，逗号分隔：negation、degree、question、contrast、context、cue、learned。")
  var without: String?

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    guard (0...SentimentAgreement.maximumDisagreements).contains(quotes) else {
      throw UsageError(zh: "--quotes 应当在 0 到 30 之间", en: "--quotes must be between 0 and 30")
    }
    let ablations = try ablations()
    let redactor = Redactor(policy: .mask)
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2), redactor: redactor)
    let loaded = try GlobalOptions.loadWorkspace(
      workspace.locations, language: global.lang, usesColor: global.usesColor(on: 2))
    let reading = try LabelledReading(data, command: "evaluate", printer: printer)
    let scorer = loaded.analyzer.sentiment.without(ablations)
    var agreements: [SentimentAgreement] = []
    do throws(DiagnosticsError) {
      for set in reading.sets {
        let scores = try loaded.analyzer.tokenizer.sentiments(of: set, scorer: scorer)
        agreements.append(SentimentAgreement(set, scores: scores.map { $0.map(\.thousandths) }))
      }
    } catch {
      printer.print(error.diagnostics)
      throw ExitCode(2)
    }
    let report = AgreementReport(agreements, language: global.lang, redactor: redactor)
    switch format {
    case .text: for line in report.text(quotes: quotes) { try StandardStreams.print(line) }
    case .json: try StandardStreams.print(String(decoding: report.json(quotes: quotes), as: UTF8.self))
    }
    if !reading.isClean { throw ExitCode(2) }
  }

  private func ablations() throws -> Set<SentimentAblation> {
    var found: Set<SentimentAblation> = []
    for name in without?.split(separator: ",") ?? [] {
      guard let ablation = SentimentAblation(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
        let names = SentimentAblation.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError(
          zh: "--without 不认识 \(name)；可用：\(names)", en: "--without does not know \(name); one of \(names)")
      }
      found.insert(ablation)
    }
    return found
  }
}
