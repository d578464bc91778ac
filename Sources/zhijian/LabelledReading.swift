import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

/// Judged conversations as they are named on a command line.
struct LabelledReading {
  var sets: [LabelledSet] = []
  var unlabelled = 0
  var isClean = true

  /// Reads all files; prints what cannot be read. Without a single judgement it ends with exit code 2.
  init(_ paths: [String], command: String, printer: DiagnosticPrinter) throws {
    guard !paths.isEmpty else {
      throw UsageError(
        zh: "请给出有评分的会话文件，例如 zhijian lexicon \(command) 评分.jsonl",
        en: "name a file of judged conversations, such as zhijian lexicon \(command) rated.jsonl")
    }
    var problems: [Diagnostic] = []
    for path in paths {
      let file = LabelledFile.read(path)
      problems += file.diagnostics
      unlabelled += file.unlabelled
      if !file.set.conversations.isEmpty { sets.append(file.set) }
    }
    if sets.isEmpty, !problems.contains(where: { $0.severity == .error }) {
      problems.append(
        Diagnostic(
          .error, code: "no-labels",
          message: LocalizedText(zh: "没有读到任何有评分的会话", en: "no judged conversation was read"),
          hint: LocalizedText(
            zh: "消息写 sat（0、1、2），会话写 rating 或 satisfaction，单条文本写 label；写法见 docs/sentiment.md",
            en: "give messages sat (0, 1, 2), conversations rating or satisfaction, texts label; see docs/sentiment.md")
        ))
    }
    printer.print(problems.filter { $0.severity != .note })
    isClean = !problems.contains { $0.severity == .error }
    if sets.isEmpty { throw ExitCode(2) }
  }
}
