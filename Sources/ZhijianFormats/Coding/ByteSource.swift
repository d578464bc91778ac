#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that are read once, forwards, in pieces: an open descriptor or an array.
final class ByteSource {
  /// Bytes that were read and not yet taken: `buffer[start..<end]`.
  private(set) var buffer: [UInt8]
  private(set) var start = 0
  private(set) var end: Int
  /// How many bytes were taken so far.
  private(set) var taken = 0
  private(set) var isExhausted: Bool
  /// The error number of a read that failed.
  private(set) var failure: Int32?
  private let descriptor: Int32
  private let pieceSize: Int

  init(bytes: [UInt8]) {
    buffer = bytes
    end = bytes.count
    isExhausted = true
    descriptor = -1
    pieceSize = 0
  }

  /// Reads from `descriptor`, which the caller opens and closes, `pieceSize` bytes at a time.
  init(descriptor: Int32, pieceSize: Int = 1 << 18) {
    self.descriptor = descriptor
    self.pieceSize = max(pieceSize, 16)
    buffer = []
    end = 0
    isExhausted = false
  }

  var available: Int { end - start }

  /// Marks the next `count` bytes as taken.
  func take(_ count: Int) {
    let count = min(count, available)
    start += count
    taken += count
  }

  /// Reads on; false where nothing more comes.
  func refill() -> Bool {
    guard !isExhausted else { return false }
    if start > 0 {
      if start < end {
        buffer.withUnsafeMutableBytes { bytes in
          guard let base = bytes.baseAddress else { return }
          // Safe: `start <= end <= bytes.count`; the places may overlap.
          memmove(base, base + start, end - start)
        }
      }
      end -= start
      start = 0
    }
    if buffer.count - end < pieceSize {
      let wanted = max(end + pieceSize, buffer.count + buffer.count / 2)
      buffer.append(contentsOf: repeatElement(0, count: wanted - buffer.count))
    }
    var count = 0
    repeat {
      count = buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return 0 }
        // Safe: there is room for `bytes.count - end` bytes behind `end`.
        return read(descriptor, base + end, bytes.count - end)
      }
    } while count < 0 && errno == EINTR
    if count <= 0 {
      isExhausted = true
      if count < 0 { failure = errno }
      return false
    }
    end += count
    return true
  }

  /// Reads on until at least `count` bytes are available or nothing more comes.
  func fill(atLeast count: Int) {
    while available < count, refill() {}
  }

  /// Everything that is left; nil where it is more than `limit` bytes.
  func takeAll(limit: Int) -> [UInt8]? {
    while available <= limit, refill() {}
    guard available <= limit else { return nil }
    defer { take(available) }
    if start == 0, end == buffer.count { return buffer }
    return Array(buffer[start..<end])
  }
}
