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

  /// Whether a word may start or end at a position with these marks.
  @inline(__always)
  static func isNode(_ marks: UInt8) -> Bool {
    marks & inside == 0 && marks & (cut | han | edge) != 0
  }
}
