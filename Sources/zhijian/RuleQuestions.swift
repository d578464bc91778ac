import Foundation
import Zhijian

/// Asks for the parts of a rule at a terminal. Questions go to standard error; an end of input ends the asking.
struct RuleQuestions {
  let language: Language

  func id() -> String? {
    let question = LocalizedText(zh: "id（小写英文、数字、连字符，如 no-small-talk）", en: "Id (such as no-small-talk)")
    return ask(question) { answer in
      RuleDraft.isID(answer)
        ? nil : LocalizedText(zh: "只能用小写英文字母、数字和连字符", en: "lower-case letters, digits and hyphens only")
    }
  }

  func text(_ question: LocalizedText) -> String? {
    ask(question) { $0.isEmpty ? LocalizedText(zh: "不能空着", en: "this is needed") : nil }
  }

  func verb() -> String? {
    choice(
      LocalizedText(zh: "动词", en: "Verb"),
      [
        ("forbid", LocalizedText(zh: "出现就报告", en: "report it where it occurs")),
        ("require", LocalizedText(zh: "没有出现就报告", en: "report where it is missing")),
        ("credit", LocalizedText(zh: "出现就加分", en: "award it")),
        ("observe", LocalizedText(zh: "只记录", en: "note it")),
      ], default: "forbid")
  }

  func role() -> String? {
    choice(
      LocalizedText(zh: "看谁说的话", en: "Whose messages"),
      [
        ("agent", LocalizedText(zh: "客服", en: "the agent's")),
        ("customer", LocalizedText(zh: "客户", en: "the customer's")),
        ("bot", LocalizedText(zh: "机器人", en: "the bot's")), ("any", LocalizedText(zh: "所有人", en: "everybody's")),
      ], default: "agent")
  }

  func severity() -> String? {
    choice(
      LocalizedText(zh: "级别", en: "Severity"),
      [
        ("critical", LocalizedText(zh: "致命", en: "critical")), ("major", LocalizedText(zh: "严重", en: "major")),
        ("minor", LocalizedText(zh: "一般", en: "minor")), ("info", LocalizedText(zh: "提示", en: "for information")),
      ], default: "minor")
  }

  func category(_ sections: [(id: String, title: String)]) -> String? {
    choice(
      LocalizedText(zh: "评分表的哪一项", en: "Section of the scorecard"),
      sections.map { ($0.id, LocalizedText(zh: $0.title, en: $0.title)) }, default: sections.first?.id ?? "")
  }

  func points(_ verb: RuleVerb) -> String? {
    let answer = ask(
      verb == .credit
        ? LocalizedText(zh: "加几分（直接回车不计分）", en: "Points to award (return for none)")
        : LocalizedText(zh: "扣几分（直接回车不计分）", en: "Points to deduct (return for none)")
    ) { text in
      text.isEmpty || Double(text).map({ $0 > 0 && $0 <= 1000 }) ?? false
        ? nil : LocalizedText(zh: "应当是 0 到 1000 之间的数", en: "a number between 0 and 1000")
    }
    return answer.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Lines up to a blank one.
  func list(_ question: LocalizedText) -> [String] {
    StandardStreams.error(question.text(in: language) + ":\n")
    var answers: [String] = []
    while answers.count < 1000 {
      StandardStreams.error("  - ")
      guard let line = readLine(), !line.isEmpty else { break }
      answers.append(line)
    }
    return answers
  }

  private func choice(
    _ question: LocalizedText, _ choices: [(name: String, meaning: LocalizedText)], default standard: String
  ) -> String? {
    for (number, choice) in choices.enumerated() {
      StandardStreams.error("  \(number + 1) \(choice.name) \(choice.meaning.text(in: language))\n")
    }
    let shown = LocalizedText(zh: "\(question.chinese) [\(standard)]", en: "\(question.english) [\(standard)]")
    func named(_ answer: String) -> String? {
      if answer.isEmpty { return standard }
      if let number = Int(answer), choices.indices.contains(number - 1) { return choices[number - 1].name }
      return choices.first { $0.name == answer }?.name
    }
    let answer = ask(shown) { answer in
      named(answer) == nil
        ? LocalizedText(zh: "请写上面的一个名字或序号", en: "one of the names or numbers above") : nil
    }
    return answer.flatMap(named)
  }

  /// Asks until the answer has no problem; nil at the end of the input.
  private func ask(_ question: LocalizedText, problem: (String) -> LocalizedText?) -> String? {
    while true {
      StandardStreams.error(question.text(in: language) + ": ")
      guard let line = readLine() else { return nil }
      let answer = line.trimmingCharacters(in: .whitespaces)
      guard let problem = problem(answer) else { return answer }
      StandardStreams.error("  \(problem.text(in: language))\n")
    }
  }
}
