/// What is odd about a scorecard's ranking or about how a period changed.
public enum PeriodWarnings {
  /// The part of the ranking's variance above which one metric decides alone.
  public static let dominance = 0.6

  /// Warns where one metric explains most of the ranking.
  public static func dominance(_ ranking: PerformanceRanking, scorecard: PerformanceScorecard) -> [Diagnostic] {
    guard scorecard.items.count > 1, let shares = ranking.varianceShares else { return [] }
    return zip(scorecard.items, shares).compactMap { item, share in
      guard share > dominance else { return nil }
      let percent = Int((share * 100).rounded())
      let name = item.metric.title
      return Diagnostic(
        .warning, code: "one-metric-decides",
        message: LocalizedText(
          zh: "“\(name.chinese)”（\(item.metric.name)）一项解释了排名差异的 \(percent)%，其他指标几乎不起作用",
          en: "'\(name.english)' (\(item.metric.name)) alone explains \(percent) % of the ranking"),
        hint: LocalizedText(zh: "检查权重，或看看这一项的评分是不是太陡", en: "look at the weights, or at how steep its scorer is"))
    }
  }

  /// Metrics that must not fall while answers get faster.
  public static let results = [
    "issue_resolution_ratio", "issue_resolution_all_ratio", "first_contact_resolution_ratio", "csat_ratio",
    "csat_mean_points", "satisfied_ratio", "rating_mean_points",
  ]
  private static let speeds = ["response_mean_seconds", "first_response_mean_seconds"]

  /// Warns where answers got faster while less was resolved or customers were less content. Both are values by the
  /// names of metrics.
  public static func speedAtTheCost(before: [String: Double], after: [String: Double]) -> [Diagnostic] {
    guard
      let speed = speeds.first(where: { name in
        if let old = before[name], let new = after[name] { return new < old }
        return false
      }), let metric = PeriodMetric.named(speed)
    else { return [] }
    return results.compactMap { name in
      guard let old = before[name], let new = after[name], new < old, let fallen = PeriodMetric.named(name) else {
        return nil
      }
      return Diagnostic(
        .warning, code: "speed-at-a-cost",
        message: LocalizedText(
          zh:
            "“\(metric.title.chinese)”变快了，“\(fallen.title.chinese)”却下降了：\(shown(old, fallen)) → \(shown(new, fallen))",
          en: "'\(metric.title.english)' got faster while '\(fallen.title.english)' fell:"
            + " \(shown(old, fallen)) → \(shown(new, fallen))"))
    }
  }

  private static func shown(_ value: Double, _ metric: PeriodMetric) -> String {
    let isRatio = metric.unit == .ratio
    let hundredths = (value * (isRatio ? 10_000 : 100)).rounded() / 100
    return DecimalNumber.text(hundredths) + (isRatio ? "%" : "")
  }
}
