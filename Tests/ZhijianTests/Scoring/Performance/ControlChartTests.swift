import Foundation
import Testing

@testable import Zhijian

/// Control charts: what they find without noise, and how often with it.
@Suite struct ControlChartTests {
  /// Moving ranges of 1 in the baseline: a deviation of 1/1.128 around 10.5.
  private static let calm: [Double] = (0..<20).map { $0 % 2 == 0 ? 10 : 11 }

  @Test(arguments: [1.0, -1.0])
  func aShiftOfThreeDeviationsIsFoundWhereItBegins(side: Double) throws {
    let shifted = Self.calm + [Double](repeating: 10.5 + side * 3 / 1.128, count: 5)
    let chart = try #require(ControlChart.xmr(shifted, baseline: 20))
    #expect(chart.centre == 10.5)
    #expect(chart.firstSignal == 20)
    #expect(chart.points[20].signals == [.beyondLimits])
    #expect(chart.points[21].signals == [.beyondLimits, .twoOfThree])
    #expect(chart.points[..<20].allSatisfy { $0.signals.isEmpty })
  }

  @Test func aLittleLessIsFoundByTheSecondPoint() throws {
    let shifted = Self.calm + [Double](repeating: 10.5 + 2.99 / 1.128, count: 5)
    let chart = try #require(ControlChart.xmr(shifted, baseline: 20))
    #expect(chart.firstSignal == 21)
    #expect(chart.points[21].signals == [.twoOfThree])
  }

  @Test func eightInARowOnOneSideAreASignal() throws {
    let chart = try #require(ControlChart.xmr(Self.calm + [Double](repeating: 10.9, count: 8), baseline: 20))
    #expect(chart.firstSignal == 26, "the eighth above the centre, the last of the baseline among them")
    #expect(chart.points[26].signals == [.run])
  }

  /// 90 of 100 a day: a deviation of 0.03, so 81 lies on the limit.
  @Test func aShareThatFallsByThreeDeviationsIsFoundWhereItBegins() throws {
    let hits = [Int64](repeating: 90, count: 10) + [81, 81]
    let chart = try #require(ControlChart.p(hits: hits, counts: [Int64](repeating: 100, count: 12), baseline: 10))
    #expect(chart.kind == .p)
    #expect(chart.firstSignal == 10)
    #expect(abs(chart.points[10].low - 0.81) < 1e-12)
    #expect(chart.points[10].high <= 1)
  }

  @Test func theLimitsOfASmallDayAreWider() throws {
    let chart = try #require(ControlChart.p(hits: [90, 90, 8], counts: [100, 100, 10]))
    #expect(chart.points[2].low < chart.points[0].low)
    #expect(chart.points[2].signals.isEmpty)
  }

  @Test func whatNeverMovesHasNoSignalsAndAnyMoveIsOne() throws {
    let still = try #require(ControlChart.xmr([5, 5, 5, 5]))
    #expect(still.firstSignal == nil)
    let moved = try #require(ControlChart.xmr([5, 5, 5, 5.1], baseline: 3))
    #expect(moved.firstSignal == 3)
    #expect(ControlChart.xmr([5]) == nil && ControlChart.xmr([]) == nil)
    #expect(ControlChart.xmr([1, .nan]) == nil)
    #expect(ControlChart.p(hits: [1, 2], counts: [0, 0]) == nil)
    #expect(ControlChart.p(hits: [3, 1], counts: [2, 2]) == nil, "hits beyond the count are no share")
  }

  /// Normal noise, 40 calm days, then a shift: the power within three days and the false alarms a day, as
  /// docs/scorecards.md states them.
  @Test(arguments: [(3.0, 0.93, 0.97), (2.0, 0.57, 0.66), (0.0, 0.01, 0.04)])
  func thePowerIsWhatTheManualSays(shift: Double, low: Double, high: Double) throws {
    var random = SeededGenerator(seed: 20_261_129)
    func normal() -> Double {
      let (first, second) = (Double.random(in: 1e-12..<1, using: &random), Double.random(in: 0..<1, using: &random))
      return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
    }
    var found = 0
    let runs = 2000
    for _ in 0..<runs {
      let values = (0..<40).map { _ in normal() } + (0..<3).map { _ in normal() + shift }
      let chart = try #require(ControlChart.xmr(values, baseline: 40))
      if chart.points[40...].contains(where: { $0.signals.contains(.beyondLimits) || $0.signals.contains(.twoOfThree) })
      {
        found += 1
      }
    }
    let share = Double(found) / Double(runs)
    #expect((low...high).contains(share), "shift \(shift): \(share)")
  }
}
