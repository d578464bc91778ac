import Testing
import Zhijian

@Suite struct SentimentTimelineTests {
  private func timeline(_ scores: [(Role, Int?)]) -> SentimentTimeline {
    SentimentTimeline(scores.map { (role: $0.0, sentiment: MessageSentiment(thousandths: $0.1)) })
  }

  /// Customer messages of the given scores, each answered by a neutral agent line: customers at even
  /// indices, agents at odd ones.
  private func conversation(_ scores: [Int]) -> SentimentTimeline {
    timeline(scores.flatMap { [(Role.customer, Optional($0)), (.agent, 0)] })
  }

  @Test func moodIsHalfBeforeAndHalfNow() {
    let line = timeline([(.customer, 400), (.agent, -900), (.customer, -800), (.customer, nil), (.customer, 0)])
    #expect(line.mood == [0.4, nil, -0.2, nil, -0.1])
    #expect(line.lastMood == -0.1)
    #expect(line.messages[3] == nil)
  }

  @Test func aDropIsFoundWithTheAgentLineBeforeIt() throws {
    let swings = conversation([300, 200, 250, -800, -800, -700]).swings()
    let swing = try #require(swings.first)
    #expect(swings.count == 1)
    #expect(swing.kind == .drop && swing.from == 4 && !swing.recovered)
    #expect((6...10).contains(swing.to))
    // The bad phase begins at message 6; the agent line before it is 5.
    #expect(swing.afterAgentMessage == 5)
    // From 0.25 to −0.5, which is all that one message counts.
    #expect(abs(swing.size - 0.75) < 0.001)
  }

  @Test func aDropThatIsMadeGoodIsRecovered() {
    let swings = conversation([300, 300, -800, -800, -800, 500, 600, 700]).swings()
    #expect(swings.map(\.kind) == [.drop, .rise])
    #expect(swings.map(\.recovered) == [true, false])
    #expect(swings.first?.to == swings.last?.from)
  }

  @Test func thereIsNoSwingInFlatShortOrEmptyConversations() {
    #expect(timeline([]).swings().isEmpty)
    #expect(conversation([900, -900]).swings().isEmpty)
    #expect(conversation([100, 0, -100, 50, 0, 150]).swings().isEmpty)
    #expect(conversation([300, -800, 300]).swings(threshold: .nan).isEmpty)
    #expect(conversation([300, -800, 300]).swings(threshold: 0).isEmpty)
    #expect(conversation([300, -800, 300]).swings(threshold: .infinity).isEmpty)
  }

  /// One loud or kind word in between or at the end is no change of mood; as the first message it is.
  @Test func oneMessageAloneStartsNoPhaseButTheFirst() {
    #expect(conversation([0, 50, 0, -900, 0, 50, 0]).swings().isEmpty)
    #expect(conversation([0, 50, 0, 0, 50, 900]).swings().isEmpty)
    #expect(conversation([-700, -600, 0, -700, -800, -600]).swings().isEmpty)
    let swings = conversation([600, -300, -400, -800]).swings()
    #expect(swings.map(\.kind) == [.drop] && swings.first?.from == 0)
  }

  /// Three messages have no longer phases to be parted into: from kind through disappointed to furious is a drop.
  @Test func shortConversationsHaveSwings() throws {
    let swing = try #require(conversation([330, -300, -670]).swings().first)
    #expect(swing.kind == .drop && swing.from == 0 && swing.to == 4)
    #expect(conversation([100, 0, -150]).swings().isEmpty)
  }

  /// Who is less angry is not glad, and who stops thanking is not angry.
  @Test func aChangeEndsOnTheOtherSideOfZero() {
    #expect(conversation([-800, -800, -700, -50, -60, -50]).swings().isEmpty)
    #expect(conversation([600, 700, 600, 20, 30, 10]).swings().isEmpty)
    #expect(conversation([-800, -800, -700, 50, 60, 50]).swings().map(\.kind) == [.rise])
  }

