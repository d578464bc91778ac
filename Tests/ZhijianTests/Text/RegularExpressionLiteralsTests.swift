import Testing

@testable import Zhijian

@Suite("Literals of a regular expression")
struct RegularExpressionLiteralsTests {
  @Test(
    "rows",
    arguments: [
      ("微信", [["微信"]]), ("您.{0,20}微信", [["微信"], ["您"]]), ("您.{0,20}(微信|QQ)", [["微信", "qq"], ["您"]]),
      ("加(?:微|薇|V)信?", [["加微信", "加微", "加薇信", "加薇", "加v信", "加v"]]), ("(?:微|v)\\s*信", [["信"], ["微", "v"]]),
      ("a+b", [["a"], ["b"]]), ("(abc)+", [["abc"]]), ("a{3}", [["aaa"]]), ("a{0}b", [["b"]]),
      ("[微薇]信", [["微信", "薇信"]]),
      ("退款(?!成功)", [["退款"]]), ("(?<=您)好评", [["好评"]]), ("(?<n>返)现\\k<n>", [["返现"]]), ("保证|(?:肯定.*到)", [["保证", "肯定"]]),
      ("a\\.b", [["a.b"]]), ("^您好$", [["您好"]]), ("(?i)VX", [["vx"]]), ("好(?#注释)评", [["好评"]]),
      ("x*微信y?", [["微信y", "微信"]]),
      ("[0-9]元", [["元"]]), ("a?+b", [["ab", "b"]]), ("好{2,}评", [["好"], ["评"]]), ("\\p{Han}券", [["券"]]), ("a|b|", nil),
      ("\\d{11}", nil), ("a*", nil), (".", nil), ("微信|\\d+", nil), ("(?x) a b", nil), ("\\Qa*\\E", nil),
      ("straße", nil),
      ("ss", nil), ("\\u5fae", nil), ("[[:alpha:]]", nil), ("(?-i)a", nil),
    ] as [(String, [[String]]?)])
  func rows(pattern: String, expected: [[String]]?) throws {
    #expect(try RegularExpression(pattern).requiredLiterals == expected)
  }

  @Test("no match without its literals, on random patterns and texts", arguments: 0..<8)
  func conservative(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func pattern(_ depth: Int) -> String {
      let atoms = [
        "a", "b", "c", "ab", ".", "[ab]", "[^a]", "\\w", "(?=a)", "(?!b)", "B", "[a-c]", "\\b", "^", "(?:)", "微",
      ]
      let quantifiers = ["", "", "", "*", "+", "?", "{2}", "{0,2}", "{1,}", "*?", "++", "{0}"]
      func piece() -> String {
        let kind = Int.random(in: 0..<6, using: &random)
        var atom = atoms.randomElement(using: &random) ?? "a"
        if depth > 0, kind == 0 { atom = "(\(pattern(depth - 1)))" }
        if depth > 0, kind == 1 { atom = "(?:\(pattern(depth - 1))|\(pattern(depth - 1)))" }
        let isBare = atom.hasPrefix("(?=") || atom.hasPrefix("(?!") || atom == "^" || atom == "\\b" || atom == "ab"
        return isBare ? atom : atom + (quantifiers.randomElement(using: &random) ?? "")
      }
      return (0..<Int.random(in: 1...4, using: &random)).map { _ in piece() }.joined()
    }
    var gated = 0
    for _ in 0..<40 {
      let expression = try RegularExpression(pattern(2))
      guard let lists = expression.requiredLiterals else { continue }
      gated += 1
      let worker = expression.makeWorker()
      for _ in 0..<20 {
        let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
          Array("abc微".utf16).randomElement(using: &random) ?? 0
        }
        // Some random patterns loop over nothing and run out of work.
        guard let ranges = try? worker.matches(in: text) else { break }
        for range in ranges {
          let match = String(decoding: text[range], as: UTF16.self)
          for list in lists where !list.contains(where: { literal in contains(match, literal) }) {
            Issue.record("\(expression.pattern) matches \(match) without \(list)")
          }
        }
      }
    }
    #expect(gated > 0)
  }

  private func contains(_ text: String, _ literal: String) -> Bool {
    var found = false
    PhraseMatcher(phrases: [Array(literal.utf16)]).forEachMatch(in: Array(text.utf16)) { _, _, _ in found = true }
    return found
  }

  @Test("a deeply nested pattern is not read, only compiled")
  func deep() throws {
    let pattern = String(repeating: "(?:", count: 80) + "a" + String(repeating: ")", count: 80)
    #expect(try RegularExpression(pattern).requiredLiterals == nil)
  }

  @Test(
    "patterns are folded as texts are",
    arguments: [
      ("運費", "运费"), ("Ｖ信", "v信"), ("加：", "加\\:"), ("（微信）", "\\(微信\\)"), ("[：:]", "[\\x{3A}:]"), ("[:：]", "[:\\x{3A}]"),
      ("㈱+", "(?:\\(株\\))+"),
      ("[一-龥]", "[一-龥]"), ("[Ａ-Ｚ]", "[a-z]"), ("\\：", "\\:"), ("\\Q運\\E", "\\Q運\\E"), ("[㈱]", "[㈱]"),
      ("a\\\\運", "a\\\\运"),
      ("abc", "abc"), ("１+", "1+"),
    ])
  func folds(pattern: String, expected: String) {
    #expect(ShippedFolding.folding.foldPattern(pattern) == expected)
  }

  @Test("a set of both colons compiles")
  func colons() throws {
    let expression = try RegularExpression("微信[:：]?\\s*[a-z]", folding: ShippedFolding.folding)
    #expect(try expression.makeWorker().matches(in: Array("微信:a".utf16)) == [0..<4])
  }

  @Test("a folded pattern finds what is written otherwise, and its literals are folded")
  func foldedPattern() throws {
    let expression = try RegularExpression("加（Ｖ信|運費）", folding: ShippedFolding.folding)
    #expect(expression.requiredLiterals == [["加(v信", "运费)"]])
    let text = ShippedFolding.folding.fold(Array("加(V信 運費）".utf16), view: .base)
    #expect(try expression.makeWorker().matches(in: text.units) == [0..<4, 5..<8])
    #expect(throws: RegularExpressionError.self) { try RegularExpression("運(", folding: ShippedFolding.folding) }
  }
}
