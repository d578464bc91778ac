internal import Zhijian

/// A time at the beginning of a line, with or without brackets, and what stands behind it.
struct LeadingTime {
  var time: TimeText
  var rest: String

  /// Nil where the line begins with no time of day.
  init?(_ line: String, times: TimeReader) {
    let utf8 = Array(line.utf8)
    var start = 0
    var close: [UInt8]?
    for (open, end) in [("[", "]"), ("(", ")"), ("【", "】"), ("（", "）")] where line.begins(with: open) {
      start = open.utf8.count
      close = Array(end.utf8)
    }
    guard start < utf8.count, (0x30...0x39).contains(utf8[start]) else { return nil }
    var ends: [Int] = []
    var index = start
    while index < utf8.count, index - start < 48 {
      let length = Self.length(utf8, at: index)
      guard length > 0 else { break }
      index += length
      if (0x30...0x39).contains(utf8[index - 1]) || length > 1 { ends.append(index) }
    }
    for end in ends.reversed().prefix(8) {
      // A number goes on: its part is no time.
      if end < utf8.count, (0x30...0x39).contains(utf8[end - 1]), (0x30...0x39).contains(utf8[end]) { continue }
      let read = utf8[start..<end].withUnsafeBufferPointer { times.read($0) }
      guard Self.isTime(read, utf8[start..<end]) else { continue }
      var tail = utf8[end...]
      while tail.first == 0x20 || tail.first == 0x09 { tail.removeFirst() }
      if let close {
        guard tail.starts(with: close) else { continue }
        tail = tail.dropFirst(close.count)
      }
      time = read
      rest = ChatName.trimmed(String(decoding: tail, as: UTF8.self))
      return
    }
    return nil
  }

  private static func isTime(_ time: TimeText, _ text: ArraySlice<UInt8>) -> Bool {
    switch time {
    // An order number is no time, whatever it could mean as one.
    case .instant: text.contains { !(0x30...0x39).contains($0) } && text.contains(0x3A)
    case .timeOfDay, .yearless: text.contains(0x3A)
    default: false
    }
  }

  /// The length of a character that times are made of; 0 for others.
  private static func length(_ utf8: [UInt8], at index: Int) -> Int {
    switch utf8[index] {
    case 0x30...0x3A, 0x2D, 0x2E, 0x2F, 0x20, 0x54, 0x2C, 0x2B, 0x5A: return 1
    default:
      for word in ["年", "月", "日", "时", "分", "秒", "上午", "下午"] where utf8[index...].starts(with: word.utf8) {
        return word.utf8.count
      }
      return 0
    }
  }
}

/// Names in front of messages.
enum ChatName {
  static func trimmed(_ text: String) -> String {
    var scalars = Substring(text).unicodeScalars
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    return String(scalars)
  }

  /// Whether `text` could be what somebody is called: short, in one line, without marks of sentences.
  static func isPlausible(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard !scalars.isEmpty, scalars.count <= 40 else { return false }
    return !scalars.contains { "。！？!?；;，,、“”\"\n".unicodeScalars.contains($0) } && !text.has("://")
      && !text.has("http")
  }
}
