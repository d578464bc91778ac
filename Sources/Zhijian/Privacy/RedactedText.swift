/// A text in which personal data has been replaced, and the way from places in the original to places in it.
public struct RedactedText: Sendable, Hashable {
  /// One value that was replaced.
  public struct Replacement: Sendable, Hashable {
    public let kind: PersonalDataKind
    /// UTF-16 units of the original text.
    public let original: TextRange
    /// UTF-16 units of the redacted text.
    public let redacted: TextRange

    public init(kind: PersonalDataKind, original: TextRange, redacted: TextRange) {
      self.kind = kind
      self.original = original
      self.redacted = redacted
    }
  }

  public let text: String
  /// In the order of their places; disjoint.
  public let replacements: [Replacement]

  private let original: ScalarOffsets
  private let redacted: ScalarOffsets

  init(draft: RedactionDraft) {
    text = String(decoding: draft.units, as: UTF16.self)
    replacements = draft.replacements
    original = ScalarOffsets(draft.original)
    redacted = draft.replacements.isEmpty ? original : ScalarOffsets(draft.units)
  }

  /// The Unicode scalars of the redacted text that stand for `range`, UTF-16 units of the original.
  ///
  /// A range that touches a replaced value widens to the whole replacement; one that reaches beyond the text
  /// is cut to it.
  public func redactedRange(of range: TextRange) -> Range<Int> {
    let lower = redactedUnit(of: range.lower, roundingUp: false, isEmpty: range.isEmpty)
    let upper = redactedUnit(of: range.upper, roundingUp: true, isEmpty: range.isEmpty)
    return redacted.scalars(from: lower, to: max(lower, upper))
  }

  /// The Unicode scalars of the original text in `range`, UTF-16 units of the original; cut to the text.
  public func originalRange(of range: TextRange) -> Range<Int> {
    original.scalars(from: range.lower, to: range.upper)
  }

  private func redactedUnit(of unit: Int, roundingUp: Bool, isEmpty: Bool) -> Int {
    // The first replacement that ends behind the unit, or at it where the unit ends a range.
    let index = replacements.partitioningIndex { replacement in
      roundingUp ? replacement.original.upper >= unit : replacement.original.upper > unit
    }
    if index < replacements.count {
      let next = replacements[index]
      if roundingUp, next.original.lower < unit { return next.redacted.upper }
      if !roundingUp, isEmpty ? next.original.lower < unit : next.original.lower <= unit {
        return next.redacted.lower
      }
    }
    guard index > 0 else { return unit }
    let last = replacements[index - 1]
    let (sum, overflow) = unit.addingReportingOverflow(last.redacted.upper - last.original.upper)
    return overflow ? unit : sum
  }
}

/// Scalar offsets for the UTF-16 offsets of one text: only its surrogate pairs are kept.
struct ScalarOffsets: Sendable, Hashable {
  private let unitCount: Int
  /// The offsets of the second units of surrogate pairs, ascending.
  private let trailingUnits: [Int]

  init(_ units: [UInt16]) {
    unitCount = units.count
    var trailing: [Int] = []
    var index = 1
    while index < units.count {
      if UTF16.isLeadSurrogate(units[index - 1]), UTF16.isTrailSurrogate(units[index]) {
        trailing.append(index)
        index += 1
      }
      index += 1
    }
    trailingUnits = trailing
  }

  /// The scalars any part of which lies in the units from `lower` to `upper`; offsets are cut to the text.
  func scalars(from lower: Int, to upper: Int) -> Range<Int> {
    var first = min(max(lower, 0), unitCount)
    let end = min(max(upper, first), unitCount)
    let isEmpty = first == end
    let pairsBefore = trailingUnits.partitioningIndex { $0 >= first }
    if pairsBefore < trailingUnits.count, trailingUnits[pairsBefore] == first { first -= 1 }
    let start = first - pairsBefore
    if isEmpty { return start..<start }
    return start..<max(start, end - trailingUnits.partitioningIndex { $0 >= end })
  }
}

extension Array {
  /// The index of the first element that `belongsToSecondPart`, or the count; all elements after that one do.
  package func partitioningIndex(where belongsToSecondPart: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if belongsToSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
