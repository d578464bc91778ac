/// Which UTF-16 units can begin or end a value; all others are skipped at the cost of one load.
struct UnitClasses: OptionSet, Sendable {
  let rawValue: UInt8

  static let digit = UnitClasses(rawValue: 1)
  /// Han numerals and decorated digits, which are digits of a number only in long runs.
  static let looseDigit = UnitClasses(rawValue: 2)
  static let letter = UnitClasses(rawValue: 4)
  /// The character of a province on number plates.
  static let plateProvince = UnitClasses(rawValue: 8)
  /// The last character of a name cue, such as 人 of 收件人.
  static let nameCue = UnitClasses(rawValue: 16)
  /// The last character of a level of an address.
  static let addressLevel = UnitClasses(rawValue: 32)
  /// Currency signs, brackets and asterisks.
  static let sign = UnitClasses(rawValue: 64)
  /// What the scanner does not read as it is: invisible units and Traditional characters.
  static let prepared = UnitClasses(rawValue: 128)

  /// The classes of every unit.
  static let table: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 0x1_0000)
    func add(_ units: some Sequence<UInt16>, _ unitClass: UnitClasses) {
      for unit in units { table[Int(unit)] |= unitClass.rawValue }
    }
    add(0x30...0x39, .digit)
    add(0xff10...0xff19, .digit)
    for start: UInt16 in [0x41, 0x61, 0xff21, 0xff41] { add(start...(start + 25), .letter) }
    for unit in UInt16.min...UInt16.max where DigitGlyphs.looseValue(of: unit) != nil { add([unit], .looseDigit) }
    add([DigitGlyphs.mathematicalLead], .looseDigit)
    add("十两".utf16, .looseDigit)  // no digits themselves, but amounts begin with them
    add(PlateLetters.provinces, .plateProvince)
    add("人名叫字方".utf16, .nameCue)
    add("省市区县旗镇乡村路街巷弄道栋幢楼".utf16, .addressLevel)
    add(PreparedUnits.invisible, .prepared)
    add(PreparedUnits.simplified.keys, .prepared)
    add("¥￥$＄[【*＊".utf16, .sign)
    return table
  }()
}

/// The values of characters that people write digits with.
enum DigitGlyphs {
  /// The first surrogate of the mathematical digits U+1D7CE–1D7FF.
  static let mathematicalLead: UInt16 = 0xd835

  /// The value of an ASCII or full-width digit.
  static func plainValue(of unit: UInt16) -> UInt8? {
    switch unit {
    case 0x30...0x39: UInt8(truncatingIfNeeded: unit - 0x30)
    case 0xff10...0xff19: UInt8(truncatingIfNeeded: unit - 0xff10)
    default: nil
    }
  }

  /// The value of a Han numeral or of a circled, bracketed, raised, lowered or Arabic-Indic digit.
  static func looseValue(of unit: UInt16) -> UInt8? {
    if unit >= 0x3007 { return hanValue(of: unit) }
    for (first, start) in decoratedRuns where unit >= first && unit - first <= 9 - start {
      return UInt8(truncatingIfNeeded: unit - first + start)
    }
    switch unit {
    case 0xb9: return 1
    case 0xb2: return 2
    case 0xb3: return 3
    case 0x24ea, 0x24ff, 0x2070: return 0
    default: return nil
    }
  }

  /// The value of a mathematical digit, from the second surrogate.
  static func mathematicalValue(trail: UInt16) -> UInt8? {
    (0xdfce...0xdfff).contains(trail) ? UInt8(truncatingIfNeeded: (trail - 0xdfce) % 10) : nil
  }

  /// Whether the unit stands invisibly between digits: zero-width characters and the parts of keycap emoji.
  static func isInvisible(_ unit: UInt16) -> Bool {
    switch unit {
    case 0xad, 0x200b...0x200d, 0x2060, 0x20e3, 0xfe0e, 0xfe0f, 0xfeff: true
    default: false
    }
  }

  /// Runs of decorated digits: the first unit and its value; each run goes on to 9.
  private static let decoratedRuns: [(UInt16, UInt16)] = [
    (0x2460, 1), (0x2474, 1), (0x2488, 1), (0x24f5, 1), (0x2776, 1), (0x2780, 1), (0x278a, 1),
    (0x2074, 4), (0x2080, 0), (0x0660, 0), (0x06f0, 0),
  ]

  private static func hanValue(of unit: UInt16) -> UInt8? {
    switch unit {
    case 0x3220...0x3228: UInt8(truncatingIfNeeded: unit - 0x3220 + 1)  // ㈠…㈨
    case 0x3280...0x3288: UInt8(truncatingIfNeeded: unit - 0x3280 + 1)  // ㊀…㊈
    default: hanNumerals[unit]
    }
  }

  private static let hanNumerals: [UInt16: UInt8] = {
    var values: [UInt16: UInt8] = [:]
    let rows = ["零〇洞", "一壹幺弌", "二贰貳弍", "三叁參弎", "四肆", "五伍", "六陆陸", "七柒拐", "八捌", "九玖勾"]
    for (value, row) in rows.enumerated() {
      for unit in row.utf16 { values[unit] = UInt8(truncatingIfNeeded: value) }
    }
    return values
  }()
}
