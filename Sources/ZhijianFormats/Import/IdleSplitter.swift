internal import Zhijian

/// Cuts the messages of one customer into conversations where the export has no ids for them.
struct IdleSplitter {
  /// A pause longer than this starts a new conversation.
  var idleMilliseconds: Int64

  /// The indices of the messages of each conversation, in file order. Never cuts while the customer waits for
  /// an answer, and never at a message without time.
  func split(_ messages: [Message]) -> [[Int]] {
    guard !messages.isEmpty else { return [] }
    var order: [(time: Int64, index: Int)] = []
    var latest = messages.lazy.compactMap(\.at).first?.milliseconds ?? 0
    for (index, message) in messages.enumerated() {
      // A message without time stays with the one before it.
      latest = message.at?.milliseconds ?? latest
      order.append((latest, index))
    }
    order.sort { ($0.time, $0.index) < ($1.time, $1.index) }
    var parts: [[Int]] = [[]]
    var previous = order.first?.time ?? 0
    var isWaiting = false
    for (time, index) in order {
      let (pause, overflow) = time.subtractingReportingOverflow(previous)
      if overflow || pause > idleMilliseconds, !isWaiting { parts.append([]) }
      parts[parts.count - 1].append(index)
      previous = time
      switch messages[index].role {
      case .customer where !messages[index].isEvent: isWaiting = true
      case .agent where messages[index].isAutoReply: break
      case .agent, .bot: if !messages[index].isEvent { isWaiting = false }
      default: if messages[index].kind == .close { isWaiting = false }
      }
    }
    return parts.filter { !$0.isEmpty }.map { $0.sorted() }
  }
}
