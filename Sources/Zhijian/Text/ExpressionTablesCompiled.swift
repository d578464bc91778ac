extension CompiledWriter {
  /// What an expression is screened and searched by.
  mutating func write(_ screen: RegularExpressionScreen.Tables?, _ spans: SpanSearch.Tables?) {
    write(UInt8((screen == nil ? 0 : 1) | (spans == nil ? 0 : 2)))
    if let screen { write(screen) }
    if let spans { write(spans) }
  }

  private mutating func write(_ screen: RegularExpressionScreen.Tables) {
    // Each state as three numbers: its kind, and two that it names.
    write(
      screen.states.flatMap { state -> [UInt16] in
        switch state {
        case .units(let set, let next): [0, UInt16(clamping: set), UInt16(clamping: next)]
        case .split(let one, let other): [1, UInt16(clamping: one), UInt16(clamping: other)]
        case .start(let next): [2, UInt16(clamping: next), 0]
        case .end(let next): [3, UInt16(clamping: next), 0]
        case .accept: [4, 0, 0]
        }
      })
    write(count: screen.first)
    write(screen.classes)
  }

  private mutating func write(_ spans: SpanSearch.Tables) {
    write(spans.instructions.flatMap { [UInt16($0.kind.rawValue), $0.next, $0.other, $0.number] })
    write(
      spans.behinds.flatMap { behind in
        [
          UInt32(behind.start), UInt32(clamping: behind.lengths.lowerBound),
          UInt32(clamping: behind.lengths.upperBound),
        ]
      })
    write(spans.classes)
    write(spans.begins.map { $0 ? 1 : 0 } as [UInt8])
    write(spans.first)
    write(count: spans.aheads.count)
    for begins in spans.aheads { write(begins.map { $0 ? 1 : 0 } as [UInt8]) }
    write(count: spans.width)
  }
}

extension CompiledReader {
  /// What `write` put down, of an alphabet with so many classes; sound in every number, so that searches with it come to
  /// an end.
  mutating func expressionTables(
    classes: Int
  ) throws(CompiledFault) -> (RegularExpressionScreen.Tables?, SpanSearch.Tables?) {
    let kinds = try integer(UInt8.self)
    let screen = kinds & 1 == 0 ? nil : try screenTables(classes)
    let spans = kinds & 2 == 0 ? nil : try spanTables(classes)
    guard kinds < 4, isAtEnd else { throw CompiledFault() }
    return (screen, spans)
  }

  private mutating func screenTables(_ total: Int) throws(CompiledFault) -> RegularExpressionScreen.Tables {
    let numbers = try integers(UInt16.self)
    let first = Int(try integer(UInt32.self))
    let classes = try programClasses(of: total)
    let count = numbers.count / 3
    guard numbers.count == 3 * count, first < count else { throw CompiledFault() }
    var states: [ScreenProgram.State] = []
    states.reserveCapacity(count)
    for place in stride(from: 0, to: numbers.count, by: 3) {
      let (one, other) = (Int(numbers[place + 1]), Int(numbers[place + 2]))
      switch numbers[place] {
      case 0 where one < classes.setCount && other < count: states.append(.units(set: one, next: other))
      case 1 where one < count && other < count: states.append(.split(one, other))
      case 2 where one < count: states.append(.start(next: one))
      case 3 where one < count: states.append(.end(next: one))
      case 4: states.append(.accept)
      default: throw CompiledFault()
      }
    }
    return RegularExpressionScreen.Tables(states: states, first: first, classes: classes)
  }

  private mutating func spanTables(_ total: Int) throws(CompiledFault) -> SpanSearch.Tables {
    let numbers = try integers(UInt16.self)
    let looks = try integers(UInt32.self)
    let classes = try programClasses(of: total)
    let begins = try integers(UInt8.self).map { $0 != 0 }
    let first = try integer(UInt16.self)
    var aheads: [[Bool]] = []
    for _ in 0..<(try count()) { aheads.append(try integers(UInt8.self).map { $0 != 0 }) }
    let width = Int(try integer(UInt32.self))
    let count = numbers.count / 4
    guard numbers.count == 4 * count, looks.count % 3 == 0, first < count, begins.count == classes.count,
      aheads.allSatisfy({ $0.isEmpty || $0.count == classes.count })
    else { throw CompiledFault() }
    var behinds: [SpanProgram.Behind] = []
    for place in stride(from: 0, to: looks.count, by: 3) {
      guard let start = UInt16(exactly: looks[place]), start < count, looks[place + 1] <= looks[place + 2] else {
        throw CompiledFault()
      }
      behinds.append(SpanProgram.Behind(start: start, lengths: Int(looks[place + 1])...Int(looks[place + 2])))
    }
    var instructions: [SpanProgram.Instruction] = []
    instructions.reserveCapacity(count)
    for place in stride(from: 0, to: numbers.count, by: 4) {
      guard let raw = UInt8(exactly: numbers[place]), let kind = SpanProgram.Instruction.Kind(rawValue: raw) else {
        throw CompiledFault()
      }
      let instruction = SpanProgram.Instruction(
        kind: kind, next: numbers[place + 1], other: numbers[place + 2], number: numbers[place + 3])
      guard
        instruction.isSound(
          at: instructions.count, of: count, sets: classes.setCount, splits: width * 64, aheads: aheads.count, behinds)
      else { throw CompiledFault() }
      instructions.append(instruction)
    }
    guard !SpanProgram.anyLookMeetsItself(instructions, behinds) else { throw CompiledFault() }
    return SpanSearch.Tables(
      instructions: instructions, behinds: behinds, classes: classes, begins: begins, first: first, aheads: aheads,
      width: width)
  }
}

extension SpanProgram.Instruction {
  /// Whether every number names something, and no way goes back but over a split, which counts as a step.
  fileprivate func isSound(
    at place: Int, of count: Int, sets: Int, splits: Int, aheads: Int, _ behinds: [SpanProgram.Behind]
  ) -> Bool {
    switch kind {
    case .accept, .here: true
    case .split: next < count && other < count && number < splits
    case .units: next < place && other < sets
    case .start, .end: next < place
    case .ahead, .notAhead: next < place && other < place && number < aheads
    case .behind, .notBehind:
      next < place && behinds.indices.contains(Int(number)) && behinds[Int(number)].start < place
    case .atomic: next < place && other < place
    }
  }
}

extension SpanProgram {
  /// Whether what some look or atomic group begins leads to itself again, so that a search would not come out of it.
  fileprivate static func anyLookMeetsItself(_ instructions: [Instruction], _ behinds: [Behind]) -> Bool {
    func part(_ instruction: Instruction) -> Int? {
      switch instruction.kind {
      case .ahead, .notAhead, .atomic: Int(instruction.other)
      case .behind, .notBehind: Int(behinds[Int(instruction.number)].start)
      case .units, .split, .start, .end, .accept, .here: nil
      }
    }
    for (look, instruction) in instructions.enumerated() {
      guard let start = part(instruction) else { continue }
      var isSeen = [Bool](repeating: false, count: instructions.count)
      var open = [start]
      while let place = open.popLast() {
        if place == look { return true }
        guard !isSeen[place] else { continue }
        isSeen[place] = true
        let next = instructions[place]
        if next.kind == .accept || next.kind == .here { continue }
        open.append(Int(next.next))
        if next.kind == .split { open.append(Int(next.other)) }
        if let inner = part(next) { open.append(inner) }
      }
    }
    return false
  }
}
