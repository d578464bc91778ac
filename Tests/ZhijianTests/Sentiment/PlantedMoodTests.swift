import Foundation
import Testing
import Zhijian

/// Customers' lines of three moods, as people write them in any shop. The sets are of several hands or days; all were
/// written without the lexicon at hand.
struct PlantedLines: Sendable, CustomTestStringConvertible {
  let name: String
  private(set) var plain: [String] = []
  private(set) var angry: [String] = []
  private(set) var pleased: [String] = []

  var testDescription: String { name }

  /// Reads a file of Benchmarks/moods.
  init(_ name: String) {
    self.name = name
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Benchmarks/moods/\(name).tsv").standardizedFileURL
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    for row in text.split(separator: "\n").dropFirst() {
      let cells = row.split(separator: "\t").map(String.init)
      guard cells.count == 2 else { continue }
      switch cells[0] {
      case "plain": plain.append(cells[1])
      case "angry": angry.append(cells[1])
      default: pleased.append(cells[1])
      }
    }
  }

  static let all = [PlantedLines("first"), PlantedLines("second"), PlantedLines("third")]
}

/// Conversations made with a fixed seed, with changes of mood planted in them.
@Suite struct PlantedMoodTests {
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private let scorer = shippedScorer()
  private var generator = SplitMix(state: 20)

  /// The timeline of customer lines, at even indices, each answered by an agent.
  private func timeline(_ lines: [String]) -> SentimentTimeline {
    var state = SentimentTimeline.State()
    var tracker = SentimentContext.Tracker()
    let answer = Array("好的亲".utf16)
    for (number, line) in lines.enumerated() {
      let units = Array(line.utf16)
      let context = tracker.next(units, role: .customer, kind: .text)
      state.append(
        index: 2 * number, sentiment: scorer.score(units, role: .customer, kind: .text, context: context),
        role: .customer)
      let agent = tracker.next(answer, role: .agent, kind: .text)
      state.append(
        index: 2 * number + 1, sentiment: scorer.score(answer, role: .agent, kind: .text, context: agent), role: .agent)
    }
    return state.timeline
  }

  private mutating func lines(_ pool: [String], _ count: ClosedRange<Int>) -> [String] {
    let count = Int.random(in: count, using: &generator)
    return Array(pool.shuffled(using: &generator).prefix(count))
  }

  @Test(arguments: PlantedLines.all) func plantedPhasesAreLocatedWithinOneMessage(_ planted: PlantedLines) {
    var test = self
    var located = 0
    for _ in 0..<300 {
      let (first, second) = (test.lines(planted.plain, 3...7), test.lines(planted.angry, 3...6))
      let third = test.lines(planted.pleased, 3...6)
      let swings = timeline(first + second + third).swings()
      let (start, back) = (first.count, first.count + second.count)
      // `from` is the last message before the mood leaves.
      if let drop = swings.first(where: { $0.kind == .drop }), abs(drop.from / 2 - (start - 1)) <= 1 { located += 1 }
      let rise = swings.first { $0.kind == .rise && $0.to / 2 >= back }
      if let rise, abs(rise.from / 2 - (back - 1)) <= 1 { located += 1 }
    }
    #expect(Double(located) / 600 >= 0.9, "\(located) of 600")
  }

  @Test(arguments: PlantedLines.all) func flatConversationsHaveNoSwings(_ planted: PlantedLines) {
    var test = self
    var swinging = 0
    for round in 0..<300 {
      // Plain talk, plain talk that ends in thanks as most do, or a customer who is angry all along.
      let lines =
        switch round % 3 {
        case 0: test.lines(planted.plain, 4...16)
        case 1: test.lines(planted.plain, 4...12) + ["好的谢谢"]
        default: test.lines(planted.angry, 4...10)
        }
      if !timeline(lines).swings().isEmpty { swinging += 1 }
    }
    #expect(Double(swinging) / 300 <= 0.05, "\(swinging) of 300")
  }

  /// A customer who goes quietly: the mood ends low and no line complains aloud.
  @Test func whoGoesWithoutAWordIsSeen() {
    func timeline(_ scores: [Int], _ emotion: Emotion? = nil) -> SentimentTimeline {
      SentimentTimeline(
        scores.map { (role: .customer, sentiment: MessageSentiment(thousandths: $0, emotion: emotion)) })
    }
    #expect(timeline([0, -200, -250, -220]).isSilentlyDissatisfied)
    #expect(!timeline([0, -200, -700, -220]).isSilentlyDissatisfied)
    #expect(!timeline([0, -200, -220, 300]).isSilentlyDissatisfied)
    #expect(!timeline([-200, -250]).isSilentlyDissatisfied)
    #expect(!timeline([-200, -250, -300], .anger).isSilentlyDissatisfied)
    #expect(timeline([0, -200, -250, -220]).volatility.map { ($0 * 1000).rounded() } == 66)
    #expect(timeline([300]).volatility == nil)
  }
}
