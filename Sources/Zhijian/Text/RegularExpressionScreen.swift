/// Says quickly that an expression does not match a text. Where it says that it may, the expression decides.
///
/// It is the expression's automaton made deterministic while texts are read: a table look-up a unit. What it cannot
/// express (looking around in the middle, counts, references) it leaves out, so it is never wrong about "not".
struct RegularExpressionScreen {
  private static let mostStates = 2000
  private static let mostTransitions = 1 << 18

  /// What it is made of.
  struct Tables: Sendable {
    let states: [ScreenProgram.State]
    let first: Int
    /// The classes of units that the sets of the states tell apart.
    let classes: ProgramClasses

    init(states: [ScreenProgram.State], first: Int, classes: ProgramClasses) {
      (self.states, self.first, self.classes) = (states, first, classes)
    }

    /// `alphabet` has to be made of `program` among others.
    init(_ program: ScreenProgram, alphabet: ScreenAlphabet) {
      self.init(states: program.states, first: program.first, classes: alphabet.classes(of: program.sets))
    }
  }

  private let tables: Tables

  private enum Flag {
    static let accepts: UInt8 = 1
    static let acceptsAtEnd: UInt8 = 2
    /// Nothing can match any more.
    static let isDead: UInt8 = 4
  }

  /// By state and class; −1 where not known yet, −2 where there is no room for more states.
  private var transitions: [Int32] = []
  private var flags: [UInt8] = []
  private var members: [[Int32]] = []
  private var numbers: [[Int32]: Int32] = [:]
  /// What begins at every place but the first.
  private var later: [Int32] = []
  /// By state of the program the states that take a unit, end or accept and are reached from it without taking one,
  /// after the first place; nil where not asked yet.
  private var stops: [[Int32]?]
  /// The states seen in the search under way, by its number.
  private var seen: [Int32]
  private var search: Int32 = 0

  init(_ tables: Tables) {
    self.tables = tables
    stops = Array(repeating: nil, count: tables.states.count)
    seen = Array(repeating: 0, count: tables.states.count)
    later = reached(from: tables.first)
    _ = state(of: reachable(from: tables.first, isStart: true))
  }

  /// Whether the expression may match a text given by the classes of its units, which does not end with a line end.
  mutating func mayMatch(_ classes: Span<UInt16>) -> Bool {
    guard let first = flags.first else { return true }
    if first & Flag.accepts != 0 { return true }
    let width = tables.classes.count
    let local = tables.classes.local
    var state = 0
    for index in 0..<classes.count {
      let global = Int(classes[index])
      guard global > 0, global < local.count else { return true }
      let place = state * width + Int(local[global])
      var next = Int(transitions[place])
      if next < 0 {
        guard next == -1 else { return true }
        next = transition(from: state, Int(local[global]))
        guard next >= 0 else { return true }
      }
      let flag = flags[next]
      if flag & (Flag.accepts | Flag.isDead) != 0 { return flag & Flag.accepts != 0 }
      state = next
    }
    return flags[state] & Flag.acceptsAtEnd != 0
  }

  private mutating func transition(from state: Int, _ local: Int) -> Int {
    var targets: [Int] = []
    for member in members[state] {
      if case .units(let set, let next) = tables.states[Int(member)], tables.classes.holds(local, set) {
        targets.append(next)
      }
    }
    var lists = targets.map { reached(from: $0) }
    lists.append(later)
    search &+= 1
    var all: [Int32] = []
    for list in lists {
      for stop in list where seen[Int(stop)] != search {
        seen[Int(stop)] = search
        all.append(stop)
      }
    }
    all.sort()
    let next = self.state(of: all) ?? -2
    transitions[state * tables.classes.count + local] = Int32(next)
    return next
  }

  /// The number of a set of states; nil where there is no room for it.
  private mutating func state(of set: [Int32]) -> Int? {
    if let known = numbers[set] { return Int(known) }
    guard members.count < Self.mostStates, transitions.count + tables.classes.count <= Self.mostTransitions else {
      return nil
    }
    var flag: UInt8 = set.isEmpty ? Flag.isDead : 0
    for member in set {
      switch tables.states[Int(member)] {
      case .accept: flag |= Flag.accepts | Flag.acceptsAtEnd
      case .end(let next): if acceptsAtEnd(next, isStart: members.isEmpty) { flag |= Flag.acceptsAtEnd }
      case .units, .split, .start: break
      }
    }
    let number = members.count
    numbers[set] = Int32(number)
    members.append(set)
    flags.append(flag)
    transitions.append(contentsOf: repeatElement(-1, count: tables.classes.count))
    return number
  }

  private mutating func reached(from state: Int) -> [Int32] {
    if let known = stops[state] { return known }
    let found = reachable(from: state, isStart: false)
    stops[state] = found
    return found
  }

  /// The states that take a unit, end or accept and are reached without taking one, in ascending order.
  private mutating func reachable(from state: Int, isStart: Bool) -> [Int32] {
    var found: [Int32] = []
    walk(from: state, isStart: isStart, isEnd: false) { found.append($0) }
    return found.sorted()
  }

  /// Whether the program accepts from a state at the end of the text.
  private mutating func acceptsAtEnd(_ state: Int, isStart: Bool) -> Bool {
    var accepts = false
    let states = tables.states
    walk(from: state, isStart: isStart, isEnd: true) { stop in
      if case .accept = states[Int(stop)] { accepts = true }
    }
    return accepts
  }

  private mutating func walk(from state: Int, isStart: Bool, isEnd: Bool, _ stop: (Int32) -> Void) {
    search &+= 1
    var open = [state]
    while let state = open.popLast() {
      guard seen[state] != search else { continue }
      seen[state] = search
      switch tables.states[state] {
      case .units, .accept: stop(Int32(state))
      case .split(let one, let other): open += [one, other]
      case .start(let next): if isStart { open.append(next) }
      case .end(let next): if isEnd { open.append(next) } else { stop(Int32(state)) }
      }
    }
  }
}
