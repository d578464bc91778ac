public import Zhijian

/// What the tests make of changed rules, for people and for programs.
public struct RuleMutationReport: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case text, json
  }

  let run: RuleMutationRun
  let language: Language
  let folder: String
  /// Whether mutants of phrases that survive are named one by one.
  let showsPhrases: Bool

  /// `folder` is what names of files are relative to, besides text.
  public init(run: RuleMutationRun, language: Language, folder: String, showsPhrases: Bool) {
    self.run = run
    self.language = language
    self.folder = folder
    self.showsPhrases = showsPhrases
  }

  /// The whole report.
  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .text: Array(lines().map { $0 + "\n" }.joined().utf8)
    case .json: json() + [0x0A]
    }
  }

  // MARK: Text

  private var word: ReportWording { ReportWording(language: language) }

  private func lines() -> [String] {
    if run.rules == 0, !run.faults.isEmpty { return [] }
    var lines: [String] = []
    for result in run.results where result.fate == .survived {
      if result.mutant.mutator.isOfPhrases, !showsPhrases { continue }
      lines += self.lines(of: result.mutant)
    }
    for rule in run.unsound {
      lines.append(
        word("规则 \(rule) 的测试本来就不通过，没有变异", "the tests of rule \(rule) fail as it is: not changed"))
    }
    lines += table()
    lines += totals()
    return lines.map(TerminalText.safe)
  }

  /// A survivor: where it is and what was changed.
  private func lines(of mutant: RuleMutant) -> [String] {
    let place = [mutant.location.line, mutant.location.column].compactMap { $0.map { ":\($0)" } }.joined()
    let head = word("存活", "survived")
    return [
      "\(mutant.location.file)\(place): \(head): \(mutant.rule) · \(mutant.mutator.rawValue)"
        + word("（\(mutant.mutator.summary.chinese)）", " (\(mutant.mutator.summary.english))"),
      "    - \(mutant.removed)",
    ] + (mutant.added.map { ["    + \($0)"] } ?? [])
  }

  private func table() -> [String] {
    var table = TextTable(columns: [
      TextTable.Column(title: word("变异", "mutator"), isNumber: false),
      TextTable.Column(title: word("杀死", "killed")), TextTable.Column(title: word("存活", "survived")),
      TextTable.Column(title: word("等价", "equivalent")), TextTable.Column(title: word("无效", "invalid")),
      TextTable.Column(title: word("杀死率", "score")),
      TextTable.Column(title: word("  说明", "  what is changed"), isNumber: false),
    ])
    for mutator in RuleMutator.allCases {
      let tally = run.tally(mutator)
      guard tally != RuleMutationRun.Tally() else { continue }
      table.rows.append([
        mutator.rawValue, "\(tally.killed)", "\(tally.survived)", "\(tally.equivalent)", "\(tally.invalid)",
        share(tally), "  " + mutator.summary.text(in: language),
      ])
    }
    return table.rows.isEmpty ? [] : table.lines(width: 100)
  }

  private func totals() -> [String] {
    var lines: [String] = []
    if run.results.count < run.mutants, run.unsound.isEmpty {
      lines.append(
        word(
          "抽样：\(run.mutants) 个变异里试了 \(run.results.count) 个（--seed \(run.seed)）",
          "sample: \(run.results.count) of \(run.mutants) mutants (--seed \(run.seed))"))
    }
    let (own, phrases) = (run.tally(ofPhrases: false), run.tally(ofPhrases: true))
    lines.append(
      word(
        "\(run.rules) 条规则：杀死 \(own.killed)/\(own.countable) 个变异，\(share(own))"
          + (phrases.countable == 0 ? "" : "；短语另计 \(phrases.killed)/\(phrases.countable)，\(share(phrases))"),
        "\(word.count(run.rules, "rule")): killed \(own.killed)/\(own.countable) mutants, \(share(own))"
          + (phrases.countable == 0
            ? "" : "; phrases apart \(phrases.killed)/\(phrases.countable), \(share(phrases))")))
    return lines
  }

  private func share(_ tally: RuleMutationRun.Tally) -> String {
    tally.countable == 0 ? ReportWording.unknown : RuleCoverageText.percent(tally.killed, tally.countable)
  }

  // MARK: JSON

  /// docs/schema/rules-mutate.schema.json describes it.
  private func json() -> [UInt8] {
    let diagnostics = DiagnosticReport(
      command: "rules mutate", language: language, diagnostics: run.faults, kinds: [], folder: folder)
    return diagnostics.json { writer in
      writer.key("seed")
      writer.integer(Int64(clamping: run.seed))
      writer.key("rules")
      writer.integer(run.rules)
      writer.key("mutants")
      writer.integer(run.mutants)
      writer.key("unsound")
      writer.beginArray()
      for rule in run.unsound { writer.string(rule) }
      writer.endArray()
      writer.key("total")
      write(run.tally(ofPhrases: false), to: &writer)
      writer.key("phrases")
      write(run.tally(ofPhrases: true), to: &writer)
      writer.key("mutators")
      writer.beginObject()
      for mutator in RuleMutator.allCases {
        writer.key(escaping: mutator.rawValue)
        write(run.tally(mutator), to: &writer)
      }
      writer.endObject()
      writer.key("survivors")
      writer.beginArray()
      for result in run.results where result.fate == .survived {
        write(result.mutant, diagnostics, to: &writer)
      }
      writer.endArray()
    }
  }

  private func write(_ tally: RuleMutationRun.Tally, to writer: inout JSONWriter) {
    writer.beginObject()
    for (key, count) in [
      ("killed", tally.killed), ("survived", tally.survived), ("equivalent", tally.equivalent),
      ("invalid", tally.invalid),
    ] {
      writer.key(escaping: key)
      writer.integer(count)
    }
    writer.key("percent")
    if tally.countable == 0 {
      writer.null()
    } else {
      writer.decimal(units: tally.killed * 1000 / tally.countable, places: 1)
    }
    writer.endObject()
  }

  private func write(_ mutant: RuleMutant, _ names: DiagnosticReport, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("rule")
    writer.string(mutant.rule)
    writer.key("mutator")
    writer.string(mutant.mutator.rawValue)
    names.writePlace(mutant.location, to: &writer)
    writer.key("removed")
    writer.string(mutant.removed)
    writer.key("added")
    if let added = mutant.added { writer.string(added) } else { writer.null() }
    writer.endObject()
  }
}
