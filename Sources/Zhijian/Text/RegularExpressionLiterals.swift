/// What can be said of an expression without running it.
struct RegularExpressionFacts: Sendable {
  /// See `RegularExpression.requiredLiterals`.
  let requiredLiterals: [[String]]?
  /// Whether a back-reference may compare a long stretch of text in a single step, which ICU's limit counts as one.
  let comparesLongText: Bool

  init(requiredLiterals: [[String]]?, comparesLongText: Bool) {
    self.requiredLiterals = requiredLiterals
    self.comparesLongText = comparesLongText
  }

  /// Reads `pattern`, which ICU has compiled.
  init(_ pattern: String, ignoresCase: Bool) {
    var reader = RegularExpressionReader(pattern, ignoresCase: ignoresCase)
    guard let part = reader.read() else {
      // What this reader does not know may be anything.
      requiredLiterals = nil
      comparesLongText = pattern.contains("\\")
      return
    }
    comparesLongText = reader.hasReference && reader.hasLoopInCapture
    let lists = part.lists.filter { Self.isUsable($0, ignoresCase: ignoresCase) }
    let ordered = lists.enumerated().sorted { left, right in
      let (one, other) = (Self.shortest(left.element), Self.shortest(right.element))
      return one != other ? one > other : (left.element.count, left.offset) < (right.element.count, right.offset)
    }
    requiredLiterals = ordered.isEmpty ? nil : ordered.map(\.element)
  }

  private static func shortest(_ list: [String]) -> Int { list.map(\.utf16.count).min() ?? 0 }

  /// Whether the literals stand in a match as they are. ICU ignores case by full folding (ß equals ss), so that of
  /// other letters than ASCII ones nothing is said.
  private static func isUsable(_ list: [String], ignoresCase: Bool) -> Bool {
    guard ignoresCase else { return true }
    return list.allSatisfy { literal in
      var previous: Unicode.Scalar?
      return literal.unicodeScalars.allSatisfy { scalar in
        defer { previous = scalar }
        switch scalar.value {
        case 0x73: return previous != "s"
        case 0...0x7F, 0x2E80...0xA4CF, 0xAC00...0xD7FF, 0x3000...0x33FF, 0x1F000...0x10FFFF: return true
        default: return false
        }
      }
    }
  }
}

/// What the text matched by a part of an expression is or holds.
struct RegularExpressionPart {
  /// All the texts it matches, if they are few.
  var exact: [String]?
  /// Of each list at least one literal is in any match; not counting `exact`.
  var required: [[String]] = []

  static let most = 32
  static let nothing = RegularExpressionPart(exact: [""])
  static let anything = RegularExpressionPart(exact: nil)

  /// `required` and what `exact` requires.
  var lists: [[String]] {
    guard let exact, !exact.isEmpty, !exact.contains("") else { return required }
    return required + [exact]
  }

  /// What holds for the parts one after another.
  static func sequence(_ parts: [RegularExpressionPart]) -> RegularExpressionPart {
    var result = RegularExpressionPart(exact: nil)
    var literals = [""]
    var isExact = true
    for part in parts {
      if let exact = part.exact, exact.count * literals.count <= most {
        literals = unique(literals.flatMap { head in exact.map { head + $0 } })
        result.required += part.required
        continue
      }
      result.required += RegularExpressionPart(exact: literals).lists + part.required
      isExact = false
      literals = part.exact ?? [""]
    }
    if isExact {
      result.exact = literals
    } else {
      result.required += RegularExpressionPart(exact: literals).lists
    }
    return result
  }

  /// What holds for any one of the parts.
  static func alternatives(_ parts: [RegularExpressionPart]) -> RegularExpressionPart {
    if parts.count == 1 { return parts[0] }
    let exact = parts.compactMap(\.exact)
    if exact.count == parts.count {
      let all = unique(exact.flatMap { $0 })
      if all.count <= most { return RegularExpressionPart(exact: all) }
    }
    // One list of every alternative: that whose literals are longest.
    var union: [String] = []
    for part in parts {
      let best = part.lists.max { left, right in
        (left.map(\.utf16.count).min() ?? 0, right.count) < (right.map(\.utf16.count).min() ?? 0, left.count)
      }
      guard let best else { return .anything }
      union += best
    }
    union = unique(union)
    return union.count <= 2 * most ? RegularExpressionPart(exact: nil, required: [union]) : .anything
  }

  /// What holds for `minimum` to `maximum` of the part in a row; no `maximum` is any number.
  func repeated(_ minimum: Int, _ maximum: Int?) -> RegularExpressionPart {
    if maximum == 0 { return .nothing }
    if minimum == 1, maximum == 1 { return self }
    if let exact, minimum == 0, maximum == 1, exact.count < Self.most {
      return RegularExpressionPart(exact: Self.unique(exact + [""]))
    }
    if let exact, exact.count == 1, minimum == maximum, minimum <= 8 {
      return RegularExpressionPart(exact: [String(repeating: exact[0], count: minimum)], required: required)
    }
    return minimum == 0 ? .anything : RegularExpressionPart(exact: nil, required: lists)
  }

  private static func unique(_ literals: [String]) -> [String] {
    // By scalars: strings compare by canonical equivalence, texts do not.
    var seen: Set<[UInt16]> = []
    return literals.filter { seen.insert(Array($0.utf16)).inserted }
  }
}
