import Foundation
import Testing

@testable import Zhijian

@Suite struct ServiceMetricsTests {
  private func report(
    _ chat: Transcript, _ preset: String = "generic", calendar: WorkCalendar = .always
  ) throws -> ServiceMetricsReport {
    ServiceMetricsReport(
      chat, builder: TurnBuilder(preset: try #require(TurnPreset.named(preset)), calendar: calendar))
  }

  @Test func withoutTimesNothingThatNeedsThemIsKnown() throws {
    let total = try report(Chat.transcript("- C 在吗", "- A/a 在", "- C 有货吗")).total
    #expect(total.rounds == 2)
    #expect(total.unrepliedRounds == 1)
    #expect(total.timedRounds == 0)
    #expect(total.response.count == 0)
    #expect(total.duration.count == 0)
    #expect(total.warnings == ["missing_times": 1])
    for name in [
      "first_response_mean_seconds", "response_p90_seconds", "response_within_30_seconds_ratio", "target_ratio",
    ] {
      let figure = try #require(MetricDefinition.named(name)).figure(of: total)
      #expect(figure.value == nil)
    }
    #expect(MetricDefinition.named("rounds")?.figure(of: total).value == 2)
  }

  @Test func anOpenConversationsLastTurnIsPending() throws {
    let chat = Chat.transcript("10:00:00 C 在吗", "10:00:05 A/a 在", "10:00:10 C 有货吗", isOpen: true)
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.map(\.outcome) == [.replied, .pending])
    #expect(turns[1].agent == "a")
    let total = try report(chat).total
    #expect(total.pendingRounds == 1)
    #expect(total.rounds == 1)
  }

  @Test func messagesOfAnUnknownSideCountForNobody() throws {
    let report = try report(Chat.transcript("10:00:00 C 在吗", "10:00:05 U/x 在", "10:00:09 A/a 您好"))
    #expect(report.total.response.values == [9000])
    #expect(report.total.unknownMessages == 1)
    #expect(report.agents.keys.sorted() == ["a"])
  }

  @Test func aSecondUndirectedLineOfTheBotAmongPeopleStopsNoClock() {
    let chat = Chat.transcript(
      "10:00:00 C 在吗", "10:00:05 A/a 在", "10:01:00 C 发货了吗", "10:01:01 B/bot 订单卡片", "10:02:00 C 在不在", "10:04:00 A/a 发了")
    #expect(TurnBuilder().turns(of: chat).map(\.waitMilliseconds) == [5000, 180_000])
  }

  @Test func aSecondRecordOfOneTransferOpensNoSecondTurn() {
    let chat = Chat.transcript(
      "10:00:00 C 在吗", "10:01:00 S <transfer a→b>", "10:01:01 S <transfer a→b>", "10:01:02 S <join b>", "10:01:20 A/b 在"
    )
    #expect(TurnBuilder().turns(of: chat).map(\.waitMilliseconds) == [nil, 20_000])
  }

  @Test func refusingAPersonDoesNotAskForOne() {
    let chat = Chat.transcript(
      "10:00:00 C 怎么退货", "10:00:02 B/bot 要转人工吗", "10:00:10 C 不用转人工", "10:00:11 B/bot 好的", "10:00:20 C 再见")
    #expect(TurnBuilder().turns(of: chat).allSatisfy { $0.outcome == .excluded(.bot) || $0.customerMessages == [4] })
  }

  @Test func jdCountsConversationsByTheirFirstAnswer() throws {
    let quick = Chat.transcript("10:00:00 C 在吗", "10:00:30 A/a 在", "10:01:00 C 有货吗", "10:09:00 A/a 有", id: "1")
    let slow = Chat.transcript("11:00:00 C 在吗", "11:00:31 A/a 在", id: "2")
    let night = Chat.transcript("08:56:00 C 在吗", "09:01:00 A/a 在", id: "3")
    let sum = try [quick, slow, night].map { try report($0, "jd-30s-2021") }.reduce(.init(preset: "jd-30s-2021"), +)
    #expect(sum.total.targetRate == TargetRate(hits: 1, count: 2))
    #expect(sum.total.excludedRounds == ["outside_window": 1])
    var left = slow
    left.fields = [.init(key: "left_message", value: .bool(true))]
    #expect(try report(left, "jd-30s-2021").total.excludedRounds == ["left_message": 1])
    #expect(try report(left, "jd-30s-2021").total.targetRate.value == nil)
  }

  @Test func pinduoduoNeedsEveryTurnOfThePersonsDay() throws {
    let good = Chat.transcript("10:00:00 C 在吗", "10:50:00 A/a 在", id: "1", customer: "x")
    let late = Chat.transcript("12:00:00 C 在吗", "13:00:01 A/a 在", id: "2", customer: "x")
    let other = Chat.transcript("12:00:00 C 在吗", "13:00:00 A/b 在", id: "3", customer: "y")
    let sum = try [good, late, other].map { try report($0, "pdd-2019") }.reduce(.init(preset: "pdd-2019"), +)
    #expect(sum.total.targetRate == TargetRate(hits: 1, count: 2))
    #expect(try report(good, "pdd-2019").total.targetRate == TargetRate(hits: 1, count: 1))
  }

  @Test func kuaishouAndAlibabaCountThePersonsFirstTurn() throws {
    let first = Chat.transcript("10:00:00 C 在吗", "10:03:00 A/a 在", id: "1", customer: "x")
    let second = Chat.transcript("12:00:00 C 在吗", id: "2", customer: "x")
    for name in ["kuaishou-2023", "alibaba-intl"] {
      let sum = try report(second, name) + report(first, name)
      #expect(sum.total.targetRate == TargetRate(hits: 1, count: 1))
    }
  }

  @Test func douyinCountsEachMessageFromItsOwnTime() throws {
    let chat = Chat.transcript("10:00:00 C 在吗", "10:05:00 C 有货吗", "10:06:00 A/a 有", "22:59:59 C 谢谢", "23:00:01 C 在吗")
    #expect(try report(chat, "douyin").total.targetRate == TargetRate(hits: 1, count: 3))
  }

  @Test func taobaoCapsATurnAndCountsAnUnrepliedOneAtTheCap() throws {
    let chat = Chat.transcript("10:00:00 C 在吗", "10:20:00 A/a 在", "10:21:00 C 有货吗", "10:21:30 A/a 有", "10:22:00 C 好")
    #expect(try report(chat, "taobao-ART-2022").total.response.values == [30_000, 600_000, 600_000])
    #expect(try report(chat).total.response.values == [30_000, 1_200_000])
  }

  @Test func filteredMessagesLeaveTheTaobaoRate() throws {
    let chat = Chat.transcript("10:00:00 C <filtered> 加群领红包", "10:05:00 A/a 您好")
    #expect(try report(chat, "taobao-3min-2025").total.rounds == 0)
    #expect(try report(chat, "taobao-3min-2023").total.rounds == 1)
  }

  @Test func ratingsStayOnTheirScale() throws {
    var chat = Chat.transcript("10:00:00 C 在吗", "10:00:05 A/a 在")
    chat.rating = .init(value: 4)
    let good = try report(chat)
    chat.rating = .init(value: 3)
    let neutral = try report(chat)
    chat.rating = .init(value: -1)
    let timeout = try report(chat)
    let sum = good + neutral + timeout
    #expect(
      sum.total.ratings == [
        RatingScale(minimum: 1, maximum: 5): RatingTotals(sumThousandths: 7000, count: 2, satisfied: 1)
      ])
    #expect(sum.total.warnings == ["invalid_rating": 1])
    #expect(MetricDefinition.named("rating_mean_points")?.figure(of: sum.total).value == 3.5)
    #expect(MetricDefinition.named("satisfied_ratio")?.figure(of: sum.agents["a"] ?? .init()).value == 0.5)
    chat.rating = .init(value: 9, minimum: 0, maximum: 10)
    let mixed = try sum + report(chat)
    #expect(MetricDefinition.named("rating_mean_points")?.figure(of: mixed.total).value == nil)
  }

