import Zhijian

/// What the tests cover, for people: each rule with its gaps, and the total.
struct RuleCoverageText {
  let coverage: [RuleCoverage]
  let word: ReportWording

  func lines() -> [String] {
    guard !coverage.isEmpty else { return [] }
    var lines = [
      word("覆盖（条件：成立过、不成立过；短语：在例子里出现过）：", "coverage (conditions: true once, false once; phrases: occur in a test):")
    ]
    for rule in coverage {
      lines.append("  \(rule.rule) \(share(rule.reached, rule.goals))")
      lines += self.lines(of: rule.gaps)
    }
    lines.append(total())
    return lines.map(TerminalText.safe)
  }

  /// How much is covered of everything, of conditions and of phrases.
  func total() -> String {
    func share(_ measure: CoverageShare.Measure) -> String {
      let share = CoverageShare(measure, of: coverage)
      return self.share(share.reached, share.goals)
    }
    return word(
      "覆盖率 \(share(.all))，其中条件 \(share(.conditions))，短语 \(share(.phrases))",
      "coverage \(share(.all)): conditions \(share(.conditions)), phrases \(share(.phrases))")
  }

  /// Each condition in a line, and each list with its phrases in one.
  private func lines(of gaps: [RuleCoverage.Part]) -> [String] {
    var lines: [String] = []
    var seen: Set<SourceLocation> = []
    for part in gaps {
      guard part.kind == .phrase else {
        lines.append("    \(place(part.location)): \(gap(part))")
        continue
      }
      guard seen.insert(part.owner).inserted else { continue }
      let phrases = gaps.filter { $0.kind == .phrase && $0.owner == part.owner }
      let names = phrases.map { "\($0.text) \($0.location.line ?? 0):\($0.location.column ?? 0)" }
      lines.append(
        "    \(place(part.owner)): \(gap(part, count: phrases.count))\(names.joined(separator: word("，", ", ")))")
    }
    return lines
  }

  private func place(_ location: SourceLocation) -> String {
    location.file + [location.line, location.column].compactMap { $0.map { ":\($0)" } }.joined()
  }

  /// What no test does; `count` phrases of a list at once.
  private func gap(_ part: RuleCoverage.Part, count: Int = 1) -> String {
    let text = part.text
    switch part.gap {
    case .neverEvaluated: return word("条件 \(text) 从未判定", "condition \(text) is never evaluated")
    case .neverTrue:
      return part.kind == .excuse
        ? word("unless 从未放行", "unless never excuses anything")
        : word("条件 \(text) 从未成立", "condition \(text) is never true")
    case .neverFalse:
      return part.kind == .excuse
        ? word("unless 总是放行", "unless excuses everything")
        : word("条件 \(text) 从未不成立", "condition \(text) is never false")
    case .neverMatched:
      let phrases = word("\(count) 个短语", word.count(count, "phrase") + (count == 1 ? " is" : " are"))
      switch part.witness {
      case .finding: return phrases + word("没有 finding 例子命中：", " in no finding example: ")
      case .clean: return phrases + word("没有 clean 例子命中：", " in no clean example: ")
      case .any: return phrases + word("没有例子命中：", " in no example: ")
      }
    case nil: return text
    }
  }

  /// Percent with one decimal, rounded down, so that only everything is all.
  static func percent(_ reached: Int, _ goals: Int) -> String {
    guard goals > 0 else { return "100.0%" }
    return DecimalText.fixed(reached * 1000 / goals, places: 1) + "%"
  }

  private func share(_ reached: Int, _ goals: Int) -> String {
    Self.percent(reached, goals) + word("（\(reached)/\(goals)）", " (\(reached)/\(goals))")
  }
}
