internal import Zhijian

/// Who takes part in a pasted window, worked out from all of its headers before the first is believed.
struct QianniuCast {
  private(set) var buyers: Set<String> = []
  private(set) var accounts: Set<String> = []
  private var counts: [String: Int] = [:]
  private var members: [String: String] = [:]
  private var shops: Set<String> = []

  /// The number of headers that name a shop's account or have an arrow, which nothing else looks like.
  private(set) var sureHeaders = 0
  private(set) var plainHeaders = 0

  init(_ headers: some Sequence<QianniuHeader>) {
    for header in headers {
      if let recipient = header.recipient {
        sureHeaders += 1
        // The buyer stands on the side that is no account; with two plain names the arrow leads to the shop.
        if header.isAccount {
          add(account: header.sender)
          buyers.insert(recipient)
        } else {
          buyers.insert(header.sender)
          add(account: recipient)
        }
      } else if header.isAccount {
        sureHeaders += 1
        add(account: header.sender)
      } else {
        plainHeaders += 1
        counts[header.sender, default: 0] += 1
      }
    }
    // Without an arrow the plain names are the buyers, if somebody else is the shop.
    if buyers.isEmpty, !accounts.isEmpty {
      buyers = Set(counts.keys).subtracting(shops).subtracting(accounts).subtracting(members.keys)
    }
  }

  private mutating func add(account name: String) {
    accounts.insert(name)
    guard let (shop, member) = QianniuHeader.account(name) else {
      shops.insert(name)
      return
    }
    shops.insert(shop)
    members[member] = name
  }

  /// The role of a sender and the id it goes by.
  func role(of name: String) -> (role: Role, id: String) {
    if accounts.contains(name) || shops.contains(name) { return (.agent, name) }
    if buyers.contains(name) { return (.customer, name) }
    if let account = members[name] { return (.agent, account) }
    return (.unknown, name)
  }

  /// Whether a plain header is believed: a name that speaks once among others that are sure may be the last
  /// words of a message.
  func believes(_ header: QianniuHeader, follows isAfterHeader: Bool) -> Bool {
    if header.recipient != nil || header.isAccount { return true }
    guard counts[header.sender] == 1, counts.count > 1 || !buyers.contains(header.sender) else { return true }
    return !isAfterHeader || role(of: header.sender).role != .unknown
  }

  /// The account called `name`, whole or by its part within the shop.
  func account(_ name: String) -> String {
    let name = QianniuHeader.normalised(name)
    return accounts.contains(name) ? name : members[name] ?? name
  }
}
