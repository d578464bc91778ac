extension String {
  /// Its UTF-16 units: what `Array(utf16)` gives, straight from the UTF-8 that the text is kept in.
  var utf16Units: [UInt16] {
    utf8.withContiguousStorageIfAvailable { UTF16Units.decode($0) } ?? Array(utf16)
  }
}

enum UTF16Units {
  /// The units of `utf8`, which is the valid UTF-8 of a text of Swift.
  static func decode(_ utf8: UnsafeBufferPointer<UInt8>) -> [UInt16] {
    var count = 0
    for byte in utf8 {
      // Every byte but those that go on begins a unit, and four bytes begin two.
      count &+= (byte & 0xC0 == 0x80 ? 0 : 1) &+ (byte >= 0xF0 ? 1 : 0)
    }
    // Safe: every unit is written at a place below the capacity, and `place` units in all.
    return [UInt16](unsafeUninitializedCapacity: count) { units, place in
      var index = 0
      while index < utf8.count, place < count {
        let lead = utf8[index]
        // Safe: bytes beyond the first go through `rest`, which checks their places.
        switch lead {
        case 0..<0x80:
          units.initializeElement(at: place, to: UInt16(lead))
          index += 1
        case 0x80..<0xE0:
          units.initializeElement(at: place, to: UInt16(lead & 0x1F) << 6 | rest(utf8, index + 1))
          index += 2
        case 0xE0..<0xF0:
          let unit = UInt16(lead & 0x0F) << 12 | rest(utf8, index + 1) << 6 | rest(utf8, index + 2)
          units.initializeElement(at: place, to: unit)
          index += 3
        default:
          guard place + 1 < count else { return }
          let high = UInt32(lead & 0x07) << 18 | UInt32(rest(utf8, index + 1)) << 12
          let scalar = high | UInt32(rest(utf8, index + 2)) << 6 | UInt32(rest(utf8, index + 3))
          units.initializeElement(at: place, to: 0xD7C0 &+ UInt16(truncatingIfNeeded: scalar >> 10))
          place += 1
          units.initializeElement(at: place, to: 0xDC00 | UInt16(truncatingIfNeeded: scalar & 0x3FF))
          index += 4
        }
        place += 1
      }
    }
  }

  /// The six bits of the byte at `index` that go on with a character; 0 beyond the end.
  @inline(__always)
  private static func rest(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt16 {
    index < utf8.count ? UInt16(utf8[index] & 0x3F) : 0
  }
}
