import Testing

@testable import Zhijian

/// What holds of any text.
@Suite struct SimilarityPropertyTests {
  private let lexicon = ShippedScript.lexicon
  private static let samples = [
    "亲，退款申请通过后，款项会在1-3个工作日内原路退回您的支付账户", "为了您的资金安全，请不要添加任何人的微信", "本产品提供一年质保，非人为损坏免费维修",
    "请问有什么可以帮您？", "红木桌", "48小时", "a1b2 ok", "不", "🙂🙂退款",
  ]

  private func reading(_ text: String) -> ScriptReading { ScriptReading(Array(text.utf16), lexicon: lexicon) }

  private func compare(_ sample: ScriptReading, _ message: ScriptReading) -> SampleSimilarity {
    SampleSimilarity(
      sample: sample, message: message, contrary: lexicon.vocabulary.contrary, checksVoice: true, isAsserted: true)
  }

  /// Texts of words of the lexicon, numbers, marks, single characters and halves of surrogate pairs.
  private func randomUnits(_ random: inout SeededGenerator) -> [UInt16] {
    let words = ShippedScript.loaded.words
    var units: [UInt16] = []
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      switch Int.random(in: 0...9, using: &random) {
      case 0: units.append(UInt16.random(in: 0...UInt16.max, using: &random))
      case 1: units.append(contentsOf: Array("\(Int.random(in: 0...99_999, using: &random))".utf16))
      case 2:
        units.append(
          contentsOf: Array((["小时", "-", "天", "不", "吗？", "，", "半", "十"].randomElement(using: &random) ?? "").utf16))
      case 3: units.append(UInt16.random(in: 0xD800...0xDFFF, using: &random))
      case 4: units.append(contentsOf: Array((Self.samples.randomElement(using: &random) ?? "").utf16))
      default: units.append(contentsOf: Array((words.randomElement(using: &random) ?? "").utf16))
      }
    }
    return units
  }

  @Test func aTextIsEqualToItself() {
    var random = SeededGenerator(seed: 7)
    var compared = 0
    for round in 0..<400 {
      let text =
        round < Self.samples.count
        ? reading(Self.samples[round]) : ScriptReading(randomUnits(&random), lexicon: lexicon)
      // A statement that is a question or a customer's is so on both sides; one that denies and affirms the same may not be.
      guard text.weight > 0, text.negationsOfClause.isEmpty || round < Self.samples.count else { continue }
      let similarity = compare(text, text)
      #expect(similarity.objection == nil)
      #expect(similarity.score == 1)
      #expect(similarity.lacks == "")
      compared += 1
    }
    #expect(compared > 150)
  }

  @Test func scoresLieBetweenZeroAndOneAndTheGateIsTrue() {
    var random = SeededGenerator(seed: 11)
    var reached = 0
    for _ in 0..<1500 {
      let sample = ScriptReading(randomUnits(&random), lexicon: lexicon)
      let message = ScriptReading(randomUnits(&random), lexicon: lexicon)
      guard sample.weight > 0 else { continue }
      let score = compare(sample, message).score
      #expect((0...1).contains(score))
      let share = SampleSimilarity.share(ofScore: score)
      // What the gate lets through may fail; what reaches a score is never kept out.
      #expect(SampleSimilarity.mayReach(share - 1e-9, sample: sample, weight: sample.weight, mask: message.mask))
      if score > 0.5 { reached += 1 }
    }
    #expect(reached > 20)
  }

  @Test func foldedSpellingsScoreAlike() {
    let pairs = [
      ("退款申请通过后，1-3个工作日内退回账户", "退款申請通過後，１－３個工作日內退回賬戶"), ("VIP会员提供一年质保", "ｖｉｐ會員提供一年質保"),
    ]
    for (plain, variant) in pairs {
      for sample in Self.samples {
        let scores = (compare(reading(sample), reading(plain)).score, compare(reading(sample), reading(variant)).score)
        #expect(scores.0 == scores.1, "\(sample) | \(plain)")
        #expect(compare(reading(plain), reading(sample)).score == compare(reading(variant), reading(sample)).score)
      }
    }
  }

  @Test func aHigherThresholdFindsNoMore() throws {
    let dialogue = "客服: 退款3个工作日内退您\n客服: 款项1-3个工作日原路退回\n客服: 申请通过了\n客服: 退款"
    var earlier = Int.max
    for threshold in ["0.2", "0.5", "0.7", "0.8", "0.9", "1"] {
      let rule = "observe: {role: agent, similar: [退款申请通过后1-3个工作日原路退回], threshold: \(threshold)}"
      let count = try ShippedScript.describe(rule, dialogue).split(separator: " ").count
      #expect(count <= earlier)
      earlier = count
    }
    #expect(earlier == 1)
  }

  @Test func anyTextIsReadToItsLimitAndNoFurther() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<50 {
      var units: [UInt16] = []
      while units.count < 3000 { units += randomUnits(&random) + [0x4E00] }
      let text = ScriptReading(units, lexicon: lexicon)
      #expect(text.clauses.count == text.units.count + 1)
      #expect(text.units.count <= 4 * ScriptReading.maximumUnits)
      for term in text.terms { #expect(text.originalRange(term.range).upper <= ScriptReading.maximumUnits) }
      let slot = ScriptSlot(name: "甲", alternatives: Self.samples.map(reading))
      if let place = slot.place(in: text, expecting: [], isAsserted: true) {
        #expect(text.originalRange(place).upper <= ScriptReading.maximumUnits)
      }
    }
  }
}
