/// The order in which the messages of a transcript happened.
public enum MessageOrder {
  /// Indices of the messages in time order, ties in file order.
  ///
  /// A message without a time stays behind its predecessor in the file: it takes the time of the nearest
  /// timed message before it, or of the first timed one where none is before it. Without any times the
  /// order is that of the file.
  public static func timeOrder(of transcript: Transcript) -> [Int] {
    timeOrder(of: transcript.messages)
  }

  /// Indices of `messages` in time order; see `timeOrder(of:)` for transcripts.
  public static func timeOrder(of messages: [Message]) -> [Int] {
    guard let first = messages.lazy.compactMap(\.at).first else { return Array(messages.indices) }
    var keys: [Int64] = []
    keys.reserveCapacity(messages.count)
    var last = first.milliseconds
    var isSorted = true
    for place in messages.indices {
      let key = messages[place].at?.milliseconds ?? last
      if key < last { isSorted = false }
      keys.append(key)
      last = key
    }
    guard !isSorted else { return Array(messages.indices) }
    return messages.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
  }

  /// How often the clock goes backwards in file order: a sign of clocks that disagree.
  ///
  /// A file that never goes forwards is one with the newest message first, and counts none.
  public static func clockSkewCount(of messages: [Message]) -> Int {
    var backwards = 0
    var forwards = 0
    var previous: Timestamp?
    for message in messages {
      guard let at = message.at else { continue }
      if let previous, at < previous { backwards += 1 }
      if let previous, previous < at { forwards += 1 }
      previous = at
    }
    return forwards == 0 ? 0 : backwards
  }
}
