import Testing

@testable import Zhijian

@Suite struct SentimentLearningTests {
  private func tokenizer() throws -> Tokenizer { try Tokenizer(wordLists: []) }

  private func lexicon(_ text: String) -> SentimentLexicon {
    let (lexicon, faults) = SentimentLexicon.parse(files: [("t.tsv", text)])
    #expect(faults.isEmpty, "\(faults)")
    return lexicon
  }

  /// Texts in which 太烂 and 还没 go with −1, 真棒 with 1 and 牌子 with nothing.
  private func texts(_ count: Int) -> LabelledSet {
    let heads = ["牌子", "昨天", "东西", "客服", "那个"]
    let conversations = (0..<count).map { number in
      let isBad = number % 3 != 0
      let feeling = isBad ? (number % 2 == 0 ? "太烂" : "还没") : "真棒"
      return LabelledConversation(
        id: "\(number)",
        messages: [.init(role: .customer, text: heads[number % 5] + feeling + (number % 7 == 0 ? "吧" : ""))],
        label: isBad ? -1 : 1)
    }
    return LabelledSet(name: "texts", conversations: conversations)
  }

  private let words = "太烂\t-0.2\tdissatisfaction\n真棒\t0.2\tsatisfaction\n牌子\t0\ttopic\n从未见过\t-0.3\tanger\n"

  private func learner(
    _ words: String, _ set: LabelledSet, review: SentimentReview = SentimentReview()
  ) throws -> SentimentLearner {
    var faults: [Diagnostic] = []
    let folding = TextFolding(tables: FoldingTables(files: [], diagnostics: &faults))
    var options = SentimentLearner.Options()
    options.penalty = 5
    options.maximumCues = 20
    options.review = review
    return try SentimentLearner(
      lexicon: lexicon(words), folding: folding, tokenizer: tokenizer(), sets: [set],
      options: options)
  }

  @Test func weightsFollowTheLabelsAndKeepTheirSigns() throws {
    let learned = try learner(words, texts(300)).learn()
    let weights = Dictionary(uniqueKeysWithValues: learned.weights.map { ($0.entry.text, $0) })
    let bad = try #require(weights["太烂"])
    #expect(bad.entry.weight < -200 && bad.entry.source == "learned" && bad.counts == [100])
    #expect(bad.entry.note == "原重 -0.2；见于 100")
    #expect(try #require(weights["真棒"]).entry.weight > 200)
    #expect(weights["从未见过"] == nil)
    // A word that says the opposite of its labels keeps its sign and the least share.
    let turned = try learner("太烂\t0.3\tsatisfaction\n", texts(300)).learn()
    #expect(turned.weights.first { $0.entry.text == "太烂" }?.entry.weight == 135)
  }

