/// Replaces sequences by what they stand for, the longest first, from left to right.
struct FoldingSequences: Sendable {
  typealias Entry = (key: String, value: String)
}
