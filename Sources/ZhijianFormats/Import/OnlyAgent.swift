internal import Zhijian

extension Transcript {
  /// Gives what an agent says without a name to the only agent that there is, as canonical JSONL is read: written and
  /// read back a conversation stays the same.
  mutating func nameOnlyAgent() {
    guard agents.count == 1, let only = agents.first?.id else { return }
    for index in messages.indices where messages[index].role == .agent && messages[index].sender == nil {
      messages[index].sender = only
    }
  }
}
