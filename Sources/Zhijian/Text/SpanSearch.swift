/// Finds where an expression matches, as ICU's engine would: the leftmost match, and of those the first that backtracking
/// comes to.
///
/// Every choice is tried once at each place: where it failed it fails again, so the work of one match is bounded by the
/// length of the text times that of the program. Looks and atomic groups are tried anew; what becomes too much work is
/// left to ICU.
struct SpanSearch {
  /// A text needs a bit for each choice at each place.
  private static let mostWords = 1 << 15
  private static let mostSteps = 200_000

  private let tables: Tables
  private var state = State()

  /// What it is made of.
  struct Tables: Sendable {
    let instructions: [SpanProgram.Instruction]
    let behinds: [SpanProgram.Behind]
    /// The classes that this program tells apart.
    let classes: ProgramClasses
    /// By local class, whether a match may begin with it.
    let begins: [Bool]
    let first: UInt16
    /// By look ahead and local class, whether what it looks for may begin there; empty where it may be nothing.
    let aheads: [[Bool]]
    /// How many words of marks a place has.
    let width: Int

    /// Whether what a look ahead looks for may begin at a place.
    @inline(__always)
    func mayFollow(_ number: UInt16, _ place: Int, _ classes: Span<UInt16>) -> Bool {
      let begins = aheads[Int(number)]
      return begins.isEmpty || place < classes.count && begins[Int(self.classes.local[Int(classes[place])])]
    }

    /// Whether an instruction may succeed before a unit whose sets begin at `code` of `holds`, −1 at the end of the text.
    @inline(__always)
    func mayGo(_ instruction: UInt16, _ code: Int) -> Bool {
      let next = instructions[Int(instruction)]
      return next.kind != .units || code >= 0 && classes.holds[code &+ Int(next.other)] != 0
    }
  }

  fileprivate struct State {
    /// By place, the choices that were tried there.
    var marks: [UInt64] = []
    /// Where to go on when a way fails.
    var open: [(instruction: UInt16, place: Int)] = []
    /// The last place with marks.
    var furthest = 0
    var stepsLeft = 0
  }

  init(_ tables: Tables) { self.tables = tables }

  /// Appends the ranges of the matches, at most `maximum`, in a text given by the classes of its units: none is 0, and
  /// the text does not end with a line end. False where that is left to ICU; then what was appended means nothing.
  mutating func appendRanges(in classes: Span<UInt16>, limit maximum: Int, to ranges: inout [Range<Int>]) -> Bool {
    let words = (classes.count + 1) * tables.width
    guard words <= Self.mostWords else { return false }
    if state.marks.count < words { state.marks = Array(repeating: 0, count: words * 2) }
    for word in 0..<words { state.marks[word] = 0 }
    state.furthest = 0
    state.stepsLeft = Self.mostSteps
    var from = 0
    for _ in 0..<maximum {
      guard let found = Self.next(from, classes, tables, &state) else { break }
      ranges.append(found)
      from = found.upperBound
      // Those of the way that matched did not fail.
      for word in (from * tables.width)..<((max(from, state.furthest) + 1) * tables.width) { state.marks[word] = 0 }
    }
    return state.stepsLeft > 0
  }

  /// The leftmost match that begins at `from` or behind it.
  private static func next(
    _ from: Int, _ classes: Span<UInt16>, _ tables: Tables, _ state: inout State
  ) -> Range<Int>? {
    for start in from..<classes.count {
      guard tables.begins[Int(tables.classes.local[Int(classes[start])])] else { continue }
      if let end = end(tables.first, at: start, marks: true, classes, tables, &state) { return start..<end }
      if state.stepsLeft <= 0 { return nil }
    }
    return nil
  }

