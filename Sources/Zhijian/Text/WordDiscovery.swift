/// Proposes words that neither the dictionary nor the word lists have, from what a corpus of messages repeats.
///
/// A candidate is a run of two or more tokens, 2 to 6 characters in all, of ideographs, or of ideographs and short Latin
/// words such as 加V. It is judged by how often it occurs, by its cohesion (the lowest pointwise mutual information over
/// all ways to split it in two), and by how freely its neighbours vary on either side (branching entropy).
///
/// Memory is bounded: of each kind of count at most `Options.capacity` are kept, and when they are full the rare ones
/// go (lossy counting), so counts of a large corpus may be too low by a small share. The result depends on the messages
/// and their order alone.
public struct WordDiscovery {
  /// What is proposed.
  public struct Options: Sendable {
    /// How often a word must occur at least.
    public var minimumCount = 5
    /// How many words are proposed at most.
    public var limit = 500
    /// The lowest cohesion, in nats: e² times as often together as by chance.
    public var minimumCohesion = 2.0
    /// The lowest branching entropy on either side, in nats.
    public var minimumEntropy = 0.7
    /// How many different candidates are counted at once.
    public var capacity = 1_000_000

    public init() {}
  }

  /// One proposed word and its figures.
  public struct Proposal: Sendable, Hashable {
    /// The word, Latin letters in lower case.
    public let word: String
    /// How often it was seen.
    public let count: Int
    /// In how many conversations.
    public let conversations: Int
    /// The lowest pointwise mutual information over all ways to split it, in nats.
    public let cohesion: Double
    /// Branching entropy to the left and to the right, in nats.
    public let leftEntropy: Double
    public let rightEntropy: Double
    /// ln(1 + count) × cohesion × the lower entropy; 0.3 of it where all parts are words of two characters or more,
    /// since such a candidate is often two words beside each other.
    public let score: Double
    /// A piece of a message that holds it, with personal data masked.
    public let example: String
  }

  let options: Options
  let excluded: Set<[UInt16]>
  let worker: TokenizerWorker
  private let detector = PersonalDataDetector()
  private let redactor = Redactor(policy: .mask)
  var words: LossyCounter
  private var lefts: LossyCounter
  private var rights: LossyCounter
  var examples: [WordKey: String] = [:]
  var tokenCount = 0
  private var conversation: Int32 = 0

  /// `excluding` are words that somebody has looked at and rejected. Throws what `Tokenizer.makeWorker` throws.
  public init(
    tokenizer: Tokenizer, options: Options = Options(), excluding excluded: [String] = []
  ) throws(DiagnosticsError) {
    self.options = options
    self.excluded = Set(excluded.map { $0.utf16.map(CharacterFold.fold) })
    worker = try tokenizer.makeWorker()
    words = LossyCounter(capacity: options.capacity)
    lefts = LossyCounter(capacity: options.capacity)
    rights = LossyCounter(capacity: options.capacity)
  }

  /// Says that the messages to come belong to the next conversation.
  public mutating func beginConversation() { conversation &+= 1 }

  /// Counts what the message at `index` holds, nothing where there is none. What the detector takes for personal data,
  /// read with the messages around it, takes no part.
  public mutating func add(message index: Int, of messages: [Message]) {
    guard messages.indices.contains(index) else { return }
    add(Array(messages[index].text.utf16), personal: detector.detect(inMessage: index, of: messages))
  }

  /// The same of a text that stands alone.
  public mutating func add(_ text: String) {
    let units = Array(text.utf16)
    add(units, personal: detector.detect(in: units))
  }

  private mutating func add(_ units: [UInt16], personal: [PersonalData]) {
    var run: [Token] = []
    // What stands behind a number, or behind the mask of one, is mostly its unit.
    var isBehindNumber = false
    for token in worker.tokenize(units).tokens {
      if !isBehindNumber, Self.isPart(token, units), !personal.contains(where: { $0.range.overlaps(token.range) }) {
        run.append(token)
      } else {
        count(run, in: units, personal)
        run.removeAll(keepingCapacity: true)
      }
      isBehindNumber = token.kind == .number || token.kind == .orderNumber || token.kind == .mask
    }
    count(run, in: units, personal)
  }

