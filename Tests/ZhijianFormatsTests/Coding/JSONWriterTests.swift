import Testing
import Zhijian

@testable import ZhijianFormats

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

  /// Every character that may need an escape at every place of a word of eight bytes, with and without neighbours.
  @Test func escapesWhereverItStands() {
    let specials = (0..<0x20).map { Character(Unicode.Scalar(UInt8($0))) } + Array("\"\\<>&\u{2028}\u{2029}…é亲")
    for special in specials {
      for before in 0..<18 {
        let text = String(repeating: "x", count: before) + String(special) + "尾9 "
        let escaped = written { $0.string(text) }
        #expect(escaped == "\"" + text.unicodeScalars.map(escape).joined() + "\"")
      }
    }
  }

  private func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\u{8}": "\\b"
    case "\u{C}": "\\f"
    case "\u{2028}": "\\u2028"
    case "\u{2029}": "\\u2029"
    case "\u{0}"..<"\u{10}": "\\u000" + String(scalar.value, radix: 16)
    case "\u{10}"..<" ": "\\u00" + String(scalar.value, radix: 16)
    default: String(scalar)
    }
  }

  @Test(arguments: [0, 1, 9, 10, 99, 100, 12345, Int.max, -1, -10, -99_999, Int.min])
  func wholeNumbersAreTheirDigits(_ value: Int) {
    #expect(written { $0.integer(value) } == "\(value)")
  }

  @Test func decimalsAreTheTextOfTheirUnits() {
    for units in Array(-1200...1200) + [99_999, -100_000, 1_000_001] {
      for places in 0...4 {
        #expect(
          written { $0.decimal(units: units, places: places) } == DecimalText.shortest(units, places: places),
          "\(units) \(places)")
      }
    }
  }

  @Test func piecesAndMembersMix() {
    let text = written { json in
      json.beginArray()
      for number in 1...2 {
        json.verbatim(#"{"id":"#)
        json.label(0x66, number)
        json.verbatim(#","of":["#)
        json.plain("a")
        json.plain("b")
        json.verbatim(#"],"open":true"#)
        json.key("more")
        json.null()
        Array(#""head":"#.utf8).withUnsafeBufferPointer { head in json.open(with: head) }
        json.integer(7)
        Array(#""tail":[]"#.utf8).withUnsafeBufferPointer { tail in json.verbatim(tail) }
        json.endObject()
      }
      json.endArray()
    }
    let one = #"{"id":"f1","of":["a","b"],"open":true,"more":null,"head":7,"tail":[]}"#
    #expect(text == "[\(one),\(one.replacing("f1", with: "f2"))]")
  }
}
