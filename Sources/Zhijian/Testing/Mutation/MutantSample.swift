/// Some of many, chosen by a number, so that the same number chooses the same ones everywhere.
package enum MutantSample {
  /// `limit` of the numbers below `total`, ascending; all of them where there are no more.
  package static func numbers(of total: Int, limit: Int, seed: UInt64) -> [Int] {
    guard limit < total else { return Array(0..<max(0, total)) }
    var generator = SplitMix(state: seed)
    var numbers = Array(0..<total)
    for place in 0..<max(0, limit) {
      let other = place + Int(generator.next() % UInt64(total - place))
      numbers.swapAt(place, other)
    }
    return numbers.prefix(max(0, limit)).sorted()
  }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
