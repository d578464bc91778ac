import CICU

/// Copies the Chinese words of ICU's dictionary, those of plain ideographs, into a `WordTrieBuilder`. Texts
/// with kana are cut by ICU's iterator, so the Japanese words are not needed.
///
/// The dictionary is a serialized UCharsTrie, the format that ucharstrie.h documents: match nodes
/// with values, linear-match nodes and branch nodes, each sub-node reached by a compact delta.
struct DictionaryTrieReader {
  /// Why the dictionary could not be used.
  enum Failure: Error {
    case unusable(reason: String)
    /// The words do not fit in the trie.
    case full
  }

  private let units: UnsafeBufferPointer<UInt16>
  private var wordCount = 0
  /// No word of the dictionary is longer, so deeper nesting means broken data.
  private static let depthLimit = 256

  /// Adds the words to `trie` and returns how many there were. Throws if ICU's data has no such
  /// dictionary or its layout is not the known one.
  static func addWords(to trie: inout WordTrieBuilder) throws(Failure) -> Int {
    var error: UnsafePointer<CChar>?
    guard let dictionary = zhijian_icu_dictionary_open(&error) else {
      throw .unusable(reason: error.map { String(cString: $0) } ?? "unknown")
    }
    defer { zhijian_icu_dictionary_close(dictionary) }
    var count: Int32 = 0
    let start = zhijian_icu_dictionary_trie(dictionary, &count)
    // Safe: the C side guarantees `count` readable units until the dictionary is closed; every read below
    // goes through `unit(at:)`, which checks.
    var reader = DictionaryTrieReader(units: UnsafeBufferPointer(start: start, count: Int(count)))
    try reader.node(at: 0, parent: WordTrieBuilder.root, into: &trie, depth: 0)
    return reader.wordCount
  }

  /// Adds the words of a dictionary given as units, as `addWords(to:)`.
  static func addWords(of units: [UInt16], to trie: inout WordTrieBuilder) throws(Failure) -> Int {
    let result = units.withUnsafeBufferPointer { units -> Result<Int, Failure> in
      var reader = DictionaryTrieReader(units: units)
      do throws(Failure) {
        try reader.node(at: 0, parent: WordTrieBuilder.root, into: &trie, depth: 0)
        return .success(reader.wordCount)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(units: UnsafeBufferPointer<UInt16>) { self.units = units }

  private func unit(at position: Int) throws(Failure) -> Int {
    guard position >= 0, position < units.count else { throw .unusable(reason: "damaged trie") }
    return Int(units[position])
  }

  private mutating func node(
    at start: Int, parent: WordTrieBuilder.Node, into trie: inout WordTrieBuilder, depth: Int
  ) throws(Failure) {
    guard depth < Self.depthLimit else { throw .unusable(reason: "damaged trie") }
    var at = start
    var parent = parent
    while true {
      var lead = try unit(at: at)
      at += 1
      if lead >= 0x40 {
        if lead & 0x8000 != 0 {
          try add(try finalValue(lead: lead & 0x7FFF, at: at), at: parent, to: &trie)
          return
        }
        let (value, next) = try nodeValue(lead: lead, at: at)
        try add(value, at: parent, to: &trie)
        at = next
        lead &= 0x3F
      }
      if lead < 0x30 {
        var length = lead
        if length == 0 {
          length = try unit(at: at)
          at += 1
        }
        try branch(at: at, length: length + 1, parent: parent, into: &trie, depth: depth + 1)
        return
      }
      for _ in 0...(lead - 0x30) {
        guard let child = try insert(try unit(at: at), below: parent, into: &trie) else { return }
        parent = child
        at += 1
      }
    }
  }

  private mutating func branch(
    at start: Int, length: Int, parent: WordTrieBuilder.Node, into trie: inout WordTrieBuilder, depth: Int
  ) throws(Failure) {
    guard depth < Self.depthLimit else { throw .unusable(reason: "damaged trie") }
    var at = start
    var length = length
    while length > 5 {
      at += 1  // the unit to compare with
      let (delta, next) = try jump(at: at)
      try branch(
        at: next + delta, length: length >> 1, parent: parent, into: &trie, depth: depth + 1)
      length -= length >> 1
      at = next
    }
    while length > 1 {
      let child = try insert(try unit(at: at), below: parent, into: &trie)
      let lead = try unit(at: at + 1)
      let value = try finalValue(lead: lead & 0x7FFF, at: at + 2)
      at += 2 + (lead & 0x7FFF < 0x4000 ? 0 : lead & 0x7FFF < 0x7FFF ? 1 : 2)
      length -= 1
      guard let child else { continue }
      if lead & 0x8000 != 0 {
        try add(value, at: child, to: &trie)
      } else {
        try node(at: at + value, parent: child, into: &trie, depth: depth + 1)
      }
    }
    guard let child = try insert(try unit(at: at), below: parent, into: &trie) else { return }
    try node(at: at + 1, parent: child, into: &trie, depth: depth + 1)
  }

  /// The node below `parent`, nil if the unit is no plain ideograph.
  private func insert(_ unit: Int, below parent: WordTrieBuilder.Node, into trie: inout WordTrieBuilder)
    throws(Failure) -> WordTrieBuilder.Node?
  {
    guard unit >= 0x4E00 && unit <= 0x9FFF || unit >= 0x3400 && unit <= 0x4DBF else { return nil }
    guard let node = trie.insertChild(of: parent, by: UInt16(truncatingIfNeeded: unit)) else {
      throw .full
    }
    return node
  }

  private mutating func add(_ value: Int, at node: WordTrieBuilder.Node, to trie: inout WordTrieBuilder)
    throws(Failure)
  {
    guard let cost = UInt8(exactly: value), cost > 0 else {
      throw .unusable(reason: "unknown scale of costs")
    }
    wordCount += 1
    trie.updateValue(at: node) { $0.setDictionaryCost(cost) }
  }

  /// A value without a node after it, or the delta to a branch's sub-node.
  private func finalValue(lead: Int, at position: Int) throws(Failure) -> Int {
    if lead < 0x4000 { return lead }
    if lead < 0x7FFF { return (lead - 0x4000) << 16 | (try unit(at: position)) }
    return try unit(at: position) << 16 | (try unit(at: position + 1))
  }

  /// A value that shares its first unit with a node, and the position after it.
  private func nodeValue(lead: Int, at position: Int) throws(Failure) -> (value: Int, next: Int) {
    if lead < 0x4040 { return (lead >> 6 - 1, position) }
    if lead < 0x7FC0 {
      return (((lead & 0x7FC0) - 0x4040) << 10 | (try unit(at: position)), position + 1)
    }
    return (try unit(at: position) << 16 | (try unit(at: position + 1)), position + 2)
  }

  private func jump(at position: Int) throws(Failure) -> (delta: Int, next: Int) {
    let delta = try unit(at: position)
    if delta < 0xFC00 { return (delta, position + 1) }
    if delta < 0xFFFF {
      return ((delta - 0xFC00) << 16 | (try unit(at: position + 1)), position + 2)
    }
    return (try unit(at: position + 1) << 16 | (try unit(at: position + 2)), position + 3)
  }
}
