/// Reads a pattern of ICU's syntax for the facts a gate needs. It gives up (nil) where it is not sure.
struct RegularExpressionReader {
  private static let deepest = 64

  /// Whether there is a back-reference.
  private(set) var hasReference = false
  /// Whether a capture may be long: it has a repetition without a bound, or with a high one.
  private(set) var hasLoopInCapture = false

  private let scalars: [Unicode.Scalar]
  private let ignoresCase: Bool
  private var place = 0
  private var depth = 0
  private var captures = 0

  init(_ pattern: String, ignoresCase: Bool) {
    scalars = Array(pattern.unicodeScalars)
    self.ignoresCase = ignoresCase
  }

  /// What holds for the whole pattern.
  mutating func read() -> RegularExpressionPart? {
    guard let part = alternation(), place == scalars.count else { return nil }
    return part
  }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    place += 1
    return true
  }

  private mutating func alternation() -> RegularExpressionPart? {
    var alternatives: [RegularExpressionPart] = []
    repeat {
      var parts: [RegularExpressionPart] = []
      while let scalar = next, scalar != "|", scalar != ")" {
        guard let part = item() else { return nil }
        parts.append(part)
      }
      alternatives.append(.sequence(parts))
    } while take("|")
    return .alternatives(alternatives)
  }

  private mutating func item() -> RegularExpressionPart? {
    guard var part = atom() else { return nil }
    while let (minimum, maximum) = quantifier() {
      if captures > 0, maximum.map({ $0 > 64 }) ?? true { hasLoopInCapture = true }
      part = part.repeated(minimum, maximum)
      if !take("?") { _ = take("+") }
    }
    return part
  }

  private mutating func quantifier() -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard next == "{" else { return nil }
    place += 1
    let minimum = number() ?? 0
    var maximum: Int? = minimum
    if take(",") { maximum = number() }
    _ = take("}")
    return (minimum, maximum)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = next.flatMap({ $0.properties.numericType == .decimal ? Int($0.value) - 0x30 : nil }) {
      value = min((value ?? 0) * 10 + min(max(digit, 0), 9), 1_000_000)
      place += 1
    }
    return value
  }

  private mutating func atom() -> RegularExpressionPart? {
    guard let scalar = next else { return nil }
    place += 1
    switch scalar {
    case "(": return group()
    case "[": return set()
    case ".": return .anything
    case "^", "$": return .nothing
    case "\\": return escape()
    default: return literal(scalar)
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> RegularExpressionPart {
    let isCapital = ("A"..."Z").contains(scalar)
    let lower = ignoresCase && isCapital ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar
    return RegularExpressionPart(exact: [String(Character(lower))])
  }

  private mutating func group() -> RegularExpressionPart? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return nil }
    var isCapture = true
    var isLook = false
    if take("?") {
      isCapture = false
      switch next {
      case ":", ">": place += 1
      case "=", "!":
        place += 1
        isLook = true
      case "<":
        place += 1
        if next == "=" || next == "!" {
          place += 1
          isLook = true
        } else {
          while let scalar = next, scalar != ">" { place += scalar == ")" ? scalars.count : 1 }
          guard take(">") else { return nil }
          isCapture = true
        }
      case "#":
        while let scalar = next, scalar != ")" { place += 1 }
        return take(")") ? .nothing : nil
      default:
        while let scalar = next, scalar != ":", scalar != ")" {
          guard scalar == "s" || scalar == "m" || scalar == "u" || (scalar == "i" && ignoresCase) else { return nil }
          place += 1
        }
        if take(")") { return .nothing }
        place += 1
      }
    }
    captures += isCapture ? 1 : 0
    let part = alternation()
    captures -= isCapture ? 1 : 0
    guard let part, take(")") else { return nil }
    return isLook ? .nothing : part
  }

  /// A set of a few plain characters is alternatives; any other may match anything.
  private mutating func set() -> RegularExpressionPart? {
    var literals: [String] = []
    var isPlain = true
    var open = 1
    var isFirst = true
    while let scalar = next {
      place += 1
      switch scalar {
      case "]" where !isFirst:
        open -= 1
        if open == 0 {
          guard isPlain, !literals.isEmpty, literals.count <= 8 else { return .anything }
          return RegularExpressionPart(exact: literals)
        }
      // Operators, ranges, classes, strings and white space have meanings of their own.
      case "]", "[", "^", "-", "&", "{", "}", ":", "$", " ", "\t", "\n", "\r":
        isPlain = false
        if scalar == "[" { open += 1 }
        if scalar == "]" { return nil }
      case "\\":
        guard let escaped = next else { return nil }
        if escaped == "Q" { return nil }
        place += 1
        isPlain = false
      default: literals += literal(scalar).exact ?? []
      }
      isFirst = false
    }
    return nil
  }

  private mutating func escape() -> RegularExpressionPart? {
    guard let scalar = next else { return nil }
    place += 1
    switch scalar {
    case "b", "B", "A", "z", "Z", "G": return .nothing
    case "d", "D", "w", "W", "s", "S", "h", "H", "v", "V", "R", "X": return .anything
    case "p", "P", "N":
      if take("{") {
        while let inner = next, inner != "}" { place += 1 }
        return take("}") ? .anything : nil
      }
      return nil
    case "1"..."9", "k":
      hasReference = true
      if scalar == "k" { while let inner = next, inner != ">" { place += 1 } }
      if scalar == "k", !take(">") { return nil }
      while scalar != "k", let digit = next, ("0"..."9").contains(digit) { place += 1 }
      return .anything
    case "a"..."z", "A"..."Z", "0": return nil
    default: return literal(scalar)
    }
  }
}
