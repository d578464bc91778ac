import Testing
import Zhijian

/// The edge cases of docs/metrics.md, by their numbers there, with exact values.
@Suite struct TurnEdgeCaseTests {
  private func preset(_ name: String) throws -> TurnBuilder {
    TurnBuilder(preset: try #require(TurnPreset.named(name)))
  }

  private func report(_ transcript: Transcript, _ builder: TurnBuilder = TurnBuilder()) -> ServiceMetricsReport {
    ServiceMetricsReport(transcript, builder: builder)
  }

  @Test(arguments: TurnPreset.all.map(\.name))
  func e1TwoQuestionsBeforeTheReplyAreOneTurn(name: String) throws {
    let chat = Chat.transcript("10:10:15 C 在吗", "10:15:20 C 有货吗", "10:18:10 A/a 有的")
    let turns = try preset(name).turns(of: chat)
    #expect(turns.count == 1)
    #expect(turns[0].waitMilliseconds == 475_000)
    #expect(turns[0].customerMessages == [0, 1])
    #expect(turns[0].reply == 2)
    let total = try report(chat, preset(name)).total
    #expect(total.repliesWithin3Minutes == 0)
    #expect(total.timedRounds == 1)
  }

  @Test func e2AFurtherQuestionIsASecondTurn() throws {
    let chat = Chat.transcript(
      "10:10:15 C 在吗", "10:15:20 C 有货吗", "10:18:10 A/a 有的", "10:18:30 C 多少钱", "10:19:00 A/a 59元")
    for name in ["taobao-3min-2023", "taobao-3min-2025", "taobao-ART-2022", "generic"] {
      let total = try report(chat, preset(name)).total
      #expect(total.repliesWithin3Minutes == 1)
      #expect(total.timedRounds == 2)
      #expect(total.response.meanMilliseconds == 252_500)
    }
    let rate = try report(chat, preset("taobao-3min-2023")).total.targetRate
    #expect(rate.hits == 1)
    #expect(rate.count == 2)
  }

  @Test func e3TenQuestionsNeverAnsweredAreOneTurn() throws {
    var chat = Chat.transcript("10:00:00 C 问题")
    for second in 1..<10 { chat.messages.append(Chat.message("10:02:0\(second) C 问题")) }
    let rate = try report(chat, preset("taobao-3min-2023")).total
    #expect(rate.rounds == 1)
    #expect(rate.unrepliedRounds == 1)
    #expect(rate.targetRate == TargetRate(hits: 0, count: 1))
    let average = try report(chat, preset("taobao-ART-2022")).total
    #expect(average.response.meanMilliseconds == 600_000)
    #expect(report(chat).total.response.meanMilliseconds == nil)
    chat.messages.append(Chat.message("d1 09:00:00 A/a 抱歉"))
    let turns = try preset("taobao-ART-2022").turns(of: chat)
    #expect(turns.count == 1)
    #expect(turns[0].outcome == .unreplied(.dayEnd))
    #expect(try report(chat, preset("taobao-ART-2022")).total.response.meanMilliseconds == 600_000)
  }

  @Test func e4TheLimitIsInclusiveToTheMillisecond() throws {
    let inTime = Chat.transcript("10:00:00 C 在吗", "10:03:00.000 A/a 在")
    let late = Chat.transcript("10:00:00 C 在吗", "10:03:00.001 A/a 在")
    #expect(report(inTime).total.repliesWithin3Minutes == 1)
    #expect(report(late).total.repliesWithin3Minutes == 0)
    #expect(try report(inTime, preset("taobao-3min-2025")).total.targetRate == TargetRate(hits: 1, count: 1))
    #expect(try report(late, preset("taobao-3min-2025")).total.targetRate == TargetRate(hits: 0, count: 1))
  }

  @Test(arguments: ["A/a <auto_reply>", "A/a <auto>", "B/bot <auto_reply>", "B/bot"])
  func e5AGreetingByMachineDoesNotStopTheClock(who: String) {
    let chat = Chat.transcript("10:00:00 C 在吗", "10:00:01 \(who) 您好，请问有什么可以帮您", "10:00:40 A/a 在的")
    let total = report(chat).total
    #expect(total.firstResponse.values == [40_000])
    #expect(total.anyResponse.values == [1000])
  }

  @Test func e6ANewQuestionAfterABotHasItsOwnClock() {
    let chat = Chat.transcript(
      "10:00:00 C 怎么退货", "10:00:02 B/bot 请在订单页申请", "d14 10:00:00 C 还没收到退款", "d14 10:00:30 A/a 帮您看")
    let report = report(chat)
    #expect(report.total.firstResponse.values == [30_000])
    #expect(report.total.endToEndFirstResponse.values == [30_000])
    #expect(report.total.excludedRounds == ["bot": 1])
  }

  @Test func e7HandingOffToAPersonRestartsTheClock() {
    let chat = Chat.transcript(
      "10:00:00 C 怎么退货", "10:00:02 B/bot 请在订单页申请", "10:01:00 C 转人工", "10:01:01 B/bot 正在为您转接",
      "10:01:05 S <join a>", "10:01:25 A/a 您好")
    let total = report(chat).total
    #expect(total.firstResponse.values == [25_000])
    #expect(total.endToEndFirstResponse.values == [85_000])
    #expect(total.rounds == 1)
  }

  @Test func e7AnEventHandsOffWithoutAWordOfTheCustomer() {
    let chat = Chat.transcript(
      "10:00:00 C 怎么退货", "10:00:02 B/bot 请在订单页申请", "10:01:00 S <transfer bot→a>", "10:01:25 A/a 您好")
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.map(\.outcome) == [.excluded(.bot), .replied])
    #expect(turns.map(\.opening) == [0, 2])
    #expect(turns[1].waitMilliseconds == 25_000)
    #expect(turns[1].customerMessages == [])
    #expect(report(chat).total.endToEndFirstResponse.values == [85_000])
  }

