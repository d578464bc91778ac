import Testing

@testable import Zhijian

@Suite struct MoodSampleTests {
  private func sample(_ pairs: [(opening: Int, end: Int)], length: Int = 10) -> MoodSample {
    var sample = MoodSample()
    for pair in pairs { sample.add(opening: pair.opening, end: pair.end, length: length) }
    return sample
  }

  /// Two agents who lift every mood by the same, one of whom gets the angry customers.
  @Test func whoGetsAngryCustomersIsNotWorse() throws {
    func lifted(_ openings: [Int]) -> [(opening: Int, end: Int)] { openings.map { ($0, $0 / 2 + 200) } }
    let angry = sample(lifted(Array(stride(from: -800, through: -400, by: 20))))
    let calm = sample(lifted(Array(stride(from: -100, through: 300, by: 20))))
    var all = angry
    all += calm
    let (left, right) = (try #require(all.standing(of: angry)), try #require(all.standing(of: calm)))
    #expect(left.raw < right.raw - 0.3)
    let (leftFair, rightFair) = (try #require(left.adjusted), try #require(right.adjusted))
    #expect(abs(leftFair - rightFair) < 0.001)
    let interval = try #require(left.adjustedInterval)
    #expect(interval.low <= leftFair && leftFair <= interval.high)
    #expect(abs(try #require(all.openingEffect) - 0.5) < 0.001)
  }

  @Test func aBetterAgentStaysBetterAndLengthIsBesideIt() throws {
    func pairs(_ gain: Int) -> [(opening: Int, end: Int)] { (0..<30).map { ($0 * 20 - 300, $0 * 10 - 150 + gain) } }
    let good = sample(pairs(200), length: 10)
    let poor = sample(pairs(0), length: 30)
    var all = good
    all += poor
    let (left, right) = (try #require(all.standing(of: good)), try #require(all.standing(of: poor)))
    #expect(try #require(left.adjusted) > (try #require(right.adjusted)) + 0.15)
    #expect(try #require(left.byLength) > (try #require(right.byLength)))
  }

  @Test func fewConversationsAreNotAdjusted() throws {
    let few = sample([(0, 100), (-100, 200)])
    let standing = try #require(few.standing(of: few))
    #expect(standing.raw == 0.15 && standing.adjusted == nil && standing.byLength == nil)
    #expect(few.standing(of: MoodSample()) == nil)
    // Equal openings say nothing of what openings do.
    let equal = sample(Array(repeating: (100, 50), count: 40))
    #expect(equal.openingEffect == nil)
  }

  @Test func samplesMergeInAnyOrder() {
    let (left, right) = (sample([(1, 2), (3, 4)]), sample([(-500, 900)]))
    var (one, two) = (left, right)
    one += right
    two += left
    #expect(one == two && one.count == 3)
  }
}
