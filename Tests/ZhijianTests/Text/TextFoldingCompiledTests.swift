import Synchronization
import Testing

@testable import Zhijian

/// A folding that was kept folds as the one that it was made of, and no bytes whatever bring the program down.
@Suite struct TextFoldingCompiledTests {
  private static let phrases = ["加微信", "返现20元", "好评返现", "站外交易", "手机号", "私下转账"]
  private static let texts = [
    "加 微。信", "JIA微信", "➕薇❤️", "🚉外交易", "手🐔号", "打📱", "返叁佰元", "假1赔❿", "力口亻言", "沾外", "徽饯", "加Vх",
    "jia wei xin 便宜", "Ⅷ㈱ﬁ𝒱ǅ", "運費微👨‍👩‍👧信", "🇨🇳🇻🇽", "一三八零零", "谢谢谢谢QQQQ", "e\u{301}é\u{200B}", "\u{E000}𠮷",
  ]

  private static func kept(_ folding: TextFolding) throws -> TextFolding {
    var writer = CompiledWriter()
    folding.write(to: &writer)
    var reader = CompiledReader(writer.bytes)
    let kept = try TextFolding(&reader)
    #expect(reader.isAtEnd)
    return kept
  }

  private func expectSame(_ one: TextFolding, _ other: TextFolding, _ generator: inout SeededGenerator) {
    let pool = Array((Self.texts + Self.phrases).joined().utf16)
    for round in 0..<120 {
      let text =
        round < Self.texts.count
        ? Array(Self.texts[round].utf16) : (0..<12).map { _ in pool.randomElement(using: &generator) ?? 0 }
      for view in FoldView.all {
        #expect(one.fold(text, view: view) == other.fold(text, view: view), "\(text) \(view)")
      }
    }
    for phrase in Self.texts + Self.phrases {
      for view in FoldView.all { #expect(one.foldPhrase(phrase, view: view) == other.foldPhrase(phrase, view: view)) }
    }
  }

  @Test func keptTablesFoldTheSame() throws {
    var generator = SeededGenerator(seed: 20_261_130)
    let folding = ShippedFolding.folding
    let kept = try Self.kept(folding)
    expectSame(folding, kept, &generator)
    expectSame(folding.bridging(Self.phrases), kept.bridging(Self.phrases), &generator)
    let empty = TextFolding(tables: FoldingTables())
    expectSame(empty, try Self.kept(empty), &generator)
  }

  @Test func keptPhrasesReadTheSame() throws {
    var generator = SeededGenerator(seed: 20_261_201)
    let folding = ShippedFolding.folding
    let bridging = folding.bridging(Self.phrases)
    var writer = CompiledWriter()
    bridging.writePhrases(to: &writer)
    var reader = CompiledReader(writer.bytes)
    let kept = try TextFolding(folding, phrases: &reader)
    #expect(reader.isAtEnd)
    expectSame(bridging, kept, &generator)
    // Other phrases take the place of the first ones.
    expectSame(folding.bridging(["打电话"]), kept.bridging(["打电话"]), &generator)
    #expect(
      kept.bridging(["打电话"]).fold(Array("手🐔号".utf16), view: .all[6]).units
        != kept.fold(Array("手🐔号".utf16), view: .all[6]).units)
  }

  @Test func whatIsKeptIsTakenAndFaultsAreNotKept() {
    let shelf = Mutex<[String: [UInt8]]>([:])
    let store = CompiledStore(
      read: { kind, key in shelf.withLock { $0["\(kind) \(key)"] } },
      write: { kind, key, bytes in shelf.withLock { $0["\(kind) \(key)"] = bytes } })
    func make(_ diagnostics: [Diagnostic]) -> (TextFolding, [Diagnostic]) { (ShippedFolding.folding, diagnostics) }
    let fault = Diagnostic(.error, code: "x", message: LocalizedText(zh: "x", en: "x"))
    #expect(TextFolding.folding(hash: "a", store: store) { make([fault]) }.diagnostics == [fault])
    #expect(shelf.withLock { $0.isEmpty })
    for expected in [1, 1, 1] {
      let folding = TextFolding.folding(hash: "a", store: store) { make([]) }.folding
      #expect(shelf.withLock { $0.count } == expected)
      #expect(folding.fold(Array("薇❤️".utf16), view: FoldView(upTo: .emoji)).units == Array("微信".utf16))
    }
    for (phrases, expected) in [(["站外"], 2), (["站外"], 2), (["车费"], 3)] {
      let folding = ShippedFolding.folding.bridging(phrases, hash: "a", store: store)
      #expect(shelf.withLock { $0.count } == expected)
      let units = folding.fold(Array("🚉".utf16), view: FoldView(upTo: .emoji)).units
      #expect(
        units == ShippedFolding.folding.bridging(phrases).fold(Array("🚉".utf16), view: FoldView(upTo: .emoji)).units)
    }
  }

  /// Whoever writes the cache may write anything, with a sound checksum.
  @Test func noBytesBringTheProgramDown() throws {
    var diagnostics: [Diagnostic] = []
    let small = FoldingTables(
      files: [
        .init(name: "width.tsv", text: "ʀ\tr\n㎏\tkg\n"), .init(name: "script.tsv", text: "運\t运\n𠮷\t吉\n"),
        .init(name: "emoji.tsv", text: "📱\t手机\n❤\t心\n薇❤\t微信\n"),
        .init(name: "emoji-names.tsv", text: "🚉\t车站 火车\n🐔\t鸡\n"),
        .init(name: "split.tsv", text: "亻言\t信\n"), .init(name: "lookalike-shapes.tsv", text: "沾\t粘站\n"),
        .init(name: "pinyin.tsv", text: "wei\t微薇\nxin\t信心\n"),
      ], diagnostics: &diagnostics)
    #expect(diagnostics.isEmpty)
    let folding = TextFolding(tables: small)
    var writer = CompiledWriter()
    folding.write(to: &writer)
    let tables = writer.bytes
    writer = CompiledWriter()
    folding.bridging(Self.phrases).writePhrases(to: &writer)
    let phrases = writer.bytes
    var generator = SeededGenerator(seed: 20_261_202)
    var sound = 0
    for round in 0..<60 {
      var reader = CompiledReader(mutatedCompiled(tables, round, &generator))
      if let folding = try? TextFolding(&reader) {
        sound += 1
        for text in Self.texts { _ = folding.bridging(["站外"]).fold(Array(text.utf16), view: FoldView(upTo: .pinyin)) }
      }
      reader = CompiledReader(mutatedCompiled(phrases, round, &generator))
      if let folding = try? TextFolding(folding, phrases: &reader) {
        sound += 1
        for text in Self.texts { for view in FoldView.all { _ = folding.fold(Array(text.utf16), view: view) } }
      }
    }
    #expect(sound > 0)
  }
}
