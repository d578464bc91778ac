/// What the signs of a message say beside its words: clause ends, runs of ? and !, masks.
struct SentimentTextShape {
  /// A unit that ends a clause.
  struct ClauseEnd {
    var offset: Int
    var isQuestionMark: Bool
  }

  /// The units that end a clause, ascending.
  private(set) var clauseEnds: [ClauseEnd] = []
  private(set) var exclamationMarks = 0
  private(set) var questionMarks = 0
  private(set) var longestQuestionRun = 0
  private(set) var hasEllipsis = false
  /// Whether it holds only ? ! 。 … and spaces.
  private(set) var isBarePunctuation = false
  /// Whether there is anything to judge: not only numbers, order ids, links, masks and spaces.
  private(set) var hasContent = false

  init(_ units: [UInt16]) {
    var words = 0
    var digits = 0
    var letters = 0
    var marks = 0
    var run = 0
    var dots = 0
    var index = 0
    while index < units.count {
      let unit = units[index]
      if unit >= 0x4E00, unit < 0xA000 {
        // By far the most: a Han character is a word, and nothing else.
        words += 1
        run = 0
        dots = 0
        index += 1
        continue
      }
      if unit == 0x5B || unit == 0x23, let end = Self.endOfMask(at: index, in: units) {
        index = end
        run = 0
        dots = 0
        continue
      }
      run = unit == 0x3F ? run + 1 : 0
      longestQuestionRun = max(longestQuestionRun, run)
      let isDot = unit == 0x3002 || unit == 0x2E || unit == 0x2026
      dots = isDot ? dots + (unit == 0x2026 ? 2 : 1) : 0
      if dots >= 2, unit != 0x2E || dots >= 3 { hasEllipsis = true }
      switch unit {
      case 0x3F:
        questionMarks += 1
        marks += 1
      case 0x21:
        exclamationMarks += 1
        marks += 1
      case 0x3002, 0x2026: marks += 1
      case 0x30...0x39: digits += 1
      case 0x61...0x7A: letters += 1
      case 0...0x20, 0x2E: break
      case 0x2F where letters > 0: digits += 1
      case 0x21...0x7F: break
      default: words += 1
      }
      if Self.endsClause(at: index, in: units) {
        clauseEnds.append(ClauseEnd(offset: index, isQuestionMark: unit == 0x3F))
      }
      index += 1
    }
    isBarePunctuation = words == 0 && letters == 0 && digits == 0 && (marks > 0 || hasEllipsis)
    hasContent = words > 0 || isBarePunctuation || (letters > 0 && digits == 0)
  }

  /// The clause that holds `offset`, from 0.
  func clause(at offset: Int) -> Int {
    var low = 0
    var high = clauseEnds.count
    while low < high {
      let middle = (low + high) / 2
      if clauseEnds[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether `clause` ends in a question mark.
  func isAsked(_ clause: Int) -> Bool { clause < clauseEnds.count && clauseEnds[clause].isQuestionMark }

  private static func endsClause(at index: Int, in units: [UInt16]) -> Bool {
    switch units[index] {
    case 0x2C, 0x3B, 0x21, 0x3F, 0x3002, 0x2026, 0x0A, 0x0D, 0xFF5E, 0x7E: return true
    case 0x2E:
      // Not the point of 3.5.
      return !(isDigit(units[safe: index - 1]) && isDigit(units[safe: index + 1]))
    case 0x20:
      // Chat writers put a space where others put a comma.
      guard let before = units[safe: index - 1], let after = units[safe: index + 1] else { return true }
      return before > 0x2000 && after > 0x2000
    default: return false
    }
  }

  private static func isDigit(_ unit: UInt16?) -> Bool { unit.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }

  /// The end of a mask such as `[订单x]` or `[ORDERID_123]`, or of a sticker number `#E-s12`, `#E-s[数字x]`.
  static func endOfMask(at start: Int, in units: [UInt16]) -> Int? {
    var index = start
    if units[start] == 0x23 {
      guard units[safe: start + 1] == 0x65, units[safe: start + 2] == 0x2D, units[safe: start + 3] == 0x73 else {
        return nil
      }
      index = start + 4
      if units[safe: index] != 0x5B {
        while isDigit(units[safe: index]) { index += 1 }
        return index
      }
    }
    let limit = min(units.count, index + 40)
    guard let close = units[index..<limit].firstIndex(of: 0x5D), close > index + 1 else { return nil }
    let isLettered = units[index + 1] >= 0x61 && units[index + 1] <= 0x7A && isDigit(units[safe: close - 1])
    return units[close - 1] == 0x78 || isLettered ? close + 1 : nil
  }
}
