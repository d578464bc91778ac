import Testing

@testable import Zhijian

@Suite struct SentimentSearchTests {
  private func units(_ text: String) -> [UInt16] { Array(text.utf16) }

  /// Patterns that share beginnings, over few characters, against the definition: what is found stands there, and
  /// of what stands there the choice has the largest sum of squares.
  @Test func findsWhatStandsThere() {
    var generator = SeededGenerator(seed: 3)
    let letters = units("不好用没问题很差太的了，")
    func word(_ length: ClosedRange<Int>) -> [UInt16] {
      (0..<Int.random(in: length, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? 0x4E0D }
    }
    for _ in 0..<60 {
      let patterns = Array(Set((0..<40).map { _ in word(1...4) }))
      let matcher = SentimentMatcher(patterns: patterns)
      for _ in 0..<20 {
        let text = word(0...14)
        let found = matcher.matches(in: text)
        for match in found { #expect(Array(text[match.start..<match.end]) == patterns[match.entry]) }
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.end <= $1.start })
        let sum = found.reduce(0) { $0 + ($1.end - $1.start) * ($1.end - $1.start) }
        #expect(sum == best(patterns, in: text))
      }
    }
  }

  private func best(_ patterns: [[UInt16]], in text: [UInt16]) -> Int {
    var best = [Int](repeating: 0, count: text.count + 1)
    for start in stride(from: text.count - 1, through: 0, by: -1) {
      best[start] = best[start + 1]
      for pattern in patterns where text[start...].starts(with: pattern) {
        best[start] = max(best[start], pattern.count * pattern.count + best[start + pattern.count])
      }
    }
    return best[0]
  }

  @Test func numbersStandForTheirMark() {
    let fold = SentimentFold.plain
    let matcher = SentimentMatcher(patterns: [fold.pattern("等了{数}天"), fold.pattern("{数}星")])
    func found(_ text: String) -> [String] {
      let folded = fold(units(text))
      return matcher.matches(in: folded).map { String(decoding: folded[$0.start..<$0.end], as: UTF16.self) }
    }
    #expect(found("我等了三天") == ["等了三天"])
    #expect(found("等了[数字x]天，１星") == ["等了[数字x]天", "1星"])
    #expect(found("等了12345天") == [])
  }

  /// The quick look in advance refuses nothing that repeats itself.
  @Test func repetitionsAreFoundLikeTheDefinitionSays() {
    var generator = SeededGenerator(seed: 5)
    let letters = units("退款还没好，")
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...14, using: &generator)).map { _ in
        letters.randomElement(using: &generator) ?? 0x9000
      }
      #expect((SentimentRepetition.find(in: text) != nil) == repeats(text), "\(String(decoding: text, as: UTF16.self))")
    }
  }

  /// The search itself, without the look in advance.
  private func repeats(_ text: [UInt16]) -> Bool {
    for period in 2...8 {
      var length = 0
      for index in text.indices.dropFirst(period) {
        let isWord = text[index] >= 0x3400 && text[index] < 0xA000
        length = isWord && text[index] == text[index - period] ? length + 1 : 0
        guard length >= (period == 2 ? 4 : period) else { continue }
        let start = index + 1 - length - period
        if Set(text[start..<start + period]).count > 1 { return true }
        length = 0
      }
    }
    return false
  }

  @Test func theSameWordsAgainAreNoticedHoweverManyCameBetween() {
    var tracker = SentimentContext.Tracker()
    for number in 0..<200 {
      let text = units("第\(number)次来问")
      #expect(!tracker.next(text, role: .customer, kind: .text).isRepeated)
      if number % 7 == 0 { #expect(tracker.next(text, role: .customer, kind: .text).isRepeated) }
    }
    #expect(tracker.next(units("第1次来问"), role: .customer, kind: .text).isRepeated)
    #expect(!tracker.next(units("在吗"), role: .customer, kind: .text).isRepeated)
    #expect(!tracker.next(units("在吗"), role: .customer, kind: .text).isRepeated)
  }
}
