import Testing

@testable import Zhijian

@Suite struct HandOffRequestTests {
  private let request = HandOffRequest(phrases: TurnBuilder.defaultHandOffPhrases)

  @Test(arguments: [
    ("转人工", true), ("我要转人工！", true), ("不用转人工", false), ("别转人工了", false), ("不能转人工吗", false), ("人工", true),
    ("真人!", false),
    ("人工!", true), ("人工智能", false), ("好😀转人工", true), ("不😀转人工", true), ("不转人工，要人工", true), ("", false), ("人", false),
    ("不转人工，转人工", false),
  ])
  func phrasesAskAndRefusalsDoNot(_ text: String, _ asks: Bool) {
    // 不😀: a pair of surrogates is two units, so the refusal stands too far before.
    #expect(request.isMade(in: text) == asks)
  }

  /// The definition, unit by unit, against the search, on texts made of the phrases' pieces.
  @Test func theSearchFollowsTheDefinition() {
    var generator = SeededGenerator(seed: 11)
    let pieces = ["转", "人", "工", "接", "真", "服务", "客服", "不", "别", "a", "😀", "，", "找", "要"]
    let phrases = TurnBuilder.defaultHandOffPhrases + ["a转", "😀人"]
    let request = HandOffRequest(phrases: phrases + [""])
    for _ in 0..<4000 {
      let text = (0..<Int.random(in: 1...9, using: &generator))
        .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      #expect(request.isMade(in: text) == asks(text, phrases), "\(text)")
    }
    #expect(!HandOffRequest(phrases: []).isMade(in: "转人工"))
  }

  private func asks(_ text: String, _ phrases: [String]) -> Bool {
    if ["人工", "真人", "人工。", "人工！", "人工!", "人工人工"].contains(text) { return true }
    let units = Array(text.utf16)
    return phrases.contains { phrase in
      let wanted = Array(phrase.utf16)
      guard wanted.count <= units.count,
        let start = (0...(units.count - wanted.count)).first(where: { Array(units[$0..<$0 + wanted.count]) == wanted })
      else { return false }
      return !units[max(0, start - 2)..<start].contains { Array("不别勿無无".utf16).contains($0) }
    }
  }
}
