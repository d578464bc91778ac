internal import Zhijian

extension JSONWriter {
  /// Writes every metric with what it was made of: `sum` and `count` exactly, `value` with at most four decimals.
  mutating func metrics(_ metrics: ServiceMetrics, preset: String?) {
    beginObject()
    if let preset {
      key("preset")
      string(preset)
    }
    for member in MetricMember.all {
      let figure = member.definition.figureWithoutInterval(of: metrics)
      if let whole = member.whole(figure) {
        raw(whole)
        continue
      }
      open(with: member.head)
      decimal(figure.value, places: 4)
      verbatim(#","sum":"#)
      if let sum = figure.sum { integer(sum) } else { null() }
      verbatim(#","count":"#)
      if let count = figure.count { integer(count) } else { null() }
      endObject()
    }
    endObject()
  }
}

/// A metric with the bytes that are the same on every line.
private final class MetricMember: Sendable {
  let definition: MetricDefinition
  /// Its name and the name of the value.
  let head: [UInt8]
  /// The whole member of a ratio or mean of nothing, of a count of nothing and of a median of nothing: by far the most.
  private let noRatio: [UInt8]
  private let noCount: [UInt8]
  private let noMedian: [UInt8]

  static let all = MetricDefinition.all.map { MetricMember($0) }

  private init(_ definition: MetricDefinition) {
    self.definition = definition
    var json = JSONWriter()
    json.key(escaping: definition.name)
    json.verbatim(#"{"value":"#)
    head = json.bytes
    noRatio = head + Array(#"null,"sum":0,"count":0}"#.utf8)
    noCount = head + Array(#"0,"sum":0,"count":null}"#.utf8)
    noMedian = head + Array(#"null,"sum":null,"count":0}"#.utf8)
  }

  /// The whole member where it is one of nothing.
  func whole(_ figure: MetricFigure) -> [UInt8]? {
    switch (figure.sum, figure.count) {
    case (0, 0): figure.value == nil ? noRatio : nil
    case (0, nil): figure.value == 0 ? noCount : nil
    case (nil, 0): figure.value == nil ? noMedian : nil
    default: nil
    }
  }
}
