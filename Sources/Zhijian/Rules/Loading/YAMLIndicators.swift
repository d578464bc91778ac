/// What YAML would make of `&`, `*` and `!` at the beginning of a value: anchors, aliases and tags. Rules have none of
/// them, and most often they are the beginning of a phrase that wants quotes.
///
/// They are found before YAML reads the text, so that aliases can never grow, every one is pointed at, and the rest of
/// the file is read for its other faults.
struct YAMLIndicators {
  struct Mark {
    let kind: Unicode.Scalar
    /// As it is written, such as `*common`.
    let text: String
    /// In scalars of its line; both from 1.
    let line: Int
    let column: Int
  }

  /// What stands for a value that an alias or tag was; nobody writes it.
  private static let substitute: Unicode.Scalar = "\u{E0FF}"

  private(set) var marks: [Mark] = []
  private var lines: [[Unicode.Scalar]]
  // Where the scan is.
  private var depth = 0
  private var quote: Unicode.Scalar?
  /// Whether a value may begin here.
  private var isFresh = true
  /// The indentation of the line that began a block scalar; nil outside of one.
  private var block: Int?
  /// What lines that go on with plain text are indented further than; nil outside of such text.
  private var plain: Int?
  /// Whether the line at hand has a key.
  private var hasKey = false

  /// Nil where there are none.
  init?(_ text: String) {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x2A || $0 == 0x21 }) else { return nil }
    lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) }
    for number in lines.indices { scan(number) }
    if marks.isEmpty { return nil }
  }

  /// The text without them, every other character in its place.
  var text: String {
    var result = String.UnicodeScalarView()
    for (offset, line) in lines.enumerated() {
      if offset > 0 { result.append("\n") }
      result.append(contentsOf: line)
    }
    return String(result)
  }

  /// Whether a scalar is what stands for a value that is gone.
  static func isSubstitute(_ text: String) -> Bool { text.unicodeScalars.first == substitute }

  private mutating func scan(_ number: Int) {
    let indent = lines[number].firstIndex { $0 != " " && $0 != "\r" } ?? Int.max
    if let own = block {
      if indent > own { return }
      block = nil
    }
    guard indent < lines[number].count else { return }
    if plain == nil || isFresh { hasKey = false }
    var place = 0
    while place < lines[number].count {
      let scalar = lines[number][place]
      if let open = quote {
        if scalar == "\\", open == "\"" { place += 1 }
        if scalar == open { quote = nil }
        place += 1
        continue
      }
      switch scalar {
      case " ", "\t", "\r": break
      case "#" where place == 0 || lines[number][place - 1] == " ": return endLine(number, indent)
      case "'" where isFresh, "\"" where isFresh:
        quote = scalar
        isFresh = false
      case "[", "{":
        if isFresh || depth > 0 {
          depth += 1
          isFresh = true
        }
      case "]", "}":
        if depth > 0 { depth -= 1 }
        isFresh = false
      case "," where depth > 0: isFresh = true
      case ":" where isEnd(number, place + 1):
        isFresh = true
        hasKey = true
      case "-" where depth == 0 && isFresh && isEnd(number, place + 1),
        "?" where depth == 0 && isFresh && isEnd(number, place + 1):
        break
      case "&" where isFresh, "*" where isFresh, "!" where isFresh:
        place = take(number, place)
        continue
      case "|" where isFresh && depth == 0, ">" where isFresh && depth == 0:
        block = indent
        return endLine(number, indent)
      default: isFresh = false
      }
      place += 1
    }
    endLine(number, indent)
  }

  /// A line of block style may begin with a key again, unless it goes on with plain text.
  private mutating func endLine(_ number: Int, _ indent: Int) {
    guard depth == 0, quote == nil, !isFresh, number + 1 < lines.count else {
      plain = nil
      return
    }
    // Text that goes on is indented further than the key, or the dash, that it belongs to.
    let next = lines[(number + 1)...].first { line in line.contains { $0 != " " && $0 != "\r" } }
    let nextIndent = next?.firstIndex { $0 != " " } ?? 0
    let base = plain ?? (hasKey ? lines[number].firstIndex { $0 != " " && $0 != "-" && $0 != "?" } ?? indent : indent)
    isFresh = nextIndent <= base
    plain = isFresh ? nil : base
  }

  private func isEnd(_ number: Int, _ place: Int) -> Bool {
    guard place < lines[number].count else { return true }
    let next = lines[number][place]
    return next == " " || next == "\r" || next == "\t" || depth > 0 && (next == "," || next == "]" || next == "}")
  }

  /// Takes the mark at `place` out; where to go on.
  private mutating func take(_ number: Int, _ place: Int) -> Int {
    let line = lines[number]
    var end = place + 1
    while end < line.count, line[end] != " ", line[end] != "\r", line[end] != "\t",
      depth == 0 || !",]}[{".unicodeScalars.contains(line[end])
    {
      end += 1
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: line[place..<end])
    marks.append(Mark(kind: line[place], text: String(text), line: number + 1, column: place + 1))
    let rest = line[end...].first { $0 != " " && $0 != "\r" && $0 != "\t" }
    let isAlone = rest == nil || rest == "#" || depth > 0 && (rest == "," || rest == "]" || rest == "}")
    // What an anchor or tag stands before is read all the same. A value may also begin in the next line.
    let goesOn = line[place] != "*" && (rest != nil && !isAlone || rest == nil && continues(after: number))
    for index in place..<end { lines[number][index] = goesOn ? " " : Self.substitute }
    isFresh = goesOn
    return end
  }

  /// Whether the next line is indented further, so that it belongs to what this one begins.
  private func continues(after number: Int) -> Bool {
    func indent(_ line: [Unicode.Scalar]) -> Int? { line.firstIndex { $0 != " " && $0 != "\r" } }
    guard let own = indent(lines[number]), let next = lines[(number + 1)...].lazy.compactMap(indent).first else {
      return false
    }
    return next > own
  }
}
