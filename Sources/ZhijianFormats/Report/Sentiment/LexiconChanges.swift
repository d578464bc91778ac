public import Zhijian

/// What was learned, as lines of lexicon files.
public struct LexiconChanges: Sendable {
  public let learned: LearnedLexicon
  private let review: SentimentReview

  /// With `review`, entries that people dropped are left out of the files.
  public init(learned: LearnedLexicon, review: SentimentReview = SentimentReview()) {
    self.learned = learned
    self.review = review
  }

  /// The name of the file that cues are written to.
  public static let cueFile = "cues.tsv"
  /// The name of the file that the weights of features are written to.
  public static let featureFile = "features.tsv"
  private static let header = "entry\tweight\tkind\tsource\tnote\n"

  /// Everything that was learned, to be read by a person: what changed most first, then the cues.
  public var proposals: String {
    let changed = learned.weights.sorted { left, right in
      let changes = (abs(left.entry.weight - (left.before ?? 0)), abs(right.entry.weight - (right.before ?? 0)))
      return changes.0 > changes.1
    }
    return Self.header + (changed + learned.cues).map { Self.line($0.entry) }.joined()
  }

  /// A lexicon file with the learned weights in place of its own and without what the review drops; all other lines
  /// stay as they are.
  public func rewritten(_ text: String) -> String {
    var entries: [String: SentimentEntry] = [:]
    for proposal in learned.weights where proposal.entry.kind != .feature {
      entries[proposal.entry.text] = proposal.entry
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 3, let kind = SentimentEntry.Kind(rawValue: fields[2]) else { return String(line) }
      if review.verdict(on: fields[0], kind: kind) == .drop { return nil }
      guard let entry = entries[fields[0]], entry.kind == kind else { return String(line) }
      return String(Self.line(entry).dropLast())
    }.joined(separator: "\n")
  }

  /// The file of cues.
  public var cues: String {
    let entries = learned.cues.map(\.entry).sorted { ($0.weight, $0.text) < ($1.weight, $1.text) }
    return Self.header + entries.map(Self.line).joined()
  }

  /// The file of features.
  public var features: String {
    Self.header + learned.weights.map(\.entry).filter { $0.kind == .feature }.map(Self.line).joined()
  }

  private static func line(_ entry: SentimentEntry) -> String {
    [entry.text, DecimalText.shortest(entry.weight, places: 3), entry.kind.rawValue, entry.source, entry.note].joined(
      separator: "\t") + "\n"
  }
}
