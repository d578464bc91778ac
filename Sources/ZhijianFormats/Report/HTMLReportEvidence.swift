import Zhijian

/// What a message shows of findings: pieces of its text, each with the findings that point at it.
struct HTMLReportEvidence {
  /// A place in the shown text of a message, in Unicode scalars, that a finding points at.
  struct Mark {
    let range: Range<Int>
    /// The number of the finding in its conversation, from 1.
    let finding: Int
    let tone: HTMLReportTone
  }

  struct Piece {
    let scalars: ArraySlice<Unicode.Scalar>
    /// The marks that hold the piece; empty for plain text.
    let marks: [Mark]
    /// The findings whose marks end with the piece.
    let ends: [Int]
  }

  let scalars: [Unicode.Scalar]
  let marks: [Mark]

  init(text: RedactedText, marks: [(range: TextRange, finding: Int, tone: HTMLReportTone)]) {
    scalars = Array(text.text.unicodeScalars)
    let count = scalars.count
    self.marks = marks.compactMap { mark in
      let range = text.redactedRange(of: mark.range).clamped(to: 0..<count)
      return range.isEmpty ? nil : Mark(range: range, finding: mark.finding, tone: mark.tone)
    }
  }

  /// The pieces of the text in order; together they are the text.
  func pieces(in bounds: Range<Int>? = nil) -> [Piece] {
    let bounds = (bounds ?? 0..<scalars.count).clamped(to: 0..<scalars.count)
    var edges: Set<Int> = [bounds.lowerBound, bounds.upperBound]
    for mark in marks {
      for edge in [mark.range.lowerBound, mark.range.upperBound] where bounds.contains(edge) { edges.insert(edge) }
    }
    let sorted = edges.sorted()
    return zip(sorted, sorted.dropFirst()).map { start, end in
      let holding = marks.filter { $0.range.lowerBound <= start && end <= $0.range.upperBound }
      let ends = Set(holding.filter { $0.range.upperBound == end }.map(\.finding)).sorted()
      return Piece(scalars: scalars[start..<end], marks: holding, ends: ends)
    }
  }

  /// The part of the text around the marks: all of them, or as many as fit.
  var excerptBounds: Range<Int> {
    guard let first = marks.map(\.range.lowerBound).min(), let last = marks.map(\.range.upperBound).max() else {
      return 0..<min(scalars.count, 60)
    }
    let start = max(0, first - 18)
    return start..<min(scalars.count, min(last + 24, start + 160))
  }
}

/// How a finding is coloured.
enum HTMLReportTone: String {
  case info, good, minor, major, critical

  init(_ finding: Finding) {
    switch finding.verb {
    case .credit: self = .good
    case .observe: self = .info
    case .forbid, .require:
      switch finding.severity {
      case .critical: self = .critical
      case .major: self = .major
      case .minor: self = .minor
      case .info: self = .info
      }
    }
  }

  private var rank: Int {
    switch self {
    case .info: 0
    case .good: 1
    case .minor: 2
    case .major: 3
    case .critical: 4
    }
  }

  /// The stronger of some tones.
  static func strongest(_ tones: some Sequence<HTMLReportTone>) -> HTMLReportTone {
    tones.max { $0.rank < $1.rank } ?? .info
  }
}

extension HTMLReportMarkup {
  /// The part of a text around its evidence.
  mutating func excerpt(_ evidence: HTMLReportEvidence) {
    let bounds = evidence.excerptBounds
    if bounds.lowerBound > 0 { text("…") }
    pieces(evidence.pieces(in: bounds))
    if bounds.upperBound < evidence.scalars.count { text("…") }
  }

  /// Pieces of a text with their evidence marked; `link` gives the anchor of a finding for a small number
  /// behind its evidence.
  mutating func pieces(_ pieces: [HTMLReportEvidence.Piece], link: ((Int) -> String)? = nil) {
    // One number a finding, behind the last of its marks.
    var last: [Int: Int] = [:]
    for (place, piece) in pieces.enumerated() { for finding in piece.ends { last[finding] = place } }
    for (place, piece) in pieces.enumerated() {
      if piece.marks.isEmpty {
        text(piece.scalars)
        continue
      }
      let findings = Set(piece.marks.map(\.finding)).sorted().map(String.init).joined(separator: " ")
      let tone = HTMLReportTone.strongest(piece.marks.map(\.tone))
      element("mark", .class(tone.rawValue), HTMLReportAttribute("data-f", findings)) { $0.text(piece.scalars) }
      guard let link else { continue }
      for finding in piece.ends where last[finding] == place {
        element("a", .class("ref"), .link(link(finding)), text: "\(finding)")
      }
    }
  }
}
