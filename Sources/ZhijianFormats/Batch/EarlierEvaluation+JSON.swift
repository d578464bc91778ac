internal import Zhijian

/// Reads as much as is needed of a line of evaluation JSONL.
extension EarlierEvaluation {
  /// What the beginning of a line tells.
  enum Head {
    case id(String)
    /// It stands for input that could not be read.
    case withoutID
    case broken
  }

  /// Reads a line up to its id.
  static func head(of line: UnsafeBufferPointer<UInt8>) -> Head {
    guard let base = line.baseAddress else { return .broken }
    // Safe: the scanner lives no longer than the line.
    var scanner = JSONScanner(base: base, offset: mark(line), end: line.count)
    do throws(JSONFault) {
      guard try scanner.enterObject() else { return .withoutID }
      repeat {
        if try scanner.name().isEqual(to: "id") { return .id(try scanner.string()) }
        try scanner.skipValue()
      } while try scanner.nextMember()
    } catch { return .broken }
    return .withoutID
  }

  /// Nil where the line is no evaluation, such as that of a line that could not be read.
  init?(line: UnsafeBufferPointer<UInt8>) {
    guard let base = line.baseAddress else { return nil }
    // Safe: the scanner lives no longer than the line.
    var scanner = JSONScanner(base: base, offset: Self.mark(line), end: line.count)
    var id: String?
    var versions: [String: String]?
    var score: Int?
    var agents: [String: Int?] = [:]
    var lines: [Line] = []
    do throws(JSONFault) {
      guard try scanner.enterObject() else { return nil }
      repeat {
        let name = try scanner.name()
        if name.isEqual(to: "id") {
          id = try scanner.string()
        } else if name.isEqual(to: "versions") {
          versions = try scanner.texts()
        } else if name.isEqual(to: "score") {
          score = try scanner.hundredths()
        } else if name.isEqual(to: "agents") {
          agents = try scanner.agents()
        } else if name.isEqual(to: "ledger") {
          lines = try scanner.ledger()
        } else {
          try scanner.skipValue()
        }
      } while try scanner.nextMember()
    } catch { return nil }
    guard let id, let versions, versions["rules"] != nil else { return nil }
    self.init(id: id, versions: versions, score: score, agents: agents, lines: lines)
  }

  /// Where the text begins: behind a byte order mark.
  static func mark(_ line: UnsafeBufferPointer<UInt8>) -> Int { line.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}

extension JSONScanner {
  /// A string, or nil for anything else.
  fileprivate mutating func text() throws(JSONFault) -> String? {
    if peek() == 0x22 { return try string() }
    try skipValue()
    return nil
  }

  /// A number as hundredths, or nil for anything else.
  fileprivate mutating func hundredths() throws(JSONFault) -> Int? {
    switch try value() {
    case .integer(let value) where value.magnitude < 1 << 40: Int(value) * 100
    case .number(let value): DecimalText.units(value, places: 2)
    default: nil
    }
  }

  /// The members of an object that are strings.
  fileprivate mutating func texts() throws(JSONFault) -> [String: String] {
    var result: [String: String] = [:]
    guard try enterObject() else { return result }
    repeat {
      let name = try name().text
      result[name] = try text()
    } while try nextMember()
    return result
  }

  fileprivate mutating func agents() throws(JSONFault) -> [String: Int?] {
    var result: [String: Int?] = [:]
    guard try enterArray() else { return result }
    repeat {
      var id: String?
      var score: Int?
      if try enterObject() {
        repeat {
          let name = try name()
          if name.isEqual(to: "id") {
            id = try text()
          } else if name.isEqual(to: "score") {
            score = try hundredths()
          } else {
            try skipValue()
          }
        } while try nextMember()
      }
      if let id { result.updateValue(score, forKey: id) }
    } while try nextElement()
    return result
  }

  fileprivate mutating func ledger() throws(JSONFault) -> [EarlierEvaluation.Line] {
    var result: [EarlierEvaluation.Line] = []
    guard try enterArray() else { return result }
    repeat {
      var (agent, rule, category, kind): (String?, String?, String?, String?)
      var effect: Int?
      if try enterObject() {
        repeat {
          let name = try name()
          if name.isEqual(to: "agent") {
            agent = try text()
          } else if name.isEqual(to: "rule") {
            rule = try text()
          } else if name.isEqual(to: "category") {
            category = try text()
          } else if name.isEqual(to: "kind") {
            kind = try text()
          } else if name.isEqual(to: "effect") {
            effect = try hundredths()
          } else {
            try skipValue()
          }
        } while try nextMember()
      }
      if let kind, let effect {
        result.append(.init(agent: agent, rule: rule, category: category, kind: kind, effect: effect))
      }
    } while try nextElement()
    return result
  }
}
