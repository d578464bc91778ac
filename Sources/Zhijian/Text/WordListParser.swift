extension WordList {
  /// Reads a word list and everything that is wrong with it.
  ///
  /// Faulty lines are reported with line and column and left out of the list. `file` is the name
  /// used in diagnostics and the name of the list.
  public static func parse(_ text: String, file: String) -> (WordList, [Diagnostic]) {
    var text = text
    return text.withUTF8 { parse(bytes: $0, file: file) }
  }

  /// Reads a word list from UTF-8 bytes; see `parse(_:file:)`. Bytes that are not UTF-8 are a fault of their line.
  public static func parse(utf8 bytes: [UInt8], file: String) -> (WordList, [Diagnostic]) {
    bytes.withUnsafeBufferPointer { parse(bytes: $0, file: file) }
  }

  private static func parse(bytes: UnsafeBufferPointer<UInt8>, file: String) -> (
    WordList, [Diagnostic]
  ) {
    // Safe: lines are cut below the count, and the bytes outlive the reader, which copies what it keeps.
    var reader = WordListReader(file: file, sizeHint: bytes.count)
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 1
    while at < bytes.count {
      var end = at
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let hasReturn = end > at && bytes[end - 1] == 0x0D
      reader.read(
        UnsafeBufferPointer(rebasing: bytes[at..<(hasReturn ? end - 1 : end)]), line: line)
      at = end + 1
      line += 1
    }
    return (WordList(name: file, pool: reader.pool, slots: reader.slots), reader.diagnostics)
  }
}

/// Collects the words and faults of one file.
private struct WordListReader {
  let file: String
  var pool: [UInt16] = []
  var slots: [WordList.Entry] = []
  var diagnostics: [Diagnostic] = []
  /// Open addressing: 0, or 1 + the index of a slot. A word given twice is a fault.
  private var table: [Int32]

  init(file: String, sizeHint: Int) {
    self.file = file
    pool.reserveCapacity(sizeHint / 3)
    slots.reserveCapacity(sizeHint / 10)
    // A line has at least one byte of word and one line end, so the table never fills up.
    var size = 64
    while size < sizeHint { size *= 2 }
    table = Array(repeating: 0, count: size)
  }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
    guard let first = bytes.first, first != 0x23 else { return }
    let wordEnd = bytes.firstIndex(of: 0x09) ?? bytes.count
    let start = pool.count
    guard appendUnits(of: bytes[..<wordEnd]) else {
      pool.removeSubrange(start...)
      report(line, 1, code: "not-utf8", zh: "这一行不是有效的 UTF-8 文本", en: "this line is not valid UTF-8")
      return
    }
    let count = readCount(bytes, from: wordEnd, line: line)
    guard let count, isUsable(start: start, line: line) else {
      pool.removeSubrange(start...)
      return
    }
    let entry = WordList.Entry(start: Int32(start), end: Int32(pool.count), storedCount: count)
    if isNew(entry) {
      slots.append(entry)
    } else {
      let word = String(decoding: pool[start...], as: UTF16.self)
      report(
        line, 1, code: "duplicate-word", zh: "词语“\(word)”重复",
        en: "the word \(word) was given before", as: .warning)
      pool.removeSubrange(start...)
    }
  }

  private mutating func isNew(_ entry: WordList.Entry) -> Bool {
    let word = pool[Int(entry.start)..<Int(entry.end)]
    var hash: UInt64 = 0
    for unit in word { hash = (hash ^ UInt64(unit)) &* 0x9E37_79B9_7F4A_7C15 }
    let mask = table.count - 1
    var at = Int(truncatingIfNeeded: hash >> 32) & mask
    while table[at] != 0 {
      let other = slots[Int(table[at]) - 1]
      if pool[Int(other.start)..<Int(other.end)] == word { return false }
      at = (at + 1) & mask
    }
    table[at] = Int32(slots.count + 1)
    return true
  }

  /// −1 without a count, nil after a fault.
  private mutating func readCount(_ bytes: UnsafeBufferPointer<UInt8>, from wordEnd: Int, line: Int)
    -> Int32?
  {
    guard wordEnd < bytes.count else { return -1 }
    var at = wordEnd + 1
    var count: Int32 = 0
    let first = at
    while at < bytes.count, bytes[at] != 0x09 {
      let digit = Int32(bytes[at]) - 0x30
      let (product, overflow) = count.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(digit)
      guard digit >= 0, digit <= 9, !overflow, !carry else {
        let column = scalarCount(bytes[..<first]) + 1
        report(
          line, column, code: "bad-count", zh: "词频应为非负整数",
          en: "the count must be a whole number, 0 or more")
        return nil
      }
      count = sum
      at += 1
    }
    return at == first ? -1 : count
  }

  private mutating func isUsable(start: Int, line: Int) -> Bool {
    let length = pool.count - start
    if length == 0 {
      report(line, 1, code: "empty-word", zh: "缺少词语", en: "there is no word before the tab")
      return false
    }
    if let space = pool[start...].firstIndex(where: { $0 <= 0x20 || $0 == 0x3000 || $0 == 0xA0 }) {
      let column = String(decoding: pool[start..<space], as: UTF16.self).unicodeScalars.count + 1
      report(
        line, column, code: "space-in-word", zh: "词语中不能有空白", en: "a word cannot hold white space")
      return false
    }
    if length > WordList.longestWord {
      report(
        line, 1, code: "word-too-long", zh: "词语超过 \(WordList.longestWord) 个字符",
        en: "the word is longer than \(WordList.longestWord) characters")
      return false
    }
    return true
  }

  private mutating func appendUnits(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var decoder = UTF8()
    var input = bytes.makeIterator()
    while true {
      switch decoder.decode(&input) {
      case .emptyInput: return true
      case .error: return false
      case .scalarValue(let scalar):
        if scalar.value < 0x10000 {
          pool.append(UInt16(scalar.value))
        } else {
          pool.append(contentsOf: String(scalar).utf16)
        }
      }
    }
  }

  private func scalarCount(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  private mutating func report(
    _ line: Int, _ column: Int, code: String, zh: String, en: String,
    as severity: Diagnostic.Severity = .error
  ) {
    let location = SourceLocation(file: file, line: line, column: column)
    diagnostics.append(
      Diagnostic(severity, code: code, message: LocalizedText(zh: zh, en: en), location: location))
  }
}
