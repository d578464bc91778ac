@testable import Zhijian

/// The phrase matcher finds what a search for each phrase at each place finds.
struct PhraseTarget: FuzzTarget {
  static let name = "phrases"
  private static let alphabet = Array("加微信V的好xq1，".utf16) + [0xD83D, 0xDC27, 0, 0xFFFF]

  func run(_ bytes: [UInt8]) {
    guard bytes.count <= 2000 else { return }
    let parts = bytes.split(separator: 0xFF, maxSplits: 40, omittingEmptySubsequences: false).map { part in
      part.map { Self.alphabet[Int($0) % Self.alphabet.count] }
    }
    guard let text = parts.last else { return }
    let phrases = Array(parts.dropLast())
    var found: [PhraseMatch] = []
    PhraseMatcher(phrases: phrases).appendMatches(in: text, to: &found)
    var wanted: [PhraseMatch] = []
    for (number, phrase) in phrases.enumerated() where !phrase.isEmpty && phrase.count <= text.count {
      for start in 0...(text.count - phrase.count) where text[start..<(start + phrase.count)].elementsEqual(phrase) {
        wanted.append(PhraseMatch(phrase: number, start: start, end: start + phrase.count))
      }
    }
    expect(found.sorted() == wanted.sorted(), "\(found) instead of \(wanted)")
  }
}

/// A screen never denies what ICU finds, the own search finds the same, and matches lie in the text, in order.
struct ScreenTarget: FuzzTarget {
  static let name = "screen"

  func run(_ bytes: [UInt8]) {
    guard bytes.count <= 200, let split = bytes.firstIndex(of: 0x0A), split <= 60 else { return }
    let source = String(decoding: bytes[..<split], as: UTF8.self)
    let texts = bytes[(split + 1)...].split(separator: 0x0A, omittingEmptySubsequences: false)
    let program = ScreenProgram(source)
    let spans = ScreenPatternReader.read(source).flatMap { $0.isExact ? SpanProgram($0.pattern) : nil }
    _ = RegularExpressionFacts(source, ignoresCase: true).requiredLiterals
    guard let expression = try? RegularExpression(source) else { return }
    let worker = expression.makeWorker()
    let alphabet = ScreenAlphabet(program.map { [$0] } ?? [], spans.map { [$0] } ?? [])
    var search = spans.map { SpanSearch(.init($0, alphabet: alphabet)) }
    var screen = program.map { RegularExpressionScreen(.init($0, alphabet: alphabet)) }
    for text in texts {
      let units = Array(String(decoding: text, as: UTF8.self).utf16)
      guard let found = try? worker.matches(in: units, limit: 8) else { continue }
      var last = 0
      for match in found {
        expect(match.lowerBound >= last && match.upperBound <= units.count, "a match outside of the text")
        last = match.upperBound
      }
      guard units.last.map({ !ScreenUnits.lineEnds.contains($0) }) ?? true else { continue }
      let classes = units.map { alphabet.classes[Int($0)] }
      let may = screen?.mayMatch(classes.span) ?? true
      expect(may || found.isEmpty, "\(source.debugDescription) matches, the screen denies it")
      var own: [Range<Int>] = []
      guard !classes.contains(0), search?.appendRanges(in: classes.span, limit: 8, to: &own) == true else { continue }
      expect(own == found, "\(source.debugDescription) matches \(found), the own search says \(own)")
    }
  }
}

/// A rule file gives a rule or says what is wrong, and the faults have places.
struct RuleTarget: FuzzTarget {
  static let name = "rule"
  private let parser = RuleParser(lists: WordListCatalog(["apology": ["抱歉", "对不起"]]), folding: ShippedTables.folding())

  func run(_ bytes: [UInt8]) {
    let sink = DiagnosticSink()
    let rule = parser.parse(String(decoding: bytes, as: UTF8.self), file: "r.yaml", sink: sink)
    expect((rule == nil) == sink.hasErrors, "a rule with errors, or none without")
    for diagnostic in sink.sorted {
      expect(diagnostic.location?.line ?? 1 >= 1 && diagnostic.location?.column ?? 1 >= 1, "a place before the file")
    }
  }
}
