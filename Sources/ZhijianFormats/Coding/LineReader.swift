#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Splits bytes into lines without holding more than one of them. A line ends with LF, CRLF or CR.
final class LineReader {
  enum Line {
    /// The bytes between two line ends are `source.buffer[range]`, until the next call.
    case bytes(Range<Int>)
    /// The line had more than the allowed bytes and was passed over.
    case tooLong
  }

  let source: ByteSource
  /// The number of the line last returned, from 1.
  private(set) var number = 0
  /// Where the line last returned begins, in bytes from where the source began.
  private(set) var lineOffset = 0
  private let maximumBytes: Int
  private var swallowsLineFeed = false

  init(source: ByteSource, maximumBytes: Int) {
    self.source = source
    self.maximumBytes = maximumBytes
  }

  /// The next line, or nil at the end.
  func next() -> Line? {
    if swallowsLineFeed {
      swallowsLineFeed = false
      source.fill(atLeast: 1)
      if source.available > 0, source.buffer[source.start] == 0x0A { source.take(1) }
    }
    lineOffset = source.taken
    var searched = 0
    var isTooLong = false
    while true {
      if let stop = terminator(from: source.start + searched) {
        let range = source.start..<stop
        let isReturn = source.buffer[stop] == 0x0D
        source.take(stop - source.start + 1)
        if isReturn { swallowsLineFeed = true }
        number += 1
        return isTooLong || range.count > maximumBytes ? .tooLong : .bytes(range)
      }
      searched = source.available
      if searched > maximumBytes {
        isTooLong = true
        source.take(searched)
        searched = 0
      }
      guard source.refill() else { break }
    }
    guard source.available > 0 || isTooLong else { return nil }
    let range = source.start..<source.end
    source.take(range.count)
    number += 1
    return isTooLong ? .tooLong : .bytes(range)
  }

  /// The index of the first CR or LF at or after `from`.
  private func terminator(from: Int) -> Int? {
    source.buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, from < source.end else { return nil }
      // Safe: `from..<source.end` lies in the buffer, and both searches stay in it.
      let count = source.end - from
      let feed = memchr(base + from, 0x0A, count).map { UnsafeRawPointer($0) - base }
      let before = feed.map { $0 - from } ?? count
      let found = memchr(base + from, 0x0D, before).map { UnsafeRawPointer($0) - base }
      return found ?? feed
    }
  }
}
