/// What the counts say of a candidate.
extension WordDiscovery {
  /// Whether a run of tokens may be a word: frequent, in more than one conversation, with an ideograph, and neither
  /// known as one token nor begun or ended by a function word.
  func isCandidate(_ key: WordKey, count: Int32) -> Bool {
    guard count >= options.minimumCount, examples[key] != nil, key.count >= 2 else { return false }
    let units = key.units
    guard units.contains(where: { $0 >= 0x4E00 }) else { return false }
    guard let first = units.first, let last = units.last, !Self.notFirst.contains(first), !Self.notLast.contains(last)
    else { return false }
    // Where one part is a grammatical word, this is a phrase: 怎么退款, 什么颜色.
    if Self.phraseParts.contains(where: { units.starts(with: $0) || units.reversed().starts(with: $0.reversed()) }) {
      return false
    }
    if excluded.contains(units) || Self.isNameWithTitle(units) { return false }
    let tokens = worker.tokenize(units).tokens
    return tokens.count > 1
      && !tokens.contains { $0.range.count == 1 && Self.functionWords.contains(units[Int($0.start)]) }
  }

  /// Whether a candidate is made of nothing but known words of two characters or more.
  func isCompound(_ key: WordKey) -> Bool { worker.tokenize(key.units).tokens.allSatisfy { $0.range.count > 1 } }

  /// The lowest pointwise mutual information over the splits whose parts were counted.
  func cohesion(of key: WordKey, count: Int32) -> Double {
    var lowest = Double.infinity
    for split in 1..<max(key.count, 2) {
      let (head, tail) = key.split(at: split)
      guard let first = words.entries[head], let second = words.entries[tail] else { continue }
      let ratio = Double(count) * Double(max(tokenCount, 1)) / (Double(first.count) * Double(second.count))
      lowest = min(lowest, Self.logarithm(ratio))
    }
    return lowest.isFinite ? lowest : 0
  }

  /// The entropy of the neighbours of each of `keys`. Every edge of a sentence counts as a neighbour of its own.
  static func entropies(of keys: Set<WordKey>, in counter: LossyCounter) -> [WordKey: Double] {
    var neighbors: [WordKey: [(unit: UInt16, count: Int32)]] = [:]
    for (extended, entry) in counter.entries {
      let (key, neighbor) = extended.withoutNeighbor
      if keys.contains(key) { neighbors[key, default: []].append((neighbor, entry.count)) }
    }
    return neighbors.mapValues { list in
      let total = Double(list.reduce(0) { $0 + Int($1.count) })
      // In a fixed order, so that the sum is the same in every run.
      return list.sorted { $0.unit < $1.unit }.reduce(0) { sum, neighbor in
        let count = Double(neighbor.count)
        let surprise = neighbor.unit == WordKey.edge ? logarithm(total) : logarithm(total / count)
        return sum + count / total * surprise
      }
    }
  }

  /// A surname before a title, such as 王师傅, is a person and no word.
  private static func isNameWithTitle(_ units: [UInt16]) -> Bool {
    guard let first = units.first, SurnameTable.single.contains(first) else { return false }
    return titles.contains { units.count == $0.count + 1 && Array(units.dropFirst()) == $0 }
  }

  /// ln, to about five decimals, without the C library's, which differs between systems.
  static func logarithm(_ value: Double) -> Double {
    guard value > 0 else { return 0 }
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    let series = 1 + square * (1 / 3.0 + square * (1 / 5.0 + square * (1 / 7.0 + square / 9)))
    return exponent * 0.693_147_180_559_945 + 2 * ratio * series
  }

  private static let notFirst = Set(
    ("的了吗呢吧啊呀哦嗯么着过地得们我你您他她它这那是在就都也还又再很太不没有和跟与及或被把给"
      + "让对到从为因所以个只些点件要会能可想请帮说看等才并且但如果此最刚应一哪每内前未已将各该另").utf16)
  private static let notLast = Set(
    ("的了吗呢吧啊呀哦嗯么着过地得我你您他她它这那是在就都也还又再很太不没和跟与及或被把给"
      + "让对从为因所以个些要会能可想请说就才并且但如果下哈啦嘛哒呐有到后内前中来去掉走完时往").utf16)
  /// Words of one character that no word holds as a part of its own.
  private static let functionWords = Set("的了吗呢吧您你我他她它是在和将会已请让被把很就都也".utf16)
  private static let phraseParts: [[UInt16]] =
    ("什么 怎么 多少 为什么 如何 哪里 哪个 可以 没有 这个 那个 这款 一个 一下 现在 已经 还是 不能 不会 不是 如果 因为 所以 但是 然后 您好 你好 谢谢 我们 你们 他们 自己 时候 是否 "
    + "重新 完成 完毕 后面 比较 直接 需要 应该 今天 明天 昨天 麻烦 抱歉 请问 一直 马上 帮您 咱们 这边 这样 那么 就是 不要 不了 还没 祝您 还有 只有 都是 也是 的话 一样 吗亲 亲亲 人家 大概 左右 之后 之前 以后 之内 以内")
    .split(separator: " ").map { Array($0.utf16) }
  private static let titles: [[UInt16]] = "师傅 先生 女士 小姐 经理 老师 总 姐 哥 工 主任".split(separator: " ").map {
    Array($0.utf16)
  }
}
