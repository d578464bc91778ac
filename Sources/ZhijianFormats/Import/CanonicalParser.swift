internal import Zhijian

/// Parses one conversation object. Faults of the grammar end it; faults of the content are gathered, so
/// that the scanner always reaches the end of the object.
struct CanonicalParser {
  var scanner: JSONScanner
  let times: TimeReader
  var place: CanonicalPlace
  var errors = IssueList()
  var warnings = IssueList()

  init(scanner: JSONScanner, times: TimeReader, place: CanonicalPlace) {
    self.scanner = scanner
    self.times = times
    self.place = place
  }

  /// The conversation at the scanner's offset, or why it is none.
  mutating func record() throws(JSONFault) -> Result<ImportedTranscript, DiagnosticsError> {
    let first = scanner.peek()
    let start = scanner.offset
    guard first == 0x7B else {
      if scanner.isAtEnd { throw scanner.unexpected() }
      try scanner.skipValue()
      return .failure(
        DiagnosticsError([
          error("wrong-type", zh: "每条会话应是 JSON 对象", en: "a conversation must be a JSON object", at: start)
        ]))
    }
    var transcript = Transcript(id: "", messages: [])
    var seen = MemberSet()
    if try scanner.enterObject() {
      repeat { try member(of: &transcript, &seen) } while try scanner.nextMember()
    }
    if !seen.contains(.messages) {
      errors.add(error("missing-member", zh: "缺少 messages", en: "messages is missing", at: start))
    }
    noteMended(at: start)
    guard errors.diagnostics.isEmpty else {
      return .failure(DiagnosticsError(errors.closed(file: place.file)))
    }
    if transcript.agents.count == 1, let only = transcript.agents.first {
      for index in transcript.messages.indices
      where transcript.messages[index].role == .agent && transcript.messages[index].sender == nil {
        transcript.messages[index].sender = only.id
      }
    }
    let line = place.location(of: start, in: text).line
    return .success(
      ImportedTranscript(transcript: transcript, line: line, diagnostics: warnings.closed(file: place.file)))
  }

  private mutating func member(of transcript: inout Transcript, _ seen: inout MemberSet) throws(JSONFault) {
    let name = try scanner.name()
    let member = MemberSet.Member(name)
    if !seen.insert(member) { scanner.duplicates += 1 }
    switch member {
    case .schema: try schema()
    case .id: transcript.id = try text("id") ?? ""
    case .platform: transcript.platform = try text("platform")
    case .shop: transcript.shop = try text("shop")
    case .group: transcript.group = try text("group")
    case .customer: transcript.customer = try party("customer")
    case .agents: transcript.agents = try agents()
    case .queueAt: transcript.queueAt = try time()
    case .startedAt: transcript.startedAt = try time()
    case .endedAt: transcript.endedAt = try time()
    case .open: transcript.isOpen = try flag("open") ?? false
    case .closeReason: transcript.closeReason = try text("close_reason")
    case .rating: transcript.rating = try rating()
    case .fields: transcript.fields = try fields()
    case .messages: transcript.messages = try messages()
    case .unknown:
      let key = name.text
      if !seen.insert(unknown: key) { scanner.duplicates += 1 }
      transcript.extra.append(JSONValue.Member(key: key, value: try scanner.value(depth: 1)))
    }
  }

  private mutating func schema() throws(JSONFault) {
    guard try !scanner.skipNull() else { return }
    _ = scanner.peek()
    let start = scanner.offset
    let value = try scanner.value(depth: 1)
    guard value != .integer(Int64(CanonicalJSONLReader.schema)) else { return }
    errors.add(
      error(
        "unsupported-schema", zh: "只支持 schema \(CanonicalJSONLReader.schema)",
        en: "only schema \(CanonicalJSONLReader.schema) is supported", at: start))
  }

  private mutating func agents() throws(JSONFault) -> [Transcript.Party] {
    var result: [Transcript.Party] = []
    guard try !scanner.skipNull() else { return [] }
    guard scanner.peek() == 0x5B else {
      // A single agent outside an array.
      return try party("agents").map { [$0] } ?? []
    }
    guard try scanner.enterArray() else { return [] }
    repeat {
      guard let party = try party("agents") else { continue }
      result.append(party)
    } while try scanner.nextElement()
    return result
  }

