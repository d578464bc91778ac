/// A pattern as a screen understands it: it matches wherever the expression matches, and may match elsewhere.
indirect enum ScreenPattern: Sendable, Equatable {
  /// One of these units.
  case units(UnitSet)
  case sequence([ScreenPattern])
  case alternatives([ScreenPattern])
  /// Between a lowest and a highest number of times; no highest is any number.
  case repeated(ScreenPattern, Int, Int?)
  /// The start of the text.
  case start
  /// The end of the text; a line end at the very end of a text is the caller's matter.
  case end
  /// What has to follow or to stand before.
  case ahead(ScreenPattern)
  case behind(ScreenPattern)

  static let nothing = ScreenPattern.sequence([])

  /// The pattern without looking around: what has to follow at its end is read on, what has to stand before its
  /// beginning is read first, and anything else is not asked for.
  var withoutLooks: ScreenPattern { lowered(isHead: true, isTail: true) }

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
    case .repeated(let part, let minimum, let maximum):
      let isOnce = maximum.map { $0 <= 1 } ?? false
      return .repeated(part.lowered(isHead: isHead && isOnce, isTail: isTail && isOnce), minimum, maximum)
    case .ahead(let part): return isTail ? part.lowered(isHead: false, isTail: true) : .nothing
    case .behind(let part): return isHead ? part.lowered(isHead: true, isTail: false) : .nothing
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

  /// The units of some general categories, named as in `\p{…}` by one or two letters; what is not certain is in
  /// both a category and its opposite. Nil for any other name.
  static func category(_ name: String, isNegated: Bool) -> UnitSet? {
    guard let wanted = categories[name] else { return nil }
    var ranges: [ClosedRange<UInt16>] = []
    for range in plain.ranges {
      for unit in range {
        guard let scalar = Unicode.Scalar(unit) else { continue }
        let properties = scalar.properties
        // Characters older than this keep their category; of newer ones two versions may think differently.
        let isOld = properties.age.map { $0.major < 9 } ?? false
        if !isOld || wanted.contains(properties.generalCategory) != isNegated { ranges.append(unit...unit) }
      }
    }
    return UnitSet(ranges).union(plain.complement)
  }

  private static let categories: [String: Set<Unicode.GeneralCategory>] = [
    "L": [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter],
    "N": [.decimalNumber, .letterNumber, .otherNumber], "Nd": [.decimalNumber],
    "P": [
      .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation,
    ],
    "S": [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol], "So": [.otherSymbol], "Sc": [.currencySymbol],
    "Z": [.spaceSeparator, .lineSeparator, .paragraphSeparator], "Zs": [.spaceSeparator],
    "M": [.nonspacingMark, .spacingMark, .enclosingMark], "Mn": [.nonspacingMark], "Cf": [.format], "Cc": [.control],
  ]
}
