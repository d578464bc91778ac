/// Collects the faults of one reading, so that an author sees all of them at once.
public final class DiagnosticSink {
  public private(set) var diagnostics: [Diagnostic] = []

  public init() {}

  /// Whether an error was reported; warnings and notes do not count.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  public func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  public func report(_ others: some Sequence<Diagnostic>) {
    diagnostics.append(contentsOf: others)
  }

  public func error(
    _ code: String, at location: SourceLocation?, _ message: LocalizedText, hint: LocalizedText? = nil
  ) {
    report(Diagnostic(.error, code: code, message: message, location: location, hint: hint))
  }

  public func warning(
    _ code: String, at location: SourceLocation?, _ message: LocalizedText, hint: LocalizedText? = nil
  ) {
    report(Diagnostic(.warning, code: code, message: message, location: location, hint: hint))
  }

  /// The diagnostics by file, line and column; those of one place keep their order.
  public var sorted: [Diagnostic] {
    diagnostics.enumerated().sorted { left, right in
      let leftPlace = left.element.location ?? SourceLocation(file: "")
      let rightPlace = right.element.location ?? SourceLocation(file: "")
      return leftPlace == rightPlace ? left.offset < right.offset : leftPlace < rightPlace
    }.map(\.element)
  }
}

/// Spelling help: the candidate closest to a word that was not known.
public enum SpellingSuggestion {
  /// The candidate within an edit distance of a third of the word (at least one), or nil; the first
  /// of equally close ones.
  public static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased().unicodeScalars)
    let allowed = max(1, letters.count / 3)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let distance = editDistance(letters, Array(candidate.lowercased().unicodeScalars))
      if distance <= allowed, distance < (best?.distance ?? Int.max) {
        best = (distance, candidate)
      }
    }
    return best?.candidate
  }

  /// Levenshtein distance with transpositions of neighbours, in scalars.
  private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    guard left.count <= 64, right.count <= 64 else { return Int.max }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in 1...left.count {
      var current = [row] + [Int](repeating: 0, count: right.count)
      for column in 1...right.count {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          best = min(best, beforeLast[column - 2] + 1)
        }
        current[column] = best
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
