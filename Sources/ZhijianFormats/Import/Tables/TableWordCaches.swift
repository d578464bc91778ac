internal import Zhijian

/// The words that one table has used so far.
final class TableWordCaches {
  let role = CellCache<(role: Role, name: String?)?>()
  let sender = CellCache<(role: Role, name: String?)?>()
  /// The roles of senders, by their number in `sender`, that other cells of their rows told.
  private(set) var senderRoles: [Int: Role] = [:]
  let kind = CellCache<TableWords.Kind?>()
  let replyMode = CellCache<ReplyMode?>()

  /// Remembers the role of the sender last asked for.
  func learn(_ role: Role) {
    if let place = sender.lastPlace { senderRoles[place] = role }
  }
}
