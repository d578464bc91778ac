import Testing

@testable import Zhijian

@Suite struct SentimentCueTests {
  private func scorer(_ text: String) -> SentimentScorer {
    let (lexicon, faults) = SentimentLexicon.parse(files: [("t.tsv", text)])
    #expect(faults.isEmpty, "\(faults)")
    return SentimentScorer(lexicon: lexicon)
  }

  private func score(_ text: String, _ scorer: SentimentScorer, _ role: Role = .customer) -> MessageSentiment {
    scorer.score(Array(text.utf16), role: role, kind: .text)
  }

  @Test func aCueCountsOnceBesideTheWordsItIsPartOf() {
    let scorer = scorer("还没发货\t-0.3\tdissatisfaction\n还没\t-0.05\tcue\n没发\t-0.02\tcue\n")
    let sentiment = score("还没发货，还没退", scorer)
    #expect(sentiment.parts.map(\.name) == ["还没发货", "还没", "没发"])
    #expect(sentiment.thousandths == -370)
    #expect(sentiment.parts.map(\.range) == [TextRange(0, 4), TextRange(0, 2), TextRange(1, 3)])
    #expect(score("还没发货", scorer, .agent).parts.allSatisfy { $0.kind != .cue })
  }

  @Test func cuesCanBeTiedToTheEndsOfTheMessage() {
    let scorer = scorer("^退\t-0.1\tcue\n吗$\t-0.05\tcue\n")
    #expect(score("退吗", scorer).parts.map(\.name) == ["^退", "吗$"])
    #expect(score("能退吗，好", scorer).thousandths == 0)
    #expect(score("退吗", scorer).parts.map(\.range) == [TextRange(0, 1), TextRange(1, 2)])
  }

  @Test func masksNamesAndStickersAreNoText() {
    let scorer = scorer("订单\t-0.1\tcue\n客服\t-0.1\tcue\n数字\t-0.1\tcue\n")
    for text in ["好[订单x]好", "@某某客服 好", "#E-s[数字x]好"] {
      #expect(score(text, scorer).parts.isEmpty, "\(text)")
    }
    #expect(score("订单好", scorer).thousandths == -100)
  }

  @Test func featuresTakeTheirWeightsFromTheLexicon() {
    let text = Array("在吗在吗？".utf16)
    let context = SentimentContext(isRepeated: true, unansweredMessages: 2, isLongWait: true, answersAgent: true)
    let scorer = scorer(
      "question\t-0.1\tfeature\nrepeated_message\t-0.2\tfeature\nunanswered_message\t-0.03\tfeature\n"
        + "waiting\t-0.05\tfeature\nanswers_agent\t0.04\tfeature\n")
    let sentiment = scorer.score(text, role: .customer, kind: .text, context: context)
    #expect(sentiment.parts.map(\.thousandths) == [-100, -200, -60, -50, 40])
    #expect(sentiment.parts.reduce(0) { $0 + $1.thousandths } == sentiment.thousandths)
    let (_, faults) = SentimentLexicon.parse(files: [("t.tsv", "questoin\t-0.1\tfeature\n")])
    #expect(faults.map(\.code) == ["sentiment-feature"])
  }

  @Test func aTopicWeighsNothingAndMayBeAWordToo() {
    let scorer = scorer("信号\t0\ttopic\n信号差\t-0.3\tdissatisfaction\n信号\t-0.02\tcue\n")
    #expect(score("信号差", scorer).thousandths == -320)
  }

  @Test func theTrackerKnowsWaitsAndQuestions() {
    var tracker = SentimentContext.Tracker()
    func next(_ text: String, _ role: Role, _ seconds: Int64) -> SentimentContext {
      tracker.next(Array(text.utf16), role: role, kind: .text, at: Timestamp(milliseconds: seconds * 1000))
    }
    #expect(next("在吗", .customer, 0) == .none)
    let second = next("有人吗", .customer, 200)
    #expect(second.isLongWait && second.unansweredMessages == 1)
    _ = next("请问订单号是多少呢", .agent, 210)
    let answer = next("一二三", .customer, 900)
    #expect(answer.answersAgent && !answer.isLongWait)
    #expect(!next("还有", .customer, 901).answersAgent)
  }

  @Test func ablationsLeaveOutWhatTheyName() {
    let scorer = scorer("不\t-0.9\tnegation\n好\t0.4\tsatisfaction\tlearned\t原重 0.3；见于 7\n不好\t-0.1\tcue\n")
    #expect(score("不好", scorer).thousandths == -460)
    #expect(score("不好", scorer.without([.negation])).thousandths == 300)
    #expect(score("不好", scorer.without([.cue])).thousandths == -360)
    #expect(score("不好", scorer.without([.learned])).thousandths == -270)
  }
}
