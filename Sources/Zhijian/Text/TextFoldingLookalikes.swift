/// Characters taken for others, unit by unit: odd ones in any text, and ordinary ones that have a similar shape to a
/// character of a phrase that is looked for, and stand in none themselves.
struct FoldingLookalikes: Sendable {
  private let replacements: [UInt16]
  /// By unit, where phrases are known: with those of similar shape.
  private let shaped: [UInt16]
  /// Characters, and by each those of a similar shape, the most similar first.
  private let characters: [UInt16]
  private let similar: PackedTexts

  init(tables: FoldingTables) {
    var replacements = Array(0...UInt16.max)
    for (codePoint, target) in tables.lookalike {
      if let unit = UInt16(exactly: codePoint), let targetUnit = UInt16(exactly: target) {
        replacements[Int(unit)] = targetUnit
      }
    }
    self.replacements = replacements
    shaped = replacements
    (characters, similar) = (tables.shapedCharacters, tables.similarShapes)
  }

  private init(_ other: FoldingLookalikes, shaped: [UInt16]) {
    (replacements, characters, similar) = (other.replacements, other.characters, other.similar)
    self.shaped = shaped
  }

  /// The same, which also takes characters for those of `units` that have a similar shape.
  func reading(_ units: Set<UInt16>) -> FoldingLookalikes {
    var isWanted = [Bool](repeating: false, count: 65_536)
    for unit in units { isWanted[Int(unit)] = true }
    var shaped = replacements
    for (place, character) in characters.enumerated()
    where !isWanted[Int(character)] && replacements[Int(character)] == character {
      for index in similar.range(place) where isWanted[Int(similar.units[index])] {
        shaped[Int(character)] = similar.units[index]
        break
      }
    }
    return FoldingLookalikes(self, shaped: shaped)
  }

  func mayReplace(_ unit: UInt16) -> Bool { shaped[Int(unit)] != unit }

  /// Whether similar shapes change anything that the table of odd ones does not.
  func hasShapes(_ text: FoldedText) -> Bool {
    text.units.contains { shaped[Int($0)] != replacements[Int($0)] }
  }

  /// Replaces in `text`, with similar shapes or only the odd ones; says whether anything changed.
  func replace(in text: inout FoldedText, withShapes: Bool) -> Bool {
    let table = withShapes ? shaped : replacements
    guard text.units.contains(where: { table[Int($0)] != $0 }) else { return false }
    for index in text.units.indices { text.units[index] = table[Int(text.units[index])] }
    return true
  }
}

extension FoldingLookalikes {
  /// Puts down what it was made of, without the phrases.
  func write(to writer: inout CompiledWriter) {
    writer.write(replacements)
    writer.write(characters)
    writer.write(similar)
  }

  /// What `write` put down.
  init(_ reader: inout CompiledReader) throws(CompiledFault) {
    replacements = try reader.unitTable()
    shaped = replacements
    (characters, similar) = (try reader.integers(), try reader.packedTexts())
    guard characters.count == similar.count else { throw CompiledFault() }
  }

  /// Puts down what `reading` made of it.
  func writeShapes(to writer: inout CompiledWriter) { writer.write(shaped) }

  /// What `reading` made of the same.
  func readingShapes(_ reader: inout CompiledReader) throws(CompiledFault) -> FoldingLookalikes {
    FoldingLookalikes(self, shaped: try reader.unitTable())
  }
}
