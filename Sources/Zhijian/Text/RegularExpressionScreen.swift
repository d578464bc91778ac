/// Says quickly that an expression does not match a text. Where it says that it may, the expression decides.
///
/// It is the expression's automaton made deterministic while texts are read: a table look-up a unit. What it cannot
/// express (looking around in the middle, counts, references) it leaves out, so it is never wrong about "not".
struct RegularExpressionScreen {
  private static let mostStates = 2000
  private static let mostTransitions = 1 << 18

  private let program: ScreenProgram
  private let alphabet: ScreenAlphabet
  private let local: [UInt16]
  private let examples: [Int]

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

  /// `alphabet` has to be made of `program` among others.
  init(_ program: ScreenProgram, alphabet: ScreenAlphabet) {
    self.program = program
    self.alphabet = alphabet
    (local, examples) = alphabet.classes(of: program)
    later = closure(of: [Int32(program.first)], isStart: false, isEnd: false)
    _ = state(of: closure(of: [Int32(program.first)], isStart: true, isEnd: false))
  }

  /// Whether the expression may match a text given by the classes of its units, which does not end with a line end.
  mutating func mayMatch(_ classes: Span<UInt16>) -> Bool {
    guard let first = flags.first else { return true }
    if first & Flag.accepts != 0 { return true }
    let width = examples.count
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
    var reached: [Int32] = []
    let example = examples[local]
    for member in members[state] {
      guard case .units(let set, let next) = program.states[Int(member)],
        alphabet.holds(set, of: program, class: example)
      else { continue }
      reached.append(Int32(next))
    }
    let all = closure(of: reached, isStart: false, isEnd: false, also: later)
    let next = self.state(of: all)
    transitions[state * examples.count + local] = Int32(next ?? -2)
    return next ?? -2
  }

  /// The number of a set of states; nil where there is no room for it.
  private mutating func state(of set: [Int32]) -> Int? {
    if let known = numbers[set] { return Int(known) }
    guard members.count < Self.mostStates, transitions.count + examples.count <= Self.mostTransitions else {
      return nil
    }
    var flag: UInt8 = set.isEmpty ? Flag.isDead : 0
    if isAccepting(set) { flag |= Flag.accepts }
    if isAccepting(closure(of: set, isStart: members.isEmpty, isEnd: true)) { flag |= Flag.acceptsAtEnd }
    let number = members.count
    numbers[set] = Int32(number)
    members.append(set)
    flags.append(flag)
    transitions.append(contentsOf: repeatElement(-1, count: examples.count))
    return number
  }

  private func isAccepting(_ set: [Int32]) -> Bool {
    set.contains { if case .accept = program.states[Int($0)] { true } else { false } }
  }

  /// The states reached without taking a unit, in ascending order, with those of `others`.
  private func closure(of seeds: [Int32], isStart: Bool, isEnd: Bool, also others: [Int32] = []) -> [Int32] {
    var seen = Set(others)
    var open = seeds.filter { seen.insert($0).inserted }
    while let state = open.popLast() {
      let following: [Int]
      switch program.states[Int(state)] {
      case .units, .accept: following = []
      case .split(let one, let other): following = [one, other]
      case .start(let next): following = isStart ? [next] : []
      case .end(let next): following = isEnd ? [next] : []
      }
      for next in following where seen.insert(Int32(next)).inserted { open.append(Int32(next)) }
    }
    return seen.sorted()
  }
}
