/// A list of words for segmentation: one word a line, `word<TAB>count<TAB>note`, where count and
/// note may be absent. Lines that start with `#` and empty lines are skipped.
public struct WordList: Sendable {
  /// One word; `count` is how often a large corpus holds it. A word without a count is taken as a
  /// frequent one.
  public struct Entry: Sendable, Hashable {
    /// UTF-16 units of the list's pool.
    let start: Int32
    let end: Int32
    /// −1 when the list gives none.
    let storedCount: Int32
  }

  /// The file's name, such as `service.tsv`.
  public let name: String
  /// The words' units, one word after the other.
  let pool: [UInt16]
  let slots: [Entry]

  /// The longest word that is used, in UTF-16 units.
  public static let longestWord = 32

  /// A list of words made in memory.
  ///
  /// Words that are empty or longer than `longestWord` are left out.
  public init(name: String, words: [(word: String, count: Int?)]) {
    var pool: [UInt16] = []
    var slots: [Entry] = []
    for (word, count) in words {
      let start = pool.count
      pool.append(contentsOf: word.utf16)
      guard pool.count > start, pool.count - start <= Self.longestWord else {
        pool.removeSubrange(start...)
        continue
      }
      let stored = count.map { Int32(clamping: max(0, $0)) } ?? -1
      slots.append(Entry(start: Int32(start), end: Int32(pool.count), storedCount: stored))
    }
    self.init(name: name, pool: pool, slots: slots)
  }

  init(name: String, pool: [UInt16], slots: [Entry]) {
    self.name = name
    self.pool = pool
    self.slots = slots
  }

  /// How many words the list has.
  public var count: Int { slots.count }

  /// The words in the order of the file, each with its count if the file gives one.
  public var entries: [(word: String, count: Int?)] {
    slots.map { slot in
      let word = String(decoding: pool[Int(slot.start)..<Int(slot.end)], as: UTF16.self)
      return (word, slot.storedCount < 0 ? nil : Int(slot.storedCount))
    }
  }
}
