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
    // The plain names are buyers too where the shop's people write under accounts.
    if !members.isEmpty || buyers.isEmpty && !accounts.isEmpty {
      buyers.formUnion(Set(counts.keys).subtracting(shops).subtracting(accounts).subtracting(members.keys))
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

  /// Whether a plain header is believed. A name that stands once among others may be the end of a sentence,
  /// such as `最晚 2026-8-28 15:18:02`, unless the line above shows that nobody was speaking.
  func believes(_ header: QianniuHeader, isApart: Bool) -> Bool {
    if header.recipient != nil || header.isAccount || isApart { return true }
    if counts[header.sender] != 1 || buyers.isEmpty { return true }
    return counts.count == 1 && buyers.subtracting([header.sender]).isEmpty && buyers.contains(header.sender)
      || role(of: header.sender).role == .agent
  }

  /// The account called `name`, whole or by its part within the shop.
  func account(_ name: String) -> String {
    let name = QianniuHeader.normalised(name)
    return accounts.contains(name) ? name : members[name] ?? name
  }
}
