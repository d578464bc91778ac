@testable import Zhijian

/// Seeded random rules, scorecards and conversations.
struct RandomConversations {
  var generator: SeededGenerator
  private let words = ["坏话", "好话", "发票", "稍等", "您好", "再见", "投诉", "抱歉", "加微信", "退款"]
  private let categories = ["attitude", "compliance", "promises"]

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func pick<Value>(_ values: [Value], _ other: Value) -> Value {
    values.randomElement(using: &generator) ?? other
  }
  mutating func word() -> String { pick(words, "好") }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  /// Messages with distinct, rising times.
  mutating func transcript() -> Transcript {
    var time: Int64 = 1_767_578_400_000
    var transcript = Transcript(id: "c\(number(0...9999))", messages: [])
    for _ in 0..<number(1...14) {
      time += Int64(number(1...400)) * 1000 + 1
      var message = Message(
        at: .init(milliseconds: time), role: .customer, text: word() + pick(["", "，", "吧"], "") + word())
      switch number(0...9) {
      case 0...3: break
      case 4...7: (message.role, message.sender) = (.agent, pick(["小李", "小王"], "小李"))
      case 8:
        let target = pick(["小李", "小王"], "小李")
        message = Message(
          at: message.at, role: .system, kind: .transfer, text: "", transfer: .init(from: nil, to: target))
      default:
        (message.role, message.sender) = (.agent, "小李")
        (message.kind, message.text) = pick([(.image, ""), (.autoReply, "您好")], (.image, ""))
      }
      transcript.messages.append(message)
    }
    return transcript
  }

  mutating func scope() -> String {
    let role = pick(["agent", "customer", "any"], "agent")
    let place = pick(
      [
        "", "", "messages: 1..2, ", "messages: -2..-1, ", "turns: 1, ", "lines: 2..4, ", "seconds: 0..300, ",
        "messages: 2..-1, ",
      ], "")
    return "role: \(role), \(place)"
  }

  mutating func condition(_ depth: Int = 0) -> String {
    let leaf = "{\(scope())keyword: [\(word()), \(word())], boundary: any}"
    guard depth < 2 else { return leaf }
    switch number(0...11) {
    case 0: return "{\(scope())all: [\(condition(depth + 1)), \(condition(depth + 1))]}"
    case 1: return "{\(scope())any: [\(condition(depth + 1)), \(condition(depth + 1))]}"
    case 2: return "{not: \(condition(depth + 1))}"
    case 3: return "{\(scope())at_least: {n: 2, of: [\(condition(depth + 1)), \(leaf), \(leaf)]}}"
    case 4:
      return
        "{\(scope())count: {of: {keyword: [\(word())], boundary: any}, \(pick(["over: 1", "max: 2", "min: 1"], "min: 1"))}}"
    case 5: return "{role: agent, sequence: [{keyword: [\(word())]}, {keyword: [\(word())]}]}"
    case 6:
      return pick(
        ["{gap: {over: 120s}}", "{unanswered: {}}", "{unanswered: {over: 5m}}", "{event: transferred}"],
        "{gap: {over: 1s}}")
    case 7: return "{role: agent, silent: {over: \(number(1...5))m}}"
    default: return leaf
    }
  }

  mutating func rule(_ number: Int) -> String {
    let verb = pick(["forbid", "forbid", "require", "credit"], "forbid")
    let unit = pick(["finding", "message", "agent", "conversation"], "finding")
    let cap = self.number(0...2) == 0 ? ", cap: \(self.number(1...20))" : ""
    let points = "\(self.number(0...30)).\(self.number(0...9))\(self.number(0...9))"
    let effect =
      verb == "credit" ? "award: \(points)" : self.number(0...12) == 0 ? "auto_fail: true" : "deduct: \(points)"
    var text = "id: r\(number)\ncategory: \(pick(categories, "attitude"))\nscore: {\(effect), per: \(unit)\(cap)}\n"
    if self.number(0...2) == 0 {
      text +=
        "given: {role: customer, keyword: [\(word())], boundary: any}\nwhich: \(pick(["each", "first", "last", "any", "2"], "each"))\n"
      return text
        + "\(verb): {role: agent, messages: \(pick(["1..2", "0..1", "1..9"], "1..2")), keyword: [\(word())], boundary: any}\n"
    }
    return text + "\(verb): \(condition())\n"
  }

  mutating func policy() -> ScoringPolicy {
    ScoringPolicy(
      sections: categories.map { category in
        .init(
          id: category, title: category, kind: .rules, weight: number(0...999),
          floor: number(0...3) == 0 ? number(0...90) * 100 : 0)
      }, bands: [], minimumSample: 1)
  }
}
