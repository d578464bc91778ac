/// What is known of a position between two units, as bits of one byte.
enum BoundaryMark {
  /// ICU has a word boundary here.
  static let cut: UInt8 = 1
  /// Between two plain ideographs: the dictionary decides.
  static let han: UInt8 = 2
  /// Inside of a shape: no token ends here.
  static let inside: UInt8 = 4
  /// A shape starts or ends here.
  static let edge: UInt8 = 8

  /// A word may start or end here: at a cut, between ideographs, at the edge of a shape.
  static let node: UInt8 = 16

  static let cutNode = cut | node
  static let hanNode = han | node
}

extension BoundaryMark {
  /// The positions of the cuts.
  static func cuts(_ marks: Span<UInt8>) -> [Int32] {
    var cuts: [Int32] = []
    cuts.reserveCapacity(marks.count / 2 + 2)
    for at in 0..<marks.count where marks[at] & cut != 0 { cuts.append(Int32(truncatingIfNeeded: at)) }
    return cuts
  }
}
