/// Stretches of time, the end excluded, without overlaps.
struct TimeSpans {
  /// In time order, in milliseconds since 1970, apart from each other.
  private(set) var spans: [(start: Int64, end: Int64)] = []

  /// What `spans` cover together; those that end before they start cover nothing.
  init(_ spans: [(start: Int64, end: Int64)]) {
    for span in spans.filter({ $0.start < $0.end }).sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if let last = self.spans.last, span.start <= last.end {
        self.spans[self.spans.count - 1].end = max(last.end, span.end)
      } else {
        self.spans.append(span)
      }
    }
  }

  var milliseconds: Int64 { spans.reduce(0) { $0.saturatingAdd($1.end.saturatingSubtract($1.start)) } }

  /// How long both cover the same time.
  func overlap(with other: TimeSpans) -> Int64 {
    var (left, right) = (0, 0)
    var sum: Int64 = 0
    while left < spans.count, right < other.spans.count {
      let start = max(spans[left].start, other.spans[right].start)
      let end = min(spans[left].end, other.spans[right].end)
      if start < end { sum = sum.saturatingAdd(end.saturatingSubtract(start)) }
      if spans[left].end < other.spans[right].end { left += 1 } else { right += 1 }
    }
    return sum
  }
}
