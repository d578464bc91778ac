import Testing

@testable import ZhijianFormats

@Suite struct DuplicateIndexTests {
  /// Keys that crowd into the same places too, and more than the table begins with.
  @Test(arguments: [1, 1 << 20, 0x9E37_79B9_7F4A_7C15] as [UInt64])
  func everyKeyIsNewOnce(_ step: UInt64) {
    var index = DuplicateIndex()
    for number in 1...5000 { #expect(index.insert(UInt64(number - 1) &* step, number: number) == nil) }
    for number in 1...5000 { #expect(index.insert(UInt64(number - 1) &* step, number: 9999) == number) }
  }
}
