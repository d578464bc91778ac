/// Up to six units of a candidate and one of its neighbour, in two numbers. ASCII letters are folded to lower case.
struct WordKey: Hashable, Sendable {
  static let longestWord = 6
  /// The neighbour of a word at the end of a sentence or beside what takes no part.
  static let edge: UInt16 = 0xFFFF

  private var high: UInt64 = 0
  /// The last two units, the neighbour, and how many units there are.
  private var low: UInt64 = 0

  /// How many units the word has.
  var count: Int { Int(low & 0xFFFF) }

  /// Puts units behind those it has; false if there is no room for them.
  mutating func append(_ units: ArraySlice<UInt16>) -> Bool {
    guard count + units.count <= Self.longestWord else { return false }
    for unit in units {
      let place = count
      let value = UInt64(CharacterFold.fold(unit))
      if place < 4 { high |= value << Self.shift(of: place) } else { low |= value << Self.shift(of: place - 4) }
      low += 1
    }
    return true
  }

  func with(neighbor: UInt16) -> WordKey {
    var key = self
    key.low |= UInt64(CharacterFold.fold(neighbor)) << 16
    return key
  }

  var withoutNeighbor: (key: WordKey, neighbor: UInt16) {
    var key = self
    key.low &= ~0xFFFF_0000
    return (key, UInt16(truncatingIfNeeded: low >> 16))
  }

  var units: [UInt16] {
    var units: [UInt16] = []
    for place in 0..<min(count, Self.longestWord) {
      let bits: UInt64 = place < 4 ? high >> Self.shift(of: place) : low >> Self.shift(of: place - 4)
      units.append(UInt16(truncatingIfNeeded: bits))
    }
    return units
  }

  /// How far the unit at a place of one of the two numbers is shifted.
  private static func shift(of place: Int) -> UInt64 { UInt64(48 - 16 * place) }

  var text: String { String(decoding: units, as: UTF16.self) }

  /// The keys of the units before and from `position`.
  func split(at position: Int) -> (WordKey, WordKey) {
    let units = units
    var (head, tail) = (WordKey(), WordKey())
    _ = head.append(units[..<min(max(position, 0), units.count)])
    _ = tail.append(units[min(max(position, 0), units.count)...])
    return (head, tail)
  }
}

/// Counts keys in bounded memory after Manku and Motwani: when there are too many, those go that would not have been
/// kept had they come later. A count is too low by at most `missed`.
struct LossyCounter: Sendable {
  struct Entry: Sendable {
    var count: Int32 = 0
    var conversations: Int32 = 0
    var lastConversation: Int32 = -1
    /// How often it may have been seen and forgotten before.
    var missed: Int32
  }

  private(set) var entries: [WordKey: Entry] = [:]
  /// By how much any count may be too low.
  private(set) var missed: Int32 = 0
  private let capacity: Int

  init(capacity: Int) { self.capacity = max(capacity, 16) }

  /// Counts one more of `key` and returns how many there are now.
  @discardableResult
  mutating func add(_ key: WordKey, in conversation: Int32) -> Int32 {
    let missed = missed
    let count = entries[key, default: Entry(missed: missed)].add(in: conversation)
    if entries.count > capacity { prune() }
    return count
  }

  /// Forgets the rare until there is room again.
  private mutating func prune() {
    while entries.count > capacity / 4 * 3, missed < Int32.max {
      missed += 1
      let limit = missed
      entries = entries.filter { $0.value.count.addingReportingOverflow($0.value.missed).partialValue > limit }
    }
  }
}

extension LossyCounter.Entry {
  fileprivate mutating func add(in conversation: Int32) -> Int32 {
    if count < Int32.max { count += 1 }
    if lastConversation != conversation {
      lastConversation = conversation
      if conversations < Int32.max { conversations += 1 }
    }
    return count
  }
}
