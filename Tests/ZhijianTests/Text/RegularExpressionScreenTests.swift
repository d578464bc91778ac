import Testing

@testable import Zhijian

@Suite("Screens of regular expressions")
struct RegularExpressionScreenTests {
  private static func says(_ pattern: String, _ texts: [String]) -> [Bool]? {
    guard let program = ScreenProgram(pattern) else { return nil }
    let alphabet = ScreenAlphabet([program])
    var screen = RegularExpressionScreen(.init(program, alphabet: alphabet))
    return texts.map { text in
      let classes = text.utf16.map { alphabet.classes[Int($0)] }
      return screen.mayMatch(classes.span)
    }
  }

  @Test(
    "what cannot match is told",
    arguments: [
      ("您.{0,20}微信", "您好，加微信", "微信，您好"), ("^(?:哦+|嗯)[~。!]*$", "哦哦哦。", "哦你好"), ("a+b", "caab", "caac"),
      ("吗|[?？]", "好吗", "好的"), ("[^\\n]{8,}", "一二三四", "一二"), ("发[^，。]{0,6}订单", "发一下您的订单", "发，订单"),
      ("随时(?:提问|联系)", "随时联系", "随时到"), ("有什么(?=[^。]{0,10}帮)", "有什么要帮", "有什么。帮"), ("(?<=请问).{0,8}咨询", "请问咨询", "咨询"),
      ("\\s+[^\\n]{3}", "a bcd", "abcd"), ("^[\\s\\p{P}]+$", "，。", "好。"), ("[0-9五]星", "五星", "六星"),
      ("[a-z]{2}\\d+", "AB1", "A1"),
      ("[^\\p{L}]+$", "！", "好"), ("x(?:ab|cd)*y", "xabcdy", "xacy"), ("加(?:v|微)(?!领)", "加V领", "加领"), ("", "", nil),
      ("a*", "b", nil),
      ("(?:^|\\s)好", " 好", "你好"), ("好(?=$|\\s)", "好", "好的"), ("[\\x{3A}：]\\u597D", ":好", "好:"), (".", "a", "\n"),
    ] as [(String, String, String?)])
  func rows(pattern: String, may: String, not: String?) {
    #expect(Self.says(pattern, [may]) == [true])
    if let not { #expect(Self.says(pattern, [not]) == [false]) }
  }

  @Test(
    "patterns that screens leave to the expression",
    arguments: ["(?x) a b", "\\Qa*\\E", "straße", "[[:alpha:]]", "(a)\\1", "[a&&b]", "\\X", "😀"])
  func unknown(pattern: String) {
    #expect(ScreenProgram(pattern) == nil)
  }

  @Test("nested counts do not make it large")
  func nested() {
    let pattern = String(repeating: "(?:", count: 30) + "a" + String(repeating: "b){3,5}", count: 30)
    #expect(ScreenProgram(pattern) == nil)
  }

  @Test("texts with units of uncertain case are left to the expression", arguments: ["ß", "é", "😀", "\u{212A}", "ﬁ"])
  func uncertain(text: String) {
    #expect(Self.says("xyz", [text + "a"]) == [true])
  }

  @Test("never wrong about a match, on random patterns and texts", arguments: 0..<24)
  func neverWrong(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let units = ["a", "B", "好", "的", "，", "。", "1", " ", "\n", "?", "？", "-", "é", "s", "ſ", "😀", "\r\n"]
    let atoms = [
      "a", "b", "好", "的", ".", "[^，。\\n]", "[a-c好]", "\\d", "\\s", "[?？]", "^", "$", "\\b", "(?=好)", "(?<=a)", "(?!的)",
      "(?<!1)",
      "[^\\p{L}]", "\\p{P}", "\\w", "[^a]", "\\S", "(?:^|\\s)", "(?=$|\\s)", "ss", "[^\\w]", "\\W", "-",
    ]
    func pattern(_ depth: Int) -> String {
      var text = ""
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        var part = atoms.randomElement(using: &random) ?? "a"
        if depth > 0, Bool.random(using: &random) {
          part = "(?:" + pattern(depth - 1) + (Bool.random(using: &random) ? "|" + pattern(depth - 1) : "") + ")"
          if Int.random(in: 0..<6, using: &random) == 0 { part = part.replacingFirst("(?:", with: "(?=") }
          if Int.random(in: 0..<6, using: &random) == 0 { part = part.replacingFirst("(?:", with: "(?>") }
        }
        if Int.random(in: 0..<3, using: &random) == 0, !part.hasPrefix("(?="), !["^", "$", "\\b"].contains(part) {
          part +=
            ["*", "+", "?", "{2}", "{1,3}", "{0,9}", "{2,}", "*?", "++", "{4,5}"].randomElement(using: &random) ?? ""
        }
        text += part
      }
      return text
    }
    var told = 0
    for _ in 0..<150 {
      let source = pattern(2)
      guard let expression = try? RegularExpression(source), let program = ScreenProgram(source) else { continue }
      let alphabet = ScreenAlphabet([program])
      var screen = RegularExpressionScreen(.init(program, alphabet: alphabet))
      let worker = expression.makeWorker()
      for _ in 0..<30 {
        let text = (0..<Int.random(in: 0...7, using: &random)).map { _ in units.randomElement(using: &random) ?? "" }
          .joined()
        let searched = Array(text.utf16)
        guard searched.last.map({ !ScreenUnits.lineEnds.contains($0) }) ?? true else { continue }
        let classes = searched.map { alphabet.classes[Int($0)] }
        let may = screen.mayMatch(classes.span)
        // Some random patterns run out of work; what they match nobody knows.
        guard let ranges = try? worker.matches(in: searched, limit: 1) else { continue }
        let found = !ranges.isEmpty
        #expect(may || !found, "\(source) on \(text.debugDescription)")
        if !may { told += 1 }
      }
    }
    #expect(told > 200)
  }

  /// A program tells apart the classes of the alphabet by its own sets, however many programs share that.
  @Test func classesFollowTheSets() throws {
    let programs = try ["[a-f]x|好", "[^c]+y", ".", "[d-z好你]{3}"].map { try #require(ScreenProgram($0)) }
    let alphabet = ScreenAlphabet(programs)
    for program in programs {
      let classes = alphabet.classes(of: program.sets)
      let holds = (0..<classes.count).map { own in program.sets.indices.map { classes.holds(own, $0) } }
      #expect(Set(holds).count == holds.count)
      for unit in "abcdefgxyz好你他\n".utf16 {
        let number = Int(alphabet.classes[Int(unit)])
        guard number > 0 else { continue }
        #expect(holds[Int(classes.local[number])] == program.sets.map { $0.contains(unit) })
      }
    }
  }
}

extension String {
  fileprivate func replacingFirst(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
