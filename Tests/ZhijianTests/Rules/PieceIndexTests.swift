import Testing

@testable import Zhijian

@Suite struct PieceIndexTests {
  /// The longest common piece as its definition reads, the first of equally long ones.
  private func plainPiece(_ phrase: [UInt16], _ text: [UInt16], minimum: Int) -> [Int]? {
    var best: [Int]?
    for start in phrase.indices {
      for place in text.indices {
        var length = 0
        while start + length < phrase.count, place + length < text.count, phrase[start + length] == text[place + length]
        {
          length += 1
        }
        if length >= max(2, minimum), length > (best?[2] ?? 0) { best = [place, start, length] }
      }
    }
    return best
  }

  @Test func findsWhatTheDefinitionSays() {
    var state: UInt64 = 20_261_122
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<400 {
      let letters = 2 + next(5)
      let text = (0..<next(90)).map { _ in UInt16(0x4E00 + next(letters)) }
      let phrases = (0..<5).map { _ in (0..<next(12)).map { _ in UInt16(0x4E00 + next(letters)) } }
      let units = PhraseUnits(phrases)
      let places = Array((0...text.count).map(Int32.init))
      let index = PieceIndex(
        FoldedText(units: text, starts: Array(places.dropLast()), ends: Array(places.dropFirst())))
      for (number, phrase) in phrases.enumerated() {
        let minimum = next(5)
        let piece = index.longestPiece(of: units.range(number), in: units.units.span, minimum: minimum)
        let found = piece.map { [$0.textStart, $0.phraseStart, $0.length] }
        #expect(found == plainPiece(phrase, text, minimum: minimum))
      }
    }
  }

  @Test func looksAtTheBeginningOfALongText() {
    let text = [UInt16](repeating: 0x4E00, count: PieceIndex.maximumUnits) + [0x4E01, 0x4E02, 0x4E03]
    let index = PieceIndex(FoldedText(units: text, starts: [], ends: []))
    let phrases = PhraseUnits([[0x4E01, 0x4E02, 0x4E03], [0x4E00, 0x4E00, 0x4E01]])
    #expect(index.longestPiece(of: phrases.range(0), in: phrases.units.span, minimum: 2) == nil)
    #expect(index.longestPiece(of: phrases.range(1), in: phrases.units.span, minimum: 2)?.length == 2)
  }
}