  @Test func conversationsAtOnceAreCountedWithoutTheEnd() throws {
    func talk(_ start: String, _ end: String, _ id: String) throws -> ServiceMetricsReport {
      try report(Chat.transcript("\(start) C 在吗", "\(end) A/a 在", id: id))
    }
    let sum =
      try talk("10:00:00", "10:10:00", "1") + talk("10:10:00", "10:20:00", "2") + talk("10:05:00", "10:15:00", "3")
    #expect(sum.agents["a"]?.mostConcurrentConversations == 2)
    #expect(sum.total.duration.values == [600_000, 600_000, 600_000])
  }

  @Test(arguments: [
    ("您好，在的亲~", 5), ("ok 100元", 6), ("[微笑]好的", 2), ("看https://a.cn/b?c=1 哦", 2), ("http://a.cn", 0), ("【】！？", 0),
    ("[注意这是一个很长的方括号备注]", 14), ("[没关", 2), ("謝謝您", 3), ("😀👍", 0), ("a:b/c", 3), ("x://y z", 1),
  ])
  func charactersAreHanLettersAndDigits(text: String, expected: Int) {
    #expect(ServiceMetricsCollector.characterCount(text) == expected)
  }

  @Test func onlyTypedRepliesHaveCharacters() throws {
    let chat = Chat.transcript(
      "10:00:00 C 在吗", "10:00:05 A/a <quick> 您好亲", "10:00:06 A/a 在", "10:00:07 A/a <auto_reply> 稍等")
    let total = try report(chat).total
    #expect(total.agentCharacters == 1)
    #expect(total.agentMessages == 2)
    #expect(total.autoReplies == 1)
    #expect(total.customerMessagesToAgents == 1)
    #expect(MetricDefinition.named("answer_question_ratio")?.figure(of: total).value == 2)
  }

  @Test func queueTimeIsNullOrAtLeastZero() throws {
    var chat = Chat.transcript("10:00:00 C 在吗", "10:00:05 A/a 在")
    #expect(try report(chat).total.queueWait.count == 0)
    chat.queueAt = Chat.at("9:59:0")
    chat.startedAt = Chat.at("10:0:0")
    #expect(try report(chat).total.queueWait.values == [60_000])
    chat.queueAt = Chat.at("10:0:1")
    #expect(try report(chat).total.queueWait.values == [0])
    #expect(try report(chat).total.warnings == ["clock_skew": 1])
  }

  @Test func emptyDenominatorsAreNull() {
    for definition in MetricDefinition.all where definition.unit != .count {
      #expect(definition.figure(of: ServiceMetrics()).value == nil)
    }
  }

  @Test func namesAreUniqueAndDocumented() throws {
    let names = MetricDefinition.all.map(\.name) + TurnPreset.all.map(\.name)
    #expect(Set(names).count == names.count)
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/metrics.md"), encoding: .utf8)
    for name in names { #expect(text.contains("`\(name)`"), "docs/metrics.md does not name \(name)") }
    for definition in MetricDefinition.all {
      let row =
        "| `\(definition.name)` | \(definition.title.chinese) | \(definition.unit.rawValue) | \(definition.direction.rawValue) | \(definition.formula.chinese) |"
      #expect(text.contains(row), "docs/metrics.md lacks the row \(row)")
    }
  }
}
