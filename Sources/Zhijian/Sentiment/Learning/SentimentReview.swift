/// What people who read the entries of a lexicon one by one decided about each.
///
/// A line is `entry⇥kind⇥verdict⇥reason`; the verdict is `keep` or `drop`, and a dropped entry needs a reason. Empty
/// lines and lines that start with `# ` or are `#` are comments; the first line may be the header. Where there is a
/// review, cues count only if it keeps them.
public struct SentimentReview: Sendable {
  /// What becomes of an entry.
  public enum Verdict: String, Sendable, CaseIterable {
    case keep, drop
  }

  /// A word and a cue may be written alike.
  private struct Name: Hashable {
    var text: String
    var kind: SentimentEntry.Kind
  }

  private var verdicts: [Name: Verdict] = [:]

  /// A review that says nothing.
  public init() {}

  /// Whether nobody has read anything.
  public var isEmpty: Bool { verdicts.isEmpty }

  /// The verdict on an entry; nil where nobody has read it.
  public func verdict(on text: String, kind: SentimentEntry.Kind) -> Verdict? { verdicts[Name(text: text, kind: kind)] }

  /// Reads a review; `name` is what diagnostics show. Lines with a fault are left out and reported, all at once.
  public static func parse(_ text: String, named name: String) -> (SentimentReview, [Diagnostic]) {
    var review = SentimentReview()
    var diagnostics: [Diagnostic] = []
    for (offset, bytes) in text.utf8.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      var line = String(Substring(bytes))
      if line.hasSuffix("\r") { line.removeLast() }
      if offset == 0, line.unicodeScalars.first == "\u{FEFF}" { line.unicodeScalars.removeFirst() }
      if line.isEmpty || line == "#" || line.hasPrefix("# ") { continue }
      if offset == 0, line.hasPrefix("entry\tkind\tverdict") { continue }
      if let fault = review.read(line) {
        diagnostics.append(
          Diagnostic(
            .error, code: "sentiment-review", message: fault,
            location: SourceLocation(file: name, line: offset + 1, column: 1)))
      }
    }
    return (review, diagnostics)
  }

  /// Takes in one line; what is wrong with it otherwise.
  private mutating func read(_ line: String) -> LocalizedText? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard (3...4).contains(fields.count), !fields[0].isEmpty else {
      return LocalizedText(
        zh: "一行应当是词条、类别、结论、理由四列，以制表符分隔",
        en: "a line needs entry, kind, verdict and reason, tab-separated")
    }
    guard let kind = SentimentEntry.Kind(rawValue: fields[1]) else {
      return LocalizedText(zh: "没有这个类别：\(fields[1])", en: "unknown kind: \(fields[1])")
    }
    guard let verdict = Verdict(rawValue: fields[2]) else {
      return LocalizedText(
        zh: "结论应当是 keep 或 drop，不是 \(fields[2])", en: "the verdict is keep or drop, not \(fields[2])")
    }
    guard verdict == .keep || fields.count == 4 && !fields[3].isEmpty else {
      return LocalizedText(zh: "不要一个词条，要写理由", en: "an entry is not dropped without a reason")
    }
    guard verdicts[Name(text: fields[0], kind: kind)] == nil else {
      return LocalizedText(zh: "“\(fields[0])”已经有结论", en: "“\(fields[0])” already has a verdict")
    }
    verdicts[Name(text: fields[0], kind: kind)] = verdict
    return nil
  }
}
