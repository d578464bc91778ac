/// Finds long phrases in linear time: the trie with a link from every node to the longest proper suffix of its text
/// that is a node too (Aho and Corasick 1975).
struct PhraseAutomaton: Sendable {
  private static let none = UInt32.max

  private let trie: PhraseTrie
  private let suffix: [UInt32]
  /// The nearest node on the suffix path where a phrase ends.
  private let shorterEnd: [UInt32]
  private let depth: [UInt32]

  /// Compiles the phrases at the indices `selected`; none of them is empty.
  init(phrases: [[UInt16]], selected: [Int]) {
    let builder = PhraseTrieBuilder(phrases: phrases, selected: selected)
    let trie = PhraseTrie(builder)
    var suffix = [UInt32](repeating: 0, count: trie.nodes.count)
    var shorterEnd = [UInt32](repeating: Self.none, count: trie.nodes.count)
    var depth = [UInt32](repeating: 0, count: trie.nodes.count)
    for (node, level) in builder.made.sorted(by: { ($0.depth, $0.node) < ($1.depth, $1.node) }) where level > 0 {
      let parent = Int(trie.nodes[node].parent)
      let code = UInt32(node - trie.nodes[parent].base)
      depth[node] = UInt32(level)
      var link = 0
      if level > 1 {
        var candidate = Int(suffix[parent])
        while true {
          if let child = trie.child(of: candidate, under: code) {
            link = child
            break
          }
          if candidate == 0 { break }
          candidate = Int(suffix[candidate])
        }
      }
      suffix[node] = UInt32(link)
      shorterEnd[node] = trie.nodes[link].endsPhrase ? UInt32(link) : shorterEnd[link]
    }
    (self.trie, self.suffix, self.shorterEnd, self.depth) = (trie, suffix, shorterEnd, depth)
  }

  /// All matches in order.
  func matches(in units: Span<UInt16>) -> [PhraseMatch] {
    var found: [PhraseMatch] = []
    var node = 0
    for position in 0..<units.count {
      let code = trie.codes[Int(units[position])]
      guard code != 0 else {
        node = 0
        continue
      }
      while true {
        if let child = trie.child(of: node, under: code) {
          node = child
          break
        }
        if node == 0 { break }
        node = Int(suffix[node])
      }
      var end = trie.nodes[node].endsPhrase ? UInt32(node) : shorterEnd[node]
      while end != Self.none {
        let start = position + 1 - Int(depth[Int(end)])
        for index in Int(trie.firstPhrase[Int(end)])..<Int(trie.firstPhrase[Int(end) + 1]) {
          found.append(PhraseMatch(phrase: trie.phrases[index], start: start, end: position + 1))
        }
        end = shorterEnd[Int(end)]
      }
    }
    return found.sorted()
  }
}
