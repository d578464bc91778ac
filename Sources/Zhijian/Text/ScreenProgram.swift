/// A screen as a nondeterministic automaton over sets of units.
struct ScreenProgram: Sendable {
  enum State: Sendable {
    /// Takes a unit of the set with this number among `sets`.
    case units(set: Int, next: Int)
    case split(Int, Int)
    /// Only at the start of the text.
    case start(next: Int)
    /// Only at its end.
    case end(next: Int)
    case accept
  }

  private static let mostStates = 4000

  private(set) var states: [State] = []
  /// The distinct sets of the pattern.
  private(set) var sets: [UnitSet] = []
  private(set) var first = 0

  private var numbers: [UnitSet: Int] = [:]

  /// Compiles `pattern`, as ICU compiled it and in the form in which it is searched; nil if a screen cannot speak of it
  /// or would be large.
  init?(_ pattern: String) {
    guard let read = ScreenPatternReader.read(pattern) else { return nil }
    self.init(read.pattern.withoutLooks)
  }

  init?(_ read: ScreenPattern) {
    let accept = add(.accept)
    guard let first = compile(read, then: accept) else { return nil }
    self.first = first
    numbers = [:]
  }

  private mutating func add(_ state: State) -> Int {
    states.append(state)
    return states.count - 1
  }

  /// The state that matches `pattern` and goes on with `next`; nil where there are too many.
  private mutating func compile(_ pattern: ScreenPattern, then next: Int) -> Int? {
    guard states.count < Self.mostStates else { return nil }
    switch pattern {
    case .units(let units):
      let number = numbers[units] ?? sets.count
      if number == sets.count {
        sets.append(units)
        numbers[units] = number
      }
      return add(.units(set: number, next: next))
    case .start: return add(.start(next: next))
    case .end: return add(.end(next: next))
    case .sequence(let parts):
      var next = next
      for part in parts.reversed() {
        guard let state = compile(part, then: next) else { return nil }
        next = state
      }
      return next
    case .alternatives(let parts):
      var choice: Int?
      for part in parts.reversed() {
        guard let state = compile(part, then: next) else { return nil }
        choice = choice.map { add(.split(state, $0)) } ?? state
      }
      return choice ?? next
    case .repeated(let part, let minimum, let maximum, _):
      return compileRepeated(part, minimum, maximum, then: next)
    // They have been taken out.
    case .ahead, .behind, .atomic: return next
    }
  }

  /// High counts become any number: a screen may match more.
  private mutating func compileRepeated(
    _ part: ScreenPattern, _ minimum: Int, _ maximum: Int?, then next: Int
  ) -> Int? {
    let copies = min(minimum, 3)
    var next = next
    if let maximum, maximum - copies <= 2 {
      let end = next
      for _ in 0..<max(0, maximum - copies) {
        guard let state = compile(part, then: next) else { return nil }
        next = add(.split(state, end))
      }
    } else {
      let loop = add(.split(next, next))
      guard let state = compile(part, then: loop) else { return nil }
      states[loop] = .split(state, next)
      next = loop
    }
    for _ in 0..<copies {
      guard let state = compile(part, then: next) else { return nil }
      next = state
    }
    return next
  }
}

/// The units of texts in classes: those of one class are in the same sets of all programs and searches.
struct ScreenAlphabet: Sendable {
  /// The class of every unit. Class 0 holds the units that screens do not speak of.
  let classes: [UInt16]
  let count: Int
  /// By set: the classes that it holds, a bit a class; `width` words a set.
  private let holders: [UInt64]
  private let width: Int
  private let numbers: [UnitSet: Int]

  init(_ programs: [ScreenProgram], _ spans: [SpanProgram] = []) {
    var numbers: [UnitSet: Int] = [:]
    var sets: [UnitSet] = []
    for set in [programs.lazy.flatMap(\.sets), spans.lazy.flatMap(\.sets)].joined() where numbers[set] == nil {
      numbers[set] = sets.count
      sets.append(set)
    }
    // Where sets begin and end: between two such places all units belong together.
    var changes: [(unit: Int, set: Int)] = []
    for (number, set) in (sets + [ScreenUnits.plain]).enumerated() {
      for range in set.ranges {
        changes.append((Int(range.lowerBound), number))
        changes.append((Int(range.upperBound) + 1, number))
      }
    }
    changes.sort { $0.unit < $1.unit }
    var classes = [UInt16](repeating: 0, count: 65_536)
    var members: [[UInt64]] = [[]]
    var known: [[UInt64]: UInt16] = [:]
    var current = [UInt64](repeating: 0, count: sets.count / 64 + 1)
    var isPlain = false
    var unit = 0
    var next = 0
    while unit < classes.count {
      while next < changes.count, changes[next].unit <= unit {
        let set = changes[next].set
        if set == sets.count { isPlain.toggle() } else { current[set >> 6] ^= 1 << UInt64(set & 63) }
        next += 1
      }
      let end = next < changes.count ? min(changes[next].unit, classes.count) : classes.count
      // More classes than numbers for them leave the rest unspoken of.
      if isPlain, let number = known[current] ?? UInt16(exactly: members.count) {
        if known.updateValue(number, forKey: current) == nil { members.append(current) }
        for place in unit..<end { classes[place] = number }
      }
      unit = end
    }
    self.classes = classes
    self.numbers = numbers
    count = members.count
    width = members.count / 64 + 1
    var holders = [UInt64](repeating: 0, count: max(1, sets.count) * width)
    for (number, words) in members.enumerated() {
      for (word, bits) in words.enumerated() {
        var left = bits
        while left != 0 {
          let set = word * 64 + left.trailingZeroBitCount
          holders[set * width + number / 64] |= 1 << UInt64(number % 64)
          left &= left - 1
        }
      }
    }
    self.holders = holders
  }

  /// `count` classes of units as they were put down, for programs that were put down with them.
  init(kept classes: [UInt16], count: Int) {
    (self.classes, self.count) = (classes, count)
    (width, holders, numbers) = (1, [0], [:])
  }

  /// Appends the classes of `units` to `result`; says whether screens can speak of all of them.
  func appendClasses(of units: [UInt16], to result: inout [UInt16]) -> Bool {
    let table = classes.span
    let units = units.span
    var isPlain = true
    for place in 0..<units.count {
      let number = table[Int(units[place])]
      isPlain = isPlain && number != 0
      result.append(number)
    }
    return isPlain
  }

  /// Of a set that this was made of a bit for each class that it holds.
  func row(of set: UnitSet) -> ArraySlice<UInt64> {
    let first = (numbers[set] ?? 0) * width
    return holders[first..<(first + width)]
  }
}
