internal import Zhijian

/// A conversation while the rows of a table fill it.
struct TableSession {
  var line: Int
  var transcript: Transcript
  /// The values of columns that only their header names, one list a message.
  var extras: [[JSONValue.Member]] = []
  var warnings = IssueList()
  var dropped = 0
  private var agentIndices: [String: Int] = [:]
  private var agentNames: [String: String] = [:]

  init(id: String, line: Int) {
    self.line = line
    transcript = Transcript(id: id, messages: [])
  }

  /// Adds an agent unless it is there; a name fills a missing one.
  mutating func add(agent id: String, name: String?, group: String? = nil) {
    guard !id.isEmpty else { return }
    if let name, agentNames[name] == nil { agentNames[name] = id }
    guard let index = agentIndices[id] else {
      agentIndices[id] = transcript.agents.count
      transcript.agents.append(Transcript.Party(id: id, name: name == id ? nil : name, group: group))
      return
    }
    if transcript.agents[index].name == nil, let name, name != id { transcript.agents[index].name = name }
    if transcript.agents[index].group == nil { transcript.agents[index].group = group }
  }

  /// Adds an order unless it is there, or unless there are absurdly many.
  mutating func add(order: String) {
    guard !order.isEmpty, transcript.fields.count < 100 else { return }
    guard !transcript.fields.contains(where: { $0.value == .string(order) }) else { return }
    let key = transcript.fields.isEmpty ? "order_id" : "order_id_\(transcript.fields.count + 1)"
    transcript.fields.append(JSONValue.Member(key: key, value: .string(order)))
  }

  /// The id of the agent called `name`, or `name` itself.
  func agentID(_ name: String) -> String { agentIndices[name] == nil ? agentNames[name] ?? name : name }

  mutating func append(_ message: Message, extras values: [JSONValue.Member]) {
    guard transcript.messages.count < Transcript.maximumMessages else {
      dropped += 1
      return
    }
    transcript.messages.append(message)
    extras.append(values)
  }

  /// Puts names of agents in place, moves values that never change to the conversation, and gives the only
  /// agent what has no sender.
  mutating func finish() {
    let only = transcript.agents.count == 1 ? transcript.agents.first?.id : nil
    for index in transcript.messages.indices {
      if transcript.messages[index].role == .agent, transcript.messages[index].sender == nil {
        transcript.messages[index].sender = only
      }
      if let transfer = transcript.messages[index].transfer {
        transcript.messages[index].transfer = Message.Transfer(
          from: transfer.from.map(agentID), to: transfer.to.map(agentID))
      }
    }
    moveConstants()
  }

  private mutating func moveConstants() {
    var constant: [String: JSONValue] = [:]
    var varying: Set<String> = []
    var order: [String] = []
    for values in extras {
      for value in values {
        if let known = constant[value.key] {
          if known != value.value { varying.insert(value.key) }
        } else {
          constant[value.key] = value.value
          order.append(value.key)
        }
      }
    }
    let taken = Set(transcript.fields.map(\.key))
    for key in order where !varying.contains(key) && !taken.contains(key) {
      guard let value = constant[key] else { continue }
      transcript.fields.append(JSONValue.Member(key: key, value: value))
    }
    guard !varying.isEmpty else { return }
    let names = Self.names(of: varying, beside: Set(order))
    for (index, values) in extras.enumerated() where index < transcript.messages.count {
      transcript.messages[index].extra += values.compactMap { value in
        names[value.key].map { JSONValue.Member(key: $0, value: value.value) }
      }
    }
  }

  /// What values are called in messages: as they were, unless messages have something of their own by that name.
  private static func names(of keys: Set<String>, beside others: Set<String>) -> [String: String] {
    var names: [String: String] = [:]
    for key in keys {
      var name = key
      if CanonicalJSONLWriter.messageMembers.contains(key) {
        name = "source_" + key
        while others.contains(name) { name += "_" }
      }
      names[key] = name
    }
    return names
  }
}
