import Testing
import Zhijian

/// Conversations made with a fixed seed, with changes of mood planted in them. Lines are customers' as people write
/// them in any shop; they were written for this test, not for the lexicon.
@Suite struct PlantedMoodTests {
  private static let plain = [
    "你好，我想问一下尺码", "我平时穿L", "要黑色的", "地址没变", "嗯嗯", "订单号发你了", "是昨天下的单", "我看看", "白色还有货吗",
    "一共两件", "用微信付的", "好的", "可以", "那就发中通", "我身高一米七", "这个是送人的", "收货地址在北京", "周末能送吗", "我再想想", "行",
  ]
  private static let pleased = [
    "谢谢，解决了", "好的，辛苦了", "服务很好，很满意", "太感谢了", "非常满意", "你真有耐心，谢谢", "谢谢你这么快就处理好了", "质量不错，很喜欢",
    "收到了，很好看", "辛苦你了，非常感谢", "太好了谢谢", "给你五星好评",
  ]
  private static let angry = [
    "怎么还没发货！！", "等了五天了，骗子", "太让人失望了，我要投诉", "什么垃圾店", "态度太差了", "气死我了，退钱", "你们就是在敷衍我",
    "再也不来你家买了", "质量太差，用一次就坏了", "一直没人理，什么服务", "说话不算数，太过分了", "这是欺骗消费者，我要去12315",
  ]

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private let scorer = shippedScorer()
  private var generator = SplitMix(state: 20)

  /// The timeline of customer lines, at even indices, each answered by an agent.
  private func timeline(_ lines: [String]) -> SentimentTimeline {
    var state = SentimentTimeline.State()
    var tracker = SentimentContext.Tracker()
    let answer = Array("好的亲".utf16)
    for (number, line) in lines.enumerated() {
      let units = Array(line.utf16)
      let context = tracker.next(units, role: .customer, kind: .text)
      state.append(
        index: 2 * number, sentiment: scorer.score(units, role: .customer, kind: .text, context: context),
        role: .customer)
      let agent = tracker.next(answer, role: .agent, kind: .text)
      state.append(
        index: 2 * number + 1, sentiment: scorer.score(answer, role: .agent, kind: .text, context: agent), role: .agent)
    }
    return state.timeline
  }

  private mutating func lines(_ pool: [String], _ count: ClosedRange<Int>) -> [String] {
    let count = Int.random(in: count, using: &generator)
    return Array(pool.shuffled(using: &generator).prefix(count))
  }

  @Test func plantedPhasesAreLocatedWithinOneMessage() {
    var test = self
    var located = 0
    for _ in 0..<300 {
      let (first, second) = (test.lines(Self.plain, 3...7), test.lines(Self.angry, 3...6))
      let third = test.lines(Self.pleased, 3...6)
      let swings = timeline(first + second + third).swings()
      let (start, back) = (first.count, first.count + second.count)
      // `from` is the last message before the mood leaves.
      if let drop = swings.first(where: { $0.kind == .drop }), abs(drop.from / 2 - (start - 1)) <= 1 { located += 1 }
      let rise = swings.first { $0.kind == .rise && $0.to / 2 >= back }
      if let rise, abs(rise.from / 2 - (back - 1)) <= 1 { located += 1 }
    }
    #expect(Double(located) / 600 >= 0.9, "\(located) of 600")
  }

  @Test func flatConversationsHaveNoSwings() {
    var test = self
    var swinging = 0
    for round in 0..<300 {
      // Plain talk, plain talk that ends in thanks as most do, or a customer who is angry all along.
      let lines =
        switch round % 3 {
        case 0: test.lines(Self.plain, 4...16)
        case 1: test.lines(Self.plain, 4...12) + ["好的谢谢"]
        default: test.lines(Self.angry, 4...10)
        }
      if !timeline(lines).swings().isEmpty { swinging += 1 }
    }
    #expect(Double(swinging) / 300 <= 0.05, "\(swinging) of 300")
  }

  /// A customer who goes quietly: the mood ends low and no line complains aloud.
  @Test func whoGoesWithoutAWordIsSeen() {
    func timeline(_ scores: [Int], _ emotion: Emotion? = nil) -> SentimentTimeline {
      SentimentTimeline(
        scores.map { (role: .customer, sentiment: MessageSentiment(thousandths: $0, emotion: emotion)) })
    }
    #expect(timeline([0, -200, -250, -220]).isSilentlyDissatisfied)
    #expect(!timeline([0, -200, -700, -220]).isSilentlyDissatisfied)
    #expect(!timeline([0, -200, -220, 300]).isSilentlyDissatisfied)
    #expect(!timeline([-200, -250]).isSilentlyDissatisfied)
    #expect(!timeline([-200, -250, -300], .anger).isSilentlyDissatisfied)
    #expect(timeline([0, -200, -250, -220]).volatility.map { ($0 * 1000).rounded() } == 66)
    #expect(timeline([300]).volatility == nil)
  }
}