  /// A name that many unhappy customers write is nobody's cue, neither beside its own cue nor as an answer.
  @Test func personalDataIsNoCue() throws {
    var set = texts(300)
    set = LabelledSet(
      name: set.name,
      conversations: set.conversations.enumerated().map { number, conversation in
        var found = conversation
        let name = conversation.label == -1 ? "于振华" : "谢慧敏"
        found.messages = [
          .init(role: .customer, text: "收件人：\(name)，" + (conversation.messages.first?.text ?? "")),
          .init(role: .agent, text: "收件人姓名是？"), .init(role: .customer, text: name),
        ]
        return found
      })
    let cues = try learner(words, set).learn().cues.map(\.entry.text)
    #expect(cues.contains { $0.contains("还没") })
    for piece in ["振", "华", "谢慧", "慧敏"] { #expect(!cues.contains { $0.contains(piece) }, "\(cues)") }
  }

  @Test func newCuesAreProposedWithoutTopicsAndWords() throws {
    let learned = try learner(words, texts(300)).learn()
    let cues = Dictionary(uniqueKeysWithValues: learned.cues.map { ($0.entry.text, $0.entry) })
    #expect(try #require(cues["还没"]).weight < -80)
    #expect(cues.keys.allSatisfy { !$0.contains("牌子") && $0 != "太烂" })
    #expect(cues.values.allSatisfy { $0.kind == .cue && $0.note.hasPrefix("见于 ") })
    #expect(learned.cues.count <= 20)
  }

  @Test func piecesOfWordsAreNotProposed() throws {
    let cues = try learner("牌子\t0\ttopic\n", texts(300)).learn().cues.map(\.entry.text)
    #expect(cues.contains("还没"))
    for piece in ["西还", "西还没", "天还没", "个太烂", "西真棒"] { #expect(!cues.contains(piece), "\(piece)") }
  }

  @Test func theReviewDecidesWhatCounts() throws {
    let (review, faults) = SentimentReview.parse(
      "entry\tkind\tverdict\treason\n还没\tcue\tkeep\t\n真棒\tsatisfaction\tdrop\t试验\n太烂\tcue\tdrop\t试验\n",
      named: "review.tsv")
    #expect(faults.isEmpty)
    let learned = try learner(words, texts(300), review: review).learn()
    #expect(learned.cues.map(\.entry.text) == ["还没"])
    #expect(learned.weights.contains { $0.entry.text == "太烂" })
    #expect(!learned.weights.contains { $0.entry.text == "真棒" })
    #expect(!learned.unread.isEmpty && !learned.unread.contains("还没"))
    // The folds are reviewed as the whole is: where no cue is kept and no word left, all scores are 0.
    let (nothing, _) = SentimentReview.parse("真棒\tsatisfaction\tdrop\t试验\n", named: "review.tsv")
    let parts = try learner("真棒\t0.2\tsatisfaction\n", texts(300), review: nothing).crossValidated()
    #expect(parts[0].scores.allSatisfy { $0 == [0] })
  }

  @Test func faultsOfAReviewAreReportedWithTheirLines() {
    let (review, faults) = SentimentReview.parse(
      "# 说明\n还没\tcue\tkeep\n还没\tcue\tdrop\t又一次\n差\tcue\tdrop\t\n好\tnoun\tkeep\t\n好\tcue\tmaybe\t\n好\n",
      named: "r.tsv")
    #expect(faults.map(\.location?.line) == [3, 4, 5, 6, 7])
    #expect(faults.allSatisfy { $0.code == "sentiment-review" && $0.severity == .error })
    #expect(review.verdict(on: "还没", kind: .cue) == .keep && review.verdict(on: "还没", kind: .need) == nil)
    #expect(SentimentReview.parse("", named: "r.tsv").0.isEmpty)
  }

  @Test func theSameMaterialGivesTheSameWeights() throws {
    let first = try learner(words, texts(200)).learn()
    let second = try learner(words, texts(200)).learn()
    #expect(first.cues.map(\.entry) == second.cues.map(\.entry))
    #expect(first.weights.map(\.entry) == second.weights.map(\.entry))
  }

  @Test func learnedWeightsAreLearnedAnewFromWhatWasWritten() throws {
    let again = words.replacing("太烂\t-0.2\tdissatisfaction", with: "太烂\t-0.9\tdissatisfaction\tlearned\t原重 -0.2；见于 7")
    let first = try learner(words, texts(300)).learn()
    let second = try learner(again, texts(300)).learn()
    #expect(first.weights.map(\.entry.weight) == second.weights.map(\.entry.weight))
  }

  @Test func crossValidationScoresWhatWasNotSeen() throws {
    let parts = try learner(words, texts(300)).crossValidated()
    let agreement = SentimentAgreement(parts[0].set, scores: parts[0].scores)
    let figure = try #require(agreement.figures.first { $0.measure == .textPositive })
    #expect(figure.value > 0.99 && figure.count == 300)
    // Labels that nothing goes with cannot be foretold.
    var generator = SplitMix(state: 5)
    var random = texts(300)
    for index in random.conversations.indices {
      random.conversations[index].label = Bool.random(using: &generator) ? 1 : -1
    }
    let blind = try learner(words, random).crossValidated()
    let chance = SentimentAgreement(blind[0].set, scores: blind[0].scores)
    #expect(abs(try #require(chance.figures.first).value - 0.5) < 0.12)
  }

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

  /// A regression with two columns that can be solved on paper.
  @Test func theRegressionSolvesItsEquations() {
    let columns = RidgeRegression.Columns(
      rowStarts: [0, 1, 3, 4], columns: [0, 0, 1, 1], values: [1, 1, 1, 2], count: 2)
    var ridge = RidgeRegression(columns: columns, targets: [1, 2, 3], weights: [1, 1, 1])
    ridge.tolerance = 0
    ridge.maximumPasses = 500
    let free = ridge.coefficients([.init(penalty: 0), .init(penalty: 0)])
    // (2 1; 1 5) b = (3, 8)
    #expect(abs(free[0] - 7.0 / 9) < 1e-9 && abs(free[1] - 13.0 / 9) < 1e-9)
    let held = ridge.coefficients([.init(penalty: 0, bounds: 0...0.5), .init(penalty: 0)])
    #expect(held[0] == 0.5 && abs(held[1] - 1.5) < 1e-9)
    let pulled = ridge.coefficients([.init(before: 0.2, penalty: 1e12), .init(penalty: 0)])
    #expect(abs(pulled[0] - 0.2) < 1e-6)
    #expect(ridge.coefficients([.init(penalty: 0), .init(penalty: 0, isActive: false)])[1] == 0)
  }
}