  /// Whether a token may be part of a new word: ideographs, or a Latin word of a few letters.
  private static func isPart(_ token: Token, _ units: [UInt16]) -> Bool {
    let length = token.range.count
    guard length <= WordKey.longestWord, token.origin != .rule else { return false }
    switch token.kind {
    case .word: return units[Int(token.start)..<Int(token.end)].allSatisfy(isHanOrLetter)
    case .latin: return length <= 4 && units[Int(token.start)..<Int(token.end)].allSatisfy(isHanOrLetter)
    default: return false
    }
  }

  private static func isHanOrLetter(_ unit: UInt16) -> Bool {
    unit >= 0x4E00 && unit <= 0x9FFF || (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7A
  }

  /// Counts all runs of tokens in `run`, with their neighbours where there are two tokens or more.
  private mutating func count(_ run: [Token], in units: [UInt16], _ personal: [PersonalData]) {
    tokenCount += run.count
    for first in run.indices {
      var key = WordKey()
      for last in first..<run.count {
        let token = run[last]
        guard key.append(units[Int(token.start)..<Int(token.end)]) else { break }
        let total = words.add(key, in: conversation)
        guard last > first else { continue }
        let left = first > 0 ? units[Int(run[first].start) - 1] : WordKey.edge
        let right = last + 1 < run.count ? units[Int(run[last].end)] : WordKey.edge
        lefts.add(key.with(neighbor: left), in: conversation)
        rights.add(key.with(neighbor: right), in: conversation)
        if total == options.minimumCount {
          keepExample(of: key, run[first].range.lower..<Int(token.end), units, personal)
        }
      }
    }
  }

  /// Keeps the message around the word as it is when the word has become frequent enough.
  private mutating func keepExample(
    of key: WordKey, _ range: Range<Int>, _ units: [UInt16], _ personal: [PersonalData]
  ) {
    guard examples.count < options.capacity else { return }
    let margin = 12
    // The whole message is masked before a piece is cut out: a part of a number would not be recognised.
    let masked = redactor.redact(units, found: personal)
    let window = TextRange(max(0, range.lowerBound - margin), min(units.count, range.upperBound + margin))
    let all = Array(masked.text.unicodeScalars)
    let scalars = all[masked.redactedRange(of: window).clamped(to: 0..<all.count)]
    examples[key] = String(String.UnicodeScalarView(scalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }

  /// The words found, those with the highest score first; of equal scores in the order of their characters.
  public func proposals() -> [Proposal] {
    let candidates = words.entries.filter { isCandidate($0.key, count: $0.value.count) }
    let keys = Set(candidates.map(\.key))
    let left = Self.entropies(of: keys, in: lefts)
    let right = Self.entropies(of: keys, in: rights)
    var found: [Proposal] = []
    for (key, entry) in candidates {
      let cohesion = cohesion(of: key, count: entry.count)
      let (before, after) = (left[key] ?? 0, right[key] ?? 0)
      guard cohesion >= options.minimumCohesion, min(before, after) >= options.minimumEntropy else { continue }
      let weight = isCompound(key) ? 0.3 : 1
      let score = weight * Self.logarithm(1 + Double(entry.count)) * cohesion * min(before, after)
      found.append(
        Proposal(
          word: key.text, count: Int(entry.count), conversations: Int(entry.conversations), cohesion: cohesion,
          leftEntropy: before, rightEntropy: after, score: score, example: examples[key] ?? ""))
    }
    return withoutFragments(found).prefix(max(0, options.limit)).map { $0 }
  }

  /// Leaves out a word that nearly always stands in a longer one that is proposed as well.
  private func withoutFragments(_ found: [Proposal]) -> [Proposal] {
    var wholes: [String: Int] = [:]
    for proposal in found {
      let characters = Array(proposal.word)
      for start in characters.indices {
        for end in characters.indices where end > start && end - start + 1 < characters.count {
          let part = String(characters[start...end])
          wholes[part] = max(wholes[part] ?? 0, proposal.count)
        }
      }
    }
    return found.filter { (wholes[$0.word] ?? 0) * 10 < $0.count * 8 }
      .sorted { $0.score == $1.score ? $0.word < $1.word : $0.score > $1.score }
  }
}
