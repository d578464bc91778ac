import CICU

/// A pattern as a screen understands it: it matches wherever the expression matches, and may match elsewhere.
indirect enum ScreenPattern: Sendable, Equatable {
  /// One of these units.
  case units(UnitSet)
  case sequence([ScreenPattern])
  case alternatives([ScreenPattern])
  /// Between a lowest and a highest number of times; no highest is any number. A lazy one tries the fewest first.
  case repeated(ScreenPattern, Int, Int?, isLazy: Bool = false)
  /// The start of the text.
  case start
  /// The end of the text; a line end at the very end of a text is the caller's matter.
  case end
  /// What has to follow or to stand before, or must not.
  case ahead(ScreenPattern, isNegated: Bool = false)
  case behind(ScreenPattern, isNegated: Bool = false)
  /// Only the first way to match is tried.
  case atomic(ScreenPattern)

  static let nothing = ScreenPattern.sequence([])

  /// The pattern without looking around: what has to follow at its end is read on, what has to stand before its
  /// beginning is read first, and anything else is not asked for.
  var withoutLooks: ScreenPattern { lowered(isHead: true, isTail: true) }

  /// How many units it takes at least and at most; nil where there is no bound.
  var lengths: (least: Int, most: Int?) {
    switch self {
    case .units: return (1, 1)
    case .start, .end, .ahead, .behind: return (0, 0)
    case .atomic(let part): return part.lengths
    case .sequence(let parts):
      return parts.reduce((0, 0)) { sum, part in
        let more = part.lengths
        return (Self.sum(sum.0, more.least), sum.1.flatMap { most in more.most.map { Self.sum(most, $0) } })
      }
    case .alternatives(let parts):
      let all = parts.map(\.lengths)
      let most = all.contains { $0.most == nil } ? nil : all.compactMap(\.most).max()
      return (all.map(\.least).min() ?? 0, most)
    case .repeated(let part, let minimum, let maximum, _):
      let once = part.lengths
      let most = maximum.flatMap { times in once.most.map { Self.product($0, times) } }
      return (Self.product(once.least, minimum), once.most == 0 ? 0 : most)
    }
  }

  /// More than this is as good as this.
  private static let long = 1_000_000
  private static func sum(_ one: Int, _ other: Int) -> Int { min(one + other, long) }
  private static func product(_ one: Int, _ other: Int) -> Int {
    one > 0 && other > long / one ? long : min(one * other, long)
  }

  private func lowered(isHead: Bool, isTail: Bool) -> ScreenPattern {
    switch self {
    case .units, .start, .end: return self
    case .sequence(let parts):
      let kept = parts.filter { $0 != .nothing }
      return .sequence(
        kept.enumerated().map { number, part in
          part.lowered(isHead: isHead && number == 0, isTail: isTail && number == kept.count - 1)
        })
    case .alternatives(let parts): return .alternatives(parts.map { $0.lowered(isHead: isHead, isTail: isTail) })
    case .repeated(let part, let minimum, let maximum, let isLazy):
      let isOnce = maximum.map { $0 <= 1 } ?? false
      let lowered = part.lowered(isHead: isHead && isOnce, isTail: isTail && isOnce)
      return .repeated(lowered, minimum, maximum, isLazy: isLazy)
    case .ahead(let part, let isNegated):
      return isTail && !isNegated ? part.lowered(isHead: false, isTail: true) : .nothing
    case .behind(let part, let isNegated):
      return isHead && !isNegated ? part.lowered(isHead: true, isTail: false) : .nothing
    case .atomic(let part): return part.lowered(isHead: isHead, isTail: isTail)
    }
  }
}

/// The units for which a screen can speak: their case folding is plain, and each is a character by itself.
enum ScreenUnits {
  /// Whatever is not among them makes a screen say nothing of the text.
  static let plain = UnitSet([
    0x0000...0x007F, 0x00A1...0x00A9, 0x00AB...0x00B4, 0x00B6...0x00B9, 0x00BB...0x00BF, 0x00D7...0x00D7,
    0x00F7...0x00F7, 0x2010...0x2027, 0x2030...0x205E, 0x20A0...0x20BF, 0x2190...0x24B5, 0x2500...0x2BFF,
    0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE6F, 0xFF01...0xFF20, 0xFF3B...0xFF40,
    0xFF5B...0xFFEF,
  ])

  static let lineEnds = UnitSet([0x0A...0x0D, 0x85...0x85, 0x2028...0x2029])
  static let digits = UnitSet([0x30...0x39, 0xFF10...0xFF19])
  static let spaces = UnitSet([
    0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200B, 0x2028...0x2029,
    0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
  ])
  static let asciiLetters = UnitSet([0x41...0x5A, 0x61...0x7A])
  static let beyondASCII = UnitSet([0x80...0xFFFF])
  static let asciiWord = UnitSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])

  /// The units of some general categories, named as in `\p{…}` by one or two letters, or of all others. Of units that
  /// are not plain it holds them all. Nil for any other name.
  static func category(_ name: String, isNegated: Bool) -> UnitSet? {
    guard let wanted = categories[name] else { return nil }
    let kinds = generalCategories.span
    var ranges: [ClosedRange<UInt16>] = []
    for range in plain.ranges {
      var start: UInt16?
      for unit in range {
        let isIn = wanted.contains(Int(kinds[Int(unit)])) != isNegated
        if isIn { start = start ?? unit }
        if let first = start, !isIn || unit == range.upperBound {
          ranges.append(first...(isIn ? unit : unit - 1))
          start = nil
        }
      }
    }
    return UnitSet(ranges).union(plain.complement)
  }

  /// By unit, ICU's number of its general category.
  private static let generalCategories: [UInt8] = {
    var kinds = [UInt8](repeating: 0, count: 65_536)
    zhijian_icu_categories(0, 65_536, &kinds)
    return kinds
  }()

  /// The categories as ICU numbers them.
  private static let categories: [String: [Int]] = [
    "L": [1, 2, 3, 4, 5], "M": [6, 7, 8], "Mn": [6], "N": [9, 10, 11], "Nd": [9], "Z": [12, 13, 14], "Zs": [12],
    "Cc": [15], "Cf": [16], "P": [19, 20, 21, 22, 23, 28, 29], "S": [24, 25, 26, 27], "Sc": [25], "So": [27],
  ]
}
