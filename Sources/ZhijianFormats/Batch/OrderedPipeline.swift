internal import Foundation

/// Work on several threads with results in the order of the input and a bounded number of items
/// of bounded weight under way: memory does not grow with the input.
///
/// One thread produces, `workers` threads work, the calling thread takes results. An item that is
/// produced faster than results are taken waits.
final class OrderedPipeline<Input: Sendable, Output: Sendable>: @unchecked Sendable {
  // Safe: every stored property below is read and written with `condition` locked.
  private let condition = NSCondition()
  private var waiting: [(number: Int, input: Input)] = []
  private var nextWaiting = 0
  private var finished: [Int: Output] = [:]
  private var produced = 0
  private var taken = 0
  private var isProducing = true
  private var isCancelled = false
  private let capacity: Int
  private let maximumWeight: Int
  private let weight: @Sendable (Input) -> Int
  /// The weights of what was produced and not yet taken, by number, and their sum.
  private var weights: [Int: Int] = [:]
  private var totalWeight = 0

  /// At most `capacity` items are under way, and, unless it is a single one, at most `maximumWeight` bytes of them.
  init(capacity: Int, maximumWeight: Int = 1 << 24, weight: @escaping @Sendable (Input) -> Int = { _ in 0 }) {
    self.capacity = max(1, capacity)
    self.maximumWeight = maximumWeight
    self.weight = weight
  }

  /// Runs until everything produced was taken, or `take` throws.
  func run<Worker>(
    workers: Int, produce: @escaping @Sendable (_ yield: (Input) -> Bool) -> Void,
    makeWorker: @escaping @Sendable () -> Worker, work: @escaping @Sendable (Worker, Input) -> Output,
    take: (Output) throws -> Void
  ) throws {
    start {
      produce { self.add($0) }
      self.endProduction()
    }
    for _ in 0..<max(1, workers) {
      start {
        let worker = makeWorker()
        while let (number, input) = self.next() { self.finish(number, work(worker, input)) }
      }
    }
    do {
      while let output = nextOutput() { try take(output) }
    } catch {
      cancel()
      throw error
    }
  }

  private func start(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    // Deeply nested input is bounded by its readers, but the default of 512 KB is little.
    thread.stackSize = 8 << 20
    thread.start()
  }

  private func add(_ input: Input) -> Bool {
    let weight = weight(input)
    condition.lock()
    defer { condition.unlock() }
    while !hasRoom(for: weight), !isCancelled { condition.wait() }
    guard !isCancelled else { return false }
    waiting.append((produced, input))
    weights[produced] = weight
    totalWeight += weight
    produced += 1
    condition.broadcast()
    return true
  }

  private func hasRoom(for weight: Int) -> Bool {
    produced == taken || produced - taken < capacity && totalWeight + weight <= maximumWeight
  }

  private func endProduction() {
    condition.lock()
    isProducing = false
    condition.broadcast()
    condition.unlock()
  }

  private func next() -> (Int, Input)? {
    condition.lock()
    defer { condition.unlock() }
    while nextWaiting == waiting.count, isProducing, !isCancelled { condition.wait() }
    guard nextWaiting < waiting.count, !isCancelled else { return nil }
    let item = waiting[nextWaiting]
    nextWaiting += 1
    if nextWaiting > 256 || nextWaiting == waiting.count {
      waiting.removeFirst(nextWaiting)
      nextWaiting = 0
    }
    return item
  }

  private func finish(_ number: Int, _ output: Output) {
    condition.lock()
    finished[number] = output
    condition.broadcast()
    condition.unlock()
  }

  private func nextOutput() -> Output? {
    condition.lock()
    defer { condition.unlock() }
    while finished[taken] == nil, isProducing || taken < produced, !isCancelled { condition.wait() }
    guard let output = finished.removeValue(forKey: taken) else { return nil }
    totalWeight -= weights.removeValue(forKey: taken) ?? 0
    taken += 1
    condition.broadcast()
    return output
  }

  private func cancel() {
    condition.lock()
    isCancelled = true
    condition.broadcast()
    condition.unlock()
  }
}
