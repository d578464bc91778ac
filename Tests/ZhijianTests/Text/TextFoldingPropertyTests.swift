import CICU
import Testing

@testable import Zhijian

@Suite("Folding of random text")
struct TextFoldingPropertyTests {
  private static let pieces: [[UInt16]] =
    [
      "加", "微", "信", "薇", "v", "V", "Ｑ", "q", "❤️", "❤", "🐧", "👨‍👩‍👧", "👍🏽", "+", "➕", "\u{200D}", "\u{FE0F}", "\u{301}", " ",
      "-", "*", "，", "。", "\n", "、", ".", "1", "三", "零", "②", "㈱", "½", "ﷺ", "運", "马", "扁", "亻", "言", "weixin", "xi",
      "é",
      "\u{202E}", "\u{E0061}", "🏴\u{E0067}\u{E0062}\u{E007F}", "𠮷", "🇨🇳", "谢谢", "\u{E000}", "\u{FFFF}", "\0",
    ].map { Array($0.utf16) } + [[0xD83D], [0xDC27], [0xDBFF], [0xDFFF]]

  private static func randomText(_ random: inout SeededGenerator, pieces count: Int) -> [UInt16] {
    (0..<count).flatMap { _ -> [UInt16] in
      if Int.random(in: 0..<6, using: &random) == 0 { return [.random(in: 0...0xFFFF, using: &random)] }
      return pieces.randomElement(using: &random) ?? []
    }
  }

  private func expectSound(_ text: FoldedText, _ original: [UInt16]) {
    #expect(text.starts.count == text.count && text.ends.count == text.count)
    var start: Int32 = 0
    var end: Int32 = 0
    var isSound = true
    for index in 0..<text.count {
      isSound = isSound && text.starts[index] >= start && text.ends[index] >= end
      isSound = isSound && text.starts[index] < text.ends[index]
      (start, end) = (text.starts[index], text.ends[index])
    }
    #expect(isSound && Int(end) <= original.count)
  }

  @Test("every view: ranges are sound, and all ways to it give the same", arguments: 0..<30)
  func allViews(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let folding = ShippedFolding.folding
    var reused = FoldedText()
    for _ in 0..<10 {
      let original = Self.randomText(&random, pieces: Int.random(in: 0...40, using: &random))
      for view in FoldView.all {
        let text = folding.fold(original, view: view)
        expectSound(text, original)
        folding.fold(original.span, view: view, into: &reused)
        #expect(text == reused)
      }
      let views = FoldView.all.filter { _ in Bool.random(using: &random) }
      let readings = folding.readings(of: original, views: views)
      #expect(readings.flatMap { Array($0.views) } == Array(views.indices))
      for reading in readings {
        for view in reading.views { #expect(folding.fold(original, view: views[view]).units == reading.text.units) }
        expectSound(reading.text, original)
      }
    }
  }

  @Test("base view: the folded range of every part is that part", arguments: 0..<40)
  func baseRoundTrip(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let original = Self.randomText(&random, pieces: 60)
    let text = ShippedFolding.folding.fold(original, view: .base)
    // Folding what a unit came from gives a form that holds the unit; the parts cover the original without holes.
    var covered = 0
    for index in 0..<text.count {
      let range = text.originalRange(index..<(index + 1))
      let part = ShippedFolding.folding.fold(Array(original[range.lower..<range.upper]), view: .base)
      #expect(part.units.contains(text.units[index]))
      #expect(range.lower <= covered)
      covered = max(covered, range.upper)
    }
    #expect(covered == original.count)
  }

  @Test("folding a folded text changes nothing in the views without context", arguments: 0..<20)
  func idempotent(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let original = Self.randomText(&random, pieces: 60)
    let once = ShippedFolding.folding.fold(original, view: .base).units
    #expect(ShippedFolding.folding.fold(once, view: .base).units == once)
  }

  @Test("the base form of every character is its own base form")
  func everyCharacterIdempotent() {
    let folding = ShippedFolding.folding
    var wrong: [String] = []
    for range in FoldingUnicode.foldable {
      for codePoint in range where Unicode.Scalar(codePoint) != nil {
        let once = folding.fold(utf16(codePoint), view: .base).units
        if folding.fold(once, view: .base).units != once { wrong.append(String(codePoint, radix: 16)) }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test("100,000 units in every view, in linear time")
  func longText() {
    var random = SeededGenerator(seed: 7)
    let block = Self.randomText(&random, pieces: 60_000)
    let hostile: [[UInt16]] = [
      block, [UInt16](repeating: 0x20, count: 100_000), [UInt16](repeating: 0x61, count: 100_000),
      [UInt16](repeating: 0x52A0, count: 100_000), [UInt16](repeating: 0x200D, count: 100_000),
      Array(repeatElement(Array("❤\u{200D}".utf16), count: 50_000).joined()),
      [UInt16](repeating: 0xFDFA, count: 20_000),
      Array(repeatElement(Array("加 ".utf16), count: 50_000).joined()), [UInt16](repeating: 0x4E00, count: 100_000),
    ]
    for text in hostile {
      for last in [Fold.script, .repeat, .emoji, .pinyin] {
        expectSound(ShippedFolding.folding.fold(text, view: FoldView(upTo: last)), text)
      }
    }
  }

  @Test("every character outside the precomputed ranges is its own form")
  func foldableRanges() {
    for codePoint in UInt32(0)...0x10FFFF where !(0xD800...0xDFFF).contains(codePoint) {
      if !FoldingUnicode.compatibilityForm(codePoint).isEmpty,
        !FoldingUnicode.foldable.contains(where: { $0.contains(codePoint) })
      {
        Issue.record("U+\(String(codePoint, radix: 16)) has a form")
      }
    }
  }

  @Test("letters with marks are outside no range that is read for them")
  func bareRanges() {
    for unit in UInt16.min...UInt16.max where FoldingUnicode.visible[Int(unit)] != 0 {
      if FoldingUnicode.visible[Int(unit)] != FoldingUnicode.bare(Int(unit)) {
        Issue.record("U+\(String(unit, radix: 16))")
      }
    }
  }

  @Test("every key of the script table folds to a character that is no key")
  func scriptTable() {
    for view in [FoldView.base] {
      for unit in UInt16(0x3400)...0x9FFF {
        let once = ShippedFolding.folding.fold([unit], view: view).units
        #expect(ShippedFolding.folding.fold(once, view: view).units == once)
      }
    }
  }
}
