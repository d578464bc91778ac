internal import Zhijian

/// What keeps an XML document from being read.
enum XMLFault: Error, Equatable {
  /// A document type, whose entities could blow a small file up; spreadsheets have none.
  case documentType
  case malformed
  case truncated
  /// More texts than are held in memory.
  case tooLarge
  /// The bytes could not be had.
  case unreadable(Diagnostic)
}

/// Reads XML in UTF-8 from front to back without holding more than one tag of it. Prefixes of names are passed over.
///
/// Safe: all indices are compared with the source's end before a byte is read, and nothing is read between an event and
/// the questions about it.
final class XMLReader {
  enum Event: Equatable {
    /// A tag opened; one that is empty is followed by no `end`.
    case start(isEmpty: Bool)
    case end
    /// A piece of text is in `text`; a long one comes in several.
    case text
    case finished
  }

  /// The most bytes of a tag.
  static let maximumTagBytes = 1 << 18
  /// How many tags may be open at once, many times what spreadsheets have.
  static let maximumDepth = 256

  let source: ByteSource
  /// The text of the last event, with its entities resolved.
  private(set) var text: [UInt8] = []
  private var name = 0..<0
  /// Fingerprints of the names of the tags that are open.
  private var open: [UInt64] = []
  private var attributes = 0..<0

  init(source: ByteSource) {
    self.source = source
    source.fill(atLeast: 3)
    if source.available >= 3, source.buffer[source.start..<source.start + 3].elementsEqual([0xEF, 0xBB, 0xBF]) {
      source.take(3)
    }
  }

  /// Whether the tag of the last event is called `word`.
  func isNamed(_ word: StaticString) -> Bool {
    guard name.count == word.utf8CodeUnitCount else { return false }
    return source.buffer.withUnsafeBufferPointer { buffer in
      for step in 0..<name.count where buffer[name.lowerBound + step] != word.utf8Start[step] { return false }
      return true
    }
  }

  /// The value of an attribute of the tag that just opened.
  func attribute(_ word: StaticString) -> String? {
    guard let range = attributeRange(word) else { return nil }
    return source.buffer.withUnsafeBufferPointer { buffer in
      var value: [UInt8] = []
      Self.resolve(UnsafeBufferPointer(rebasing: buffer[range]), into: &value)
      return String(decoding: value, as: UTF8.self)
    }
  }

  /// The bytes of an attribute, in `source.buffer`, with their entities as they stand.
  func attributeRange(_ word: StaticString) -> Range<Int>? {
    source.buffer.withUnsafeBufferPointer { buffer in
      var index = attributes.lowerBound
      let end = attributes.upperBound
      let count = word.utf8CodeUnitCount
      while index < end {
        while index < end, buffer[index] <= 0x20 { index += 1 }
        var start = index
        while index < end, buffer[index] != 0x3D {
          if buffer[index] == 0x3A { start = index + 1 }
          index += 1
        }
        var stop = index
        while stop > start, buffer[stop - 1] <= 0x20 { stop -= 1 }
        index += 1
        while index < end, buffer[index] <= 0x20 { index += 1 }
        guard index < end, buffer[index] == 0x22 || buffer[index] == 0x27 else { return nil }
        let quote = buffer[index]
        index += 1
        let value = index
        while index < end, buffer[index] != quote { index += 1 }
        if stop - start == count, (0..<count).allSatisfy({ buffer[start + $0] == word.utf8Start[$0] }) {
          return value..<index
        }
        index += 1
      }
      return nil
    }
  }

  // MARK: Events

  func next() throws(XMLFault) -> Event {
    while true {
      if source.available == 0, !source.refill() {
        guard open.isEmpty, source.problem == nil, source.failure == nil else { throw cut }
        return .finished
      }
      guard source.buffer[source.start] == 0x3C else {
        takeText()
        return .text
      }
      source.fill(atLeast: 9)
      if begins("<!--") {
        try skip(past: "-->")
      } else if begins("<![CDATA[") {
        source.take(9)
        text.removeAll(keepingCapacity: true)
        try takeData()
        return .text
      } else if begins("<!") {
        throw .documentType
      } else if begins("<?") {
        try skip(past: "?>")
      } else {
        return try takeTag()
      }
    }
  }

  /// Why there is no more, where there should be.
  private var cut: XMLFault { source.problem.map { .unreadable($0) } ?? .truncated }

  private func begins(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard source.available >= count else { return false }
    return (0..<count).allSatisfy { source.buffer[source.start + $0] == word.utf8Start[$0] }
  }

  private func find(_ word: StaticString, from offset: Int) -> Int? {
    source.buffer.withUnsafeBufferPointer { buffer in
      let count = word.utf8CodeUnitCount
      var index = source.start + offset
      while index + count <= source.end {
        if buffer[index] == word.utf8Start[0],
          (1..<count).allSatisfy({ buffer[index + $0] == word.utf8Start[$0] })
        {
          return index - source.start
        }
        index += 1
      }
      return nil
    }
  }

