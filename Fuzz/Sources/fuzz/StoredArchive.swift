/// A ZIP archive of files that are stored as they are, so that what a fuzzer changes in them stays what is read.
struct StoredArchive {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
  }

  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// Adds a file; `attributes` are those of Unix in the upper half.
  mutating func add(_ name: [UInt8], _ content: [UInt8], attributes: UInt32 = 0, flags: UInt16 = 0x800) {
    let offset = UInt32(body.count)
    let checksum = ~content.reduce(UInt32.max) { Self.table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
    let size = UInt32(content.count)
    let common =
      bytes(flags) + bytes(UInt16(0)) + bytes(UInt32(0x5A21_0000)) + bytes(checksum) + bytes(size) + bytes(size)
      + bytes(UInt16(name.count)) + bytes(UInt16(0))
    body += bytes(UInt32(0x0403_4B50)) + bytes(UInt16(20)) + common + name + content
    directory += bytes(UInt32(0x0201_4B50)) + bytes(UInt16(0x031E)) + bytes(UInt16(20)) + common
    directory += bytes(UInt16(0)) + bytes(UInt16(0)) + bytes(UInt16(0)) + bytes(attributes) + bytes(offset) + name
    count += 1
  }

  /// The whole archive.
  var archive: [UInt8] {
    body + directory + bytes(UInt32(0x0605_4B50)) + bytes(UInt32(0)) + bytes(count) + bytes(count)
      + bytes(UInt32(directory.count)) + bytes(UInt32(body.count)) + bytes(UInt16(0))
  }

  private func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
