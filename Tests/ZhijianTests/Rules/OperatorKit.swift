import Foundation
import Testing

@testable import Zhijian

/// An operator as frames.txt runs it.
struct OperatorKit: Sendable {
  enum Kind: String {
    /// Every Y is a finding.
    case each
    /// All Y of a window are one.
    case together
    /// Every Y but the first.
    case again
    /// A finding where nothing is said.
    case empty
    /// An agent's Y is an event.
    case event
    /// Unknown where there are hits, since times are missing.
    case timed
  }

  /// A name of its own among all kits.
  let id: String

  let name: String
  let condition: String
  let kind: Kind
  /// By the name of a text what is written, and the part of it that is hit; an empty part is the whole message.
  private let texts: [String: (text: String, part: String)]

  static let all = TableFile.lines("kits.txt").enumerated().compactMap { OperatorKit($0.element, number: $0.offset) }

  init?(_ line: String, number: Int) {
    let cells = TableFile.cells(line, atLeast: 9)
    // A bar inside of an expression is no border.
    guard cells.count >= 9, let kind = Kind(rawValue: cells[cells.count - 1]) else { return nil }
    name = cells[0]
    id = "k\(number)"
    condition = cells[1...(cells.count - 8)].joined(separator: "|")
    self.kind = kind
    let rest = Array(cells.suffix(7))
    func halves(_ cell: String) -> (text: String, part: String) {
      let parts = cell.components(separatedBy: "/")
      return (parts.first ?? "", parts.last ?? "")
    }
    var texts = [
      "Y": (rest[0], rest[1]), "N": (rest[2], ""), "P": ("发票", ""), "PY": ("发票，" + rest[0], rest[1]), "": ("", ""),
    ]
    if !rest[3].isEmpty {
      texts["E"] = (rest[3], "")
      texts["PE"] = ("发票，" + rest[3], "")
    }
    if !rest[4].isEmpty { (texts["H1"], texts["H2"]) = (halves(rest[4]), halves(rest[5])) }
    self.texts = texts
  }

  /// Whether the kit has the form, and all texts of the row.
  func suits(_ row: FrameRow, _ frame: ScopeFrame) -> Bool {
    if frame.name.hasPrefix("join"), texts["H1"] == nil { return false }
    switch kind {
    case .each, .together, .again: break
    case .empty: if frame.name.hasPrefix("every") { return false }
    case .timed:
      if name == "silent", frame.name.hasPrefix("at ") || frame.name.hasPrefix("every") { return false }
      if row.expected.result != "hit" || row.isLive { return false }
    case .event:
      // Events are nobody's, and no texts.
      let others = ["role customer", "role bot", "role system", "role any", "every", "join", "at ", "include"]
      if others.contains(where: frame.name.hasPrefix) || frame.name.hasSuffix("from 0") { return false }
    }
    return row.lines.allSatisfy { texts[$0.text] != nil }
  }

  private func isEvent(_ line: FrameLine) -> Bool {
    kind == .event && line.speaker.hasPrefix("客服") && line.text == "Y" && !line.speaker.contains("<")
  }

  func written(_ line: FrameLine) -> String {
    isEvent(line) ? "系统 <invite>:" : "\(line.speaker): \(texts[line.text]?.text ?? "")"
  }

  /// The part of a line that is hit; nil for the whole of it.
  func part(_ line: FrameLine) -> String? {
    isEvent(line) ? nil : texts[line.text].flatMap { $0.part.isEmpty ? nil : $0.part }
  }

  /// The conversation of a row.
  func transcript(_ row: FrameRow) throws -> Transcript {
    try row.transcript(isTimed: kind != .timed, written)
  }

  /// What `row` says of this operator.
  func expectation(_ row: FrameRow, _ frame: ScopeFrame) -> FrameExpectation {
    if kind != .timed, let exception = row.exceptions[name] { return exception }
    var expected = row.expected
    let nothing = row.isLive ? "pending" : "no_hit"
    switch kind {
    case .each: break
    case .together: if expected.result == "hit" { expected.findings = [expected.findings.flatMap { $0 }] }
    case .again:
      if expected.result == "hit" { expected.findings.removeFirst() }
      if expected.result == "hit", expected.findings.isEmpty { expected.result = nothing }
    case .empty:
      if expected.result == "hit" { expected = FrameExpectation(nothing) }
      if expected.result == "no_hit", row.isEmpty { expected = FrameExpectation("hit ()") }
    case .timed: expected = FrameExpectation("unknown")
    case .event:
      if expected.result == "hit" {
        expected.findings = expected.findings.filter { $0.allSatisfy { isEvent(row.lines[$0]) } }
        if frame.countsTexts || expected.findings.isEmpty { expected = FrameExpectation(nothing) }
      }
      // Without a precondition only a counted role can be missing.
      let speaks = row.lines.contains { $0.speaker.hasPrefix("客服") && !isEvent($0) && !$0.speaker.contains("<") }
      if !frame.hasPrecondition, !row.isLive {
        if frame.countsTexts, !speaks { expected.result = "not_applicable" }
        if !frame.countsTexts, expected.result == "not_applicable" { expected.result = "no_hit" }
      }
    }
    return expected
  }
}