  /// Where the part that begins with `instruction` ends if it matches at `place`. A part that ends with `here` has to end
  /// at `target`. Inside of looks and atomic groups nothing is marked: a way may fail there and not elsewhere.
  private static func end(
    _ instruction: UInt16, at place: Int, target: Int = -1, marks: Bool, _ classes: Span<UInt16>, _ tables: Tables,
    _ state: inout State
  ) -> Int? {
    let bottom = state.open.count
    var at = Int(instruction)
    var place = place
    while true {
      let current = tables.instructions[at]
      var isDone = true
      switch current.kind {
      case .units:
        isDone =
          place < classes.count
          && tables.classes.holds(Int(tables.classes.local[Int(classes[place])]), Int(current.other))
        place &+= 1
      case .split:
        state.stepsLeft -= 1
        if marks { isDone = state.mark(current.number, place, tables.width) }
        if isDone {
          let code =
            place < classes.count ? Int(tables.classes.local[Int(classes[place])]) &* tables.classes.setCount : -1
          // What fails at once need not be tried, nor kept for later.
          guard tables.mayGo(current.next, code) else {
            at = Int(current.other)
            continue
          }
          if tables.mayGo(current.other, code) { state.open.append((current.other, place)) }
        }
      case .start: isDone = place == 0
      case .end: isDone = place == classes.count
      case .ahead, .notAhead:
        let found =
          tables.mayFollow(current.number, place, classes)
          && end(current.other, at: place, marks: false, classes, tables, &state) != nil
        isDone = found == (current.kind == .ahead)
      case .behind, .notBehind:
        let found = stands(tables.behinds[Int(current.number)], before: place, classes, tables, &state)
        isDone = found == (current.kind == .behind)
      case .atomic:
        let found = end(current.other, at: place, marks: false, classes, tables, &state)
        isDone = found != nil
        place = found ?? place
      case .here: isDone = place == target
      case .accept: break
      }
      if isDone, current.kind == .accept || current.kind == .here {
        state.open.removeLast(state.open.count - bottom)
        return place
      }
      if isDone, state.stepsLeft > 0 {
        at = Int(current.next)
        continue
      }
      guard state.open.count > bottom, state.stepsLeft > 0, let other = state.open.popLast() else {
        state.open.removeLast(state.open.count - bottom)
        return nil
      }
      state.stepsLeft -= 1
      at = Int(other.instruction)
      place = other.place
    }
  }

  private static func stands(
    _ part: SpanProgram.Behind, before place: Int, _ classes: Span<UInt16>, _ tables: Tables, _ state: inout State
  ) -> Bool {
    for length in part.lengths where length <= place {
      state.stepsLeft -= 1
      let start = place - length
      if end(part.start, at: start, target: place, marks: false, classes, tables, &state) != nil { return true }
      if state.stepsLeft <= 0 { return false }
    }
    return false
  }
}

extension SpanSearch.Tables {
  /// `alphabet` has to be made of the sets of `program` among others.
  init(_ program: SpanProgram, alphabet: ScreenAlphabet) {
    let classes = alphabet.classes(of: program.sets)
    /// By own class, whether one of some sets holds it.
    func held(_ sets: [Int]) -> [Bool] {
      (0..<classes.count).map { own in sets.contains { classes.holds(own, $0) } }
    }
    self.init(
      instructions: program.instructions, behinds: program.behinds, classes: classes,
      begins: program.begins.map(held) ?? Array(repeating: true, count: classes.count), first: program.first,
      aheads: program.aheads.map { $0.map(held) ?? [] }, width: (program.splits + 63) / 64)
  }
}

extension SpanSearch.State {
  /// Marks a choice at a place; false if it was marked.
  @inline(__always)
  fileprivate mutating func mark(_ number: UInt16, _ place: Int, _ width: Int) -> Bool {
    let word = place &* width &+ Int(number >> 6)
    let bit = UInt64(1) << UInt64(number & 63)
    guard marks[word] & bit == 0 else { return false }
    marks[word] |= bit
    furthest = max(furthest, place)
    return true
  }
}
