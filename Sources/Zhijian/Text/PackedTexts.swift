/// Short texts in one piece: reading a thousand from the cache costs what reading one does.
struct PackedTexts: Sendable {
  private(set) var units: [UInt16] = []
  /// By text, where it ends in `units`.
  private(set) var ends: [UInt32] = []

  init() {}

  /// Texts as they were put down; whether the ends are sound is seen when a text is asked for.
  init(units: [UInt16], ends: [UInt32]) { (self.units, self.ends) = (units, ends) }

  var count: Int { ends.count }

  mutating func append(_ text: some Collection<UInt16>) {
    units.append(contentsOf: text)
    ends.append(UInt32(clamping: units.count))
  }

  /// Where the text at `index` is in `units`; an empty range where there is none.
  func range(_ index: Int) -> Range<Int> {
    guard ends.indices.contains(index) else { return 0..<0 }
    let start = index == 0 ? 0 : Int(ends[index - 1])
    let end = Int(ends[index])
    return start <= end && end <= units.count ? start..<end : 0..<0
  }

  /// The text at `index`; an empty one where there is none.
  subscript(index: Int) -> ArraySlice<UInt16> { units[range(index)] }
}

extension CompiledWriter {
  mutating func write(_ texts: PackedTexts) {
    write(texts.units)
    write(texts.ends)
  }
}

extension CompiledReader {
  mutating func packedTexts() throws(CompiledFault) -> PackedTexts {
    PackedTexts(units: try integers(), ends: try integers())
  }
}
