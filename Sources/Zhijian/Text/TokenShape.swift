/// A token found by its shape.
struct TokenShape: Sendable, Hashable {
  var start: Int
  var end: Int
  var kind: TokenKind

  /// Whether a listed word may run over it: numbers take part in words such as 双11 and 7天无理由.
  var mayJoin: Bool { kind == .number || kind == .orderNumber }
}

/// Finds the tokens that are recognized by their shape, from left to right in one pass.
///
/// A shape never starts or ends inside a character with its marks; other than that ICU's boundaries
/// inside a shape do not count.
struct TokenShapeScanner {
  let units: [UInt16]
  let characters: CharacterTable
  /// What ICU's rules say of each position; one more element than units. No shape starts or ends
  /// between two ideographs, so the dictionary is not needed.
  let marks: [UInt8]

  func scan(into shapes: inout [TokenShape]) {
    var at = 0
    while at < units.count {
      // Most of the text: ideographs and their punctuation start no shape.
      guard characters.mayStartShape(units[at]) else {
        at += 1
        continue
      }
      guard let shape = shape(at: at, after: shapes.last), shape.end > at, shape.end <= units.count
      else {
        at = skip(from: at)
        continue
      }
      shapes.append(shape)
      at = shape.end
    }
  }

  /// Whether `shape(at:after:)` may find anything at such a unit, or `skip(from:)` passes more than it.
  static func mayStart(_ unit: UInt16, kind: CharacterTable.Kind) -> Bool {
    switch unit {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0xFF10...0xFF19, 0x5B, 0x23, 0x2F: return true
    case 0xD800...0xDBFF: return true
    default: break
    }
    switch kind {
    case .pictograph: return true
    case .punctuation, .latin, .letter, .dictionary: return mayStartKaomoji(unit)
    default: return false
    }
  }

  private func shape(at start: Int, after last: TokenShape?) -> TokenShape? {
    let unit = units[start]
    switch unit {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
      if let shape = address(at: start) ?? letterKaomoji(at: start) { return shape }
      return number(at: start, after: last)
    case 0xFF10...0xFF19: return number(at: start, after: last)
    case 0x5B: return bracketed(at: start)
    case 0x23: return platformSticker(at: start) ?? emoji(at: start)
    case 0x2F: return slashSticker(at: start)
    default:
      switch characters.kind(of: unit) {
      case .pictograph: return emoji(at: start)
      case .punctuation: return kaomoji(at: start, after: last)
      case .other where unit & 0xFC00 == 0xD800: return emoji(at: start)
      case .latin, .letter, .dictionary: return kaomoji(at: start, after: last)
      default: return nil
      }
    }
  }

  /// Past one character, or past a whole run of ASCII letters and digits.
  private func skip(from start: Int) -> Int {
    guard isWordUnit(units[start]) else { return start + units.scalar(at: start).length }
    return endOfRun(from: start)
  }

  /// ASCII letters, digits and the underscore.
  func isWordUnit(_ unit: UInt16) -> Bool { isLetter(unit) || isDigit(unit) || unit == 0x5F }

  func isLetter(_ unit: UInt16) -> Bool {
    (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7A && unit < 0x80
  }

  func isDigit(_ unit: UInt16) -> Bool { unit >= 0x30 && unit <= 0x39 }

  func endOfRun(from start: Int) -> Int {
    var end = start
    while end < units.count, isWordUnit(units[end]) { end += 1 }
    return end
  }

  /// Whether ICU has a boundary at a position.
  func isCut(_ position: Int) -> Bool { marks[position] & BoundaryMark.cut != 0 }

  /// The unit at a position, 0 outside of the text.
  func unit(_ position: Int) -> UInt16 {
    position >= 0 && position < units.count ? units[position] : 0
  }

  /// Whether a shape may end here: not before a mark that belongs to its last character.
  func isClean(_ position: Int) -> Bool {
    guard position < units.count else { return true }
    return characters.kind(ofScalar: units.scalar(at: position).value) != .mark
  }
}
