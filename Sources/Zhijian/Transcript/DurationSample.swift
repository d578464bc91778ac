/// A sample of durations in whole milliseconds, kept exactly, so that samples merge without loss.
///
/// Means are sums over counts of the merged sample, never means of means.
public struct DurationSample: Sendable {
  /// Ascending; `recent` waits to be merged in, so that adding samples one by one stays cheap.
  private var sorted: [Int64]
  private var recent: [Int64] = []
  /// Saturates at the largest integer.
  public private(set) var sumMilliseconds: Int64

  /// A sample of values in any order.
  public init(_ values: [Int64] = []) {
    sorted = values.sorted()
    sumMilliseconds = values.reduce(0, Self.saturatingSum)
  }

  /// All values in ascending order.
  public var values: [Int64] { recent.isEmpty ? sorted : Self.merged(sorted, recent.sorted()) }

  public var count: Int { sorted.count + recent.count }

  /// Nil for an empty sample.
  public var meanMilliseconds: Double? {
    count == 0 ? nil : Double(sumMilliseconds) / Double(count)
  }

  /// The middle value, or the mean of the two in the middle; nil for an empty sample.
  public var medianMilliseconds: Double? {
    let values = values
    guard !values.isEmpty else { return nil }
    let high = values[values.count / 2]
    guard values.count % 2 == 0 else { return Double(high) }
    return (Double(values[values.count / 2 - 1]) + Double(high)) / 2
  }

  /// A percentile (1…100) by nearest rank; nil for an empty sample.
  public func percentileMilliseconds(_ percentile: Int) -> Int64? {
    SampleStatistics.nearestRank(percentile, ofSorted: values)
  }

  /// How many values are at most `limit`.
  public func count(upTo limit: Int64) -> Int {
    let values = values
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] <= limit { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Adds one value.
  public mutating func add(_ milliseconds: Int64) {
    sumMilliseconds = Self.saturatingSum(sumMilliseconds, milliseconds)
    // In a small sample a value is put in its place at once.
    if recent.isEmpty, sorted.count < 32 {
      sorted.insert(milliseconds, at: sorted.firstIndex { $0 > milliseconds } ?? sorted.count)
      return
    }
    recent.append(milliseconds)
    settle()
  }

  /// Adds all values of another sample.
  public static func += (left: inout DurationSample, right: DurationSample) {
    left.recent.append(contentsOf: right.sorted)
    left.recent.append(contentsOf: right.recent)
    left.sumMilliseconds = saturatingSum(left.sumMilliseconds, right.sumMilliseconds)
    left.settle()
  }

  /// Both samples together.
  public static func + (left: DurationSample, right: DurationSample) -> DurationSample {
    var sum = left
    sum += right
    return sum
  }

  /// Merges what is recent once it is as much as all before, so every value moves a few times only.
  private mutating func settle() {
    guard recent.count > max(64, sorted.count) else { return }
    sorted = Self.merged(sorted, recent.sorted())
    recent = []
  }

  private static func merged(_ left: [Int64], _ right: [Int64]) -> [Int64] {
    if left.isEmpty { return right }
    var merged: [Int64] = []
    merged.reserveCapacity(left.count + right.count)
    var position = 0
    for value in left {
      while position < right.count, right[position] < value {
        merged.append(right[position])
        position += 1
      }
      merged.append(value)
    }
    merged.append(contentsOf: right[position...])
    return merged
  }

  private static func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard overflow else { return sum }
    return left < 0 ? .min : .max
  }
}

extension DurationSample: Hashable {
  public static func == (left: DurationSample, right: DurationSample) -> Bool { left.values == right.values }

  public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}
