import Foundation
import Testing

@testable import Zhijian

/// Which operators, scopes and results the tables exercise.
@Suite struct TableCoverageTests {
  /// A place of the table operators × scopes × results.
  struct Combination: Hashable, Comparable, CustomStringConvertible {
    let name: String
    let form: String
    let result: String
    var description: String { "\(name) | \(form) | \(result)" }

    static func < (left: Combination, right: Combination) -> Bool { left.description < right.description }
  }

  /// Combinations that cannot be, with the reason.
  struct Impossible {
    private let names: [String]
    private let forms: [String]
    private let results: [String]
    let line: String
    /// Whether the form only says nothing to the operator.
    let isSame: Bool

    init?(_ line: String) {
      let cells = TableFile.cells(line, atLeast: 4)
      guard cells.count == 4, !cells[3].isEmpty else { return nil }
      self.line = line
      isSame = cells[3].hasPrefix("the same")
      (names, forms, results) = (Self.list(cells[0]), Self.list(cells[1]), Self.list(cells[2]))
    }

    private static func list(_ cell: String) -> [String] { cell.components(separatedBy: "; ") }

    func covers(_ combination: Combination) -> Bool {
      Self.matches(names, combination.name) && Self.matches(forms, combination.form)
        && Self.matches(results, combination.result)
    }

    /// Whether a value is one of those listed, a star standing for any end, and none of those behind a minus.
    private static func matches(_ patterns: [String], _ value: String) -> Bool {
      func fits(_ pattern: some StringProtocol) -> Bool {
        if pattern.hasSuffix("*") { return value.hasPrefix(pattern.dropLast()) }
        return pattern.hasPrefix("*") ? value.hasSuffix(pattern.dropFirst()) : value == pattern
      }
      let isNamed = patterns.contains { !$0.hasPrefix("-") && fits($0) }
      return isNamed && !patterns.contains { $0.hasPrefix("-") && fits($0.dropFirst()) }
    }
  }

  private static let exercised: Set<Combination> = {
    var done: Set<Combination> = []
    for frame in ScopeFrame.all {
      for kit in OperatorKit.all {
        for row in frame.rows where kit.suits(row, frame) {
          done.insert(Combination(name: kit.name, form: frame.name, result: kit.expectation(row, frame).result))
        }
      }
    }
    for section in SpecialSection.all {
      let name = section.condition.components(separatedBy: ":")[0]
      for (form, row) in section.rows {
        done.insert(Combination(name: name, form: form, result: row.expected.result))
      }
    }
    return done
  }()

  @Test func everyPossibleCombinationIsExercised() {
    let impossible = TableFile.lines("impossible.txt").compactMap(Impossible.init)
    #expect(impossible.count == TableFile.lines("impossible.txt").count, "a line without a reason")
    var missing: [Combination] = []
    var used: Set<String> = []
    for type in ConditionOperators.all {
      for frame in ScopeFrame.all {
        for result in RuleResult.allCases {
          let combination = Combination(name: type.definition.name, form: frame.name, result: result.rawValue)
          let reasons = impossible.filter { $0.covers(combination) }
          if Self.exercised.contains(combination) {
            // What happens is not impossible.
            let wrong = reasons.filter { !$0.isSame }
            #expect(wrong.isEmpty, "\(combination): \(wrong.map(\.line))")
          } else if reasons.isEmpty {
            missing.append(combination)
          } else {
            used.formUnion(reasons.map(\.line))
          }
        }
      }
    }
    let list = missing.sorted().map(\.description).joined(separator: "\n")
    #expect(missing.isEmpty, Comment("\(missing.count) not exercised:\n\(list)"))
    let unused = impossible.map(\.line).filter { !used.contains($0) }
    #expect(unused.isEmpty, "reasons for nothing: \(unused)")
  }

  /// A table without a row of an operator would say nothing about it.
  @Test(arguments: ConditionOperators.all.map { $0.definition.name })
  func everyOperatorHasRows(_ name: String) {
    let rows = Self.exercised.filter { $0.name == name }
    #expect(Set(rows.map(\.result)).isSuperset(of: ["hit", "no_hit", "not_applicable"]))
    #expect(Set(rows.map(\.form)).count >= 5)
  }
}
