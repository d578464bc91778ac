/// Why compiled bytes were not read: they end too early, or hold what no compiler wrote.
package struct CompiledFault: Error {
  package init() {}
}

/// Puts compiled tables down as bytes, in the byte order of the machine: they are read where they were written.
package struct CompiledWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ number: some FixedWidthInteger) {
    // Safe: a whole number has no padding.
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  /// A number of things to come, or another number that is not negative.
  package mutating func write(count: Int) { write(UInt32(clamping: count)) }

  package mutating func write(_ text: String) {
    write(count: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func write<Number: FixedWidthInteger>(_ numbers: [Number]) {
    write(count: numbers.count)
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}

/// Reads what a `CompiledWriter` wrote. Nothing in the bytes is believed: whoever reads checks every index.
package struct CompiledReader {
  private let bytes: [UInt8]
  private var place = 0

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package var isAtEnd: Bool { place == bytes.count }

  private mutating func take(_ length: Int) throws(CompiledFault) -> Range<Int> {
    guard length >= 0, length <= bytes.count - place else { throw CompiledFault() }
    defer { place += length }
    return place..<(place + length)
  }

  package mutating func integer<Number: FixedWidthInteger & BitwiseCopyable>(
    _: Number.Type = Number.self
  ) throws(CompiledFault) -> Number {
    let range = try take(MemoryLayout<Number>.size)
    // Safe: `take` has checked that the range lies within the bytes, and any bytes make a number.
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Number.self) }
  }

  /// A number of things of at least `size` bytes each: never more than the bytes left can hold.
  package mutating func count(of size: Int = 1) throws(CompiledFault) -> Int {
    let count = Int(try integer(UInt32.self))
    guard count <= (bytes.count - place) / max(1, size) else { throw CompiledFault() }
    return count
  }

  package mutating func text() throws(CompiledFault) -> String {
    let length = try count()
    return String(decoding: bytes[try take(length)], as: UTF8.self)
  }

  package mutating func integers<Number: FixedWidthInteger>(
    _: Number.Type = Number.self
  ) throws(CompiledFault) -> [Number] {
    let size = MemoryLayout<Number>.size
    let count = try count(of: size)
    let range = try take(count * size)
    return bytes.withUnsafeBytes { source in
      [Number](unsafeUninitializedCapacity: count) { target, written in
        // Safe: `take` has checked that the range lies within the bytes; it is as long as `count` numbers, which is
        // the capacity of the target, and any bytes make a number.
        UnsafeMutableRawBufferPointer(target).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
        written = count
      }
    }
  }

  /// A number below `limit`.
  package mutating func index(below limit: Int) throws(CompiledFault) -> Int {
    let index = Int(try integer(UInt32.self))
    guard index < limit else { throw CompiledFault() }
    return index
  }
}

/// Where compiled tables are kept between runs: `read` gives what `write` was given for the same kind and key, or nil.
/// A key holds everything that the tables follow from, so that what is found under it need not be checked against it.
package struct CompiledStore: Sendable {
  package enum Kind: String, Sendable {
    case documents, rules, phrases, sentiment, folding, bridging, expressions
  }

  package let read: @Sendable (_ kind: Kind, _ key: [UInt8]) -> [UInt8]?
  package let write: @Sendable (_ kind: Kind, _ key: [UInt8], _ bytes: [UInt8]) -> Void
  /// Whether anything is kept at all, so that it is worth putting down.
  package let isKept: Bool

  package init(
    read: @escaping @Sendable (_ kind: Kind, _ key: [UInt8]) -> [UInt8]?,
    write: @escaping @Sendable (_ kind: Kind, _ key: [UInt8], _ bytes: [UInt8]) -> Void, isKept: Bool = true
  ) {
    self.isKept = isKept
    self.read = read
    self.write = write
  }

  /// Keeps nothing.
  package static let none = CompiledStore(read: { _, _ in nil }, write: { _, _, _ in }, isKept: false)

  /// What `decode` makes of the bytes under a key, if they are there and sound to the last.
  package func value<Value>(
    _ kind: Kind, _ key: [UInt8], _ decode: (inout CompiledReader) throws(CompiledFault) -> Value
  ) -> Value? {
    guard let bytes = read(kind, key) else { return nil }
    var reader = CompiledReader(bytes)
    guard let value = try? decode(&reader), reader.isAtEnd else { return nil }
    return value
  }
}
