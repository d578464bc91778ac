import Testing
import Zhijian
import ZhijianFormats

@Suite struct JSONWriterTests {
  private func written(_ embeddable: Bool = false, _ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(embeddable: embeddable)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func putsCommasWhereTheyBelong() {
    let text = written {
      $0.beginObject()
      $0.key("a")
      $0.beginArray()
      $0.integer(-9_223_372_036_854_775_808 as Int64)
      $0.null()
      $0.beginObject()
      $0.endObject()
      $0.endArray()
      $0.key(escaping: "引\"号")
      $0.bool(true)
      $0.endObject()
      $0.newline()
      $0.beginArray()
      $0.endArray()
    }
    #expect(text == "{\"a\":[-9223372036854775808,null,{}],\"引\\\"号\":true}\n[]")
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (5, "5"), (-3, "-3"), (0.1, "0.1"), (4.5, "4.5"), (1e21, "1e+21"), (1e-7, "1e-07"),
    (.nan, "null"), (.infinity, "null"), (1.0 / 3, "0.3333333333333333"),
  ])
  func numbersAreShortAndReadBack(_ value: Double, _ text: String) {
    #expect(written { $0.number(value) } == text)
    if value.isFinite { #expect(Double(text) == value) }
  }

  @Test func escapesWhatMustBe() {
    #expect(
      written { $0.string("\u{0}\u{1F}\t\"\\/é亲😀\u{2028}\u{2029}\u{2027}") } == #""\u0000\u001f\t\"\\/é亲😀\u2028\u2029"#
        + "\u{2027}\"")
    #expect(written(true) { $0.string("</script>&") } == #""\u003c/script\u003e\u0026""#)
  }
}
