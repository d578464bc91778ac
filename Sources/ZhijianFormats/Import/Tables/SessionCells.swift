internal import Zhijian

/// The cells that say to whom a row belongs. Where an export merges them over the rows of a conversation, the
/// value above counts.
struct SessionCells {
  var session = ""
  var agentID = ""
  var agentName = ""
  var customerID = ""
  var customerName = ""
  var shop = ""
  var platform = ""
  var date = ""
  /// Whether the export lists a bot as the agent.
  var agentIsBot = false

  mutating func update(from row: TableRow, layout: TableLayout, fillsDown: Bool) {
    let id = row.text(layout.index(.session))
    let customer = (id: row.text(layout.index(.customerID)), name: row.text(layout.index(.customerName)))
    let agent = (id: row.text(layout.index(.agentID)), name: row.text(layout.index(.agentName)))
    let continues: Bool
    if !fillsDown {
      continues = false
      session = id
      date = ""
    } else if layout.has(.session) {
      continues = id.isEmpty
      if !id.isEmpty { session = id }
    } else {
      continues = customer.id.isEmpty && customer.name.isEmpty
    }
    if !continues || !customer.id.isEmpty || !customer.name.isEmpty {
      customerID = customer.id.isEmpty ? customer.name : customer.id
      customerName = customer.name
    }
    if !continues || !agent.id.isEmpty || !agent.name.isEmpty {
      agentID = agent.id.isEmpty ? agent.name : agent.id
      agentName = agent.name
      agentIsBot = TableWords.role(agentID)?.role == .bot || TableWords.role(agentName)?.role == .bot
    }
    let newShop = row.text(layout.index(.shop))
    if !continues || !newShop.isEmpty { shop = newShop }
    let newPlatform = row.text(layout.index(.platform))
    if !continues || !newPlatform.isEmpty { platform = newPlatform }
    let newDate = row.text(layout.index(.date))
    if !newDate.isEmpty { date = newDate }
  }

  /// What groups rows without session ids: customer, platform, and shop or the shop's part of the agent.
  var groupKey: String {
    var channel = shop
    if channel.isEmpty, let colon = agentID.firstRange(of: ":") ?? agentID.firstRange(of: "：") {
      channel = String(agentID[..<colon.lowerBound])
    }
    return "\(customerID)\u{1F}\(platform)\u{1F}\(channel)"
  }
}