  private func skip(past word: StaticString) throws(XMLFault) {
    while true {
      if let found = find(word, from: 0) { return source.take(found + word.utf8CodeUnitCount) }
      source.take(max(0, source.available - word.utf8CodeUnitCount))
      guard source.refill() else { throw cut }
    }
  }

  private func takeData() throws(XMLFault) {
    while true {
      let found = find("]]>", from: 0)
      let count = found ?? max(0, source.available - 3)
      text.append(contentsOf: source.buffer[source.start..<source.start + count])
      source.take(count + (found == nil ? 0 : 3))
      if found != nil { return }
      guard source.refill() else { throw cut }
    }
  }

  private func takeText() {
    text.removeAll(keepingCapacity: true)
    var count = textLength()
    while count == source.available, count < Self.maximumTagBytes, source.refill() { count = textLength() }
    if count == source.available, !source.isExhausted {
      // An entity must not be cut in two.
      let tail = source.buffer[source.start..<source.start + count].suffix(12)
      if let mark = tail.lastIndex(of: 0x26), mark > source.start, !tail[mark...].contains(0x3B) {
        count = mark - source.start
      }
    }
    source.buffer.withUnsafeBufferPointer { buffer in
      Self.resolve(
        UnsafeBufferPointer(rebasing: buffer[source.start..<source.start + count]), into: &text)
    }
    source.take(count)
  }

  private func textLength() -> Int {
    source.buffer.withUnsafeBufferPointer { buffer in
      var index = source.start
      while index < source.end, buffer[index] != 0x3C { index += 1 }
      return index - source.start
    }
  }

  private func takeTag() throws(XMLFault) -> Event {
    var searched = 1
    var quote: UInt8 = 0
    var close: Int?
    // Behind `=` a quote has to follow.
    var needsQuote = false
    var isMalformed = false
    while close == nil {
      source.buffer.withUnsafeBufferPointer { buffer in
        var index = source.start + searched
        while index < source.end {
          let byte = buffer[index]
          if quote != 0 {
            if byte == quote { quote = 0 }
          } else if byte == 0x22 || byte == 0x27 {
            quote = byte
            needsQuote = false
          } else if byte == 0x3E {
            close = index - source.start
            return
          } else if byte == 0x3C || needsQuote && byte > 0x20 {
            isMalformed = true
            return
          } else if byte == 0x3D {
            needsQuote = true
          }
          index += 1
        }
        searched = source.available
      }
      guard !isMalformed else { throw .malformed }
      guard close == nil else { break }
      guard searched < Self.maximumTagBytes else { throw .malformed }
      guard source.refill() else { throw cut }
    }
    guard let close else { throw cut }
    let start = source.start
    let stop = start + close
    let isEnd = source.buffer[start + 1] == 0x2F
    let isEmpty = !isEnd && close > 1 && source.buffer[stop - 1] == 0x2F
    let inner = (start + (isEnd ? 2 : 1))..<(isEmpty ? stop - 1 : stop)
    guard !inner.isEmpty else { throw .malformed }
    let fingerprint = source.buffer.withUnsafeBufferPointer { buffer in
      var index = inner.lowerBound
      var first = index
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      while index < inner.upperBound, buffer[index] > 0x20 {
        if buffer[index] == 0x3A { first = index + 1 }
        hash = (hash ^ UInt64(buffer[index])) &* 0x100_0000_01B3
        index += 1
      }
      name = first..<index
      attributes = index..<inner.upperBound
      return hash
    }
    if isEnd {
      guard open.popLast() == fingerprint else { throw .malformed }
    } else if !isEmpty {
      guard open.count < Self.maximumDepth else { throw .malformed }
      open.append(fingerprint)
    }
    source.take(close + 1)
    return isEnd ? .end : .start(isEmpty: isEmpty)
  }

  // MARK: Entities

  /// Appends `bytes` with the five named and all numbered entities resolved; others stay as they are.
  static func resolve(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    guard let first = bytes.firstIndex(of: 0x26) else { return output.append(contentsOf: bytes) }
    output.append(contentsOf: bytes[..<first])
    var index = first
    while index < bytes.count {
      guard bytes[index] == 0x26, let end = bytes[index...].prefix(12).firstIndex(of: 0x3B),
        let scalar = entity(bytes[index + 1..<end])
      else {
        output.append(bytes[index])
        index += 1
        continue
      }
      UTF8Validation.append(scalar: scalar, to: &output)
      index = end + 1
    }
  }

  private static func entity(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
    switch String(decoding: name, as: UTF8.self) {
    case "lt": return 0x3C
    case "gt": return 0x3E
    case "amp": return 0x26
    case "quot": return 0x22
    case "apos": return 0x27
    case let text where text.hasPrefix("#"):
      let digits = text.dropFirst()
      let value = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      // What XML does not allow is no character.
      return value.flatMap { Unicode.Scalar($0) }.flatMap { $0.value == 0 ? nil : $0.value }
    default: return nil
    }
  }
}
