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

  /// One node of the trie of all entries. Nodes are numbered level by level, so that those near the root, which every
  /// text asks for, lie side by side.
  private struct Node {
    /// Its edges are `edges[firstEdge..<endOfEdges]`, in the order of their units; edge n leads to node n + 1.
    var firstEdge: Int32
    var endOfEdges: Int32
    /// The entry that ends here, −1 where none does.
    var entry: Int32
    /// Where a number leads, 0 for nowhere.
    var numeralTarget: Int32
  }

  /// By unit, the node of the entries that start with it, 0 where none does; `numeralFlag` marks what may begin a
  /// number.
  private var roots = [Int32](repeating: 0, count: 65_536)
  private var nodes: [Node] = []
  private var edges: [UInt16] = []

  private static let numeralFlag: Int32 = 1 << 30

  /// By unit, whether it has to be looked at whatever follows it.
  private var standsAlone = UnitMarks()
  /// By the hash of two units, whether an entry may begin with them.
  private var pairs = [UInt64](repeating: 0, count: 1 << 11)

  private static func pairHash(_ first: UInt16, _ second: UInt16) -> Int {
    Int((UInt32(first) &* 0x9E37_79B1 ^ UInt32(second) &* 0x85EB_CA6B) >> 15)
  }

  /// The first edge of every node, and the number of edges.
  var edgeStarts: [Int32] { nodes.map { $0.firstEdge } + [Int32(clamping: edges.count)] }
  var edgeUnits: [UInt16] { edges }
  var entries: [Int32] { nodes.map { $0.entry } }
  var numeralTargets: [Int32] { nodes.map { $0.numeralTarget } }

  /// A matcher as its parts say, which have been checked.
  init(edgeStarts: [Int32], edgeUnits: [UInt16], entries: [Int32], numeralTargets: [Int32]) {
    edges = edgeUnits
    nodes = entries.indices.map { node in
      Node(
        firstEdge: edgeStarts[node], endOfEdges: edgeStarts[node + 1], entry: entries[node],
        numeralTarget: numeralTargets[node])
    }
    addRoots()
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
    var order = [0]
    var next = 0
    while next < order.count {
      let old = order[next]
      let targets = children[old].sorted { $0.key < $1.key }
      let numeral = targets.firstIndex { $0.key == Self.numeral }.map { edges.count + $0 + 1 }
      nodes.append(
        Node(
          firstEdge: Int32(edges.count), endOfEdges: Int32(edges.count + targets.count), entry: ends[old],
          numeralTarget: Int32(numeral ?? 0)))
      edges += targets.map(\.key)
      order += targets.map(\.value)
      next += 1
    }
    addRoots()
  }

  /// Fills what is looked up before the trie.
  private mutating func addRoots() {
    for edge in 0..<Int(nodes[0].endOfEdges) {
      let unit = edges[edge]
      let root = nodes[edge + 1]
      roots[Int(unit)] = Int32(edge + 1)
      if root.entry >= 0 || root.numeralTarget != 0 { standsAlone.insert(unit) }
      for second in root.firstEdge..<root.endOfEdges {
        let hash = Self.pairHash(unit, edges[Int(second)])
        pairs[hash >> 6] |= 1 << UInt64(hash & 63)
      }
    }
    guard nodes[0].numeralTarget != 0 else { return }
    for unit in UInt16.min...UInt16.max where Self.isNumeral(unit) || unit == 0x5B {
      roots[Int(unit)] |= Self.numeralFlag
      standsAlone.insert(unit)
    }
  }

  /// Storage for the search of one message, used again for the next.
  struct Storage {
    /// What was found in the last message.
    fileprivate(set) var matches: [Match] = []
    fileprivate var sums: [Int] = []
    fileprivate var followers: [Int] = []
  }

  /// The chosen entries in `units`, in order. A candidate that cuts one of `tokens` is refused; without tokens none is.
  func matches(in units: [UInt16], tokens: [Token] = []) -> [Match] {
    var storage = Storage()
    find(in: units, tokens: tokens, &storage)
    return storage.matches
  }

  /// Puts the chosen entries in `units` into `storage`; see `matches`.
  func find(in units: [UInt16], tokens: [Token], _ storage: inout Storage) {
    storage.matches.removeAll(keepingCapacity: true)
    addCandidates(in: units, to: &storage.matches)
    guard !storage.matches.isEmpty else { return }
    keep(&storage.matches, in: units, tokens: tokens)
    storage.choose()
  }

  /// Adds all entries in `units`, in the order of their starts.
  func addCandidates(in units: [UInt16], to found: inout [Match]) {
    let text = units.span
    let pairs = pairs.span
    let numeralRoot = Int(nodes[0].numeralTarget)
    for start in 0..<text.count {
      let unit = text[start]
      if !standsAlone.contains(unit) {
        guard start + 1 < text.count else { return }
        let hash = Self.pairHash(unit, text[start + 1])
        guard pairs[hash >> 6] & (1 << UInt64(hash & 63)) != 0 else { continue }
      }
      let mark = roots[Int(unit)]
      let root = Int(mark & ~Self.numeralFlag)
      if root != 0 { walk(from: root, at: start + 1, start: start, in: units, into: &found) }
      if mark & Self.numeralFlag != 0 {
        walkNumeral(to: numeralRoot, at: start, start: start, in: units, into: &found)
      }
    }
  }

  /// Takes out what cuts a word. The matches come in the order of their starts, and so do the tokens.
  private func keep(_ found: inout [Match], in units: [UInt16], tokens: [Token]) {
    var kept = 0
    var token = 0
    for index in found.indices {
      let match = found[index]
      if cutsLatin(match, in: units) { continue }
      while token < tokens.count, Int(tokens[token].end) <= match.start { token += 1 }
      if Self.cutsWord(match, tokens: tokens, first: token) { continue }
      if kept != index { found[kept] = match }
      kept += 1
    }
    found.removeLast(found.count - kept)
  }

  /// Whether a token overlaps `match` in part, or holds a match of one unit as a piece of a longer word. `first` is the
  /// token that holds the start of the match.
  private static func cutsWord(_ match: Match, tokens: [Token], first: Int) -> Bool {
    guard first < tokens.count else { return false }
    var last = first
    while last < tokens.count, Int(tokens[last].end) < match.end { last += 1 }
    guard last < tokens.count else { return false }
    let head = tokens[first]
    if first == last {
      return match.end - match.start == 1 && head.end - head.start > 2 && head.kind == .word
    }
    return Int(head.start) < match.start || Int(tokens[last].end) > match.end
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
    var at = root
    var position = first
    while true {
      let node = nodes[at]
      if node.entry >= 0 {
        found.append(Match(start: start, end: position, entry: Int(node.entry)))
      }
      guard position < units.count else { return }
      if node.numeralTarget != 0 {
        walkNumeral(to: Int(node.numeralTarget), at: position, start: start, in: units, into: &found)
      }
      at = child(of: node, units[position])
      guard at != 0 else { return }
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

  /// The node that `unit` leads to, 0 for none.
  private func child(of node: Node, _ unit: UInt16) -> Int {
    var low = Int(node.firstEdge)
    var high = Int(node.endOfEdges)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] == unit { return middle + 1 }
      if edges[middle] < unit { low = middle + 1 } else { high = middle }
    }
    return 0
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
    guard start >= 0, units.count - start >= 5, units[start] == 0x5B, units[start + 1] == 0x6570,
      units[start + 2] == 0x5B57, units[start + 3] == 0x78, units[start + 4] == 0x5D
    else { return nil }
    return start + 5
  }
}