  private mutating func party(_ name: StaticString) throws(JSONFault) -> Transcript.Party? {
    guard scanner.peek() == 0x7B else { return try text(name).map { Transcript.Party(id: $0) } }
    let start = scanner.offset
    var party = Transcript.Party(id: "")
    var hasID = false
    guard try scanner.enterObject() else { return nil }
    repeat {
      let member = try scanner.name()
      if member.isEqual(to: "id") {
        if let id = try text("id") {
          party.id = id
          hasID = true
        }
      } else if member.isEqual(to: "name") {
        party.name = try text("name")
      } else if member.isEqual(to: "group") {
        party.group = try text("group")
      } else {
        let key = member.text
        party.extra.append(JSONValue.Member(key: key, value: try scanner.value(depth: 2)))
      }
    } while try scanner.nextMember()
    if !hasID {
      guard let name = party.name else {
        errors.add(error("missing-member", zh: "\(name) 缺少 id", en: "\(name) has no id", at: start))
        return nil
      }
      party.id = name
    }
    return party
  }

  private mutating func rating() throws(JSONFault) -> Transcript.Rating? {
    guard scanner.peek() == 0x7B else { return try double("rating").map { Transcript.Rating(value: $0) } }
    var value: Double?
    var bounds = (minimum: 1.0, maximum: 5.0)
    guard try scanner.enterObject() else { return nil }
    repeat {
      let member = try scanner.name()
      if member.isEqual(to: "value") {
        value = try double("rating.value")
      } else if member.isEqual(to: "min") {
        bounds.minimum = try double("rating.min") ?? 1
      } else if member.isEqual(to: "max") {
        bounds.maximum = try double("rating.max") ?? 5
      } else {
        dropped(member.text)
        try scanner.skipValue(depth: 2)
      }
    } while try scanner.nextMember()
    return value.map { Transcript.Rating(value: $0, minimum: bounds.minimum, maximum: bounds.maximum) }
  }

  private mutating func fields() throws(JSONFault) -> [JSONValue.Member] {
    _ = scanner.peek()
    let start = scanner.offset
    switch try scanner.value(depth: 1) {
    case .object(let members): return members
    case .null: return []
    default:
      errors.add(error("wrong-type", zh: "fields 应是对象", en: "fields must be an object", at: start))
      return []
    }
  }

  private mutating func messages() throws(JSONFault) -> [Message] {
    _ = scanner.peek()
    let start = scanner.offset
    guard scanner.peek() == 0x5B else {
      errors.add(error("wrong-type", zh: "messages 应是数组", en: "messages must be an array", at: start))
      try scanner.skipValue(depth: 1)
      return []
    }
    var messages: [Message] = []
    guard try scanner.enterArray() else { return [] }
    messages.reserveCapacity(16)
    repeat {
      guard messages.count < Transcript.maximumMessages else {
        try skipMessages()
        return messages
      }
      if let message = try message(index: messages.count) { messages.append(message) }
    } while try scanner.nextElement()
    return messages
  }

  private mutating func skipMessages() throws(JSONFault) {
    let start = scanner.offset
    var count = 0
    repeat {
      try scanner.skipValue(depth: 2)
      count += 1
    } while try scanner.nextElement()
    warnings.add(tooManyMessages(dropped: count, location: place.location(of: start, in: text)))
  }
}

/// The diagnostic of a conversation with more messages than `Transcript.maximumMessages`.
func tooManyMessages(dropped: Int, location: SourceLocation) -> Diagnostic {
  Diagnostic(
    .error, code: "too-many-messages",
    message: LocalizedText(
      zh: "会话超过 \(Transcript.maximumMessages) 条消息，其后 \(dropped) 条未读取",
      en: "more than \(Transcript.maximumMessages) messages; \(dropped) more were not read"),
    location: location)
}
