internal import Zhijian

/// A whole text in UTF-8, with what had to be replaced to get it.
struct DecodedText: Sendable {
  /// Well-formed UTF-8 without byte order mark and NUL.
  var utf8: [UInt8]
  /// Offsets in `utf8` of every U+FFFD that stands for bytes that could not be read.
  var replacements: [Int]
  /// Lines that were in another encoding than the rest, from 1.
  private(set) var recoveredLines: [Int] = []

  /// Decodes `bytes` from behind its byte order mark. Nil where the system cannot decode the encoding.
  init?(_ bytes: [UInt8], decision: EncodingDecision) {
    let mark = min(decision.markLength, bytes.count)
    switch decision.encoding {
    case .utf8:
      (utf8, replacements) = Self.repair(bytes, from: mark)
      if !replacements.isEmpty { recover(bytes, from: mark, main: .utf8) }
    case .utf16LittleEndian: (utf8, replacements) = Self.decodeUTF16(bytes, from: mark, high: 1)
    case .utf16BigEndian: (utf8, replacements) = Self.decodeUTF16(bytes, from: mark, high: 0)
    case .gb18030, .big5:
      guard let converter = LegacyDecoder(decision.encoding) else { return nil }
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count / 2 * 3)
      let faults = bytes.withUnsafeBufferPointer {
        converter.decode(UnsafeBufferPointer(rebasing: $0[mark...]), into: &output)
      }
      (utf8, replacements) = output.contains(0) ? Self.replaceNULs(output, faults) : (output, faults)
      recover(bytes, from: mark, main: decision.encoding)
    }
  }

  /// Decodes anew, line by line, where lines are in different encodings.
  private mutating func recover(_ bytes: [UInt8], from start: Int, main: TextEncoding) {
    bytes.withUnsafeBufferPointer { buffer in
      var lines: [(range: Range<Int>, encoding: TextEncoding?)] = []
      var hasOther = false
      var begin = start
      while begin < buffer.count {
        var end = begin
        var isPlain = true
        while end < buffer.count, buffer[end] != 0x0A, buffer[end] != 0x0D {
          if buffer[end] >= 0x80 { isPlain = false }
          end += 1
        }
        let other = isPlain ? nil : LineRecovery.encoding(of: .init(rebasing: buffer[begin..<end]), main: main)
        hasOther = hasOther || other != nil
        while end < buffer.count, buffer[end] == 0x0A || buffer[end] == 0x0D {
          end += 1
          // CRLF is one end; of others each is one.
          if buffer[end - 1] == 0x0A || end >= buffer.count || buffer[end] != 0x0A { break }
        }
        if !hasOther, lines.count > 1, other == nil {
          // Nothing but the file's own encoding so far: one piece.
          lines = [(start..<end, nil)]
        } else {
          lines.append((begin..<end, other))
        }
        begin = end
      }
      guard hasOther else { return }
      decode(lines, of: buffer, main: main)
    }
  }

  private mutating func decode(
    _ lines: [(range: Range<Int>, encoding: TextEncoding?)], of buffer: UnsafeBufferPointer<UInt8>, main: TextEncoding
  ) {
    var output: [UInt8] = []
    var faults: [Int] = []
    output.reserveCapacity(buffer.count / 2 * 3)
    var decoders: [TextEncoding: LegacyDecoder] = [:]
    var ends: [Int] = []
    for (range, other) in lines {
      let encoding = other ?? main
      let piece = UnsafeBufferPointer(rebasing: buffer[range])
      if encoding == .utf8 {
        let (text, found) = Self.repair(Array(piece), from: 0)
        faults += found.map { $0 + output.count }
        output += text
      } else {
        if decoders[encoding] == nil { decoders[encoding] = LegacyDecoder(encoding) }
        guard let decoder = decoders[encoding] else { return }
        faults += decoder.decode(piece, into: &output)
      }
      if other != nil { ends.append(output.count) }
    }
    (utf8, replacements) = output.contains(0) ? Self.replaceNULs(output, faults) : (output, faults)
    var counter = LineCounter()
    recoveredLines = ends.map { end in
      // The end of the line itself stands before the end of the piece.
      counter.line(of: max(0, end - 1), in: output)
    }
  }

  private static func repair(_ bytes: [UInt8], from start: Int) -> ([UInt8], [Int]) {
    bytes.withUnsafeBufferPointer { buffer in
      // Safe: `start`, a fault's place and what is behind a fault are all at most the count.
      guard let base = buffer.baseAddress else { return ([], []) }
      let end = buffer.count
      var index = UTF8Validation.firstFault(base, from: start, end: end)
      if index == end, start == 0 { return (bytes, []) }
      var output: [UInt8] = []
      var faults: [Int] = []
      output.reserveCapacity(end + 16)
      output.append(contentsOf: buffer[start..<index])
      while index < end {
        faults.append(output.count)
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        index += abs(UTF8Validation.sequence(base, at: index, end: end))
        let next = UTF8Validation.firstFault(base, from: index, end: end)
        output.append(contentsOf: buffer[index..<next])
        index = next
      }
      return (output, faults)
    }
  }

  private static func replaceNULs(_ bytes: [UInt8], _ faults: [Int]) -> ([UInt8], [Int]) {
    var output: [UInt8] = []
    var moved: [Int] = []
    var next = 0
    output.reserveCapacity(bytes.count + 16)
    for (index, byte) in bytes.enumerated() {
      if next < faults.count, faults[next] == index {
        moved.append(output.count)
        next += 1
      }
      if byte == 0 {
        moved.append(output.count)
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
      } else {
        output.append(byte)
      }
    }
    return (output, moved)
  }

  private static func decodeUTF16(_ bytes: [UInt8], from start: Int, high: Int) -> ([UInt8], [Int]) {
    var output: [UInt8] = []
    var faults: [Int] = []
    output.reserveCapacity(bytes.count / 2 * 3)
    func unit(_ index: Int) -> UInt32 { UInt32(bytes[index + high]) << 8 | UInt32(bytes[index + 1 - high]) }
    var index = start
    while index + 1 < bytes.count {
      let first = unit(index)
      index += 2
      if first >= 0xD800, first < 0xDC00, index + 1 < bytes.count, case let low = unit(index), low >= 0xDC00,
        low < 0xE000
      {
        index += 2
        UTF8Validation.append(scalar: 0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00), to: &output)
      } else if first == 0 || first >= 0xD800 && first < 0xE000 {
        faults.append(output.count)
        UTF8Validation.append(scalar: 0xFFFD, to: &output)
      } else {
        UTF8Validation.append(scalar: first, to: &output)
      }
    }
    if index < bytes.count {
      faults.append(output.count)
      UTF8Validation.append(scalar: 0xFFFD, to: &output)
    }
    return (output, faults)
  }

  /// The lines of the replacements, from 1, with how many stand in each.
  var replacedLines: [(line: Int, count: Int)] {
    var lines: [(line: Int, count: Int)] = []
    var counter = LineCounter()
    for offset in replacements {
      let line = counter.line(of: offset, in: utf8)
      if lines.last?.line == line { lines[lines.count - 1].count += 1 } else { lines.append((line, 1)) }
    }
    return lines
  }
}

