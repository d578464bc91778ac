import Testing
import Zhijian

@Suite struct ScoreSampleTests {
  private func sample(_ scores: [Int]) -> ScoreSample {
    var sample = ScoreSample()
    for score in scores { sample.add(score) }
    return sample
  }

  @Test func smallSamplesSayLittle() {
    #expect(sample([]).mean == nil)
    #expect(sample([]).interval == nil)
    #expect(sample([5000]).mean == 50)
    #expect(sample([5000]).interval == nil)
    #expect(sample([20_000, -5]).sum == 10_000)
  }

  @Test func theIntervalIsStudents() throws {
    // 80, 90, 100: mean 90, s = 10, t(0.975, 2) = 4.302653.
    let interval = try #require(sample([8000, 9000, 10_000]).interval)
    #expect(abs(interval.low - 65.1586) < 0.001)
    #expect(interval.high == 100)
    let same = try #require(sample([7000, 7000]).interval)
    #expect(same.low == 70 && same.high == 70)
  }

  @Test func partsMergeExactly() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<50 {
      let scores = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        Int.random(in: 0...10_000, using: &generator)
      }
      let cut = Int.random(in: 0...scores.count, using: &generator)
      var merged = sample(Array(scores[cut...]))
      merged += sample(Array(scores[..<cut]))
      #expect(merged == sample(scores.shuffled(using: &generator)))
    }
  }
}
