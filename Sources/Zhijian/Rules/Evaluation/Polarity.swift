/// Whether a phrase is asserted, or negated, forbidden, quoted or asked about.
///
/// Looks at the clause around the phrase only: negators up to eight characters before it, prohibitions anywhere before
/// it in the clause, quotation marks around it, words of quoting before it, and a question mark or particle at the end.
enum Polarity {
  private static let negators = [
    "不", "没", "未", "无", "非", "别", "勿", "难以", "无法", "没有", "不能", "不会", "不可", "不敢", "不保证", "不一定", "不要", "并非", "并不",
  ].map { Array($0.utf16) }
  /// Words that hold a negator's character and negate nothing.
  private static let harmless = [
    "不仅", "不但", "不光", "不只", "不过", "没问题", "没关系", "没事", "没错", "不错", "不好意思", "不用担心", "不用愁", "放心", "特别", "别的", "分别", "无论",
    "不管", "不论", "非常", "无忧", "无条件", "对不起", "不客气", "差不多", "未来", "无线", "无需", "不久",
  ].map { Array($0.utf16) }
  private static let prohibitions = [
    "请勿", "切勿", "勿", "禁止", "严禁", "不要", "不得", "不许", "不允许", "不可以", "别", "谨防", "警惕", "小心", "防止", "避免", "拒绝", "杜绝", "不支持",
  ].map { Array($0.utf16) }
  private static let quoting = ["您说的", "你说的", "您说", "你说", "所说的", "所谓的", "所谓", "您提到的", "您问的", "说我们", "说咱们"].map {
    Array($0.utf16)
  }
  private static let questionEnds = ["吗", "么", "嘛", "没有", "不", "吗亲", "是吧"].map { Array($0.utf16) }
  /// 呢 asks only where one of these stands before it: agents end plain statements with it too.
  private static let questionWords = [
    "什么", "怎么", "怎样", "为何", "为啥", "哪", "谁", "多少", "多久", "多大", "几", "如何", "何时", "是不是", "能不能", "会不会", "有没有", "可不可以",
    "要不要",
    "是否", "还是",
  ].map { Array($0.utf16) }
  private static let openers: [UInt16: UInt16] = [
    0x201C: 0x201D, 0x2018: 0x2019, 0x300C: 0x300D, 0x300E: 0x300F, 0x22: 0x22, 0xFF02: 0xFF02,
  ]

  /// Why the phrase at `range` is not asserted; nil where it is.
  static func suppression(of range: TextRange, in units: [UInt16]) -> Suppression? {
    if isQuoted(range, in: units) { return .quoted }
    let clause = ClauseSplitter.clause(around: range.lower, in: units)
    let lower = clause.lower
    let before = Array(units[min(lower, range.lower)..<min(range.lower, units.count)])
    if quoting.contains(where: { contains($0, in: before) }) { return .quoted }
    let plain = masked(before)
    if prohibitions.contains(where: { contains($0, in: plain) }) { return .forbidden }
    let near = masked(Array(before.suffix(8)))
    if negators.contains(where: { contains($0, in: near) }) { return .negated }
    if isAsked(range, clause: clause, in: units) { return .asked }
    return nil
  }

  /// The units with harmless words blanked out.
  private static func masked(_ units: [UInt16]) -> [UInt16] {
    var result = units
    for word in harmless {
      var start = 0
      while start + word.count <= result.count {
        if stands(word, at: start, in: result) {
          for index in start..<(start + word.count) { result[index] = 0x20 }
          start += word.count
        } else {
          start += 1
        }
      }
    }
    return result
  }

  private static func contains(_ word: [UInt16], in units: [UInt16]) -> Bool {
    var start = 0
    while start + word.count <= units.count {
      if stands(word, at: start, in: units) { return true }
      start += 1
    }
    return false
  }

  @inline(__always)
  private static func stands(_ word: [UInt16], at start: Int, in units: [UInt16]) -> Bool {
    for place in word.indices where units[start &+ place] != word[place] { return false }
    return true
  }

  private static func isQuoted(_ range: TextRange, in units: [UInt16]) -> Bool {
    for (open, close) in openers {
      guard let start = units[..<min(range.lower, units.count)].lastIndex(of: open) else { continue }
      if open != close, units[start..<min(range.lower, units.count)].contains(close) { continue }
      guard range.upper <= units.count, units[range.upper...].contains(close) else { continue }
      if open == close {
        // Straight marks pair up: the phrase is inside where an odd number stands before it.
        let count = units[..<range.lower].count { $0 == open }
        if count % 2 == 0 { continue }
      }
      return true
    }
    return false
  }

  private static func isAsked(_ range: TextRange, clause: TextRange, in units: [UInt16]) -> Bool {
    guard clause.upper > range.lower else { return false }
    let body = Array(units[range.lower..<min(clause.upper, units.count)])
    if body.contains(0x3F) || body.contains(0xFF1F) { return true }
    var end = body.count
    while end > 0, ClauseSplitter.isClauseEnd(body[end - 1]) || body[end - 1] == 0x20 || body[end - 1] == 0x7E {
      end -= 1
    }
    let trimmed = Array(body[..<end])
    let after = range.count
    if questionEnds.contains(where: { trimmed.count >= $0.count + after && Array(trimmed.suffix($0.count)) == $0 }) {
      return true
    }
    guard trimmed.count > after, trimmed.last == 0x5462 else { return false }
    let whole = Array(units[min(clause.lower, range.lower)..<min(clause.upper, units.count)])
    return questionWords.contains { contains($0, in: whole) }
  }
}
