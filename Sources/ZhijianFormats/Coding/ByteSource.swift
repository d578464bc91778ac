internal import Zhijian

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
  /// Why bytes that are unpacked or decoded on the way could not be had.
  private(set) var problem: Diagnostic?
  private let descriptor: Int32
  private let pieceSize: Int
  private let pull: ((UnsafeMutableRawBufferPointer) -> Result<Int, DiagnosticsError>)?

  init(bytes: [UInt8]) {
    buffer = bytes
    end = bytes.count
    isExhausted = true
    descriptor = -1
    pieceSize = 0
    pull = nil
  }

  /// Reads what `pull` puts into the buffer that it is given: how many bytes, 0 at the end.
  init(pieceSize: Int = 1 << 18, pull: @escaping (UnsafeMutableRawBufferPointer) -> Result<Int, DiagnosticsError>) {
    self.pull = pull
    self.pieceSize = max(pieceSize, 16)
    descriptor = -1
    buffer = []
    end = 0
    isExhausted = false
  }

  /// Reads from `descriptor`, which the caller opens and closes, `pieceSize` bytes at a time.
  init(descriptor: Int32, pieceSize: Int = 1 << 18) {
    self.descriptor = descriptor
    self.pieceSize = max(pieceSize, 16)
    pull = nil
    buffer = []
    end = 0
    isExhausted = false
  }

  /// Makes room at once for `count` bytes, which are about to be read whole.
  func reserve(_ count: Int) {
    guard !isExhausted, count > buffer.count else { return }
    buffer.reserveCapacity(count)
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
      // Within what was reserved nothing has to move.
      let grown = buffer.count + buffer.count / 2
      let wanted = max(end + pieceSize, end + pieceSize <= buffer.capacity ? min(grown, buffer.capacity) : grown)
      buffer.append(contentsOf: repeatElement(0, count: wanted - buffer.count))
    }
    guard pull == nil else { return refillByPulling() }
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

  private func refillByPulling() -> Bool {
    let result = buffer.withUnsafeMutableBytes { bytes in
      pull?(UnsafeMutableRawBufferPointer(rebasing: bytes[end...])) ?? .success(0)
    }
    switch result {
    case .success(let count) where count > 0:
      end += min(count, buffer.count - end)
      return true
    case .success: break
    case .failure(let error): problem = error.diagnostics.first
    }
    isExhausted = true
    return false
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
    guard start == 0 else { return Array(buffer[start..<end]) }
    // The caller gets the memory itself: a copy of a large file would be one too many.
    var all = buffer
    let count = end
    if isExhausted, descriptor >= 0 || pull != nil {
      buffer = []
      (start, end) = (0, 0)
      taken += count
    }
    all.removeLast(all.count - count)
    return all
  }
}
