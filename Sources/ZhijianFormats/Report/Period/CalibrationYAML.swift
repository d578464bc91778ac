public import Zhijian

/// A calibration as a scorecard file that can be used as it is, with the ranks before and after in its comments.
public struct CalibrationYAML {
  public let calibration: Calibration
  public let language: Language
  public let redactor: Redactor

  public init(_ calibration: Calibration, language: Language, redactor: Redactor = Redactor(policy: .mask)) {
    self.calibration = calibration
    self.language = language
    self.redactor = redactor
  }

  public var text: String {
    let say = ReportWording(language: language)
    let (before, after) = (calibration.before, calibration.after)
    var lines = [
      say(
        "# 校准建议：目标取做得最好的 20%（方向相关的第 80 百分位，最近秩）；看过再用，原文件没有改动。",
        "# A proposal: targets are what the best fifth reaches (80th percentile, nearest rank). Nothing was changed."),
      say(
        "# 权重之和 \(Self.weight(after.items.reduce(0) { $0 + $1.weight }))%。",
        "# Weights add up to \(Self.weight(after.items.reduce(0) { $0 + $1.weight })) %."),
    ]
    if let raised = calibration.proposals.first(where: \.isRaised) {
      let metric = after.items[raised.item].metric
      lines.append(
        say(
          "# 加权的指标：\(metric.title.chinese)（\(metric.name)）；其余按比例让出。",
          "# Raised: \(metric.title.english) (\(metric.name)); the others give in proportion."))
    }
    lines += ["title: \(Self.quoted(after.title))", "minimum_sample: \(after.minimumSample)"]
    let bands = after.bands.map { "\(Self.quoted($0.grade)): \(Self.weight($0.lowerBound))" }
    lines += ["bands: {\(bands.joined(separator: ", "))}", "sections:"]
    for (number, section) in after.sections.enumerated() {
      lines += ["  - id: \(Self.quoted(section.id))", "    title: \(Self.quoted(section.title))", "    items:"]
      for (place, item) in after.items.enumerated() where item.section == number {
        lines += self.lines(of: item, was: before.items[place], calibration.proposals[place], say)
      }
      if !after.items.contains(where: { $0.section == number }) { lines[lines.count - 1] += " []" }
    }
    lines += ["# " + say("名次：之前 → 之后（得分）", "Ranks: before → after (score)")]
    lines += ranks.map { "#   " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(
    of item: PerformanceScorecard.Item, was: PerformanceScorecard.Item, _ proposal: Calibration.Proposal,
    _ say: ReportWording
  ) -> [String] {
    var parts = ["metric: \(item.metric.name)", "weight: \(Self.weight(item.weight))"]
    if let base = item.baseWeight { parts.append("base_weight: \(Self.weight(base))") }
    if let target = item.target { parts.append("target: \(Self.number(target))") }
    if item.isRelative { parts.append("relative: true") }
    if item.minimumCount != item.metric.minimumCount { parts.append("minimum: \(item.minimumCount)") }
    switch item.scorer {
    case .linear(let worst, let best):
      parts.append("linear: {worst: \(Self.number(worst)), best: \(Self.number(best))}")
    case .bands(let bands):
      let all = bands.map { band in
        let bounds = [
          band.minimum.map { "min: \(Self.number($0))" }, band.maximum.map { "max: \(Self.number($0))" },
          "score: \(Self.weight(band.points))",
        ]
        return "{\(bounds.compactMap { $0 }.joined(separator: ", "))}"
      }
      parts.append("bands: [\(all.joined(separator: ", "))]")
    }
    let target = was.target.map(Self.number) ?? say("无", "none")
    let note =
      proposal.target == nil
      ? say(
        "样本够的客服 \(proposal.agents) 位，或指标无方向：目标不动",
        "\(proposal.agents) agents with enough cases, or no better side: target kept")
      : say("客服 \(proposal.agents) 位，目标原为 \(target)", "\(proposal.agents) agents; the target was \(target)")
    return ["      # \(note)", "      - {\(parts.joined(separator: ", "))}"]
  }

  private var ranks: [String] {
    let after = Dictionary(uniqueKeysWithValues: calibration.ranksAfter.entries.map { ($0.agent, $0) })
    return calibration.ranksBefore.entries.filter { $0.rank != nil || after[$0.agent]?.rank != nil }.map { entry in
      let new = after[entry.agent]
      func place(_ entry: PerformanceRanking.Entry?) -> String { entry?.rank.map(String.init) ?? "—" }
      func score(_ entry: PerformanceRanking.Entry?) -> String {
        entry?.score.score.map { DecimalText.fixed($0, places: 2) } ?? "—"
      }
      let name = TerminalText.safe(redactor.show(entry.agent))
      return "\(name): \(place(entry)) → \(place(new)) (\(score(entry)) → \(score(new)))"
    }
  }

  /// Hundredths without trailing zeros.
  private static func weight(_ hundredths: Int) -> String { DecimalText.shortest(hundredths, places: 2) }

  /// A number as YAML reads it back, to the last digit where it has no exponent.
  private static func number(_ value: Double) -> String {
    let whole = value.rounded()
    if value == whole, abs(value) < 1e15 { return String(Int64(value)) }
    let shortest = value.description
    if !shortest.contains("e"), shortest.utf8.count(where: { (0x30...0x39).contains($0) }) <= 15 { return shortest }
    return DecimalText.units(value, places: 9).map { DecimalText.shortest($0, places: 9) } ?? "0"
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ") + "\""
  }
}
