import Testing

@testable import Zhijian

/// Numbers and instants at the ends of their types: nothing overflows.
@Suite struct ExtremeValueTests {
  @Test(
    "positions beyond every number are refused",
    arguments: ["-9223372036854775808", "9223372036854775807", "-9223372036854775808..1", "1..9223372036854775808"])
  func positions(text: String) throws {
    #expect(PositionRange(text) == nil)
    let (rule, diagnostics) = RuleBench.parse("forbid: {messages: \(text), keyword: [a]}")
    #expect(rule == nil && !diagnostics.isEmpty)
  }

  private static let rules = [
    "forbid: {role: agent, before: given, seconds: 0..10, keyword: [好]}\ngiven: {role: customer, keyword: [在]}",
    "forbid: {role: agent, around: given, seconds: 0..10, keyword: [好]}\ngiven: {role: customer, keyword: [在]}",
    "forbid: {role: agent, around: given, seconds: -10..10, keyword: [好]}\ngiven: {role: customer, keyword: [在]}",
    "forbid: {role: agent, after: given, seconds: 0..10, keyword: [好]}\ngiven: {role: customer, keyword: [在]}",
    "forbid: {role: agent, seconds: 0..60, keyword: [好]}", "forbid: {gap: {over: 10s}}", "forbid: {silent: {over: 60s}}",
  ]

  @Test("instants at the ends of time, in every order", arguments: rules)
  func instants(rule body: String) throws {
    let worker = try RuleBench.analyzer([try RuleBench.rule(body)]).makeWorker()
    let ends: [Int64?] = [.min, .min + 1, -1, 0, .max - 1, .max, nil]
    let calendars = [WorkCalendar.always, .daily(try #require(OpenHours(opensMinute: 480, closesMinute: 1380)))]
    for first in ends {
      for second in ends {
        for third in ends {
          func message(_ role: Role, _ at: Int64?, _ text: String) -> Message {
            Message(at: at.map { Timestamp(milliseconds: $0) }, role: role, text: text)
          }
          let transcript = Transcript(
            id: "t", messages: [message(.agent, first, "您好"), message(.customer, second, "在"), message(.agent, third, "好")])
          let evaluation = worker.evaluate(transcript)
          #expect(evaluation.transcript.messages.count == 3)
        }
        let instants = [first, second].compactMap { $0.map { Timestamp(milliseconds: $0) } }
        guard let from = instants.first, let to = instants.last else { continue }
        for calendar in calendars { #expect(calendar.openMilliseconds(from: from, to: to) >= 0) }
      }
    }
  }
}
