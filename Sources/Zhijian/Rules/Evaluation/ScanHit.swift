/// One occurrence that the scan of a message found for a leaf.
struct ScanHit: Sendable, Hashable {
  let message: Int
  /// The number of the phrase in the leaf's list; 0 for a regular expression.
  let phrase: Int
  /// Original text.
  let range: TextRange
  /// The folds beyond the base view that were needed.
  let folds: [Fold]
  /// Why the occurrence does not count, or nil where it does.
  let suppression: Suppression?
}

/// Why an occurrence in the text is no hit.
public enum Suppression: String, Sendable, CaseIterable {
  /// An allow-phrase covers it.
  case excused
  /// A word of the dictionary partially overlaps it.
  case boundary
  case negated, forbidden, quoted, asked
  /// The customer gave the value before.
  case given
}

/// An occurrence that was no hit, and why.
public struct SuppressedHit: Sendable, Hashable {
  public let rule: String
  public let span: EvidenceSpan
  public let why: Suppression
}