  /// Small steps the same way are one change, and the agent line is that before the largest.
  @Test func stepsTheSameWayAreOneChange() throws {
    let swings = conversation([300, 300, 300, 50, 60, 50, -400, -400, -400]).swings()
    let swing = try #require(swings.first)
    #expect(swings.count == 1 && swing.from == 10 && swing.afterAgentMessage == 11)
    #expect(abs(swing.size - 0.7) < 0.001)
  }

  /// A conversation without end costs no more than its length.
  @Test func longConversationsAreCutInTime() {
    let scores = (0..<5_000).map { ($0 / 50) % 2 == 0 ? 300 : -300 }
    #expect(conversation(scores).swings().count == 99)
  }

  /// Three phases, calm, angry, calm, with lines of the shipped lexicon: located within one message.
  @Test func plantedPhasesAreLocated() throws {
    let scorer = shippedScorer()
    let calm = ["你好，我想问一下尺码", "我平时穿L", "好的谢谢", "要黑色的", "麻烦你了", "地址没变", "嗯嗯", "谢谢"]
    let angry = ["怎么还没发货！！", "等了五天了，骗子", "太让人失望了，我要投诉", "什么垃圾店", "态度太差了", "气死我了，退钱"]
    let pleased = ["谢谢，解决了", "好的，辛苦了", "服务很好，很满意", "太感谢了", "非常满意"]
    var located = 0
    var total = 0
    for offset in 0..<20 {
      func lines(_ source: [String], _ count: Int) -> [String] {
        (0..<count).map { source[(offset + $0) % source.count] }
      }
      let texts = lines(calm, 3 + offset % 3) + lines(angry, 3 + offset % 2) + lines(pleased, 3)
      let start = 3 + offset % 3
      let back = start + 3 + offset % 2
      var state = SentimentTimeline.State()
      for (index, text) in texts.enumerated() {
        let sentiment = scorer.score(Array(text.utf16), role: .customer, kind: .text)
        state.append(index: 2 * index, sentiment: sentiment, role: .customer)
        state.append(index: 2 * index + 1, sentiment: .nothing, role: .agent)
      }
      let swings = state.timeline.swings()
      total += 2
      if let drop = swings.first(where: { $0.kind == .drop }), abs(drop.from / 2 - (start - 1)) <= 1 { located += 1 }
      if let rise = swings.first(where: { $0.kind == .rise }), abs(rise.from / 2 - (back - 1)) <= 1 { located += 1 }
      #expect(swings.first { $0.kind == .drop }?.recovered == true)
    }
    #expect(Double(located) / Double(total) >= 0.9)
  }

  @Test func incrementalEqualsBatchAtEveryPrefix() {
    let scores: [(Role, Int?)] = (0..<80).map { index in
      let role: Role = index % 3 == 0 ? .agent : .customer
      return (role, index % 7 == 0 ? nil : (index * 7919) % 1801 - 900)
    }
    var state = SentimentTimeline.State()
    for (index, score) in scores.enumerated() {
      state.append(index: index, sentiment: MessageSentiment(thousandths: score.1), role: score.0)
      let batch = timeline(Array(scores.prefix(index + 1)))
      #expect(state.timeline == batch)
      #expect(state.timeline.swings() == batch.swings())
    }
  }

  @Test func indicesOutOfOrderAreLeftOut() {
    var state = SentimentTimeline.State()
    state.append(index: 3, sentiment: MessageSentiment(thousandths: 100), role: .customer)
    state.append(index: 1, sentiment: MessageSentiment(thousandths: 100), role: .customer)
    state.append(index: -1, sentiment: MessageSentiment(thousandths: 100), role: .customer)
    state.append(index: .max, sentiment: MessageSentiment(thousandths: 100), role: .customer)
    #expect(state.timeline.messages.count == 4)
  }

  @Test func courseHasBeginEndShiftMeanAndLowest() throws {
    let course = try #require(conversation([100, 200, -400, 0, 300, 500, 600, 800]).course(of: .customer))
    #expect(abs(course.begin - 0.15) < 1e-9 && abs(course.end - 0.7) < 1e-9)
    #expect(abs(course.shift - 0.55) < 1e-9 && abs(course.mean - 0.2625) < 1e-9 && course.lowest == -0.4)
    #expect(conversation([]).course(of: .customer) == nil)
  }
}
