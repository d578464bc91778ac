/// A text while its values are being replaced, round by round; places always lead back to the original.
struct RedactionDraft {
  let original: [UInt16]
  private(set) var units: [UInt16]
  private(set) var replacements: [RedactedText.Replacement] = []

  init(_ units: [UInt16]) {
    original = units
    self.units = units
  }

  /// Replaces each of `found`, places in the current units, by `replacement`.
  mutating func apply(_ found: [PersonalData], replacement: (PersonalData) -> [UInt16]) {
    var result: [UInt16] = []
    result.reserveCapacity(units.count)
    var merged: [RedactedText.Replacement] = []
    var copied = 0
    var next = 0
    // Copies current units up to `end` with the earlier replacements that lie wholly before it.
    func copy(upTo end: Int) {
      while next < replacements.count, replacements[next].redacted.upper <= end {
        let earlier = replacements[next]
        let shift = result.count - copied
        merged.append(
          .init(
            kind: earlier.kind, original: earlier.original,
            redacted: TextRange(earlier.redacted.lower + shift, earlier.redacted.upper + shift)))
        next += 1
      }
      result += units[copied..<end]
      copied = end
    }
    for data in found.sorted(by: { $0.range < $1.range }) {
      guard data.range.lower >= copied, data.range.upper <= units.count, !data.range.isEmpty else { continue }
      // An earlier replacement that the new one cuts into is taken in whole, its uncut ends kept.
      var lower = data.range.lower
      let candidates = replacements[next...].drop { $0.redacted.upper <= lower }
      if let first = candidates.first, first.redacted.lower < lower { lower = max(copied, first.redacted.lower) }
      copy(upTo: lower)
      var span = TextRange(originalUnit(of: lower), originalUnit(of: data.range.upper))
      var upper = data.range.upper
      while next < replacements.count, replacements[next].redacted.lower < upper {
        span = TextRange(
          min(span.lower, replacements[next].original.lower), max(span.upper, replacements[next].original.upper))
        upper = max(upper, replacements[next].redacted.upper)
        next += 1
      }
      let start = result.count
      result += units[lower..<data.range.lower]
      result += replacement(data)
      result += units[data.range.upper..<upper]
      copied = upper
      merged.append(.init(kind: data.kind, original: span, redacted: TextRange(start, result.count)))
    }
    copy(upTo: units.count)
    units = result
    replacements = merged
  }

  /// The original offset of a current one; inside a replacement, that of the replacement's start.
  private func originalUnit(of unit: Int) -> Int {
    let index = replacements.partitioningIndex { $0.redacted.upper > unit }
    if index < replacements.count, replacements[index].redacted.lower < unit { return replacements[index].original.lower }
    guard index > 0 else { return unit }
    let last = replacements[index - 1]
    return unit - last.redacted.upper + last.original.upper
  }
}
