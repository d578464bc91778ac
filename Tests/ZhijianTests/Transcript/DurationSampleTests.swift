import Testing

@testable import Zhijian

@Suite struct DurationSampleTests {
  /// Added one by one, in parts or at once: the same sample, whatever its size.
  @Test(arguments: [0, 1, 31, 32, 33, 64, 65, 200])
  func theWayOfAddingDoesNotMatter(_ count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let values = (0..<count).map { _ in Int64.random(in: -20...20, using: &generator) }
    var single = DurationSample()
    for value in values { single.add(value) }
    let half = count / 2
    let parts = DurationSample(Array(values[..<half])) + DurationSample(Array(values[half...]))
    #expect(single.values == values.sorted() && single == DurationSample(values) && single == parts)
    #expect(single.sumMilliseconds == values.reduce(0, +) && single.count == count)
    #expect(single.count(upTo: 0) == values.count { $0 <= 0 })
  }
}
