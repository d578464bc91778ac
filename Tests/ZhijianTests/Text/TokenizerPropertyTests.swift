import Foundation
import Testing

@testable import Zhijian

@Suite struct TokenizerPropertyTests {
  /// SplitMix64, so every run sees the same texts.
  private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }

  /// Texts that mix what chats hold with what nobody types: marks, kana, Hangul, Thai, emoji parts,
  /// unpaired surrogates, control characters.
  private static let pools: [[UInt16]] = [
    Array("的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后".utf16),
    Array("客服京东订单号发货退换运费险包邮优惠券什么时候麻烦亲您好快递质量问题".utf16),
    Array("0123456789.,:;%'\"_-+#[]()/@ \t\r\n".utf16),
    Array("abcxyzTQOSFJDwhtps".utf16),
    Array("，。！？；：、“”【】（）～…　１２ＡＢ．".utf16),
    Array("ひらがなカタカナー々〇㐀豈ﾊﾟ한국어ไทยภาษาמילהéñ".utf16),
    Array("👍🏻👨‍👩‍👧🇨🇳❤️😂☺#️⃣^_^T_T(╥﹏╥)".utf16),
    [
      0x0301, 0x200D, 0xFE0F, 0x200B, 0xFEFF, 0xD83D, 0xDE00, 0xDC00, 0xD800, 0x0000, 0x85, 0x2028,
      0xFFFF, 0x20E3,
    ],
  ]

  private static func randomText(_ generator: inout SeededGenerator, length: Int) -> [UInt16] {
    var units: [UInt16] = []
    while units.count < length {
      let pool = pools[Int.random(in: 0..<pools.count, using: &generator)]
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        if Int.random(in: 0..<40, using: &generator) == 0 {
          units.append(UInt16.random(in: 0...0xFFFF, using: &generator))
        } else {
          units.append(pool[Int.random(in: 0..<pool.count, using: &generator)])
        }
      }
    }
    return units
  }

  private func isCover(_ text: TokenizedText) -> Bool {
    var at: Int32 = 0
    for token in text.tokens {
      guard token.start == at, token.end > at else { return false }
      at = token.end
    }
    return Int(at) == text.units.count
  }

  @Test func tokensCoverAnyText() throws {
    let workers = [
      try SharedTokenizers.shipped.get().makeWorker(),
      try SharedTokenizers.plain.get().makeWorker(),
    ]
    var generator = SeededGenerator(state: 20_261_122)
    for round in 0..<3_000 {
      let units = Self.randomText(&generator, length: round % 40)
      for worker in workers {
        let text = worker.tokenize(units)
        #expect(isCover(text), "\(units)")
        #expect(text.units == units)
        #expect(text.dictionaryCuts.first == 0 && text.dictionaryCuts.last == Int32(units.count))
        #expect(zip(text.dictionaryCuts, text.dictionaryCuts.dropFirst()).allSatisfy { $0 < $1 })
      }
    }
  }

  @Test func dictionaryCutsAreThoseOfICUsIterator() throws {
    let worker = try SharedTokenizers.plain.get().makeWorker()
    var generator = SeededGenerator(state: 11)
    for round in 0..<6_000 {
      var units = Self.randomText(&generator, length: round % 40)
      // Half of the texts hold none of the characters that are left to the iterator anyway.
      if round % 2 == 0 {
        units.removeAll {
          $0 >= 0x3040 && $0 < 0x3100 || $0 >= 0xAC00 && $0 < 0xFF00 || $0 & 0xFF00 == 0x300
        }
      }
      #expect(worker.tokenize(units).dictionaryCuts == worker.iteratorCuts(in: units), "\(units)")
    }
  }

  @Test func withoutListsTokensAreThoseOfICUOutsideShapes() throws {
    let worker = try SharedTokenizers.plain.get().makeWorker()
    var generator = SeededGenerator(state: 7)
    for round in 0..<3_000 {
      let text = worker.tokenize(Self.randomText(&generator, length: round % 60))
      for token in text.tokens where token.origin != .rule {
        #expect(token.origin == .icu)
        // Each end is ICU's or the edge of a shape; no boundary of ICU's lies inside.
        let inner = text.dictionaryCuts.contains { $0 > token.start && $0 < token.end }
        #expect(!inner, "\(text.units) at \(token.start)")
        for end in [token.start, token.end] where !text.isDictionaryCut(at: Int(end)) {
          #expect(text.tokens.contains { $0.origin == .rule && ($0.start == end || $0.end == end) })
        }
      }
    }
  }

  /// Nothing but ICU decides where neither lists nor shapes take part: any text, and texts as people write them.
  @Test func withoutListsAndShapesTokensAreThoseOfICU() throws {
    let worker = try SharedTokenizers.plain.get().makeWorker(findsShapes: false)
    var generator = SeededGenerator(state: 23)
    var texts = (0..<4_000).map { Self.randomText(&generator, length: $0 % 50) }
    texts += tokenizerContexts.map { Array($0.utf16) }
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Contexts")
    for name in ["service-words-second.txt", "traditional-second.tsv"] {
      let lines = try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
      texts += lines.map { Array($0.utf16) }
    }
    // Texts of one's own: a file with one message a line.
    if let path = ProcessInfo.processInfo.environment["ZHIJIAN_TEXTS"] {
      let own = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8).split(separator: "\n")
      texts += own.map { Array($0.utf16) }
    }
    var different = 0
    for units in texts where !units.isEmpty {
      let cuts = worker.tokenize(units).tokens.map(\.start) + [Int32(units.count)]
      guard cuts != worker.iteratorCuts(in: units) else { continue }
      different += 1
      Issue.record("\(String(decoding: units, as: UTF16.self)): \(cuts)")
    }
    print("\(different) of \(texts.count) texts are cut otherwise than by ICU's iterator")
  }

  @Test func listsNeverChangeTheDictionaryCuts() throws {
    let plain = try SharedTokenizers.plain.get().makeWorker()
    let listed = try SharedTokenizers.shipped.get().makeWorker()
    var generator = SeededGenerator(state: 99)
    for round in 0..<2_000 {
      let units = Self.randomText(&generator, length: round % 50)
      #expect(plain.tokenize(units).dictionaryCuts == listed.tokenize(units).dictionaryCuts)
    }
  }

  @Test func aPairOfSurrogatesIsNeverCut() throws {
    let worker = try SharedTokenizers.shipped.get().makeWorker()
    var generator = SeededGenerator(state: 3)
    for round in 0..<2_000 {
      let units = Self.randomText(&generator, length: round % 30)
      for token in worker.tokenize(units).tokens.dropFirst() {
        let start = Int(token.start)
        let splits = units[start] & 0xFC00 == 0xDC00 && units[start - 1] & 0xFC00 == 0xD800
        #expect(!splits, "\(units) at \(start)")
      }
    }
  }

  @Test func oneWorkerServesTextsOfAllSizes() throws {
    let worker = try SharedTokenizers.shipped.get().makeWorker()
    #expect(worker.tokenize([]).tokens.isEmpty)
    #expect(worker.tokenize([]).dictionaryCuts == [0])
    var generator = SeededGenerator(state: 5)
    let long = Self.randomText(&generator, length: 100_000)
    #expect(isCover(worker.tokenize(long)))
    let dotted = Array(repeating: Array("a.".utf16), count: 50_000).flatMap { $0 }
    #expect(isCover(worker.tokenize(dotted)))
    let brackets = Array(repeating: UInt16(0x5B), count: 100_000)
    #expect(isCover(worker.tokenize(brackets)))
    #expect(worker.tokenize(Array("发货".utf16)).tokens.count == 1)
  }
}
