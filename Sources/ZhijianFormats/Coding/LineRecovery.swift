/// Reads single lines in another encoding than the file's, where programs have put texts of both into one file.
enum LineRecovery {
  /// The encoding that `line` is in instead of `main`; nil where it is in `main`, or in none as a whole.
  static func encoding(of line: UnsafeBufferPointer<UInt8>, main: TextEncoding) -> TextEncoding? {
    guard let base = line.baseAddress else { return nil }
    let utf8 = sequences(base, line.count)
    if main == .utf8 {
      guard utf8.faults > 0, utf8.faults >= utf8.valid else { return nil }
      let gb = LegacyEvidence(line, isComplete: true, encoding: .gb18030)
      let big5 = LegacyEvidence(line, isComplete: true, encoding: .big5)
      let best = big5.score > gb.score ? big5 : gb
      // Two characters may be chance.
      guard best.faults == 0, best.sequences >= 2, best.score >= 0.6 else { return nil }
      return big5.score > gb.score ? .big5 : .gb18030
    }
    guard main == .gb18030 || main == .big5 else { return nil }
    // Text in GB18030 is hardly ever valid UTF-8, and never in whole Chinese characters.
    return utf8.faults == 0 && utf8.long > 0 && utf8.long == utf8.valid ? .utf8 : nil
  }

  /// Sequences of UTF-8 beyond ASCII: how many are valid, how many of these have three bytes or more, how many are not.
  private static func sequences(
    _ base: UnsafePointer<UInt8>, _ count: Int
  ) -> (valid: Int, long: Int, faults: Int) {
    var result = (valid: 0, long: 0, faults: 0)
    var index = 0
    // Safe: a sequence is never longer than what is left.
    while index < count {
      let length = UTF8Validation.sequence(base, at: index, end: count)
      if length > 1 {
        result.valid += 1
        if length > 2 { result.long += 1 }
      } else if length < 0 {
        result.faults += 1
      }
      index += abs(length)
    }
    return result
  }
}
