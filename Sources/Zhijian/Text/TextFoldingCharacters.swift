/// The base view character by character: compatibility form, simple case folding, Simplified form.
///
/// A table has the folded unit of every unit of the basic plane. Characters with longer forms and those of other
/// planes go through a dictionary behind a bit a page of 256.
struct FoldingCharacters: Sendable {
  /// Marks a unit whose form is in `forms` or that is a surrogate.
  static let complex: UInt16 = 0xFFFF

  /// By unit, the folded unit or `complex`.
  let base: [UInt16]
  /// By unit of folded text, the unit without marks, or 0 for what `invisible` drops.
  let visible: [UInt16]
  /// By unit of folded text, the raw class; surrogates by pair in `characterClass`.
  private let classes: [UInt8]
  /// The code points whose forms do not fit into `base`, ascending, and those forms.
  private let formed: [UInt32]
  private let forms: PackedTexts
  private let pages: [UInt64]

  init(tables: FoldingTables) {
    var (base, forms) = FoldingUnicode.forms
    for (codePoint, form) in tables.width {
      if codePoint < 0x10000, form.count == 1 {
        base[Int(codePoint)] = form[0]
      } else {
        forms[codePoint] = form
      }
    }
    Self.foldAgain(&base, &forms)
    // Simplified forms of characters and of what they fold to.
    var simplified = Array(0...UInt16.max)
    for (codePoint, target) in tables.script {
      if let unit = UInt16(exactly: codePoint), let targetUnit = UInt16(exactly: target) {
        simplified[Int(unit)] = targetUnit
      } else if forms[codePoint] == nil {
        forms[codePoint] = utf16(target)
      }
    }
    for unit in base.indices { base[unit] = simplified[Int(base[unit])] }
    for (codePoint, form) in forms where form.contains(where: { simplified[Int($0)] != $0 }) {
      forms[codePoint] = form.map { simplified[Int($0)] }
    }
    for unit in 0xD800...0xDFFF { base[unit] = Self.complex }
    var pages = [UInt64](repeating: 0, count: Self.pageWords)
    var packed = PackedTexts()
    let formed = forms.keys.sorted()
    for codePoint in formed {
      pages[Int(codePoint) >> 14] |= 1 << UInt64(codePoint >> 8 & 63)
      if codePoint < 0x10000 { base[Int(codePoint)] = Self.complex }
      packed.append(forms[codePoint] ?? [])
    }
    (self.base, self.formed, self.forms, self.pages) = (base, formed, packed, pages)
    var classes = FoldingUnicode.classes
    // Signs that are taken for letters, such as ∨, would be gone before they could be.
    for codePoint in tables.lookalike.keys {
      if let unit = UInt16(exactly: codePoint), classes[Int(unit)] == .separator { classes[Int(unit)] = .bar }
    }
    (self.classes, visible) = (classes.map(\.rawValue), FoldingUnicode.visible)
  }

  /// What a character folds to may have a form of its own in the tables: the lower case of Ʀ is ʀ, which is r.
  private static func foldAgain(_ base: inout [UInt16], _ forms: inout [UInt32: [UInt16]]) {
    let (once, known) = (base, forms)
    func again(_ unit: UInt16) -> [UInt16] { known[UInt32(unit)] ?? [once[Int(unit)]] }
    for (codePoint, form) in known { forms[codePoint] = form.flatMap(again) }
    for unit in base.indices where Int(once[unit]) != unit && known[UInt32(unit)] == nil {
      let form = again(once[unit])
      if form.count == 1 { base[unit] = form[0] } else { forms[UInt32(unit)] = form }
    }
  }

  @inline(__always)
  func characterClass(_ codePoint: UInt32) -> CharacterClass {
    codePoint < 0x10000 ? Self.known(classes[Int(codePoint)]) : CharacterClass(codePoint: codePoint)
  }

  @inline(__always)
  private static func known(_ raw: UInt8) -> CharacterClass { CharacterClass(rawValue: raw) ?? .word }

