import ArgumentParser
import Foundation
import Zhijian

/// The command line asks for something that does not go.
struct UsageError: Error {
  let text: LocalizedText

  init(zh chinese: String, en english: String) {
    text = LocalizedText(zh: chinese, en: english)
  }

  /// What the argument parser says about `message`, in both languages; what is not known stays English.
  init(parserMessage message: String) {
    text = LocalizedText(zh: Self.chinese(message), en: message)
  }

  /// The sentence, and where to read on. `command` is the subcommand it is about, such as `rules test`.
  func message(in language: Language, command: String) -> String {
    let help = "zhijian" + (command.isEmpty ? "" : " " + command) + " --help"
    let sentence = TerminalText.safe(text.text(in: language))
    return language == .chinese ? "错误: \(sentence)\n用法见 \(help)\n" : "error: \(sentence)\nSee '\(help)'.\n"
  }

  private static func chinese(_ message: String) -> String {
    if let match = message.wholeMatch(of: /Unknown option '(.*?)'\. Did you mean '(.*)'\?/) {
      return "没有选项 \(match.1)，是不是想写 \(match.2)？"
    }
    if let match = message.wholeMatch(of: /Unknown option '(.*)'/) { return "没有选项 \(match.1)" }
    if let match = message.wholeMatch(of: /Missing value for '(.*)'/) { return "选项 \(match.1) 缺少值" }
    if let match = message.wholeMatch(of: /Unexpected argument '(.*)'/) { return "多余的参数 \(match.1)" }
    if let match = message.wholeMatch(of: /\d+ unexpected arguments: '(.*)'/) {
      return "多余的参数 \(match.1.replacing("', '", with: "、"))"
    }
    if let match = message.wholeMatch(of: /Missing expected argument '(.*)'/) { return "缺少参数 \(match.1)" }
    if let match = message.wholeMatch(of: /The option '(.*?)' does not take any value, but '(.*)' was specified\./) {
      return "选项 \(match.1) 没有值，不能写 \(match.2)"
    }
    if let match = message.wholeMatch(of: /The value '(.*)' is invalid for '(.*?)'(?:\. Please provide one of (.*)\.)?/)
    {
      let choices = match.3.map { text in
        "（可选：" + text.matches(of: /'([^']*)'/).map { String($0.1) }.joined(separator: "、") + "）"
      }
      return "\(match.2) 不能是 \(match.1)\(choices ?? "")"
    }
    return message
  }
}

/// What of the command line can be read although it is wrong as a whole.
struct RoughArguments {
  let arguments: [String]

  /// The language asked for.
  var language: Language {
    for (place, argument) in arguments.enumerated() {
      if argument == "--lang=en" { return .english }
      if argument == "--lang", arguments.indices.contains(place + 1), arguments[place + 1] == "en" { return .english }
    }
    return .chinese
  }

  /// The names of the subcommands, such as `rules test`.
  var command: String { walk().names.joined(separator: " ") }

  /// What to say where a word stands in the place of a subcommand and is none.
  var unknownCommand: UsageError? {
    let (names, known, rest) = walk()
    guard !known.isEmpty, let word = rest.first, !word.hasPrefix("-") else { return nil }
    let what = (names + [word]).joined(separator: " ")
    let closest = SpellingSuggestion.closest(to: word, among: known)
    return UsageError(
      zh: "没有子命令 \(what)\(closest.map { "，是不是想写 \($0)？" } ?? "")（可选：\(known.joined(separator: "、"))）",
      en: "there is no subcommand \(what)\(closest.map { ", did you mean \($0)?" } ?? "")"
        + " (one of \(known.joined(separator: ", ")))")
  }

  /// The subcommands named, those that can follow, and what stands behind.
  private func walk() -> (names: [String], known: [String], rest: ArraySlice<String>) {
    var names: [String] = []
    var following = ZhijianCommand.configuration.subcommands
    var rest = arguments[...]
    while let word = rest.first, let place = following.firstIndex(where: { $0.configuration.commandName == word }) {
      names.append(word)
      following = following[place].configuration.subcommands
      rest = rest.dropFirst()
    }
    return (names, following.compactMap { $0.configuration.commandName }, rest)
  }
}