/// Finds the lines of offsets that come in rising order.
private struct LineCounter {
  private var line = 1
  private var index = 0

  /// From 1.
  mutating func line(of offset: Int, in utf8: [UInt8]) -> Int {
    while index < offset, index < utf8.count {
      if utf8[index] == 0x0A || (utf8[index] == 0x0D && (index + 1 >= utf8.count || utf8[index + 1] != 0x0A)) {
        line += 1
      }
      index += 1
    }
    return line
  }
}

/// Counts what could not be read, line by line, and says it in one sentence.
struct ReplacementLog: Sendable {
  private var lines: [(line: Int, count: Int)] = []
  private var total = 0

  /// Lines must come in rising order.
  mutating func add(line: Int, count: Int) {
    guard count > 0 else { return }
    total += count
    if lines.last?.line == line { lines[lines.count - 1].count += count } else { lines.append((line, count)) }
  }

  /// One warning that names every line; nil where nothing was replaced.
  func diagnostic(file: String, encoding: TextEncoding) -> Diagnostic? {
    guard let first = lines.first else { return nil }
    let shown = lines.prefix(200).map { $0.count == 1 ? "\($0.line)" : "\($0.line)(\($0.count))" }
    let rest = lines.count > 200 ? " … +\(lines.count - 200)" : ""
    let places = shown.joined(separator: ", ") + rest
    let name = encoding.rawValue.uppercased()
    return Diagnostic(
      .warning, code: "replaced-bytes",
      message: LocalizedText(
        zh: "\(total) 处无法按 \(name) 解码，已替换为 U+FFFD；行：\(places)",
        en: "\(total) place\(total == 1 ? "" : "s") could not be read as \(name) and became U+FFFD; lines: \(places)"),
      location: SourceLocation(file: file, line: first.line))
  }
}
