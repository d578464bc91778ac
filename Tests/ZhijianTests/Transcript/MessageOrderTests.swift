import Testing
import Zhijian

@Suite struct MessageOrderTests {
  @Test func timesOrderMessagesAndTheFileBreaksTies() {
    let chat = Chat.transcript("10:00:05 C 三", "10:00:01 A/a 一", "10:00:05 A/a 四", "10:00:02 C 二")
    #expect(MessageOrder.timeOrder(of: chat) == [1, 3, 0, 2])
  }

  @Test func aMessageWithoutTimeStaysBehindItsPredecessor() {
    let chat = Chat.transcript("- C 〇", "10:00:05 C 一", "- A/a 二", "10:00:01 A/a 三", "- C 四")
    #expect(MessageOrder.timeOrder(of: chat) == [3, 4, 0, 1, 2])
    #expect(MessageOrder.timeOrder(of: Chat.transcript("- C 一", "- A/a 二")) == [0, 1])
    #expect(MessageOrder.timeOrder(of: Chat.transcript()) == [])
  }

  @Test func onlyClocksThatDisagreeAreCounted() {
    #expect(MessageOrder.clockSkewCount(of: Chat.transcript("10:00:00 C 一", "10:00:00 A 二").messages) == 0)
    let newestFirst = Chat.transcript("10:00:03 C 三", "10:00:02 A 二", "10:00:01 C 一")
    #expect(MessageOrder.clockSkewCount(of: newestFirst.messages) == 0)
    let skewed = Chat.transcript("10:00:03 C 一", "10:00:02 A 二", "10:00:09 C 三")
    #expect(MessageOrder.clockSkewCount(of: skewed.messages) == 1)
  }
}