  @Test func e7ARequestInTheMiddleOfABurstIsTheHandOff() {
    let chat = Chat.transcript(
      "10:00:00 C 怎么退货", "10:00:02 B/bot 请在订单页申请", "10:01:00 C 不行", "10:01:10 C 我要人工客服", "10:01:25 A/a 您好")
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.map(\.customerMessages) == [[0], [2], [3]])
    #expect(turns.map(\.outcome) == [.excluded(.bot), .excluded(.bot), .replied])
    #expect(turns[2].waitMilliseconds == 15_000)
  }

  @Test func e8ReopeningStartsAnew() {
    let chat = Chat.transcript(
      "d-2 10:00:00 C 怎么退货", "d-2 10:00:02 B/bot 请在订单页申请", "d-2 10:30:00 S <close>", "d2 14:00:00 C 还在吗",
      "d2 14:10:00 A/a 在的")
    #expect(report(chat).total.firstResponse.values == [600_000])
    #expect(report(chat).total.endToEndFirstResponse.values == [600_000])
  }

  @Test func e9ATransferLeavesTheFirstAgentUnreplied() {
    let chat = Chat.transcript("10:00:00 C 在吗", "10:01:30 S <transfer 小李→小王>", "10:01:50 A/小王 您好")
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.map(\.agent) == ["小李", "小王"])
    #expect(turns.map(\.outcome) == [.unreplied(.transfer), .replied])
    #expect(turns[1].opening == 1)
    #expect(turns[1].waitMilliseconds == 20_000)
    let report = report(chat)
    #expect(report.agents["小李"]?.unrepliedRounds == 1)
    #expect(report.agents["小李"]?.response.count == 0)
    #expect(report.agents["小王"]?.response.values == [20_000])
    #expect(report.total.endToEndFirstResponse.values == [110_000])
    #expect(report.agents["小李"]?.transfersOut == 1)
    #expect(report.agents["小王"]?.transfersIn == 1)
  }

  @Test func e10AnAgentWhoBeginsHasNoFirstResponse() {
    let chat = Chat.transcript("10:00:00 A/a 您的快递到了", "10:05:00 C 好的 在哪", "10:05:20 A/a 菜鸟驿站")
    let report = report(chat)
    #expect(report.total.firstResponse.values == [])
    #expect(report.total.anyResponse.values == [])
    #expect(report.total.response.values == [20_000])
    #expect(report.total.proactiveConversations == 1)
  }

  @Test func e11ClosingPhrasesEndATurnOnlyWhenAsked() {
    let chat = Chat.transcript("10:00:00 C 有货吗", "10:00:10 A/a 有的", "10:00:20 C 谢谢~", "10:00:25 C [微笑]")
    #expect(report(chat).total.unrepliedRounds == 1)
    let builder = TurnBuilder(closingPhrases: TurnBuilder.commonClosingPhrases)
    #expect(report(chat, builder).total.unrepliedRounds == 0)
    #expect(report(chat, builder).total.excludedRounds == ["closing_phrase": 1])
    var more = chat
    more.messages.append(Chat.message("10:01:00 C 什么时候发货"))
    let turns = builder.turns(of: more)
    #expect(turns.map(\.customerMessages) == [[0], [2, 3], [4]])
    #expect(turns.map(\.outcome) == [.replied, .excluded(.closingPhrase), .unreplied(.conversationEnd)])
  }

  @Test func e12TheWindowIsJudgedAsThePresetSays() throws {
    let evening = Chat.transcript("22:59:50 C 在吗", "23:00:20 A/a 在")
    let morning = Chat.transcript("07:59:50 C 在吗", "08:00:10 A/a 在")
    for name in ["taobao-3min-2025", "taobao-ART-2022"] {
      #expect(try preset(name).turns(of: evening)[0].outcome == .replied)
    }
    #expect(try preset("taobao-3min-2025").turns(of: morning)[0].outcome == .replied)
    #expect(try preset("taobao-3min-2023").turns(of: morning)[0].outcome == .excluded(.outsideWindow))
    #expect(try preset("taobao-ART-2022").turns(of: morning)[0].outcome == .excluded(.outsideWindow))
    #expect(try preset("jd-30s-2021").turns(of: evening)[0].outcome == .replied)
    #expect(try preset("generic").turns(of: morning)[0].outcome == .replied)
    let early = Chat.transcript("08:56:00 C 在吗", "09:01:00 A/a 在", "09:02:00 C 有货吗", "09:02:05 A/a 有")
    #expect(try preset("jd-30s-2021").turns(of: early).allSatisfy { $0.outcome == .excluded(.outsideWindow) })
    let atTheEnd = Chat.transcript("23:00:00 C 在吗", "23:00:20 A/a 在")
    #expect(try preset("taobao-ART-2022").turns(of: atTheEnd)[0].outcome == .excluded(.outsideWindow))
  }

  @Test func e13OnlyOpenTimeCounts() throws {
    let hours = try #require(OpenHours(parsing: "09:00-18:00"))
    let weekdays = Weekday.allCases.filter { $0.rawValue <= 5 }
    let calendar = WorkCalendar(hours: Dictionary(uniqueKeysWithValues: weekdays.map { ($0, [hours]) }))
    let builder = TurnBuilder(calendar: calendar)
    let chat = Chat.transcript("d2 17:59:30 C 在吗", "d5 09:00:30 A/a 在")
    let turn = builder.turns(of: chat)[0]
    #expect(turn.calendarWaitMilliseconds == 60_000)
    #expect(turn.waitMilliseconds == 226_860_000)
    #expect(turn.isInServiceHours == true)
    #expect(report(chat, builder).total.response.values == [60_000])
  }

  @Test func e14FileOrderBreaksTies() {
    let chat = Chat.transcript("10:00:00 A/a 您好", "10:00:00 C 在吗", "10:00:05 A/a 在")
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.count == 1)
    #expect(turns[0].reply == 2)
    #expect(report(chat).total.warnings == [:])
  }

  @Test func e14AClockThatGoesBackwardsIsAWarningAndNeverANegativeWait() {
    let chat = Chat.transcript("10:00:01 C 在吗", "10:00:00 A/a 在", "10:00:30 C 有货吗", "10:00:40 A/a 有")
    #expect(report(chat).total.warnings == ["clock_skew": 1])
    var live = TurnBuilder().start(chat)
    for (index, message) in chat.messages.enumerated() { live.append(message, index: index) }
    let timeline = live.timeline(isOpen: false)
    #expect(timeline.turns.map(\.waitMilliseconds) == [0, 10_000])
    #expect(timeline.clockSkewCount == 1)
  }

  @Test func e15ASessionWithoutAgentCountsAsUnreplied() {
    let chat = Chat.transcript("10:00:00 C 在吗", agents: ["a"])
    let total = report(chat).total
    #expect(total.conversations == 1)
    #expect(total.unansweredConversations == 1)
    #expect(total.firstResponse.count == 0)
    #expect(total.timedRounds == 1)
    #expect(report(chat).agents["a"]?.unrepliedRounds == 1)
  }

  @Test func e16NothingToMeasureIsSkippedAndCounted() {
    #expect(report(Chat.transcript()).total.skipped == ["empty": 1])
    #expect(report(Chat.transcript("10:00:00 S <system> 会话开始")).total.skipped == ["system_only": 1])
    #expect(report(Chat.transcript("10:00:00 A/a 您好")).total.skipped == ["no_customer_message": 1])
    #expect(report(Chat.transcript("10:00:00 A/a 您好")).total.conversations == 0)
  }

  @Test func e17TheFirstOfTwoAgentsClosesTheTurn() {
    let chat = Chat.transcript("10:00:00 C 在吗", "10:00:10 A/a 在", "10:00:12 A/b 在的")
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.count == 1)
    #expect(turns[0].agent == "a")
    #expect(turns[0].volume == [2])
    #expect(report(chat).agents["b"]?.response.count == 0)
    #expect(report(chat).agents["b"]?.agentMessages == 1)
  }

  @Test func e18OneCustomerAtTwoAccountsIsOnePersonOfTheShop() {
    let first = report(Chat.transcript("10:00:00 C 在吗", "10:00:10 A/a 在", id: "1"))
    let second = report(Chat.transcript("11:00:00 C 在吗", "11:00:10 A/b 在", id: "2"))
    let shop = first + second
    #expect(shop.total.rounds == 2)
    #expect(shop.total.persons.count == 1)
    #expect(shop.agents["a"]?.persons.count == 1)
    #expect(shop.agents["b"]?.persons.count == 1)
  }

  @Test func e20RecalledLinesAreDroppedAndPicturesCount() {
    let chat = Chat.transcript("10:00:00 C <image>", "10:00:10 A/a <recalled> 错了", "10:00:40 A/a <voice>")
    let total = report(chat).total
    #expect(total.response.values == [40_000])
    #expect(total.recalledMessages == 1)
    #expect(total.agentMessages == 1)
    #expect(total.agentCharacters == 0)
  }

  @Test func e21ARoundBelongsToTheDayItWasAskedOn() {
    let chat = Chat.transcript(
      "23:00:00 C 在吗", "23:00:10 A/a 在", "23:59:50 C 有货吗", "d1 00:00:10 A/a 有", "d1 01:00:00 C 谢谢",
      "d1 01:00:05 A/a 不客气")
    let report = report(chat)
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.map(\.waitMilliseconds) == [10_000, 20_000, 5000])
    let days = turns.compactMap(\.startsAt).map { WorkCalendar.always.localTime(at: $0).date.day }
    #expect(days == [7, 7, 8])
    #expect(report.firstDay?.day == 7)
    #expect(report.total.duration.values == [7_205_000])
    #expect(report.total.persons.keys.compactMap(\.dayNumber).sorted() == [20_460, 20_461])
  }
}
