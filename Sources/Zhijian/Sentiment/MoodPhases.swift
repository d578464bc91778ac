/// The stretches of a conversation in which the customer's mood stays about the same.
///
/// Of all ways to cut the scores into stretches of two or more messages it takes the one in which scores lie nearest to
/// the mean of their stretch, by squares; each stretch costs the square of `stretchCost`, a short one more. The first
/// message may be a stretch of its own: it is the mood that the customer came with. So a single loud or kind word starts
/// nothing later, and a change is found where it happens, not when a running mean has followed.
struct MoodPhases {
  /// By phase, the positions of its scores.
  private(set) var ranges: [Range<Int>] = []
  /// By phase, the mean of its scores, in thousandths.
  private(set) var levels: [Int] = []

  /// What one message counts at most, in thousandths: insults are no worse than wrath.
  static let loudest = 500
  /// What a stretch costs, in thousandths of the score.
  static let stretchCost = 250
  /// What a stretch of two messages costs more, and so does the first message as one. It keeps chance out of long talks;
  /// where there are fewer than `settled` messages it costs the less, as three have no other way to be parted.
  static let shortCost = 450
  static let settled = 6
  /// A stretch has at most so many messages, which bounds the work; what goes on longer has equal stretches.
  private static let longest = 120

  /// `scores` are in thousandths, in the order of the messages.
  init(_ scores: [Int]) {
    guard !scores.isEmpty else { return }
    var sums = [0]
    var squares = [0]
    for score in scores {
      let limited = min(max(score, -Self.loudest), Self.loudest)
      sums.append(sums[sums.count - 1] + limited)
      squares.append(squares[squares.count - 1] + limited * limited)
    }
    ranges = Self.cut(sums, squares)
    levels = ranges.map { (sums[$0.upperBound] - sums[$0.lowerBound]) / $0.count }
  }

  /// The cheapest way to cut, by the sums of all scores and of all squares before each position.
  private static func cut(_ sums: [Int], _ squares: [Int]) -> [Range<Int>] {
    let count = sums.count - 1
    let short = shortCost * shortCost * min(count, settled) / settled
    var costs = [Int?](repeating: nil, count: count + 1)
    var starts = [Int](repeating: 0, count: count + 1)
    costs[0] = 0
    for end in 1...count {
      for start in max(0, end - longest)..<end where start == 0 || end - start > 1 {
        guard let before = costs[start] else { continue }
        let length = end - start
        let sum = sums[end] - sums[start]
        var cost = before + squares[end] - squares[start] - sum * sum / length + stretchCost * stretchCost
        if length < 3 { cost += short }
        if let best = costs[end], best <= cost { continue }
        (costs[end], starts[end]) = (cost, start)
      }
    }
    var found: [Range<Int>] = []
    var end = count
    while end > 0 {
      found.append(starts[end]..<end)
      end = starts[end]
    }
    return found.reversed()
  }
}
