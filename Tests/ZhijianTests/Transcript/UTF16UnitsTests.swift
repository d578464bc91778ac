import Testing

@testable import Zhijian

@Suite struct UTF16UnitsTests {
  @Test(arguments: [
    "", "abc", "亲，在吗", "é", "ﬁ\u{0}x", "\u{7FF}\u{800}\u{FFFF}", "😀在👍🏻", "\u{10000}\u{10FFFF}", "a\u{301}が\r\n",
  ])
  func theyAreThoseOfTheText(_ text: String) {
    #expect(text.utf16Units == Array(text.utf16))
  }

  @Test func anyScalars() {
    var state: UInt64 = 20_261_129
    for _ in 0..<500 {
      var text = String.UnicodeScalarView()
      for _ in 0..<(state >> 40) % 20 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let limits: [UInt64] = [0x80, 0x800, 0x10000, 0x110000]
        if let scalar = Unicode.Scalar(UInt32((state >> 20) % limits[Int(state >> 62)])) { text.append(scalar) }
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let string = String(text)
      #expect(string.utf16Units == Array(string.utf16))
    }
  }
}
