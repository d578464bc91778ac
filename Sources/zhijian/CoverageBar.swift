import Zhijian
import ZhijianFormats

/// What `--fail-under` asks for: `60`, `conditions=85`, `phrases=10`.
struct CoverageBar {
  private let measure: CoverageShare.Measure
  private let percent: Double
  private let text: String

  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let measure = parts.count == 1 ? CoverageShare.Measure.all : CoverageShare.Measure(rawValue: parts[0])
    guard let measure, let number = parts.last, let percent = Double(number), (0...100).contains(percent) else {
      throw UsageError(
        zh: "--fail-under 读不懂 \(text)：应当是 0 到 100 的数，或 conditions=数、phrases=数",
        en: "--fail-under cannot read \(text): write a number from 0 to 100, conditions=NUMBER or phrases=NUMBER")
    }
    self.measure = measure
    self.percent = percent
    self.text = number
  }

  private func share(of run: RuleTestRun) -> CoverageShare { CoverageShare(measure, of: run.coverage ?? []) }

  func isMissed(by run: RuleTestRun) -> Bool { share(of: run).isBelow(percent) }

  func message(_ run: RuleTestRun, in language: Language) -> String {
    let came = share(of: run).text
    switch (language, measure) {
    case (.chinese, .all): return "覆盖率 \(came)，低于 \(text)%"
    case (.chinese, .conditions): return "条件覆盖率 \(came)，低于 \(text)%"
    case (.chinese, .phrases): return "短语覆盖率 \(came)，低于 \(text)%"
    case (.english, .all): return "the coverage is \(came), below \(text)%"
    case (.english, .conditions): return "the coverage of conditions is \(came), below \(text)%"
    case (.english, .phrases): return "the coverage of phrases is \(came), below \(text)%"
    }
  }
}