extension SentimentMatcher.Storage {
  /// Leaves those of the matches that do not overlap; they are in the order of starts. Works from the last match to the
  /// first: the best sum with a match, or without it.
  fileprivate mutating func choose() {
    // Mostly nothing overlaps, and then everything is chosen.
    guard hasOverlap else { return }
    let count = matches.count
    sums.removeAll(keepingCapacity: true)
    sums.append(contentsOf: repeatElement(0, count: count + 1))
    followers.removeAll(keepingCapacity: true)
    followers.append(contentsOf: repeatElement(count, count: count))
    for index in stride(from: count - 1, through: 0, by: -1) {
      var after = index + 1
      while after < count, matches[after].start < matches[index].end { after += 1 }
      followers[index] = after
      sums[index] = max(sums[index + 1], weight(index) + sums[after])
    }
    var kept = 0
    var index = 0
    while index < count {
      // Later matches of one start are longer; among equal sums the later one is as good.
      if weight(index) + sums[followers[index]] >= sums[index], sums[index] > sums[index + 1] {
        matches[kept] = matches[index]
        kept += 1
        index = followers[index]
      } else {
        index += 1
      }
    }
    matches.removeLast(count - kept)
  }

  private var hasOverlap: Bool {
    var end = 0
    for match in matches {
      if match.start < end { return true }
      end = match.end
    }
    return false
  }

  /// The square of the length of a match.
  private func weight(_ index: Int) -> Int {
    let length = matches[index].end - matches[index].start
    return length * length
  }
}

extension [UInt16] {
  /// The unit at `index`, nil outside.
  subscript(safe index: Int) -> UInt16? { indices.contains(index) ? self[index] : nil }
}
