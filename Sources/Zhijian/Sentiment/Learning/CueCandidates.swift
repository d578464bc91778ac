/// The short patterns that stand in enough judged conversations to say something.
struct CueCandidates {
  /// The patterns as keys, in the order of their numbers.
  private(set) var keys: [UInt64] = []
  /// By pattern and set, in how many conversations it stands.
  private(set) var counts: [[Int]] = []
  private(set) var numbers: [UInt64: Int] = [:]

  /// The most units a pattern has, beginning and end of the message included; the fewest are two.
  static let maximumLength = 4
  /// Beyond so many, patterns seen once are forgotten.
  static let maximumPatterns = 4_000_000
  /// In how many of ten conversations at least a pattern has to begin and end where words do: pieces of words are
  /// nothing a person could judge.
  static let leastWholeTenths = 7

  /// Counts patterns over conversations, which come set by set.
  struct Counter {
    private struct Seen {
      var conversation: Int
      var counts: [Int32]
      /// In how many of them it begins and ends where words do.
      var whole: Int32
    }

    private var seen: [UInt64: Seen] = [:]
    private let sets: Int
    private var conversation = 0

    init(sets: Int) { self.sets = sets }

    mutating func beginConversation() { conversation += 1 }

    /// Takes in one message; `units` are those of `SentimentCues.readable`, and `isCut` says by position, one behind the
    /// last unit included, whether a word begins or ends there.
    mutating func add(_ units: [UInt16], isCut: [Bool], set: Int) {
      CueCandidates.each(in: units) { key, range in
        let isWhole = isCut[range.lowerBound] && isCut[range.upperBound]
        if var known = seen[key] {
          guard known.conversation != conversation else { return }
          known.conversation = conversation
          known.counts[set] += 1
          known.whole += isWhole ? 1 : 0
          seen[key] = known
        } else {
          var counts = [Int32](repeating: 0, count: sets)
          counts[set] = 1
          seen[key] = Seen(conversation: conversation, counts: counts, whole: isWhole ? 1 : 0)
        }
      }
      if seen.count > CueCandidates.maximumPatterns {
        seen = seen.filter { $0.value.counts.reduce(0, +) > 1 || $0.value.conversation == conversation }
      }
    }

    /// The patterns with at least `least` conversations in some set, of those that `isWanted`. Where some sets are of
    /// conversations, what does not stand in any of them is a matter of reviews, not of service.
    func candidates(least: [Int], areConversations: [Bool], isWanted: (String) -> Bool) -> CueCandidates {
      var found = CueCandidates()
      let frequent = seen.filter { entry in
        let counts = entry.value.counts
        let all = counts.reduce(0) { $0 + Int($1) }
        return 10 * Int(entry.value.whole) >= CueCandidates.leastWholeTenths * all
          && zip(counts, least).contains { Int($0) >= $1 }
          && (!areConversations.contains(true)
            || zip(counts, areConversations).reduce(0) { $0 + ($1.1 ? Int($1.0) : 0) } >= 5)
      }
      for (key, value) in frequent.sorted(by: { $0.key < $1.key }) where isWanted(CueCandidates.text(of: key)) {
        found.numbers[key] = found.keys.count
        found.keys.append(key)
        found.counts.append(value.counts.map { Int($0) })
      }
      return found
    }
  }

  /// Calls `visit` with the key and the place of every pattern in `units`, as often as it stands there.
  static func each(in units: [UInt16], _ visit: (UInt64, Range<Int>) -> Void) {
    for start in units.indices {
      var key: UInt64 = 0
      var hasWord = false
      for place in start..<min(start + maximumLength, units.count) {
        let unit = units[place]
        guard SentimentCues.mayHold(unit) else { break }
        key = key << 16 | UInt64(unit)
        if unit >= 0x4E00, unit < 0xA000 { hasWord = true }
        if hasWord, place > start { visit(key, start..<place + 1) }
      }
    }
  }

  /// The pattern as it is written in a lexicon.
  static func text(of key: UInt64) -> String {
    let units = stride(from: UInt64(48), through: 0, by: -16).map { UInt16(truncatingIfNeeded: key >> $0) }
    return SentimentCues.text(units.filter { $0 != 0 })
  }
}
