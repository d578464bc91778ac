extension PeriodMetric {
  /// Perception, expectation and gap of the five dimensions, and the gaps of all together.
  static let servqual: [PeriodMetric] =
    ServqualDimension.allCases.flatMap(figures) + [
      overall(
        "servqual_gap_points", isWeighted: false, zh: "SERVQUAL 总差距", en: "SERVQUAL gap",
        LocalizedText(
          zh: "五个维度差距的平均，0 以上是超出期望；缺一个维度就没有", en: "mean of the five gaps; none where a dimension has no answer")),
      overall(
        "servqual_weighted_gap_points", isWeighted: true, zh: "SERVQUAL 加权差距", en: "SERVQUAL gap, weighted",
        LocalizedText(
          zh: "五个维度差距按映射文件的 weights 加权平均；没有写就各占五分之一",
          en: "mean of the five gaps by the weights of the mapping; alike without any")),
    ]

  private static func figures(_ dimension: ServqualDimension) -> [PeriodMetric] {
    func metric(
      _ suffix: String, _ direction: MetricDefinition.Direction, zh: String, en: String, _ formula: LocalizedText,
      _ sum: @escaping @Sendable (ServqualTotals.Answers) -> Int64
    ) -> PeriodMetric {
      .quotient(
        "servqual_\(dimension.rawValue)_\(suffix)_points", .points, direction, .servqual, .satisfaction,
        zh: "SERVQUAL \(dimension.title.chinese)：\(zh)", en: "SERVQUAL \(dimension.title.english), \(en)", formula,
        scale: 1000, minimum: 10
      ) {
        let answers = $0.business.servqual.comparable(dimension)
        return (sum(answers), Int64(answers.count))
      }
    }
    return [
      metric(
        "perception", .higher, zh: "感知 P", en: "perception",
        LocalizedText(zh: "感知得分之和 / 答卷数；一份答卷里同一维度的各题先平均", en: "sum of perceptions / answers, items of a row averaged")
      ) { $0.perception },
      metric(
        "expectation", .band, zh: "期望 E", en: "expectation",
        LocalizedText(zh: "期望得分之和 / 答卷数", en: "sum of expectations / answers")
      ) { $0.expectation },
      metric(
        "gap", .higher, zh: "差距 P−E", en: "gap", LocalizedText(zh: "感知 − 期望", en: "perception − expectation")
      ) { $0.gap },
    ]
  }

  private static func overall(
    _ name: String, isWeighted: Bool, zh: String, en: String, _ formula: LocalizedText
  ) -> PeriodMetric {
    PeriodMetric(
      name, .points, .higher, .servqual, .satisfaction, zh: zh, en: en, formula: formula, minimumCount: 50
    ) {
      let servqual = $0.business.servqual
      return MetricFigure(count: Int64(servqual.count), value: servqual.gap(isWeighted: isWeighted))
    }
  }
}
