/// The classes of an alphabet as one program tells them apart.
struct ProgramClasses: Sendable, Equatable {
  /// By class of the alphabet, the program's own.
  let local: [UInt16]
  /// By own class and set of the program, 1 where the set holds the class and 0 where not.
  let holds: [UInt8]
  let setCount: Int
  /// How many own classes there are.
  let count: Int

  @inline(__always)
  func holds(_ local: Int, _ set: Int) -> Bool { holds[local &* setCount &+ set] != 0 }
}

extension ScreenAlphabet {
  /// Its classes as `sets` alone part them, which are of a program that this was made of.
  func classes(of sets: [UnitSet]) -> ProgramClasses {
    var local = [UInt16](repeating: 0, count: count)
    // By own class how many classes it has, and how many of those some set holds.
    var sizes = [max(0, count - 1)]
    var inside = [0]
    let rows = sets.map { Array(row(of: $0)) }
    for row in rows {
      // Each set parts the classes so far in those that it holds and the others; the fewer of both are moved.
      let members = fewer(row)
      var touched: [Int] = []
      for member in members {
        let own = Int(local[member])
        if inside[own] == 0 { touched.append(own) }
        inside[own] += 1
      }
      var targets: [Int: UInt16] = [:]
      for own in touched {
        if inside[own] < sizes[own] {
          targets[own] = UInt16(truncatingIfNeeded: sizes.count)
          sizes.append(inside[own])
          sizes[own] -= inside[own]
          inside.append(0)
        }
        inside[own] = 0
      }
      guard !targets.isEmpty else { continue }
      for member in members { local[member] = targets[Int(local[member])] ?? local[member] }
    }
    var holds = [UInt8](repeating: 0, count: sizes.count * sets.count)
    var isSeen = [Bool](repeating: false, count: sizes.count)
    for number in 1..<max(1, count) where !isSeen[Int(local[number])] {
      let own = Int(local[number])
      isSeen[own] = true
      for (set, row) in rows.enumerated() where row[number / 64] >> UInt64(number % 64) & 1 != 0 {
        holds[own * sets.count + set] = 1
      }
    }
    return ProgramClasses(local: local, holds: holds, setCount: sets.count, count: sizes.count)
  }

  /// The classes that a row of bits names, or those that it does not if they are fewer; never class 0.
  private func fewer(_ row: [UInt64]) -> [Int] {
    let isInverted = row.reduce(0) { $0 + $1.nonzeroBitCount } * 2 > count
    var members: [Int] = []
    for (word, bits) in row.enumerated() {
      var left = isInverted ? ~bits : bits
      if word == 0 { left &= ~1 }
      while left != 0 {
        let number = word * 64 + left.trailingZeroBitCount
        guard number < count else { break }
        members.append(number)
        left &= left - 1
      }
    }
    return members
  }
}

extension CompiledWriter {
  /// Most classes are one and the same to a program: only the others are named.
  mutating func write(_ classes: ProgramClasses) {
    var sizes = [Int](repeating: 0, count: classes.count)
    for own in classes.local { sizes[Int(own)] += 1 }
    let common = sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
    let others = classes.local.indices.filter { Int(classes.local[$0]) != common }
    write(count: classes.local.count)
    write(count: common)
    write(others.map { UInt16(truncatingIfNeeded: $0) })
    write(others.map { classes.local[$0] })
    write(classes.holds)
    write(count: classes.setCount)
    write(count: classes.count)
  }
}

extension CompiledReader {
  /// What `write` put down, of an alphabet of `total` classes.
  mutating func programClasses(of total: Int) throws(CompiledFault) -> ProgramClasses {
    guard Int(try integer(UInt32.self)) == total, let common = UInt16(exactly: try integer(UInt32.self)) else {
      throw CompiledFault()
    }
    let (places, owns) = (try integers(UInt16.self), try integers(UInt16.self))
    let holds = try integers(UInt8.self)
    let (sets, count) = (Int(try integer(UInt32.self)), Int(try integer(UInt32.self)))
    guard total > 0, common < count, places.count == owns.count, holds.count == sets * count else {
      throw CompiledFault()
    }
    var local = [UInt16](repeating: common, count: total)
    for (place, own) in zip(places, owns) {
      guard place < total, own < count else { throw CompiledFault() }
      local[Int(place)] = own
    }
    return ProgramClasses(local: local, holds: holds, setCount: sets, count: count)
  }
}
