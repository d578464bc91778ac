#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines that were read at once.
struct LineBatch: Sendable {
  /// The number of the first line, from 1.
  let firstLine: Int
  /// Without line feeds; nil for a line that was too long to be held.
  let lines: [[UInt8]?]
  /// The error number of the read that ended the input.
  var failure: Int32?
}

/// Cuts what comes from a descriptor into lines, as soon as it comes.
struct LineBatchReader {
  let descriptor: Int32
  let maximumLineBytes: Int

  private static let pieceSize = 1 << 18

  /// Reads to the end, or until `yield` returns false.
  func read(_ yield: (LineBatch) -> Bool) {
    var line = PartialLine(maximumBytes: maximumLineBytes)
    var number = 1
    var piece = [UInt8](repeating: 0, count: Self.pieceSize)
    while true {
      let count = fill(&piece)
      guard count > 0 else {
        let failure = count < 0 ? errno : nil
        let last = line.isEmpty ? [] : [line.take()]
        if !last.isEmpty || failure != nil {
          _ = yield(LineBatch(firstLine: number, lines: last, failure: failure))
        }
        return
      }
      let lines = cut(piece, count: count, partial: &line)
      guard !lines.isEmpty else { continue }
      guard yield(LineBatch(firstLine: number, lines: lines)) else { return }
      number += lines.count
    }
  }

  private func fill(_ piece: inout [UInt8]) -> Int {
    while true {
      let count = piece.withUnsafeMutableBytes { bytes in
        #if canImport(Glibc)
          Glibc.read(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
          Musl.read(descriptor, bytes.baseAddress, bytes.count)
        #else
          Darwin.read(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      return count
    }
  }

  /// The lines that end in the first `count` bytes of a piece; what is behind them goes to `partial`.
  private func cut(_ piece: [UInt8], count: Int, partial: inout PartialLine) -> [[UInt8]?] {
    var lines: [[UInt8]?] = []
    piece.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var start = 0
      while start < count, let found = memchr(base + start, 0x0A, count - start) {
        let feed = UnsafeRawPointer(found) - base
        partial.append(UnsafeRawBufferPointer(rebasing: bytes[start..<feed]))
        lines.append(partial.take())
        start = feed + 1
      }
      partial.append(UnsafeRawBufferPointer(rebasing: bytes[start..<count]))
    }
    return lines
  }
}

/// A line whose end has not come yet.
private struct PartialLine {
  let maximumBytes: Int
  private var bytes: [UInt8] = []
  private var isTooLong = false

  init(maximumBytes: Int) {
    self.maximumBytes = maximumBytes
  }

  var isEmpty: Bool { bytes.isEmpty && !isTooLong }

  mutating func append(_ more: UnsafeRawBufferPointer) {
    guard !isTooLong else { return }
    if bytes.count + more.count > maximumBytes {
      isTooLong = true
      bytes = []
    } else {
      bytes.append(contentsOf: more)
    }
  }

  /// The line, nil where it was too long; the next one begins.
  mutating func take() -> [UInt8]? {
    defer {
      bytes = []
      isTooLong = false
    }
    return isTooLong ? nil : bytes
  }
}
