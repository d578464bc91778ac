import Testing
import Zhijian

@Suite struct SentimentCaseTests {
  let scorer = shippedScorer()

  @Test func theTableIsLargeAndHasNoDuplicates() {
    #expect(sentimentCases.count >= 150)
    #expect(Set(sentimentCases.map { "\($0.role.rawValue) \($0.text)" }).count == sentimentCases.count)
  }

  @Test(arguments: sentimentCases) func everyCaseHasItsSign(_ one: SentimentCase) {
    let sentiment = scorer.score(Array(one.text.utf16), role: one.role, kind: .text)
    let parts = sentiment.parts.map { "\($0.kind) \($0.name) \($0.contribution)" }.joined(separator: "; ")
    let polarity = SentimentCase.Polarity(rawValue: sentiment.polarity.rawValue)
    #expect(polarity == one.expected, "\(one.text): \(sentiment.score ?? .nan) from \(parts)")
  }

  /// Each line must be worse than the one before.
  @Test(arguments: [
    ["有点慢", "很慢", "太慢了！"], ["慢", "非常慢", "非常非常慢"], ["不太满意", "不满意", "很不满意"],
    ["有点失望", "失望", "极其失望"], ["还没发货", "怎么还没发货", "怎么还没发货！！！"], ["不差", "差", "差死了"],
    ["谢谢", "服务不错", "不好", "太垃圾了"],
  ]) func linesAreInOrder(_ lines: [String]) throws {
    let scores = try lines.map { try #require(scorer.score(Array($0.utf16), role: .customer, kind: .text).score) }
    for (better, worse) in zip(scores, scores.dropFirst()) { #expect(worse < better, "\(lines) \(scores)") }
  }

  @Test(arguments: [
    ("什么破店，气死我了", Emotion.anger), ("急死了，赶紧发货", .anxiety), ("太让人失望了", .disappointment),
    ("谢谢你，辛苦了", .gratitude), ("很满意，质量很好", .satisfaction), ("质量太差了", .dissatisfaction),
    ("好难过😭", .sadness),
  ]) func emotionsAreNamed(_ text: String, _ emotion: Emotion) {
    #expect(scorer.score(Array(text.utf16), role: .customer, kind: .text).emotion == emotion, "\(text)")
  }

  /// The example of docs/sentiment.md, which is to be changed with this one.
  @Test func theWorkedExampleOfTheGuideHolds() {
    let sentiment = scorer.score(Array("衣服挺好看，但是物流太慢了，都等了五天，不是很满意！".utf16), role: .customer, kind: .text)
    let contributions = sentiment.parts.map(\.thousandths)
    #expect(
      contributions.sorted()
        == [61, 204, -132, -450, -90, -200, -40, -374, 234, -28, -38, -68, 193].sorted())
    #expect(sentiment.score == -0.728 && sentiment.emotion == .dissatisfaction)
  }

  /// 不是……吗 says that it is, and who denies a swindle praises nobody.
  @Test func denialsThatAreNoneAndDenialsOfWrath() throws {
    for text in ["这不是明摆着坑人吗", "你们这不是敷衍我吗？", "那不是欺骗消费者吗", "这不是推卸责任吗"] {
      #expect(scorer.score(Array(text.utf16), role: .customer, kind: .text).polarity == .negative, "\(text)")
    }
    for text in ["我不是骗子", "没有生气"] {
      let score = try #require(scorer.score(Array(text.utf16), role: .customer, kind: .text).score)
      #expect(score <= 0, "\(text)")
    }
  }

  /// Lines that hold an entry inside another word.
  @Test(arguments: ["不然我换一个", "不妨再试试", "USB线是原装的吗", "USB可以拔了", "烦请商家提供联系方式", "祝您财源滚滚"])
  func entriesInsideOtherWordsDoNotCount(_ text: String) {
    for role in [Role.agent, .customer] {
      let sentiment = scorer.score(Array(text.utf16), role: role, kind: .text)
      #expect(sentiment.polarity == .neutral, "\(text) \(sentiment.parts)")
    }
  }

  @Test func thereIsNothingToJudgeInEventsPicturesAndNumbers() {
    for kind in [MessageKind.image, .system, .join, .transfer, .close, .recall, .rating, .card, .file, .note] {
      #expect(scorer.score(Array("谢谢".utf16), role: .customer, kind: kind).score == nil)
    }
    for text in ["", "   ", "20231101123456", "https://item.example.com/1.html", "JD20938475"] {
      #expect(scorer.score(Array(text.utf16), role: .customer, kind: .text).score == nil, "\(text)")
    }
    #expect(scorer.score(Array("谢谢".utf16), role: .system, kind: .text).score == nil)
  }
}