  /// Goes on from `place` over letters and digits of the basic plane, whose number is added to `piece`.
  @inline(__always)
  func skipWords(of units: Span<UInt16>, from place: inout Int, piece: inout Int, last: inout CharacterClass) {
    let classes = classes.span
    let start = place
    while place < units.count, units[place] & 0xF800 != 0xD800 {
      let kind = Self.known(classes[Int(units[place])])
      guard kind.isWord else { break }
      last = kind
      place &+= 1
    }
    piece += place - start
  }

  /// Folds `units` to the base view, into the storage of `text`.
  func foldBase(_ units: Span<UInt16>, into text: inout FoldedText) {
    text.removeAll(reserving: units.count)
    var read = 0
    while true {
      read = foldSimple(units, from: read, into: &text)
      guard read < units.count else { return }
      let unit = units[read]
      var codePoint = UInt32(unit)
      var length = 1
      if unit & 0xFC00 == 0xD800, read + 1 < units.count, units[read + 1] & 0xFC00 == 0xDC00 {
        codePoint = supplementary(unit, units[read + 1])
        length = 2
      }
      let isFlag = unit == 0xD83C && RegionalLetters.areFlag(at: read, in: units)
      if isFlag { length = RegionalLetters.flagLength }
      let form = isFlag ? nil : form(of: codePoint)
      let start = Int32(truncatingIfNeeded: read)
      let end = Int32(truncatingIfNeeded: read + length)
      if let form {
        for place in form { text.append(forms.units[place], start, end) }
      } else {
        for offset in 0..<length { text.append(units[read + offset], start, end) }
      }
      read += length
    }
  }

  /// Folds from `first` on, up to the first unit that has no single folded unit; gives its place.
  private func foldSimple(_ original: Span<UInt16>, from first: Int, into text: inout FoldedText) -> Int {
    let table = base.span
    let before = text.units.count
    text.units.append(addingCapacity: original.count - first) { units in
      for read in first..<original.count {
        let unit = table[Int(original[read])]
        guard unit != Self.complex else { return }
        units.append(unit)
      }
    }
    let end = first + text.units.count - before
    text.starts.append(addingCapacity: end - first) { starts in
      for read in first..<end { starts.append(Int32(truncatingIfNeeded: read)) }
    }
    text.ends.append(addingCapacity: end - first) { ends in
      for read in first..<end { ends.append(Int32(truncatingIfNeeded: read &+ 1)) }
    }
    return end
  }

  /// Where in `forms` the folded form of `codePoint` is if it is not itself.
  private func form(of codePoint: UInt32) -> Range<Int>? {
    guard pages[Int(codePoint) >> 14] & (1 << UInt64(codePoint >> 8 & 63)) != 0 else { return nil }
    var (low, high) = (0, formed.count)
    while low < high {
      let middle = (low + high) / 2
      if formed[middle] < codePoint { low = middle + 1 } else { high = middle }
    }
    return low < formed.count && formed[low] == codePoint ? forms.range(low) : nil
  }

  /// Words of a bit a page of 256 characters.
  private static let pageWords = 0x11_0000 >> 14
}

extension CompiledWriter {
  mutating func write(_ characters: FoldingCharacters) { characters.write(to: &self) }
}

extension FoldingCharacters {
  fileprivate func write(to writer: inout CompiledWriter) {
    writer.write(base)
    writer.write(visible)
    writer.write(classes)
    writer.write(formed)
    writer.write(forms)
    writer.write(pages)
  }

  /// What `write` put down.
  init(_ reader: inout CompiledReader) throws(CompiledFault) {
    (base, visible, classes) = (try reader.unitTable(), try reader.unitTable(), try reader.unitTable())
    (formed, forms, pages) = (try reader.integers(), try reader.packedTexts(), try reader.integers())
    guard formed.count == forms.count, pages.count == Self.pageWords else { throw CompiledFault() }
  }
}

extension CompiledReader {
  /// A number for every unit.
  mutating func unitTable<Number: FixedWidthInteger>(
    of _: Number.Type = Number.self
  ) throws(CompiledFault) -> [Number] {
    let table = try integers(Number.self)
    guard table.count == 65_536 else { throw CompiledFault() }
    return table
  }
}
