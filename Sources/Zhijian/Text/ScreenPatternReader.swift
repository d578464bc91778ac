/// Reads a pattern of ICU's syntax, which ICU has compiled, as a screen. It gives up (nil) where it is not sure.
struct ScreenPatternReader {
  private static let deepest = 64

  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var depth = 0
  /// Whether everything read so far means here just what it means to ICU, on plain units.
  private var isExact = true

  /// What `pattern` means, read without regard to case, and whether it matches nothing else than ICU's expression does;
  /// nil if it holds what screens do not know.
  static func read(_ pattern: String) -> (pattern: ScreenPattern, isExact: Bool)? {
    var reader = ScreenPatternReader(scalars: Array(pattern.unicodeScalars))
    guard let read = reader.alternation(), reader.place == reader.scalars.count else { return nil }
    return (read, reader.isExact)
  }

  private init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    place += 1
    return true
  }

  private mutating func alternation() -> ScreenPattern? {
    var alternatives: [ScreenPattern] = []
    repeat {
      var parts: [ScreenPattern] = []
      while let scalar = next, scalar != "|", scalar != ")" {
        guard let part = item() else { return nil }
        parts.append(part)
      }
      alternatives.append(parts.count == 1 ? parts[0] : .sequence(parts))
    } while take("|")
    return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
  }

  private mutating func item() -> ScreenPattern? {
    guard var part = atom() else { return nil }
    while let next, "*+?{".unicodeScalars.contains(next) {
      guard let (minimum, maximum) = quantifier() else { return nil }
      let isLazy = take("?")
      let isPossessive = !isLazy && take("+")
      part = .repeated(part, minimum, maximum, isLazy: isLazy)
      if isPossessive { part = .atomic(part) }
    }
    return part
  }

  private mutating func quantifier() -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard take("{"), let minimum = number() else { return nil }
    var maximum: Int? = minimum
    if take(",") { maximum = next == "}" ? nil : number() }
    return take("}") ? (minimum, maximum.map { max($0, minimum) }) : nil
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let next, ("0"..."9").contains(next) {
      value = min((value ?? 0) * 10 + Int(next.value) - 0x30, 1_000_000)
      place += 1
    }
    return value
  }

  private mutating func atom() -> ScreenPattern? {
    guard let scalar = next else { return nil }
    place += 1
    switch scalar {
    case "(": return group()
    case "[": return set().map { .units($0) }
    case ".": return .units(ScreenUnits.lineEnds.complement)
    case "^": return .start
    case "$": return .end
    case "\\": return escape()
    case "*", "+", "?", "{", ")": return nil
    default: return Self.literal(scalar).map { .units($0) }
    }
  }

  /// A character in both cases; nil for one that a screen cannot speak of.
  private static func literal(_ scalar: Unicode.Scalar) -> UnitSet? {
    guard let unit = UInt16(exactly: scalar.value), ScreenUnits.plain.contains(unit) else { return nil }
    return UnitSet(unit).ignoringCase
  }

  private mutating func group() -> ScreenPattern? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return nil }
    var look: ((ScreenPattern) -> ScreenPattern)?
    if take("?") {
      guard let kind = next else { return nil }
      place += 1
      switch kind {
      case ":": break
      case ">": look = { .atomic($0) }
      case "=": look = { .ahead($0) }
      case "!": look = { .ahead($0, isNegated: true) }
      case "<":
        if take("=") {
          look = { .behind($0) }
        } else if take("!") {
          look = { .behind($0, isNegated: true) }
        } else {
          while let scalar = next, scalar != ">", scalar != ")" { place += 1 }
          guard take(">") else { return nil }
        }
      default: return nil
      }
    }
    guard let content = alternation(), take(")") else { return nil }
    return look.map { $0(content) } ?? content
  }

  /// What stands behind `[`, with ranges and escapes; nil for sets within sets and other operators.
  private mutating func set() -> UnitSet? {
    let isNegated = take("^")
    var units = UnitSet.none
    var isFirst = true
    while let scalar = next {
      place += 1
      if scalar == "]", !isFirst { return isNegated ? complement(units) : units.ignoringCase }
      isFirst = false
      switch scalar {
      case "[", "]", "&", "{", "}", "$": return nil
      case "-":
        // A hyphen for itself stands at the end.
        guard next == "]" else { return nil }
        units = units.union(UnitSet(0x2D))
      case "\\":
        guard let escaped = escapedSet(inSet: isNegated) else { return nil }
        units = units.union(escaped)
      default:
        guard let first = Self.literal(scalar) else { return nil }
        guard next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else {
          units = units.union(first)
          continue
        }
        let last = scalars[place + 1]
        guard last != "\\", last != "[", scalar.value <= last.value, let upper = UInt16(exactly: last.value),
          ScreenUnits.plain.contains(upper)
        else { return nil }
        place += 2
        units = units.union(UnitSet([UInt16(truncatingIfNeeded: scalar.value)...upper]))
      }
    }
    return nil
  }

  /// Everything else; ASCII letters belong to it where a set names one in one case only, since case may let them in.
  private mutating func complement(_ units: UnitSet) -> UnitSet {
    if units.ignoringCase == units { return units.complement }
    isExact = false
    return units.complement.union(ScreenUnits.asciiLetters)
  }

  private mutating func escape() -> ScreenPattern? {
    switch next {
    case "b", "B":
      place += 1
      isExact = false
      return .nothing
    case "A":
      place += 1
      return .start
    case nil: return nil
    default: return escapedSet(inSet: false).map { .units($0) }
    }
  }

  /// The units that an escape stands for. Within a negated set they have to be certain: what is not stays out of it.
  private mutating func escapedSet(inSet isNegated: Bool) -> UnitSet? {
    guard let scalar = next else { return nil }
    place += 1
    switch scalar {
    // Of plain units these four are certain.
    case "d": return ScreenUnits.digits
    case "s": return ScreenUnits.spaces
    case "D": return ScreenUnits.digits.complement
    case "S": return ScreenUnits.spaces.complement
    case "w":
      isExact = false
      return isNegated ? UnitSet([0x30...0x39]) : ScreenUnits.asciiWord.union(ScreenUnits.beyondASCII)
    case "W":
      isExact = false
      return isNegated ? nil : ScreenUnits.asciiWord.complement
    case "n": return UnitSet(0x0A)
    case "r": return UnitSet(0x0D)
    case "t": return UnitSet(0x09)
    case "x", "u": return numbered(isBraced: scalar == "x")
    case "p", "P":
      guard take("{") else { return nil }
      var name = ""
      while let inner = next, inner != "}" {
        name.unicodeScalars.append(inner)
        place += 1
      }
      guard take("}"), let units = ScreenUnits.category(name, isNegated: scalar == "P") else { return nil }
      return units
    case "a"..."z", "A"..."Z", "0"..."9": return nil
    default: return Self.literal(scalar)
    }
  }

  /// The character of `\x{3A}` or `\u597D`, whose first two characters are read.
  private mutating func numbered(isBraced: Bool) -> UnitSet? {
    guard !isBraced || take("{") else { return nil }
    var value: UInt32 = 0
    var digits = 0
    while digits < (isBraced ? 6 : 4), let next, let digit = Character(next).hexDigitValue, next.isASCII {
      value = value * 16 + UInt32(digit)
      digits += 1
      place += 1
    }
    guard isBraced ? digits > 0 && take("}") : digits == 4 else { return nil }
    return Unicode.Scalar(value).flatMap(Self.literal)
  }
}
