/// The same words again at once: 还没好还没好, 退款退款退款.
enum SentimentRepetition {
  /// The first run in `units`: a stretch of 2…8 units that follows itself, twice where it has three
  /// or more units, three times where it has two (研究研究 is grammar). Runs of one unit (哈哈哈) and
  /// of punctuation are none.
  static func find(in units: [UInt16]) -> (range: TextRange, period: Int)? {
    guard units.count >= 6, mayRepeat(units) else { return nil }
    for period in 2...8 {
      let needed = period == 2 ? 2 * period : period
      var length = 0
      var index = period
      while index < units.count {
        // Only words count: a separator breaks the run.
        length =
          units[index] == units[index - period] && units[index] >= 0x3400 && units[index] < 0xA000 ? length + 1 : 0
        if length >= needed {
          let start = index + 1 - length - period
          if Set(units[start..<start + period]).count > 1 {
            return (TextRange(start, index + 1), period)
          }
          length = 0
        }
        index += 1
      }
    }
    return nil
  }

  /// Whether three words in a row may have stood before: without that nothing follows itself. False is certain.
  private static func mayRepeat(_ units: [UInt16]) -> Bool {
    var seen: UInt64 = 0
    var run = 0
    for unit in units {
      let bit = UInt64(1) << UInt64((unit ^ unit >> 6) & 63)
      run = seen & bit != 0 && unit >= 0x3400 && unit < 0xA000 ? run + 1 : 0
      if run == 3 { return true }
      seen |= bit
    }
    return false
  }
}
