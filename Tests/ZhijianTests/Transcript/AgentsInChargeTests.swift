import Testing
import Zhijian

@Suite struct AgentsInChargeTests {
  @Test func theFirstToAnswerIsInChargeBeforeAnyone() {
    let agents = AgentsInCharge(Chat.transcript("10:00:00 C 在吗", "10:00:01 A/b <auto_reply> 您好", "10:00:05 A/a 在"))
    #expect(agents.agentInCharge(at: 0) == "a")
    #expect(agents.agentInCharge(at: 1) == "a")
    #expect(agents.agentInChargeAtEnd == "a")
  }

  @Test func whoJoinedOrWroteLastIsInCharge() {
    let chat = Chat.transcript(
      "10:00:00 C 在吗", "10:00:05 A/a 在", "10:00:10 S <transfer a→b>", "10:00:20 C 有人吗", "10:00:30 A/a 稍等",
      "10:00:40 S <join c>", "10:00:50 C 好")
    let agents = AgentsInCharge(chat)
    #expect((0...6).map { agents.agentInCharge(at: $0) } == ["a", "a", "b", "b", "a", "c", "c"])
    #expect(agents.segments.map(\.agent) == ["a", "b", "a", "c"])
    #expect(agents.segments.map(\.messages) == [[0, 1], [2, 3], [4], [5, 6]])
    #expect(agents.segment(of: 4) == 2)
    #expect(agents.segment(of: 99) == nil)
  }

  @Test func theOnlyListedAgentStandsInWhereNobodyAnswered() {
    #expect(AgentsInCharge(Chat.transcript("10:00:00 C 在吗", agents: ["a"])).agentInCharge(at: 0) == "a")
    #expect(AgentsInCharge(Chat.transcript("10:00:00 C 在吗", agents: ["a", "b"])).agentInCharge(at: 0) == nil)
    let greeted = Chat.transcript("10:00:00 C 在吗", "10:00:01 A/b <auto_reply> 您好", agents: ["a", "b"])
    #expect(AgentsInCharge(greeted).agentInCharge(at: 0) == "b")
  }

  @Test func theFirstAgentDoesNotStartAnotherSegment() {
    let chat = Chat.transcript("10:00:00 C 在吗", "10:00:01 S <join a>", "10:00:05 A/a 在", "10:00:06 S <join a>")
    #expect(AgentsInCharge(chat).segments.map(\.agent) == ["a"])
  }

  @Test func aTransferToNobodyNamedWaitsForTheNextAgent() {
    let chat = Chat.transcript("10:00:00 A/a 在", "10:00:01 S <transfer>", "10:00:05 C 有人吗", "10:00:09 A/b 在")
    #expect(AgentsInCharge(chat).segments.map(\.agent) == ["a", "b"])
    #expect(AgentsInCharge(chat).segments.map(\.messages) == [[0], [1, 2, 3]])
  }

  @Test func customersAndBotsWhoJoinAreNotInCharge() {
    let chat = Chat.transcript(
      "10:00:00 A/a 在", "10:00:01 C/c1 <join>", "10:00:02 B/bot <join>", "10:00:03 S/c1 <join>")
    #expect(AgentsInCharge(chat).segments.count == 1)
  }
}
