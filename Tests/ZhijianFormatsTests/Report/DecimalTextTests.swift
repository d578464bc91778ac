import Testing

@testable import ZhijianFormats

@Suite struct DecimalTextTests {
  @Test func decimalsAreExact() {
    #expect(DecimalText.shortest(340, places: 2) == "3.4")
    #expect(DecimalText.shortest(-5, places: 2) == "-0.05")
    #expect(DecimalText.shortest(0, places: 3) == "0")
    #expect(DecimalText.shortest(10_000, places: 2) == "100")
    #expect(DecimalText.fixed(340, places: 2) == "3.40")
    #expect(DecimalText.fixed(-7, places: 3) == "-0.007")
    #expect(DecimalText.fixed(.min, places: 2) == "-92233720368547758.08")
    #expect(DecimalText.units(0.285, places: 3) == 285)
    #expect(DecimalText.units(.nan, places: 2) == nil)
    #expect(DecimalText.units(1e300, places: 2) == nil)
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let value = Int.random(in: -1_000_000...1_000_000, using: &generator)
      #expect(Double(DecimalText.shortest(value, places: 2)) == Double(value) / 100)
    }
  }
}
