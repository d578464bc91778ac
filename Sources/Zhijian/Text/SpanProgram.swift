/// An expression as a program that tries what ICU's engine tries, in the same order: see `SpanSearch`.
///
/// Only for patterns that were read exactly. Left to ICU are those that match nothing at all somewhere, that repeat what
/// may be nothing, and those that would be large.
struct SpanProgram: Sendable {
  struct Instruction: Sendable {
    enum Kind: UInt8 {
      /// Takes a unit of the set `other`.
      case units
      /// First `next`, then `other`; `number` names it among all of them.
      case split
      case start, end
      /// Whether the part that begins at `other` follows, or does not; `number` names it among `aheads`.
      case ahead, notAhead
      /// Whether the part of the look with this `number` stands before, or does not.
      case behind, notBehind
      /// Takes the part that begins at `other`, the first way it matches.
      case atomic
      /// The end of the whole, or of the part that a look or an atomic group begins.
      case accept
      /// The end of a part that has to end where its look stands.
      case here
    }

    let kind: Kind
    var next: UInt16 = 0
    var other: UInt16 = 0
    var number: UInt16 = 0
  }

  /// A part that has to stand before a place.
  struct Behind: Sendable {
    let start: UInt16
    let lengths: ClosedRange<Int>
  }

  private static let mostInstructions = 2000

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [UnitSet] = []
  private(set) var behinds: [Behind] = []
  /// By look ahead, the sets that what has to follow may begin with; nil where it may be nothing.
  private(set) var aheads: [[Int]?] = []
  /// How many splits there are.
  private(set) var splits = 0
  private(set) var first: UInt16 = 0
  /// The sets that a match may begin with; nil where it may begin with anything.
  private(set) var begins: [Int]?

  private var numbers: [UnitSet: Int] = [:]

  /// Compiles what `ScreenPatternReader` read; nil if it is left to ICU.
  init?(_ pattern: ScreenPattern) {
    guard pattern.lengths.least > 0 else { return nil }
    let accept = add(Instruction(kind: .accept))
    guard let accept, let first = compile(pattern, then: accept) else { return nil }
    self.first = first
    numbers = [:]
    begins = firstSets(pattern).map { Set($0).sorted() }
  }

  private mutating func add(_ instruction: Instruction) -> UInt16? {
    guard instructions.count < Self.mostInstructions else { return nil }
    instructions.append(instruction)
    return UInt16(instructions.count - 1)
  }

  private mutating func addSplit(_ preferred: UInt16, _ other: UInt16) -> UInt16? {
    splits += 1
    return add(
      Instruction(kind: .split, next: preferred, other: other, number: UInt16(truncatingIfNeeded: splits - 1)))
  }

  private mutating func number(of units: UnitSet) -> Int {
    if let known = numbers[units] { return known }
    sets.append(units)
    numbers[units] = sets.count - 1
    return sets.count - 1
  }

  /// The instruction that matches `pattern` and goes on with `next`.
  private mutating func compile(_ pattern: ScreenPattern, then next: UInt16) -> UInt16? {
    switch pattern {
    case .units(let units):
      return add(Instruction(kind: .units, next: next, other: UInt16(clamping: number(of: units))))
    case .start: return add(Instruction(kind: .start, next: next))
    case .end: return add(Instruction(kind: .end, next: next))
    case .sequence(let parts):
      var next = next
      for part in parts.reversed() {
        guard let place = compile(part, then: next) else { return nil }
        next = place
      }
      return next
    case .alternatives(let parts):
      var choice: UInt16?
      for part in parts.reversed() {
        guard let place = compile(part, then: next) else { return nil }
        guard let rest = choice else {
          choice = place
          continue
        }
        choice = addSplit(place, rest)
        if choice == nil { return nil }
      }
      return choice ?? next
    case .repeated(let part, let minimum, let maximum, let isLazy):
      return compileRepeated(part, minimum, maximum, isLazy: isLazy, then: next)
    case .ahead(let part, let isNegated):
      guard let end = add(Instruction(kind: .accept)), let start = compile(part, then: end) else { return nil }
      aheads.append(part.lengths.least > 0 ? firstSets(part) : nil)
      let number = UInt16(truncatingIfNeeded: aheads.count - 1)
      return add(Instruction(kind: isNegated ? .notAhead : .ahead, next: next, other: start, number: number))
    case .behind(let part, let isNegated):
      let lengths = part.lengths
      guard let most = lengths.most, let end = add(Instruction(kind: .here)), let start = compile(part, then: end)
      else { return nil }
      behinds.append(Behind(start: start, lengths: lengths.least...max(lengths.least, most)))
      let number = UInt16(truncatingIfNeeded: behinds.count - 1)
      return add(Instruction(kind: isNegated ? .notBehind : .behind, next: next, number: number))
    case .atomic(let part):
      guard let end = add(Instruction(kind: .accept)), let start = compile(part, then: end) else { return nil }
      return add(Instruction(kind: .atomic, next: next, other: start))
    }
  }

  private mutating func compileRepeated(
    _ part: ScreenPattern, _ minimum: Int, _ maximum: Int?, isLazy: Bool, then next: UInt16
  ) -> UInt16? {
    // A part that may be nothing is repeated once at most; ICU's engine has rules of its own for more.
    let isOnce = maximum.map { $0 <= 1 } ?? false
    guard isOnce || part.lengths.least > 0 else { return nil }
    var place = next
    func split(_ more: UInt16, _ program: inout SpanProgram) -> UInt16? {
      isLazy ? program.addSplit(next, more) : program.addSplit(more, next)
    }
    if let maximum {
      for _ in 0..<max(0, maximum - minimum) {
        guard let more = compile(part, then: place), let choice = split(more, &self) else { return nil }
        place = choice
      }
    } else {
      guard let loop = addSplit(next, next), let more = compile(part, then: loop) else { return nil }
      let number = instructions[Int(loop)].number
      instructions[Int(loop)] = Instruction(
        kind: .split, next: isLazy ? next : more, other: isLazy ? more : next, number: number)
      place = loop
    }
    for _ in 0..<minimum {
      guard let before = compile(part, then: place) else { return nil }
      place = before
    }
    return place
  }

  /// The sets that a match of `pattern` may begin with, which takes a unit; nil where that is not known.
  private func firstSets(_ pattern: ScreenPattern) -> [Int]? {
    switch pattern {
    case .units(let units): return sets.firstIndex(of: units).map { [$0] }
    case .start, .end, .ahead, .behind: return []
    case .atomic(let part), .repeated(let part, _, _, _): return firstSets(part)
    case .sequence(let parts):
      var all: [Int] = []
      for part in parts {
        guard let more = firstSets(part) else { return nil }
        all += more
        if part.lengths.least > 0 { break }
      }
      return all
    case .alternatives(let parts):
      let all = parts.map(firstSets)
      return all.contains { $0 == nil } ? nil : all.flatMap { $0 ?? [] }
    }
  }
}
