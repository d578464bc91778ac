internal import Zhijian

extension JSONWriter {
  /// Writes every metric with what it was made of: `sum` and `count` exactly, `value` with at most four decimals.
  mutating func metrics(_ metrics: ServiceMetrics, preset: String?) {
    beginObject()
    if let preset {
      key("preset")
      string(preset)
    }
    // Safe: the members' ranges were counted while these bytes were written, and neither changes any more.
    MetricMembers.shared.bytes.withUnsafeBufferPointer { bytes in
      MetricDefinition.forEachFigure(of: metrics) { place, figure in
        let member = MetricMembers.shared.places[place]
        if let whole = member.whole(figure) {
          verbatim(UnsafeBufferPointer(rebasing: bytes[whole]))
          return
        }
        open(with: UnsafeBufferPointer(rebasing: bytes[member.head]))
        decimal(figure.value, places: 4)
        verbatim(#","sum":"#)
        if let sum = figure.sum { integer(sum) } else { null() }
        verbatim(#","count":"#)
        if let count = figure.count { integer(count) } else { null() }
        endObject()
      }
    }
    endObject()
  }
}

/// What is the same on every line of every metric, as bytes.
private struct MetricMembers {
  /// The places of a metric's pieces among the bytes.
  struct Places {
    /// Its name and the name of the value.
    let head: Range<Int>
    /// The whole member of a ratio or mean of nothing, of a count of nothing and of a median of nothing: by far the
    /// most.
    let noRatio: Range<Int>
    let noCount: Range<Int>
    let noMedian: Range<Int>

    /// The whole member where it is one of nothing.
    func whole(_ figure: MetricFigure) -> Range<Int>? {
      switch (figure.sum, figure.count) {
      case (0, 0): figure.value == nil ? noRatio : nil
      case (0, nil): figure.value == 0 ? noCount : nil
      case (nil, 0): figure.value == nil ? noMedian : nil
      default: nil
      }
    }
  }

  private(set) var bytes: [UInt8] = []
  /// In the order of `MetricDefinition.all`.
  private(set) var places: [Places] = []

  static let shared = MetricMembers()

  private init() {
    for definition in MetricDefinition.all {
      var json = JSONWriter()
      json.key(escaping: definition.name)
      json.verbatim(#"{"value":"#)
      let head = json.bytes
      places.append(
        Places(
          head: add(head, ""), noRatio: add(head, #"null,"sum":0,"count":0}"#),
          noCount: add(head, #"0,"sum":0,"count":null}"#), noMedian: add(head, #"null,"sum":null,"count":0}"#)))
    }
  }

  private mutating func add(_ head: [UInt8], _ rest: String) -> Range<Int> {
    let start = bytes.count
    bytes += head
    bytes += Array(rest.utf8)
    return start..<bytes.count
  }
}
