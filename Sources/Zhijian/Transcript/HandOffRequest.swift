/// How customers ask the bot for a person: one of some phrases, or nothing but 人工 or 真人. A refusal (不用转人工) does
/// not ask.
struct HandOffRequest: Sendable, Hashable {
  /// In UTF-8, without empty ones.
  private let phrases: [[UInt8]]
  private let shortest: Int
  /// How far from its start a phrase is told from other text: at the last byte of a Chinese character.
  private let probe: Int
  /// By byte: whether a phrase has it at `probe`.
  private let isProbed: [Bool]

  init(phrases: [String]) {
    self.phrases = phrases.map { Array($0.utf8) }.filter { !$0.isEmpty }
    shortest = self.phrases.map(\.count).min() ?? 1
    probe = min(2, shortest - 1)
    var isProbed = [Bool](repeating: false, count: 256)
    for phrase in self.phrases { isProbed[Int(phrase[probe])] = true }
    self.isProbed = isProbed
  }

  /// Whether a customer asks for a person in `text`.
  func isMade(in text: String) -> Bool {
    if let isMade = text.utf8.withContiguousStorageIfAvailable({ isMade(in: $0) }) { return isMade }
    return Array(text.utf8).withUnsafeBufferPointer { isMade(in: $0) }
  }

  /// Safe, here and below: phrases are not empty, a start is below the count, and a phrase is compared only where as
  /// many bytes are left; `probe` is below `shortest`.
  private func isMade(in utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    if utf8.count <= 12, Self.loneRequests.contains(where: { $0.elementsEqual(utf8) }) { return true }
    guard holdsPhrase(utf8) else { return false }
    // Of each phrase the first place counts.
    return phrases.contains { phrase in
      guard let start = Self.position(of: phrase, in: utf8) else { return false }
      return !Self.isRefused(at: start, in: utf8)
    }
  }

  /// Whether any phrase stands anywhere: in most texts none does.
  private func holdsPhrase(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !phrases.isEmpty, utf8.count >= shortest else { return false }
    for start in 0...(utf8.count - shortest) where isProbed[Int(utf8[start + probe])] {
      if phrases.contains(where: { Self.stands($0, at: start, in: utf8) }) { return true }
    }
    return false
  }

  private static func stands(_ phrase: [UInt8], at start: Int, in utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard utf8[start] == phrase[0], utf8.count - start >= phrase.count else { return false }
    for place in phrase.indices where utf8[start + place] != phrase[place] { return false }
    return true
  }

  private static func position(of phrase: [UInt8], in utf8: UnsafeBufferPointer<UInt8>) -> Int? {
    utf8.indices.first { stands(phrase, at: $0, in: utf8) }
  }

  /// Whether one of the two UTF-16 units before `start` refuses.
  private static func isRefused(at start: Int, in utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let before = String(decoding: utf8[..<start], as: UTF8.self).utf16.suffix(2)
    return before.contains { refusals.contains($0) }
  }

  private static let loneRequests = ["人工", "真人", "人工。", "人工！", "人工!", "人工人工"].map { Array($0.utf8) }
  private static let refusals: Set<UInt16> = Set("不别勿無无".utf16)
}
