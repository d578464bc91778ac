import Foundation
import Synchronization
import Testing

@testable import ZhijianFormats

@Suite struct OrderedPipelineTests {
  private struct Stop: Error {}

  /// Counts how many workers are alive.
  private final class Worker: Sendable {
    let alive: Counter
    init(_ alive: Counter) {
      self.alive = alive
      alive.add(1)
    }
    deinit { alive.add(-1) }
  }

  private final class Counter: Sendable {
    private let values = Mutex((now: 0, highest: 0))
    func add(_ value: Int) {
      values.withLock {
        $0.now += value
        $0.highest = max($0.highest, $0.now)
      }
    }
    var now: Int { values.withLock { $0.now } }
    var highest: Int { values.withLock { $0.highest } }
  }

  @Test(arguments: [1, 2, 3, 8])
  func resultsComeInOrder(_ workers: Int) throws {
    var taken: [Int] = []
    try OrderedPipeline<Int, Int>(capacity: 5).run(
      workers: workers,
      produce: { yield in for number in 0..<1000 { guard yield(number) else { return } } },
      makeWorker: { 0 },
      work: { _, number in
        // Later ones are done sooner.
        if number % 5 == 0 { usleep(300) }
        return number * 2
      },
      take: { taken.append($0) })
    #expect(taken == (0..<1000).map { $0 * 2 })
  }

  @Test func nothingIsNothing() throws {
    var taken = 0
    try OrderedPipeline<Int, Int>(capacity: 2).run(
      workers: 3, produce: { _ in }, makeWorker: { 0 }, work: { $1 }, take: { _ in taken += 1 })
    #expect(taken == 0)
  }

  @Test func noMoreIsUnderWayThanFits() throws {
    let underWay = Counter()
    try OrderedPipeline<Int, Int>(capacity: 4).run(
      workers: 2,
      produce: { yield in
        for number in 0..<200 {
          guard yield(number) else { return }
          underWay.add(1)
        }
      },
      makeWorker: { 0 }, work: { $1 },
      take: { _ in
        usleep(200)
        underWay.add(-1)
      })
    // One more may have been taken and not yet counted.
    #expect(underWay.highest <= 5)
    #expect(underWay.now == 0)
  }

  @Test func noMoreWeightIsUnderWayThanFits() throws {
    let underWay = Counter()
    var taken: [Int] = []
    // Every seventh is heavier than all that fits: it goes alone.
    let weights = (0..<210).map { $0 % 7 == 6 ? 900 : 30 }
    try OrderedPipeline<Int, Int>(capacity: 100, maximumWeight: 100, weight: { weights[$0] }).run(
      workers: 2,
      produce: { yield in
        for number in 0..<210 {
          guard yield(number) else { return }
          underWay.add(weights[number])
        }
      },
      makeWorker: { 0 }, work: { $1 },
      take: { number in
        usleep(100)
        taken.append(number)
        underWay.add(-weights[number])
      })
    #expect(taken == Array(0..<210))
    // Something may have been taken and not yet counted, beside what is under way.
    #expect(underWay.highest <= 1000)
    #expect(underWay.now == 0)
  }

  @Test func aConsumerThatThrowsEndsEverything() throws {
    let workers = Counter()
    let producing = Counter()
    var taken = 0
    #expect(throws: Stop.self) {
      try OrderedPipeline<Int, Int>(capacity: 4).run(
        workers: 3,
        produce: { yield in
          producing.add(1)
          var number = 0
          while yield(number) { number += 1 }
          producing.add(-1)
        },
        makeWorker: { Worker(workers) }, work: { $1 },
        take: { _ in
          taken += 1
          if taken == 10 { throw Stop() }
        })
    }
    #expect(taken == 10)
    for _ in 0..<500 where workers.now > 0 || producing.now > 0 { usleep(10_000) }
    #expect(workers.now == 0)
    #expect(producing.now == 0)
  }
}
