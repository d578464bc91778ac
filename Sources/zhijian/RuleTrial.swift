import ArgumentParser
import Zhijian
import ZhijianFormats

/// Reads rules that are tried; all faults are printed before the exit code is thrown.
struct RuleTrial {
  let global: GlobalOptions

  /// What `read` gives.
  func load(_ read: () throws(DiagnosticsError) -> TrialRule) throws -> TrialRule {
    do throws(DiagnosticsError) { return try read() } catch {
      DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2)).print(error.diagnostics)
      throw ExitCode(2)
    }
  }

  func rule(of trial: TrialRule, in workspace: Workspace) throws -> Rule {
    let printer = DiagnosticPrinter(language: global.lang, usesColor: global.usesColor(on: 2))
    do throws(DiagnosticsError) {
      let (rule, warnings) = try trial.rule(in: workspace)
      show(warnings, of: trial)
      return rule
    } catch {
      show(error.diagnostics, of: trial)
      printer.printTotal(error.diagnostics)
      throw ExitCode(2)
    }
  }

  private func show(_ diagnostics: [Diagnostic], of trial: TrialRule) {
    let renderer = DiagnosticRenderer(language: global.lang, usesColor: global.usesColor(on: 2))
    for diagnostic in diagnostics { StandardStreams.error(renderer.render(diagnostic, source: trial.text)) }
  }
}
