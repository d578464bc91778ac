/// Looks for what is no fault of writing but will not do what its author thinks.
package struct RuleLinter {
  /// Levels other than those of the checks themselves.
  let levels: [String: LintLevel]

  package init(levels: [String: LintLevel] = [:]) {
    self.levels = levels
  }

  /// Everything that the checks find in `input` at their levels, without what rules allow, by place.
  package func diagnostics(of input: LintInput) -> [Diagnostic] {
    let checks = LintChecks.all.filter { levels[$0.definition.id] != .off }
      .map { (check: $0, report: LintReport($0.definition)) }
    for rule in input.rules {
      for (check, report) in checks { check.check(rule, input, report) }
    }
    for (check, report) in checks { check.run(input, report) }
    let entries = checks.flatMap(\.report.entries)
    let sink = DiagnosticSink()
    var used: Set<LintAllowance> = []
    let rules = Dictionary(input.rules.map { ($0.rule.id, $0.rule) }) { first, _ in first }
    for entry in entries {
      let allowances = entry.rule.flatMap { rules[$0]?.lintAllowances } ?? []
      if let allowance = allowances.first(where: { $0.check == entry.check.id }) {
        used.insert(allowance)
      } else {
        sink.report(atLevel(entry.diagnostic))
      }
    }
    // What comes from transcripts can be allowed without being looked for here.
    let always: Set = [LintChecks.frequentPhrase.id, LintChecks.unusedAllowance.id]
    for rule in input.rules {
      for allowance in rule.rule.lintAllowances
      where !used.contains(allowance) && !always.contains(allowance.check) && levels[allowance.check] != .off {
        let definition = LintChecks.unusedAllowance
        guard levels[definition.id] != .off else { continue }
        sink.report(
          atLevel(
            Diagnostic(
              definition.severity, code: definition.id,
              message: LocalizedText(
                zh: "豁免“\(allowance.check)”没有用到", en: "the allowance of '\(allowance.check)' silences nothing"),
              location: allowance.location, hint: definition.remedy)))
      }
    }
    return sink.sorted
  }

  /// The diagnostic at the level that the configuration gives its check.
  package func atLevel(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let severity = levels[diagnostic.code]?.severity else { return diagnostic }
    return Diagnostic(
      severity, code: diagnostic.code, message: diagnostic.message, location: diagnostic.location,
      hint: diagnostic.hint)
  }
}
