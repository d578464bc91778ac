import Dispatch
import Synchronization
import Testing

@testable import Zhijian

/// Tables that were kept as bytes do what freshly compiled ones do, and no bytes whatever bring the program down.
@Suite struct CompiledTablesTests {
  /// A store that can be looked into.
  private final class Shelf: Sendable {
    let bytes = Mutex<[CompiledStore.Kind: [UInt8]]>([:])

    var store: CompiledStore {
      CompiledStore(
        read: { kind, _ in self.bytes.withLock { $0[kind] } },
        write: { kind, _, bytes in self.bytes.withLock { $0[kind] = bytes } })
    }
  }

  private static let bodies = [
    "id: one\nforbid: { role: agent, keyword: [加微信, 保证退款, $sorry], unless: [不保证退款], fold: [gap, pinyin] }\n",
    "id: two\nforbid: { regex: '私(下|底下).{0,4}(转账|付款)', unless: '不要私下转账' }\n",
    "id: three\nforbid: { regex: '^.{3,9}$' }\nexamples:\n  - finding: |\n      客服: ⟦四个字呢⟧\n",
    "id: four\nrequire: { role: agent, messages: 1..2, keyword: [您好, \(String(repeating: "长", count: 90))] }\n",
  ]
  private static let texts = [
    "加 微 信", "家薇信", "保证退款吗", "不保证退款", "私下里付款", "不要私下转账", "四个字呢", "您好", "非常抱歉让您久等了", "JIA微信",
    String(repeating: "长", count: 95),
  ]

  private func rules(_ sources: inout [RuleSource], _ expressions: ExpressionTable) -> [Rule] {
    let parser = RuleParser(lists: RuleBench.lists, folding: ShippedFolding.folding)
    let sink = DiagnosticSink()
    return sources.indices.compactMap { parser.parse(&sources[$0], expressions: expressions, sink: sink) }
  }

  private func sources() -> [RuleSource] {
    Self.bodies.enumerated().map { number, body in
      let rest = "title: t\nwhy: w\ncategory: attitude\nseverity: minor\n"
      return RuleSource(body + rest, file: ["one", "two", "three", "four"][number])
    }
  }

  private func findings(_ set: RuleSet) throws -> [String] {
    let base = try RuleBench.analyzer([])
    let analyzer = Analyzer(
      rules: set, tokenizer: base.tokenizer, folding: base.folding, sentiment: base.sentiment, policy: base.policy,
      turnBuilder: base.turnBuilder, versions: base.versions)
    let dialogue = Self.texts.map { "客服: \($0)" }.joined(separator: "\n")
    let transcript = try Dialogue(dialogue).transcript
    return try analyzer.makeWorker().evaluate(transcript).outcomes.map { RuleBench.describe($0, transcript) }
  }

  private func set(_ rules: [Rule], _ store: CompiledStore) -> RuleSet {
    RuleSet(rules, folding: ShippedFolding.folding, foldingHash: "f", store: store)
  }

  @Test func whatWasKeptFindsTheSame() throws {
    let shelf = Shelf()
    var fresh = sources()
    let expressions = ExpressionTable()
    let rules = rules(&fresh, expressions)
    #expect(rules.count == Self.bodies.count)
    let expected = try findings(set(rules, .none))
    #expect(expected.contains { $0.hasPrefix("hit") })
    #expect(try findings(set(rules, shelf.store)) == expected)
    let bytes = try #require(RuleSource.compiled(fresh, expressions))
    var reader = CompiledReader(bytes)
    var (kept, known) = try RuleSource.read(&reader, files: fresh.map(\.file))
    #expect(reader.isAtEnd)
    let again = self.rules(&kept, known)
    #expect(again.map(\.contentHash) == rules.map(\.contentHash))
    #expect(again.map(\.location) == rules.map(\.location))
    #expect(again.map { $0.examples.map(\.source) } == rules.map { $0.examples.map(\.source) })
    #expect(RuleSource.compiled(kept, known) == bytes)
    let before = shelf.bytes.withLock { $0 }
    #expect(try findings(set(again, shelf.store)) == expected)
    #expect(shelf.bytes.withLock { $0 } == before)
  }

