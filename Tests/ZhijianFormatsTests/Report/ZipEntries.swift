/// The files of a ZIP archive in memory, for tests: stored and deflated entries, sizes from the central directory.
struct ZipEntries {
  struct Fault: Error {}

  let files: [String: [UInt8]]
  /// The days and times of the entries, as the archive has them.
  let times: Set<Int>

  init(_ bytes: [UInt8]) throws {
    func number(_ at: Int, _ width: Int) throws -> Int {
      guard at >= 0, at + width <= bytes.count else { throw Fault() }
      return (0..<width).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
    guard let end = (0...max(0, bytes.count - 22)).reversed().first(where: { (try? number($0, 4)) == 0x0605_4B50 })
    else { throw Fault() }
    var files: [String: [UInt8]] = [:]
    var times: Set<Int> = []
    var at = try number(end + 16, 4)
    for _ in 0..<(try number(end + 10, 2)) {
      guard try number(at, 4) == 0x0201_4B50 else { throw Fault() }
      let (method, packed, size) = (try number(at + 10, 2), try number(at + 20, 4), try number(at + 24, 4))
      let (name, extra, comment) = (try number(at + 28, 2), try number(at + 30, 2), try number(at + 32, 2))
      let local = try number(at + 42, 4)
      times.insert(try number(at + 12, 4))
      let start = local + 30 + (try number(local + 26, 2)) + (try number(local + 28, 2))
      guard start + packed <= bytes.count, at + 46 + name <= bytes.count else { throw Fault() }
      let data = Array(bytes[start..<(start + packed)])
      var inflation = Inflation(data)
      let unpacked = method == 0 ? data : try inflation.run()
      guard unpacked.count == size else { throw Fault() }
      files[String(decoding: bytes[(at + 46)..<(at + 46 + name)], as: UTF8.self)] = unpacked
      at += 46 + name + extra + comment
    }
    self.files = files
    self.times = times
  }
}

/// The other way of DEFLATE (RFC 1951).
private struct Inflation {
  private struct Code {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    init(_ lengths: [Int]) {
      for length in lengths { counts[length] += 1 }
      counts[0] = 0
      symbols = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    }
  }

  private let bytes: [UInt8]
  private var bit = 0
  private var output: [UInt8] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for place in 0..<count {
      guard bit >> 3 < bytes.count else { throw ZipEntries.Fault() }
      value |= Int(bytes[bit >> 3] >> UInt8(bit & 7) & 1) << place
      bit += 1
    }
    return value
  }

  private mutating func symbol(_ code: Code) throws -> Int {
    var (value, first, index) = (0, 0, 0)
    for length in 1..<16 {
      value |= try bits(1)
      let count = code.counts[length]
      if value - first < count { return code.symbols[index + value - first] }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    throw ZipEntries.Fault()
  }

  mutating func run() throws -> [UInt8] {
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0:
        bit = (bit + 7) & ~7
        let count = try bits(16)
        bit += 16
        for _ in 0..<count { output.append(UInt8(try bits(8))) }
      case 1:
        let lengths = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
        try block(Code(lengths), Code([Int](repeating: 5, count: 30)))
      case 2:
        let (literals, distances) = try codes()
        try block(literals, distances)
      default: throw ZipEntries.Fault()
      }
    }
    return output
  }

  private mutating func codes() throws -> (Code, Code) {
    let (literals, distances, count) = (try bits(5) + 257, try bits(5) + 1, try bits(4) + 4)
    var lengths = [Int](repeating: 0, count: 19)
    for place in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(count) {
      lengths[place] = try bits(3)
    }
    let code = Code(lengths)
    var all: [Int] = []
    while all.count < literals + distances {
      switch try symbol(code) {
      case let length where length < 16: all.append(length)
      case 16:
        guard let last = all.last else { throw ZipEntries.Fault() }
        all += [Int](repeating: last, count: 3 + (try bits(2)))
      case 17: all += [Int](repeating: 0, count: 3 + (try bits(3)))
      default: all += [Int](repeating: 0, count: 11 + (try bits(7)))
      }
    }
    return (Code(Array(all[..<literals])), Code(Array(all[literals..<(literals + distances)])))
  }

  private mutating func block(_ literals: Code, _ distances: Code) throws {
    let bases = [
      3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    ]
    while true {
      let value = try symbol(literals)
      if value < 256 {
        output.append(UInt8(value))
        continue
      }
      if value == 256 { return }
      guard bases.indices.contains(value - 257) else { throw ZipEntries.Fault() }
      let extra = value < 265 || value == 285 ? 0 : (value - 261) / 4
      let length = bases[value - 257] + (try bits(extra))
      let place = try symbol(distances)
      let more = place < 4 ? 0 : place / 2 - 1
      let base = place < 4 ? place + 1 : (2 + place % 2) << more + 1
      let distance = base + (try bits(more))
      guard distance <= output.count else { throw ZipEntries.Fault() }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }
}
