/// Finds the cues of a lexicon: short patterns that count once a message, whatever else stands on their characters.
struct SentimentCues: Sendable {
  let matcher: SentimentMatcher
  let isEmpty: Bool

  /// Stand for the beginning and the end of a message and for what is no text; noncharacters.
  private static let start: UInt16 = 0xFDD0
  private static let end: UInt16 = 0xFDD1
  private static let blank: UInt16 = 0xFDD2

  init(matcher: SentimentMatcher) {
    self.matcher = matcher
    isEmpty = matcher.entries.count < 2
  }

  /// By the number of an entry; what is no cue has no pattern.
  init(entries: [SentimentEntry], fold: SentimentFold) {
    self.init(
      matcher: SentimentMatcher(patterns: entries.map { $0.kind == .cue ? Self.pattern($0.text, fold) : [] }))
  }

  private static func pattern(_ text: String, _ fold: SentimentFold) -> [UInt16] {
    var units = fold(Array(text.utf16))
    if units.first == 0x5E { units[0] = start }
    if units.count > 1, units.last == 0x24 { units[units.count - 1] = end }
    return units
  }

  /// The pattern of `units` as it is written in a lexicon.
  static func text(_ units: [UInt16]) -> String {
    String(decoding: units.map { $0 == start ? 0x5E : $0 == end ? 0x24 : $0 }, as: UTF16.self)
  }

  /// Whether a cue that was learned may hold a unit: words, the signs ? ! , 。 … ~, beginning and end of the message.
  static func mayHold(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x4E00..<0xA000, 0x3F, 0x21, 0x2C, 0x3002, 0x2026, 0x7E, start, end: true
    default: false
    }
  }

  /// Storage for the search of one message, used again for the next.
  struct Storage {
    fileprivate(set) var matches: [SentimentMatcher.Match] = []
    fileprivate var units: [UInt16] = []
    /// By entry, the number of the message it was last found in.
    fileprivate var seen: [UInt32] = []
    fileprivate var message: UInt32 = 0

    mutating func clear() { matches.removeAll(keepingCapacity: true) }
  }

  /// Puts the first place of each cue in the folded `units` into `storage`, in order.
  func find(in units: [UInt16], entries: Int, _ storage: inout Storage) {
    storage.matches.removeAll(keepingCapacity: true)
    guard !isEmpty else { return }
    Self.readable(units, into: &storage.units)
    matcher.addCandidates(in: storage.units, to: &storage.matches)
    if storage.seen.count != entries || storage.message == .max {
      storage.seen = Array(repeating: 0, count: entries)
      storage.message = 0
    }
    storage.message += 1
    var kept = 0
    for index in storage.matches.indices {
      var match = storage.matches[index]
      guard storage.seen[match.entry] != storage.message else { continue }
      storage.seen[match.entry] = storage.message
      match.start = max(0, match.start - 1)
      match.end = min(units.count, match.end - 1)
      storage.matches[kept] = match
      kept += 1
    }
    storage.matches.removeLast(storage.matches.count - kept)
  }

  /// `units` between the marks of beginning and end; names behind @, masks and sticker numbers are no text.
  static func readable(_ units: [UInt16], into readable: inout [UInt16]) {
    readable.removeAll(keepingCapacity: true)
    readable.reserveCapacity(units.count + 2)
    readable.append(start)
    var index = 0
    while index < units.count {
      let unit = units[index]
      var next = index + 1
      if unit == 0x40 {
        next = endOfName(from: next, in: units)
      } else if unit == 0x5B || unit == 0x23, let after = SentimentTextShape.endOfMask(at: index, in: units) {
        next = after
      }
      if next == index + 1 {
        readable.append(unit)
      } else {
        readable.append(contentsOf: repeatElement(blank, count: next - index))
      }
      index = next
    }
    readable.append(end)
  }

  /// Where a name of up to twenty letters behind an @ ends.
  private static func endOfName(from start: Int, in units: [UInt16]) -> Int {
    var index = start
    while index < units.count, index - start < 20 {
      let unit = units[index]
      let isNamed =
        (unit >= 0x4E00 && unit < 0xA000) || (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7A)
        || unit == 0x5F || unit == 0x2D
      guard isNamed else { break }
      index += 1
    }
    return index
  }
}
