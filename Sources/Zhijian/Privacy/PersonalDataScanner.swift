/// One pass over the units of a message. Recognisers stand in extensions, one kind or family a file; each
/// reads a bounded stretch around a place, so that the pass is linear.
struct PersonalDataScanner {
  let units: [UInt16]
  /// The units as they were written.
  let written: [UInt16]
  let reportsWebAddresses: Bool
  private(set) var found: [PersonalData] = []
  /// Where the last value or mask ended: nothing before it explains what comes after. So a text and its
  /// redacted form are read alike.
  private(set) var floor = 0
  /// No e-mail or web address begins before this unit: the run up to here has been searched.
  var webAddressesSearchedUpTo = 0

  init(units: [UInt16], reportsWebAddresses: Bool) {
    self.init(units: units, written: units, reportsWebAddresses: reportsWebAddresses)
  }

  init(_ prepared: PreparedUnits, reportsWebAddresses: Bool) {
    self.init(units: prepared.units, written: prepared.written, reportsWebAddresses: reportsWebAddresses)
  }

  private init(units: [UInt16], written: [UInt16], reportsWebAddresses: Bool) {
    self.units = units
    self.written = written
    self.reportsWebAddresses = reportsWebAddresses
  }

  /// Fills `found`.
  mutating func scan() {
    var position = 0
    while true {
      position = nextCandidate(from: position)
      guard position < units.count else { break }
      // A recogniser that takes nothing still moves on.
      position = max(position + 1, scanCandidate(at: position))
    }
    addNamesBesideContacts()
  }

  /// The fewest digits of a phone or identity number, however they are written.
  static let fewestDigits = 5

  /// Whether a text has as many digits as any phone or identity number.
  static func mayHoldLongNumber(_ units: [UInt16]) -> Bool {
    let digits = UnitClasses.digit.rawValue | UnitClasses.looseDigit.rawValue
    let table = UnitClasses.table
    var count = 0
    for unit in units where table[Int(unit)] & digits != 0 {
      count += 1
      if count == fewestDigits { return true }
    }
    return false
  }

  private func nextCandidate(from start: Int) -> Int {
    // Safe: `position` is below the count, and the table has a place for each of the 65,536 units.
    units.withUnsafeBufferPointer { units in
      UnitClasses.table.withUnsafeBufferPointer { table in
        var position = start
        while position < units.count, table[Int(units[position])] & ~UnitClasses.prepared.rawValue == 0 {
          position += 1
        }
        return position
      }
    }
  }

  /// Takes what begins at `position`, or ends there for cues and levels; gives where to go on.
  private mutating func scanCandidate(at position: Int) -> Int {
    let classes = classes(at: position)
    if classes.contains(.digit) { return scanNumber(at: position) }
    if classes.contains(.letter) { return scanLatinWord(at: position) }
    if classes.contains(.sign) { return scanSign(at: position) }
    if classes.contains(.looseDigit) {
      let next = scanLooseNumber(at: position)
      if next > position { return next }
    }
    if classes.contains(.plateProvince), let next = scanPlate(at: position) { return next }
    if classes.contains(.addressLevel), let next = scanAddress(at: position) { return next }
    if classes.contains(.nameCue), let next = scanName(at: position) { return next }
    return position + 1
  }

  private mutating func scanSign(at position: Int) -> Int {
    switch unit(position) {
    case 0x5b, 0x3010: return scanBracketedLabel(at: position)
    case 0x2a, 0xff0a: return scanAsterisks(at: position)
    default: return scanAmount(at: position + 1, signAt: position) ?? position + 1
    }
  }

  /// Takes `kind` at `range`, and gives where it ends.
  mutating func take(_ kind: PersonalDataKind, _ range: TextRange, value: String, confidence: Double) -> Int {
    found.append(PersonalData(kind: kind, range: range, value: value, confidence: confidence))
    floor = range.upper
    return range.upper
  }

  /// Takes `kind` at `range` in place of whatever was found inside it.
  mutating func takeOver(_ kind: PersonalDataKind, _ range: TextRange, value: String, confidence: Double) -> Int {
    while let last = found.last, last.range.overlaps(range) { found.removeLast() }
    return take(kind, range, value: value, confidence: confidence)
  }

  /// Passes over what is masked or means something else; gives where it ends.
  mutating func pass(upTo end: Int) -> Int {
    floor = max(floor, end)
    return end
  }

  /// Puts `data` in its place between values found earlier.
  mutating func insert(_ data: PersonalData) {
    found.insert(data, at: found.partitioningIndex { $0.range.lower >= data.range.lower })
  }
}

extension PersonalDataScanner {
  /// The unit at any offset; 0 outside the text.
  func unit(_ offset: Int) -> UInt16 {
    offset >= 0 && offset < units.count ? units[offset] : 0
  }

  /// The unit folded to ASCII width, 0 if it is not ASCII.
  func ascii(_ offset: Int) -> UInt8 {
    let unit = unit(offset)
    if unit < 0x80 { return UInt8(truncatingIfNeeded: unit) }
    if unit >= 0xff01, unit <= 0xff5e { return UInt8(truncatingIfNeeded: unit - 0xfee0) }
    return unit == 0x3000 || unit == 0xa0 ? 0x20 : 0
  }

  /// The unit folded to ASCII width and lower case.
  func lowercased(_ offset: Int) -> UInt8 {
    let byte = ascii(offset)
    return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte
  }

  func classes(at offset: Int) -> UnitClasses {
    UnitClasses(rawValue: UnitClasses.table[Int(unit(offset))])
  }

  func isDigit(_ offset: Int) -> Bool { ascii(offset) >= 0x30 && ascii(offset) <= 0x39 }

  func isLetter(_ offset: Int) -> Bool { lowercased(offset) >= 0x61 && lowercased(offset) <= 0x7a }

  /// A letter, a digit or an underscore.
  func isWord(_ offset: Int) -> Bool { isDigit(offset) || isLetter(offset) || ascii(offset) == 0x5f }

  func isHan(_ offset: Int) -> Bool {
    let unit = unit(offset)
    return unit >= 0x4e00 && unit <= 0x9fff || unit >= 0x3400 && unit <= 0x4dbf || unit == 0x3007
  }

  func isAsterisk(_ offset: Int) -> Bool { ascii(offset) == 0x2a }

  /// Whether `word` stands at `offset`.
  func matches(_ word: String, at offset: Int) -> Bool {
    var position = offset
    for expected in word.utf16 {
      guard unit(position) == expected else { return false }
      position += 1
    }
    return true
  }

  /// Whether the ASCII `word`, in lower case, stands at `offset` in any case and width.
  func matchesLatin(_ word: String, at offset: Int) -> Bool {
    var position = offset
    for expected in word.utf8 {
      guard lowercased(position) == expected else { return false }
      position += 1
    }
    return true
  }

  /// The units from `range` in lower case and ASCII width, as text.
  func folded(_ range: TextRange, uppercase: Bool = false) -> String {
    let folded = (range.lower..<range.upper).map { offset -> UInt16 in
      let byte = lowercased(offset)
      guard byte != 0 else { return unit(offset) }
      return UInt16(uppercase && byte >= 0x61 && byte <= 0x7a ? byte - 32 : byte)
    }
    return String(decoding: folded, as: UTF16.self)
  }
}
