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
  /// What the lines are cut from.
  let bytes: [UInt8]
  /// The place of each line in `bytes`, without its line feed; nil for a line that was too long to be held.
  let lines: [Range<Int>?]
  /// The error number of the read that ended the input.
  var failure: Int32?
}

/// Cuts what comes from a descriptor into lines, as soon as it comes.
struct LineBatchReader {
  let descriptor: Int32
  let maximumLineBytes: Int

  private static let pieceSize = 1 << 17

  /// Reads to the end, or until `yield` returns false.
  func read(_ yield: (LineBatch) -> Bool) {
    var line = PartialLine(maximumBytes: maximumLineBytes)
    var number = 1
    var piece = [UInt8](repeating: 0, count: Self.pieceSize)
    while true {
      let count = fill(&piece)
      guard count > 0 else {
        let failure = count < 0 ? errno : nil
        let isEmpty = line.isEmpty
        let last = line.take()
        guard !isEmpty || failure != nil else { return }
        let lines = isEmpty ? [] : [last.map { 0..<$0.count }]
        _ = yield(LineBatch(firstLine: number, bytes: last ?? [], lines: lines, failure: failure))
        return
      }
      guard let batch = cut(piece, count: count, partial: &line, firstLine: number) else { continue }
      guard yield(batch) else { return }
      number += batch.lines.count
    }
  }

  private func fill(_ piece: inout [UInt8]) -> Int {
    while true {
      // Safe: the buffer has room for its own count.
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

  /// The lines that end in the first `count` bytes of a piece; what is behind them goes to `partial`. Nil where none
  /// ends there.
  private func cut(_ piece: [UInt8], count: Int, partial: inout PartialLine, firstLine: Int) -> LineBatch? {
    // Safe: `count` bytes were read into the piece; `start` stays at or below it, and searches end there.
    piece.withUnsafeBytes { bytes -> LineBatch? in
      guard let base = bytes.baseAddress, memchr(base, 0x0A, count) != nil else {
        partial.append(UnsafeRawBufferPointer(rebasing: bytes[0..<count]))
        return nil
      }
      let carried = partial.take()
      var held = carried ?? []
      let shift = held.count
      var lines: [Range<Int>?] = []
      var start = 0
      while start < count, let found = memchr(base + start, 0x0A, count - start) {
        let feed = UnsafeRawPointer(found) - base
        let range = (lines.isEmpty ? 0 : shift + start)..<(shift + feed)
        let isTooLong = (lines.isEmpty && carried == nil) || range.count > maximumLineBytes
        lines.append(isTooLong ? nil : range)
        start = feed + 1
      }
      held.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[0..<start]))
      partial.append(UnsafeRawBufferPointer(rebasing: bytes[start..<count]))
      return LineBatch(firstLine: firstLine, bytes: held, lines: lines)
    }
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

  /// What there is of the line, nil where it was too long; the next one begins.
  mutating func take() -> [UInt8]? {
    defer {
      bytes = []
      isTooLong = false
    }
    return isTooLong ? nil : bytes
  }
}
