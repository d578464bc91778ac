/// All that has to be known of an expression before it searches: enough to open it without reading its pattern again.
struct CompiledExpression: Sendable {
  /// The pattern as ICU gets it: folded.
  let pattern: String
  let ignoresCase: Bool
  let facts: RegularExpressionFacts
}

extension CompiledWriter {
  mutating func write(_ expression: CompiledExpression) {
    write(expression.pattern)
    write(UInt8((expression.ignoresCase ? 1 : 0) | (expression.facts.comparesLongText ? 2 : 0)))
    let lists = expression.facts.requiredLiterals ?? []
    write(count: lists.count)
    for list in lists {
      write(count: list.count)
      for literal in list { write(literal) }
    }
  }
}

extension CompiledReader {
  mutating func expression() throws(CompiledFault) -> CompiledExpression {
    let pattern = try text()
    let flags = try integer(UInt8.self)
    var lists: [[String]] = []
    for _ in 0..<(try count()) {
      var list: [String] = []
      for _ in 0..<(try count()) { list.append(try text()) }
      lists.append(list)
    }
    return CompiledExpression(
      pattern: pattern, ignoresCase: flags & 1 != 0,
      facts: RegularExpressionFacts(
        requiredLiterals: lists.isEmpty ? nil : lists, comparesLongText: flags & 2 != 0))
  }
}
