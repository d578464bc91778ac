internal import Synchronization

/// The expressions of a rule set as they are searched, worked out when somebody first searches and shared by all
/// threads.
final class ExpressionPrograms: Sendable {
  /// What was worked out.
  struct Compiled: Sendable {
    /// The classes of units that all expressions tell apart.
    let alphabet: ScreenAlphabet
    fileprivate let expressions: [RegularExpression]
    fileprivate let drafts: [Draft]

    var count: Int { expressions.count }

    /// What searches with the expression of this number, on one thread.
    func search(_ number: Int) -> ExpressionSearch {
      let (screen, spans) = drafts[number].programs(alphabet)
      return ExpressionSearch(expressions[number], screen: screen, spans: spans)
    }
  }

  /// One expression: as its pattern was read, or as that was put down.
  fileprivate enum Draft: Sendable {
    case read(ScreenProgram?, SpanProgram?)
    /// Taken apart when it is first searched with: of many expressions most never are.
    case kept([UInt8])

    init(_ expression: RegularExpression) {
      let read = expression.screenedPattern.flatMap(ScreenPatternReader.read)
      self = .read(
        read.flatMap { ScreenProgram($0.pattern.withoutLooks) },
        read.flatMap { $0.isExact ? SpanProgram($0.pattern) : nil })
    }

    /// What was put down and is not sound is left out: then ICU alone decides.
    func programs(_ alphabet: ScreenAlphabet) -> (RegularExpressionScreen.Tables?, SpanSearch.Tables?) {
      switch self {
      case .read(let screen, let spans):
        return (
          screen.map { RegularExpressionScreen.Tables($0, alphabet: alphabet) },
          spans.map { SpanSearch.Tables($0, alphabet: alphabet) }
        )
      case .kept(let bytes):
        var reader = CompiledReader(bytes)
        return (try? reader.expressionTables(classes: alphabet.count)) ?? (nil, nil)
      }
    }
  }

  private let expressions: [RegularExpression]
  private let store: CompiledStore
  private let compiled = Mutex<Compiled?>(nil)

  /// Those of `leaves`, of each its own and then that of what excuses it.
  init(_ leaves: [CompiledLeaf], store: CompiledStore) {
    expressions = leaves.flatMap { leaf in
      leaf.scan?.expression.map { [$0.expression] + ($0.unless.map { [$0] } ?? []) } ?? []
    }
    self.store = store
  }

  /// Whoever comes first works it out, and the others wait.
  var value: Compiled {
    compiled.withLock { known in
      if let known { return known }
      let made = compile()
      known = made
      return made
    }
  }

  private func compile() -> Compiled {
    guard store.isKept else { return read() }
    var writer = CompiledWriter()
    for expression in expressions { writer.write(expression.screenedPattern ?? "") }
    let key = writer.bytes
    if let known = store.value(
      .expressions, key, { (reader) throws(CompiledFault) in try reader.programs(of: expressions) })
    {
      return known
    }
    let fresh = read()
    writer = CompiledWriter()
    let kept = fresh.drafts.map { draft in
      let (screen, spans) = draft.programs(fresh.alphabet)
      var writer = CompiledWriter()
      writer.write(screen, spans)
      return writer.bytes
    }
    writer.write(fresh.alphabet.classes)
    writer.write(count: fresh.alphabet.count)
    writer.write(count: kept.count)
    for bytes in kept { writer.write(bytes) }
    store.write(.expressions, key, writer.bytes)
    return Compiled(alphabet: fresh.alphabet, expressions: expressions, drafts: kept.map { .kept($0) })
  }

  private func read() -> Compiled {
    let drafts = expressions.map { Draft($0) }
    var (screens, spans): ([ScreenProgram], [SpanProgram]) = ([], [])
    for case .read(let screen, let span) in drafts {
      if let screen { screens.append(screen) }
      if let span { spans.append(span) }
    }
    return Compiled(alphabet: ScreenAlphabet(screens, spans), expressions: expressions, drafts: drafts)
  }
}

extension CompiledReader {
  fileprivate mutating func programs(
    of expressions: [RegularExpression]
  ) throws(CompiledFault) -> ExpressionPrograms.Compiled {
    let classes = try unitTable(of: UInt16.self)
    let classCount = Int(try integer(UInt32.self))
    guard try count() == expressions.count, classes.allSatisfy({ $0 < classCount }) else { throw CompiledFault() }
    var drafts: [ExpressionPrograms.Draft] = []
    for _ in expressions { drafts.append(.kept(try integers(UInt8.self))) }
    return ExpressionPrograms.Compiled(
      alphabet: ScreenAlphabet(kept: classes, count: classCount), expressions: expressions, drafts: drafts)
  }
}
