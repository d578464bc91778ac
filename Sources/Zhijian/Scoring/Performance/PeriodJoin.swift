/// Joins the rows of tables to conversations and agents.
///
/// Every row counts once for everybody together; it counts for an agent where it names one, or where its conversation
/// or its customer leads to one. What leads nowhere is listed.
public struct PeriodJoin: Sendable {
  public struct Options: Sendable {
    /// Days after an inquiry in which a payment counts for it, and before it in which one makes it no inquiry.
    public var freezeDays = 7
    /// Days before an order or payment in which a conversation makes an agent its owner.
    public var attributionDays = 7
    /// Days in which a customer who comes back shows that the first contact did not resolve the matter.
    public var repeatDays = 7
    /// Whether an issue of which neither a record nor the customer says that it was resolved counts as resolved where
    /// the customer did not come back in those days.
    public var infersResolution = false
    /// The last day of which the tables tell everything; nil for the last one that anything happened on.
    public var lastDay: CalendarDate?
    public var zone = TimeZoneRule.china
    /// Other names of agents, and their ids.
    public var agentAliases: [String: String] = [:]

    public init() {}
  }

  let options: Options
  let contacts: [PeriodContact]
  var report: PeriodReport
  /// One for each table that was given, in the order of the sources.
  var accounts: [PeriodMetric.Source: JoinAccount] = [:]
  private var byConversation: [String: Int] = [:]
  /// By customer, the places of the contacts.
  private(set) var byCustomer: [String: [Int]] = [:]
  /// By customer, who wrote when, in the order in which they began.
  private var runsByCustomer: [String: [PeriodContact.Run]] = [:]
  private var byName: [String: String] = [:]

  public init(_ report: PeriodReport, contacts: [PeriodContact], options: Options = Options()) {
    self.report = report
    self.options = options
    self.contacts = contacts.sorted {
      (($0.startsAt?.milliseconds ?? .max), $0.id) < (($1.startsAt?.milliseconds ?? .max), $1.id)
    }
    for (place, contact) in self.contacts.enumerated() {
      byConversation[contact.id] = byConversation[contact.id] ?? place
      guard let customer = contact.customer else { continue }
      byCustomer[customer, default: []].append(place)
      runsByCustomer[customer, default: []] += contact.runs
    }
    for customer in runsByCustomer.keys {
      runsByCustomer[customer]?.sort { ($0.first, $0.last, $0.agent) < ($1.first, $1.last, $1.agent) }
    }
    var ambiguous: Set<String> = []
    for (id, agent) in report.agents {
      guard let name = agent.name, name != id else { continue }
      if byName.updateValue(id, forKey: name) != nil { ambiguous.insert(name) }
    }
    for name in ambiguous { byName[name] = nil }
  }

  /// The report with everything that `records` add, and what became of the rows.
  public consuming func joined(
    _ records: BusinessRecords, sources: Set<PeriodMetric.Source>
  ) -> (report: PeriodReport, accounts: [JoinAccount]) {
    report.sources.formUnion(sources)
    for source in sources { accounts[source] = JoinAccount(source: source) }
    let lastDay = options.lastDay?.dayNumber ?? latestDay(records)
    joinRatings(records.ratings)
    joinOrders(records.orders)
    if sources.contains(.orders), let lastDay { joinInquiries(records.orders, lastDay: lastDay) }
    joinComplaints(records.complaints, lastDay: lastDay)
    let outcomes = lastDay.map { joinContacts(records.issues, lastDay: $0) } ?? [:]
    joinIssues(records.issues, answers: resolutionAnswers(records.ratings), outcomes: outcomes)
    for record in records.servqual {
      let owner = owner(record.keys, at: record.at, .servqual)
      add(.servqual, to: owner.map { [$0] } ?? []) { $0.servqual.add(record) }
    }
    joinLogins(records.logins)
    joinQueue(records.queue)
    joinSpending(records)
    return (report, accounts.values.sorted { $0.source.order < $1.source.order })
  }

  // MARK: Keys

  /// The agent called `name`; listed as unmatched where there is none.
  mutating func agent(_ name: String, _ source: PeriodMetric.Source) -> String? {
    let name = options.agentAliases[name] ?? name
    if report.agents[name] != nil { return name }
    if let id = byName[name] { return id }
    accounts[source]?.miss(.agent, name)
    return nil
  }

  /// The conversation that a row names; listed as unmatched where there is none.
  mutating func contact(_ keys: RecordKeys, _ source: PeriodMetric.Source) -> PeriodContact? {
    guard let id = keys.conversation else { return nil }
    if let place = byConversation[id] { return contacts[place] }
    accounts[source]?.miss(.conversation, id)
    return nil
  }

  /// Whose row it is: who is named, else the last of the conversation, else who last served the customer before `at`.
  mutating func owner(_ keys: RecordKeys, at: Timestamp?, _ source: PeriodMetric.Source) -> String? {
    if let name = keys.agent { return agent(name, source) }
    if keys.conversation != nil { return contact(keys, source)?.lastAgent }
    guard let customer = keys.customer else { return nil }
    guard byCustomer[customer] != nil else {
      accounts[source]?.miss(.customer, customer)
      return nil
    }
    return at.flatMap { lastToServe(customer, before: $0) }
  }

  /// Who last began to write to a customer at or before `instant`, and was at it not longer ago than the window.
  func lastToServe(_ customer: String, before instant: Timestamp) -> String? {
    let runs = runsByCustomer[customer] ?? []
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].first <= instant { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let run = runs[low - 1]
    let window = Int64(options.attributionDays) * 86_400_000
    return instant.milliseconds(since: min(run.last, instant)) <= window ? run.agent : nil
  }

  func day(of instant: Timestamp) -> Int { options.zone.localTime(at: instant).dayNumber }

  // MARK: Counting

  /// Changes the totals of everybody and of the agents whose row it is.
  mutating func add(
    _ source: PeriodMetric.Source, to agents: [String], _ change: (inout BusinessTotals) -> Void
  ) {
    count(agents, change)
    if agents.isEmpty { accounts[source]?.unattributed += 1 } else { accounts[source]?.attributed += 1 }
  }

  /// The same for something that is no row of a table.
  mutating func count(_ agents: [String], _ change: (inout BusinessTotals) -> Void) {
    change(&report.total.business)
    for agent in agents { change(&report.agents[agent, default: .init()].totals.business) }
  }

  mutating func idle(_ source: PeriodMetric.Source) { accounts[source]?.idle += 1 }

  private func latestDay(_ records: BusinessRecords) -> Int? {
    var latest: Timestamp?
    func take(_ instant: Timestamp?) { if let instant { latest = max(latest ?? instant, instant) } }
    for contact in contacts { take(contact.endsAt) }
    for order in records.orders {
      take(order.createdAt)
      take(order.paidAt)
    }
    for complaint in records.complaints {
      take(complaint.openedAt)
      take(complaint.closedAt)
    }
    for issue in records.issues { take(issue.at) }
    return latest.map(day(of:))
  }
}

extension PeriodMetric.Source {
  /// The place among all.
  var order: Int { PeriodMetric.Source.allCases.firstIndex(of: self) ?? 0 }
}
