/// How JSON lies in a file.
enum JSONShape {
  /// Whether a value goes over several lines: an array, or an object that its first line does not end.
  static func isDocument(_ sniff: FileSniff) -> Bool {
    if sniff.firstByte == 0x5B { return true }
    guard sniff.firstByte == 0x7B, sniff.fileExtension != "jsonl", sniff.fileExtension != "ndjson" else { return false }
    let lines = sniff.lines(200).filter { line in line.contains { $0 > 0x20 } }
    guard let first = lines.first, lines.count > 1, !isWhole(first, mayBeCut: false) else { return false }
    // A first line that is cut off: a document where the rest goes on with it, a broken line where it does not.
    return isWhole(sniff.utf8[...], mayBeCut: !sniff.isComplete)
  }

  /// Whether `bytes` begin with a whole value, or with one that their end cuts off.
  private static func isWhole(_ bytes: ArraySlice<UInt8>, mayBeCut: Bool) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      var scanner = JSONScanner(base: base, end: buffer.count)
      do throws(JSONFault) {
        try scanner.skipValue()
        return true
      } catch {
        if case .truncated = error.problem { return mayBeCut }
        return mayBeCut && error.offset >= buffer.count - 1
      }
    }
  }
}
