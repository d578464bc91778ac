/// The beginning of a file, which the formats look at to say whether it is theirs.
public struct FileSniff: Sendable {
  /// How many bytes of a file are looked at.
  public static let maximumBytes = 1 << 16

  /// The name without its folders.
  public let name: String
  /// The extension in lower case, without the dot; empty where there is none.
  public let fileExtension: String
  /// Decoded UTF-8 without byte order mark; the last line may be cut off unless `isComplete`.
  public let utf8: [UInt8]
  /// Whether it is the whole file.
  public let isComplete: Bool

  public init(path: String, utf8: [UInt8], isComplete: Bool) {
    let name = path.utf8.lastIndex(of: 0x2F).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    self.name = name
    let dot = name.utf8.lastIndex(of: 0x2E)
    fileExtension =
      dot.map { $0 == name.startIndex ? "" : String(name[name.utf8.index(after: $0)...]).lowercased() } ?? ""
    self.utf8 = utf8
    self.isComplete = isComplete
  }

  /// The first byte that is not white space; 0 where there is none.
  var firstByte: UInt8 { utf8.first { $0 > 0x20 } ?? 0 }

  /// Up to `limit` complete lines, without their ends; U+0085, U+2028 and U+2029 are ends, too.
  func lines(_ limit: Int) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 0
    while index < utf8.count, lines.count < limit {
      let byte = utf8[index]
      index += 1
      let rest = utf8[index...].prefix(2)
      let isNextLine = byte == 0xC2 && rest.first == 0x85
      if isNextLine || byte == 0xE2 && (rest.elementsEqual([0x80, 0xA8]) || rest.elementsEqual([0x80, 0xA9])) {
        lines.append(utf8[start..<index - 1])
        index += byte == 0xC2 ? 1 : 2
        start = index
        continue
      }
      guard byte == 0x0A || byte == 0x0D else { continue }
      lines.append(utf8[start..<index - 1])
      if byte == 0x0D, index < utf8.count, utf8[index] == 0x0A { index += 1 }
      start = index
    }
    if isComplete, start < utf8.count, lines.count < limit { lines.append(utf8[start...]) }
    return lines
  }

  /// Whether `word` stands anywhere in it.
  func contains(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard count > 0, utf8.count >= count else { return false }
    let first = word.utf8Start[0]
    // Safe: starts end `count` bytes before the end; a literal of more than one character has a pointer to its bytes.
    return utf8.withUnsafeBufferPointer { bytes in
      for start in 0...bytes.count - count where bytes[start] == first {
        var step = 1
        while step < count, bytes[start + step] == word.utf8Start[step] { step += 1 }
        if step == count { return true }
      }
      return false
    }
  }
}
