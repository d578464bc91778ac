import Testing

@testable import Zhijian

/// Who serves the customer: the bot, nobody yet, or people.
@Suite struct TurnHandOffTests {
  @Test func aConversationTheBotServedAloneLeavesEveryRatio() {
    let chat = Chat.transcript("10:00:00 C 怎么退货", "10:00:02 B/bot 请在订单页申请", agents: ["a"])
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.map(\.outcome) == [.excluded(.bot)])
    #expect(turns[0].agent == nil)
    let report = ServiceMetricsReport(chat, builder: TurnBuilder())
    #expect(report.total.botOnlyConversations == 1)
    #expect(report.total.unansweredConversations == 0)
    #expect(report.total.customerMessagesToAgents == 0)
    #expect(report.agents == [:])
  }

  @Test func whoAsksForAPersonAndGetsNoneIsUnreplied() {
    let chat = Chat.transcript("10:00:00 C 转人工", "10:00:01 B/bot 正在排队", "10:00:30 C 快点", "10:00:31 B/bot 请稍等")
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.map(\.outcome) == [.unreplied(.conversationEnd)])
    #expect(turns.map(\.customerMessages) == [[0, 2]])
  }

  @Test func aReplyWithoutASenderIsNobodys() {
    let chat = Chat.transcript("10:00:00 C 在吗", "10:00:05 A 在", "10:01:00 C 有货吗", "10:01:05 A/a 有")
    #expect(TurnBuilder().turns(of: chat).map(\.agent) == [nil, "a"])
    let only = Chat.transcript("10:00:00 C 在吗", "10:00:05 A 在", agents: ["a"])
    #expect(TurnBuilder().turns(of: only).map(\.agent) == ["a"])
  }

  @Test func aColleagueWhoJoinsRestartsNoClock() {
    let chat = Chat.transcript(
      "10:00:00 C 怎么退货", "10:00:01 B/bot 请在订单页申请", "10:00:10 A/a 我来帮您", "10:01:00 C 好的", "10:02:00 S <join b>",
      "10:02:30 A/b 您好")
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.map(\.waitMilliseconds) == [10_000, 90_000])
    #expect(turns.map(\.agent) == ["a", "b"])
  }

  @Test func afterTheCloseTheBotIsInChargeAgain() {
    let chat = Chat.transcript(
      "10:00:00 C 在吗", "10:00:05 A/a 在", "10:10:00 S <close>", "10:20:00 C 退款呢", "10:20:01 B/bot 请查看订单",
      "10:20:30 C 没看到", "10:21:00 S <transfer>", "10:21:15 A/a 我看下")
    let turns = TurnBuilder().turns(of: chat)
    #expect(turns.map(\.outcome) == [.replied, .excluded(.bot), .excluded(.bot), .replied])
    #expect(turns[3].waitMilliseconds == 15_000)
    let again = Chat.transcript(
      "10:00:00 C 在吗", "10:00:05 A/a 在", "10:10:00 S <close>", "10:20:00 C 退款呢", "10:20:01 B/bot 请查看订单",
      "10:21:00 S <transfer bot→a>", "10:21:15 A/a 我看下")
    #expect(TurnBuilder().turns(of: again).last?.waitMilliseconds == 15_000)
  }

  @Test func theSameInstantMergesAlikeInBothOrders() {
    func part(_ isInTime: Bool, at asked: Int64) -> PersonRounds {
      PersonRounds(
        firstAskedMilliseconds: asked, isFirstInTime: isInTime, areAllInTime: isInTime, isReplied: isInTime,
        isSlow: false, rounds: 1)
    }
    func sum(_ parts: PersonRounds...) -> PersonRounds {
      parts.dropFirst().reduce(into: parts[0]) { $0 += $1 }
    }
    #expect(sum(part(true, at: 5), part(false, at: 5)) == sum(part(false, at: 5), part(true, at: 5)))
    #expect(!sum(part(false, at: 5), part(true, at: 5)).isFirstInTime)
    #expect(sum(part(false, at: 6), part(true, at: 5)).isFirstInTime)
    #expect(!sum(part(false, at: 6), part(true, at: 5)).areAllInTime)
  }

  @Test func aTurnEndedByTheDayLeavesTheNextDayAlone() throws {
    let preset = try #require(TurnPreset.named("taobao-3min-2023"))
    let chat = Chat.transcript("23:50:00 C 在吗", "d1 08:30:00 C 有人吗", "d1 08:30:40 A/a 在")
    let turns = TurnBuilder(preset: preset).turns(of: chat)
    #expect(turns.map(\.outcome) == [.unreplied(.dayEnd), .replied])
    #expect(turns.map(\.waitMilliseconds) == [nil, 40_000])
    #expect(TurnBuilder().turns(of: chat).map(\.customerMessages) == [[0, 1]])
  }
}
