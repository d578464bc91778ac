/// Reads the scope keys of a condition.
struct ScopeParser {
  let mapping: YAMLMapping
  private var sink: DiagnosticSink { mapping.sink }

  init(_ mapping: YAMLMapping) {
    self.mapping = mapping
  }

  /// The scope as written; what is not written is nil.
  func parse() -> Scope {
    var scope = Scope()
    scope.role = mapping.choice("role", ScopeRole.self)
    scope.positions = positions()
    scope.anchor = anchor()
    scope.which = Self.which(mapping)
    scope.seconds = seconds()
    scope.every = mapping.boolean("every")
    scope.join = mapping.boolean("join")
    scope.segment = mapping.choice("segment", SegmentChoice.self)
    scope.include = include()
    return scope
  }

  private func positions() -> Scope.Positions? {
    var found: [Scope.Positions] = []
    let forms: [(String, (PositionRange) -> Scope.Positions)] = [
      ("messages", Scope.Positions.messages), ("turns", Scope.Positions.turns), ("lines", Scope.Positions.lines),
    ]
    for (key, make) in forms {
      guard let node = mapping.value(key) else { continue }
      guard let text = node.scalar, let range = PositionRange(text) else {
        sink.error(
          "invalid-value", at: node.location,
          LocalizedText(
            zh: "“\(key)”应当是位置，如 1..3、-3..-1、2", en: "'\(key)' must be positions such as 1..3, -3..-1, 2"))
        continue
      }
      found.append(make(range))
    }
    if found.count > 1 {
      sink.error(
        "conflicting-keys", at: mapping.location,
        LocalizedText(zh: "messages、turns、lines 只能写一个", en: "only one of messages, turns, lines may be given"))
    }
    return found.first
  }

  private func anchor() -> Scope.AnchorReference? {
    var found: [Scope.AnchorReference] = []
    for side in Scope.Side.allCases {
      guard let node = mapping.value(side.rawValue) else { continue }
      guard let name = node.text else {
        sink.error(
          "invalid-value", at: node.location,
          LocalizedText(zh: "“\(side.rawValue)”应当是 given 或一个 label", en: "'\(side.rawValue)' must be given or a label"))
        continue
      }
      found.append(.init(side: side, name: name == "given" ? .given : .label(name)))
    }
    if found.count > 1 {
      sink.error(
        "conflicting-keys", at: mapping.location,
        LocalizedText(zh: "after、before、around、at 只能写一个", en: "only one of after, before, around, at may be given"))
    }
    return found.first
  }

  /// Reads `which:`.
  static func which(_ mapping: YAMLMapping) -> AnchorChoice? {
    guard let node = mapping.value("which") else { return nil }
    switch node.scalar.flatMap(AnchorChoice.Word.init(rawValue:)) {
    case .each: return .each
    case .any: return .any
    case .first: return .first
    case .last: return .last
    case nil:
      if let number = node.wholeNumber, AnchorChoice.numbers.contains(number) { return .nth(number) }
      mapping.sink.error(
        "invalid-value", at: node.location,
        LocalizedText(
          zh: "“which”只能是 first、last、each、any 或第几个", en: "'which' must be first, last, each, any or a number"))
      return nil
    }
  }

  private func seconds() -> Scope.SecondsRange? {
    guard let node = mapping.value("seconds") else { return nil }
    func milliseconds(_ text: String) -> Int64? {
      DecimalNumber.parse(text, wholeDigits: 8, fractionDigits: 3).map { Int64(($0 * 1000).rounded()) }
    }
    if let text = node.scalar {
      if let (first, last) = RangeText.ends(of: text) {
        if let from = milliseconds(first), let to = milliseconds(last), from <= to { return .init(from: from, to: to) }
      } else if let to = milliseconds(text) {
        return .init(from: 0, to: to)
      }
    }
    sink.error(
      "invalid-value", at: node.location,
      LocalizedText(zh: "“seconds”应当是秒数范围，如 0..120", en: "'seconds' must be a range of seconds such as 0..120"))
    return nil
  }

  private func include() -> Set<HiddenMessages>? {
    mapping.choices("include", HiddenMessages.self, mayBeEmpty: true).map(Set.init)
  }

  /// Reports positions that can name no message. `scope` is the one after inheritance: positions may
  /// count from an anchor that a parent names. Only what is written here is reported here.
  func checkPositions(_ scope: Scope, isGivenAMessage: Bool) {
    guard let range = scope.positions?.range,
      let key = ScopeKeys.positions.first(where: { mapping.keys.contains($0) })
        ?? ScopeKeys.anchors.first(where: { mapping.keys.contains($0) })
    else { return }
    let isOnMessage = scope.anchor.map { $0.name != .given || isGivenAMessage } ?? false
    let location = mapping.location(of: key)
    switch isOnMessage ? scope.anchor?.side : nil {
    case .after where range.from < 0 || range.to < 0:
      sink.error(
        "empty-scope", at: location,
        LocalizedText(
          zh: "after 之后的位置从 1 往后数，不能为负", en: "positions after an anchor count from 1 and cannot be negative"),
        hint: LocalizedText(
          zh: "有 given 时默认在它之后；要往前数请写 before: given",
          en: "with given the default is after it; write before: given to count back"))
    case .before where range.from > 0 || range.to > 0:
      sink.error(
        "empty-scope", at: location,
        LocalizedText(
          zh: "before 之前的位置用负数，-1 最近", en: "positions before an anchor are negative, −1 is the nearest"))
    case nil where range.from == 0 || range.to == 0:
      sink.error(
        "empty-scope", at: location, LocalizedText(zh: "位置从 1 或 -1 数起", en: "positions count from 1 or from −1"))
    case _ where ((range.from > 0) == (range.to > 0) || isOnMessage) && range.from > range.to:
      sink.error(
        "empty-scope", at: location, LocalizedText(zh: "位置范围是空的", en: "the range of positions is empty"))
    default: break
    }
  }
}
