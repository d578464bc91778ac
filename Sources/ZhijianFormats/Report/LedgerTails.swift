internal import Zhijian

/// Lines of the ledger that no rule or finding is behind, as JSON from the rule on: the same few for nearly every
/// conversation, in the same order.
final class LedgerTails {
  private struct Tail {
    let kind: LedgerLine.Kind
    let category: String?
    let points: Int
    let effect: Int
    let json: [UInt8]
  }

  private static let maximumTails = 64

  private var tails: [Tail] = []
  /// Where the line that comes next stands, where it is the one behind the last.
  private var next = 0

  /// The JSON of a line; nil where it is not kept.
  func json(of line: LedgerLine) -> [UInt8]? {
    guard line.rule == nil, line.findings.isEmpty else { return nil }
    if next < tails.count, Self.isOf(line, tails[next]) {
      next += 1
      return tails[next - 1].json
    }
    guard let place = tails.firstIndex(where: { Self.isOf(line, $0) }) else { return nil }
    next = place + 1
    return tails[place].json
  }

  func keep(_ json: [UInt8], of line: LedgerLine) {
    guard line.rule == nil, line.findings.isEmpty, tails.count < Self.maximumTails else { return }
    tails.append(
      Tail(kind: line.kind, category: line.category, points: line.points, effect: line.effect, json: json))
    next = tails.count
  }

  private static func isOf(_ line: LedgerLine, _ tail: Tail) -> Bool {
    tail.effect == line.effect && tail.points == line.points && tail.kind == line.kind
      && tail.category == line.category
  }
}
