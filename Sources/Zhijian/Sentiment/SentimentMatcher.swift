/// Finds the entries of a lexicon in a message: one walk over the units, then the choice of
/// entries that do not overlap.
///
/// Of overlapping entries those win whose squared lengths add up to most, so that long phrases
/// beat their pieces (没问题 over 没) and 不 + 好用 beats 不好 + nothing.
struct SentimentMatcher: Sendable {
  struct Match {
    var start: Int
    var end: Int
    var entry: Int
  }

  /// Stands for `{数}` in patterns; a noncharacter, so that no text holds it.
  static let numeral: UInt16 = 0xFFFF

  /// Node of the first unit of an entry, 0 where none starts with it.
  private(set) var roots = [Int32](repeating: 0, count: 65_536)
  private(set) var edgeStarts: [Int32] = []
  private(set) var edgeUnits: [UInt16] = []
  private(set) var edgeTargets: [Int32] = []
  /// The entry that ends at a node, −1 where none does.
  private(set) var entries: [Int32] = []
  private(set) var numeralTargets: [Int32] = []

  init(edgeStarts: [Int32], edgeUnits: [UInt16], edgeTargets: [Int32], entries: [Int32], numeralTargets: [Int32]) {
    (self.edgeStarts, self.edgeUnits, self.edgeTargets) = (edgeStarts, edgeUnits, edgeTargets)
    (self.entries, self.numeralTargets) = (entries, numeralTargets)
    for edge in 0..<Int(edgeStarts[1]) { roots[Int(edgeUnits[edge])] = edgeTargets[edge] }
  }

  init(patterns: [[UInt16]]) {
    var children: [[UInt16: Int]] = [[:]]
    var ends: [Int32] = [-1]
    for (index, pattern) in patterns.enumerated() where !pattern.isEmpty {
      var node = 0
      for unit in pattern {
        if let next = children[node][unit] {
          node = next
        } else {
          children.append([:])
          ends.append(-1)
          children[node][unit] = children.count - 1
          node = children.count - 1
        }
      }
      ends[node] = Int32(index)
    }
    for (unit, target) in children[0] { roots[Int(unit)] = Int32(target) }
    for edges in children {
      edgeStarts.append(Int32(edgeUnits.count))
      numeralTargets.append(Int32(edges[Self.numeral] ?? 0))
      for (unit, target) in edges.sorted(by: { $0.key < $1.key }) {
        edgeUnits.append(unit)
        edgeTargets.append(Int32(target))
      }
    }
    edgeStarts.append(Int32(edgeUnits.count))
    entries = ends
  }

  /// The chosen entries in `units`, in order. `accepts` may refuse a candidate, such as one that
  /// cuts a word.
  func matches(in units: [UInt16], accepts: (Match) -> Bool) -> [Match] {
    var found: [Match] = []
    found.reserveCapacity(8)
    for start in units.indices {
      let root = roots[Int(units[start])]
      if root != 0 { walk(from: Int(root), at: start + 1, start: start, in: units, into: &found) }
      let numeralRoot = numeralTargets[0]
      if numeralRoot != 0, Self.isNumeral(units[start]) || units[start] == 0x5B {
        walkNumeral(to: Int(numeralRoot), at: start, start: start, in: units, into: &found)
      }
    }
    if found.isEmpty { return found }
    found.removeAll { cutsLatin($0, in: units) || !accepts($0) }
    return Self.chosen(of: found)
  }

  /// Whether `match` begins or ends inside a run of Latin letters or digits (sb in usb).
  private func cutsLatin(_ match: Match, in units: [UInt16]) -> Bool {
    (Self.isLatin(units[safe: match.start]) && Self.isLatin(units[safe: match.start - 1]))
      || (Self.isLatin(units[safe: match.end - 1]) && Self.isLatin(units[safe: match.end]))
  }

  private static func isLatin(_ unit: UInt16?) -> Bool {
    guard let unit else { return false }
    return (unit >= 0x61 && unit <= 0x7A) || (unit >= 0x30 && unit <= 0x39)
  }

  private func walk(from root: Int, at first: Int, start: Int, in units: [UInt16], into found: inout [Match]) {
    var node = root
    var position = first
    while true {
      if entries[node] >= 0 { found.append(Match(start: start, end: position, entry: Int(entries[node]))) }
      guard position < units.count else { return }
      let target = Int(numeralTargets[node])
      if target != 0 { walkNumeral(to: target, at: position, start: start, in: units, into: &found) }
      guard let next = child(of: node, units[position]) else { return }
      node = next
      position += 1
    }
  }

  private func walkNumeral(
    to node: Int, at first: Int, start: Int, in units: [UInt16], into found: inout [Match]
  ) {
    var position = first
    if let end = Self.endOfNumberMask(at: first, in: units) {
      return walk(from: node, at: end, start: start, in: units, into: &found)
    }
    while position < units.count, position - first < 4, Self.isNumeral(units[position]) {
      position += 1
      walk(from: node, at: position, start: start, in: units, into: &found)
    }
  }

  private func child(of node: Int, _ unit: UInt16) -> Int? {
    var low = Int(edgeStarts[node])
    var high = Int(edgeStarts[node + 1])
    while low < high {
      let middle = (low + high) / 2
      if edgeUnits[middle] == unit { return Int(edgeTargets[middle]) }
      if edgeUnits[middle] < unit { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// Chooses the matches that do not overlap; `found` is in the order of starts. Works from the
  /// last match to the first: the best sum with a match, or without it.
  private static func chosen(of found: [Match]) -> [Match] {
    if found.count < 2 { return found }
    let count = found.count
    var best = [Int](repeating: 0, count: count + 1)
    var next = [Int](repeating: count, count: count)
    for index in stride(from: count - 1, through: 0, by: -1) {
      var after = index + 1
      while after < count, found[after].start < found[index].end { after += 1 }
      next[index] = after
      let length = found[index].end - found[index].start
      best[index] = max(best[index + 1], length * length + best[after])
    }
    var result: [Match] = []
    var index = 0
    while index < count {
      let length = found[index].end - found[index].start
      // Later matches of one start are longer; among equal sums the later one is as good.
      if length * length + best[next[index]] >= best[index], best[index] > best[index + 1] {
        result.append(found[index])
        index = next[index]
      } else {
        index += 1
      }
    }
    return result
  }

  private static func isNumeral(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x30...0x39: true
    // 一 二 两 三 四 五 六 七 八 九 十 百 半 几 好 多
    case 0x4E00, 0x4E8C, 0x4E24, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x534A,
      0x51E0:
      true
    default: false
    }
  }

  /// The end of `[数字x]`, the mask that some exports put in place of a number.
  private static func endOfNumberMask(at start: Int, in units: [UInt16]) -> Int? {
    guard units[safe: start] == 0x5B, units[safe: start + 1] == 0x6570, units[safe: start + 2] == 0x5B57,
      units[safe: start + 3] == 0x78, units[safe: start + 4] == 0x5D
    else { return nil }
    return start + 5
  }
}

extension [UInt16] {
  /// The unit at `index`, nil outside.
  subscript(safe index: Int) -> UInt16? { indices.contains(index) ? self[index] : nil }
}