  @Test func faultyFilesAreNotKept() {
    let faulty = [RuleSource("id: a\nid: b\n", file: "a"), RuleSource(": :\n", file: "a")]
    for source in faulty { #expect(RuleSource.compiled([source], ExpressionTable()) == nil) }
  }

  /// Whoever comes first works out the expressions; all others get the same.
  @Test func threadsShareTheExpressions() throws {
    var fresh = sources()
    let rules = rules(&fresh, ExpressionTable())
    let expected = try findings(set(rules, .none))
    for store in [CompiledStore.none, Shelf().store] {
      let set = set(rules, store)
      let found = Mutex<[[String]]>([])
      DispatchQueue.concurrentPerform(iterations: 8) { _ in
        let own = (try? findings(set)) ?? []
        found.withLock { $0.append(own) }
      }
      #expect(found.withLock { $0 } == Array(repeating: expected, count: 8))
    }
  }

  /// Searches with what was put down find what ICU finds, and come to an end whatever was put down.
  @Test func keptExpressionsSearchTheSame() throws {
    let patterns = [
      "私(下|底下).{0,4}(转账|付款)", "^.{3,9}$", "(?<![不没])保证(?!金)退", "(?>加+)微|[^a-c]x+?", "(?:(?=您)您好|亲)*吗", "\\p{L}{2,3}信",
    ]
    let texts = (Self.texts + ["", "aax", "您好您好吗", "加加加微", "我不保证退，保证退，保证金退"]).map { Array($0.utf16) }
    var generator = SeededGenerator(seed: 20_261_203)
    var (sound, told) = (0, 0)
    for pattern in patterns {
      let expression = try RegularExpression(pattern)
      let read = try #require(expression.screenedPattern.flatMap(ScreenPatternReader.read))
      let program = try #require(ScreenProgram(read.pattern.withoutLooks))
      let spans = read.isExact ? SpanProgram(read.pattern) : nil
      let alphabet = ScreenAlphabet([program], spans.map { [$0] } ?? [])
      var writer = CompiledWriter()
      writer.write(.init(program, alphabet: alphabet), spans.map { .init($0, alphabet: alphabet) })
      for round in -1..<150 {
        let bytes = round < 0 ? writer.bytes : mutatedCompiled(writer.bytes, round, &generator)
        var reader = CompiledReader(bytes)
        guard let tables = try? reader.expressionTables(classes: alphabet.count) else { continue }
        sound += 1
        var search = ExpressionSearch(expression, screen: tables.0, spans: tables.1)
        for units in texts {
          var text = ExpressionText()
          text.read(units, alphabet: alphabet)
          var ranges: [Range<Int>] = []
          try search.appendRanges(in: units, text, limit: 100, to: &ranges)
          guard round < 0 else { continue }
          #expect(try ranges == expression.makeWorker().matches(in: units), "\(pattern) \(units)")
          told += ranges.count
        }
      }
    }
    #expect(sound > patterns.count && told > 5)
  }

  /// Whoever writes the cache may write anything, with a sound checksum.
  @Test func noBytesBringTheProgramDown() throws {
    let shelf = Shelf()
    var fresh = sources()
    let expressions = ExpressionTable()
    let rules = rules(&fresh, expressions)
    let leaves = set(rules, shelf.store).leaves
    let scans = try #require(shelf.bytes.withLock { $0[.phrases] })
    let sources = try #require(RuleSource.compiled(fresh, expressions))
    var writer = CompiledWriter()
    let scorer = shippedScorer()
    writer.write(
      SentimentScorer(
        entries: Array(scorer.entries.prefix(3)), isEmoji: [false, false, false],
        matcher: SentimentMatcher(patterns: [[65, 66], [65, SentimentMatcher.numeral, 67], [68]]),
        cues: SentimentMatcher(patterns: [[66, 67]]), fold: scorer.fold),
      files: ["f"])
    let texts = Self.texts.map { Array($0.utf16) } + [[65, 0x4E00, 67, 68, 65, 66]]
    var generator = SeededGenerator(seed: 20_260_301)
    var sound = 0
    for round in 0..<200 {
      var reader = CompiledReader(mutatedCompiled(scans, round, &generator))
      if let scan = try? reader.scan(of: leaves) {
        sound += 1
        for text in texts { scan.matcher.forEachMatch(in: text) { phrase, _, _ in _ = scan.uses[phrase] } }
      }
      reader = CompiledReader(mutatedCompiled(sources, round, &generator))
      if let read = try? RuleSource.read(&reader, files: fresh.map(\.file)) {
        sound += 1
        var kept = read.0
        if round % 16 == 0 { _ = self.rules(&kept, read.1).map(\.examples) }
      }
      reader = CompiledReader(mutatedCompiled(writer.bytes, round, &generator))
      if let scorer = try? reader.sentimentScorer(files: ["f"]) {
        sound += 1
        for text in texts { _ = scorer.score(text, role: .customer, kind: .text) }
      }
    }
    #expect(sound > 0)
  }
}

/// Bytes cut off, changed, or with numbers put in that are large, small or negative.
func mutatedCompiled(_ bytes: [UInt8], _ round: Int, _ generator: inout SeededGenerator) -> [UInt8] {
  var bytes = bytes
  if round % 5 == 0 { return Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator))) }
  for _ in 0..<Int.random(in: 1...3, using: &generator) {
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    if round % 2 == 0 {
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
    } else {
      let value = [0, 1, UInt32.max, 0x7FFF_FFFF, 0x8000_0000, 3][round % 6]
      for (offset, byte) in withUnsafeBytes(of: value, Array.init).enumerated() where place + offset < bytes.count {
        bytes[place + offset] = byte
      }
    }
  }
  return bytes
}
