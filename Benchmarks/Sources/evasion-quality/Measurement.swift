/// Counts hits and prints the tables.
struct Measurement {
  let phrases: [String]
  let engine: Engine
  /// A line a failure, with what failed in front.
  private(set) var misses: [String] = []

  init(phrases: [String], engine: Engine) {
    self.phrases = phrases
    self.engine = engine
  }

  private static let reported = ["base", "emoji", "split", "lookalike", "pinyin"]
  private static let targets: [Mutator: (view: String, recall: Double)] = [
    .width: ("emoji", 0.99), .letterCase: ("emoji", 0.99), .script: ("emoji", 0.99), .invisible: ("emoji", 0.99),
    .gapSymbols: ("emoji", 0.99), .gapBlanks: ("emoji", 0.99), .digits: ("emoji", 0.99), .repetition: ("emoji", 0.95),
    .emojiInserted: ("emoji", 0.95), .emojiSubstituted: ("emoji", 0.95), .pinyinWhole: ("pinyin", 0.90),
    .pinyinSyllable: ("pinyin", 0.90), .homophone: ("pinyin", 0.90), .split: ("split", 0.85),
    .lookalike: ("lookalike", 0.75),
  ]

  private func contains(_ line: String) -> Bool { phrases.contains { line.contains($0) } }

  mutating func measure(_ cases: EvasionCases, carriers: [String]) {
    let empty = carriers.map { $0.replacing("*", with: "") }.filter { engine.hits($0).contains(true) || contains($0) }
    print("sentences that hit without a phrase: \(empty.count)\n")
    print(
      "| disguise | lines | `contains` | base | default | +split | +lookalike | +pinyin | target | phrases it cannot disguise |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    let grouped = Dictionary(grouping: cases.cases, by: \.mutator)
    for mutator in Mutator.allCases {
      row(mutator.rawValue, grouped[mutator] ?? [], mutator, cases.inapplicable[mutator])
    }
    row("all", cases.cases, nil, nil)
  }

  private mutating func row(_ name: String, _ cases: [EvasionCase], _ mutator: Mutator?, _ without: [String]?) {
    var counts = [Int](repeating: 0, count: Engine.views.count)
    var plain = 0
    let target = mutator.flatMap { Self.targets[$0] }
    for item in cases {
      let hits = engine.hits(item.line)
      for (index, hit) in hits.enumerated() where hit { counts[index] += 1 }
      if contains(item.line) { plain += 1 }
      let wanted = Engine.views.firstIndex(of: target?.view ?? "pinyin") ?? 0
      if let mutator, !hits[wanted] {
        misses.append("\(mutator.rawValue)\t\(item.phrase)\t\(item.disguise)\t\(item.line)")
      }
    }
    func share(_ count: Int) -> String { Self.decimal(Double(count) / Double(max(1, cases.count)), 3) }
    let views = Self.reported.map { view in
      let text = share(counts[Engine.views.firstIndex(of: view) ?? 0])
      return view == target?.view ? "**\(text)**" : text
    }
    let aim = target.map { target in
      let reached = counts[Engine.views.firstIndex(of: target.view) ?? 0]
      let isMet = Double(reached) >= target.recall * Double(cases.count)
      return "≥ \(Self.decimal(target.recall, 2)) \(isMet ? "met" : "missed")"
    }
    let cells = [name, "\(cases.count)", share(plain)] + views + [aim ?? "", (without ?? []).joined(separator: " ")]
    print("| " + cells.joined(separator: " | ") + " |")
  }

  mutating func measure(_ benign: BenignLines) {
    let total = benign.traps.count + benign.ordinary.count
    var trapped = [Int](repeating: 0, count: Engine.views.count + 1)
    var ordinary = trapped
    func count(_ lines: [String], into counts: inout [Int]) -> [String] {
      var wrong: [String] = []
      for line in lines {
        let hits = [contains(line)] + engine.hits(line)
        for (index, hit) in hits.enumerated() where hit { counts[index] += 1 }
        if let first = hits.dropFirst().firstIndex(of: true) {
          wrong.append("hit at \(Engine.views[first - 1])\t\t\t\(line)")
        }
      }
      return wrong
    }
    misses += count(benign.traps, into: &trapped)
    misses += count(benign.ordinary, into: &ordinary)
    print("\n\(total) innocent lines, \(benign.traps.count) of them traps\n")
    print("| views up to | hits in traps | in ordinary lines | per 1,000 lines |")
    print("|---|---|---|---|")
    for (index, name) in (["`contains`"] + Engine.views).enumerated() {
      let rate = Double(trapped[index] + ordinary[index]) * 1000 / Double(max(1, total))
      print(
        "| \(name == "emoji" ? "emoji (default)" : name) | \(trapped[index]) | \(ordinary[index]) | \(Self.decimal(rate, 2)) |"
      )
    }
  }

  static func decimal(_ value: Double, _ digits: Int) -> String {
    let scale = digits == 2 ? 100 : 1000
    let scaled = Int((value * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
