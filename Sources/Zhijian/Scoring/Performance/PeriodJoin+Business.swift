extension PeriodJoin {
  /// Each paid order goes to exactly one agent by each attribution, or to nobody: the agents and nobody add up to
  /// everybody.
  mutating func joinOrders(_ records: [OrderRecord]) {
    for record in records {
      guard let paidAt = record.paidAt else {
        idle(.orders)
        continue
      }
      let customer = record.keys.customer
      let named = record.keys.agent.flatMap { agent($0, .orders) }
      if record.keys.agent == nil, let customer, byCustomer[customer] == nil {
        accounts[.orders]?.miss(.customer, customer)
      }
      func last(before instant: Timestamp?) -> String? {
        guard let customer, let instant else { return nil }
        return lastToServe(customer, before: instant)
      }
      let byOrder = named ?? last(before: record.createdAt ?? record.paidAt)
      let byPayment = named ?? last(before: paidAt)
      let owners: [(SaleAttribution, String?)] = [
        (.onetime, byOrder ?? byPayment), (.order, byOrder), (.paid, byPayment),
      ]
      let buyer = customer ?? ""
      for (attribution, owner) in owners {
        count(owner.map { [$0] } ?? []) { totals in
          totals.sales[attribution, default: SalesTotals()].add(
            amountCents: record.amountCents, refundCents: record.refundCents, buyer: buyer)
        }
      }
      if byPayment ?? byOrder == nil {
        accounts[.orders]?.unattributed += 1
      } else {
        accounts[.orders]?.attributed += 1
      }
    }
  }

  /// Customers of a day who asked: whether they paid by the next day, and within the freeze window.
  mutating func joinInquiries(_ orders: [OrderRecord], lastDay: Int) {
    var payments: [String: [Timestamp]] = [:]
    for order in orders {
      if let customer = order.keys.customer, let paid = order.paidAt { payments[customer, default: []].append(paid) }
    }
    let window = Int64(options.freezeDays) * 86_400_000
    for (customer, places) in byCustomer.sorted(by: { $0.key < $1.key }) {
      var days: [Int: (first: Timestamp, agents: Set<String>)] = [:]
      for place in places {
        let contact = contacts[place]
        guard contact.isInquiry, !contact.agents.isEmpty, let asked = contact.askedAt else { continue }
        let day = day(of: asked)
        let known = days[day]
        days[day] = (min(known?.first ?? asked, asked), (known?.agents ?? []).union(contact.agents))
      }
      let paid = payments[customer] ?? []
      for (day, inquiry) in days.sorted(by: { $0.key < $1.key }) {
        let isAfterSale = paid.contains {
          $0 < inquiry.first && inquiry.first.milliseconds(since: $0) <= window
        }
        guard !isAfterSale else { continue }
        func pays(by last: Int) -> Bool { paid.contains { $0 >= inquiry.first && self.day(of: $0) <= last } }
        let (nextDay, finally) = (pays(by: day + 1), pays(by: day + options.freezeDays))
        let (isNextDayOver, isClosed) = (day + 1 <= lastDay, day + options.freezeDays <= lastDay)
        count(inquiry.agents.sorted()) { totals in
          totals.inquiries += 1
          if isNextDayOver {
            totals.nextDayInquiries += 1
            if nextDay { totals.paidNextDay += 1 }
          }
          if isClosed {
            totals.closedInquiries += 1
            if finally { totals.paidFinally += 1 }
          }
        }
      }
    }
  }

  /// Time online, and the part of it spent in conversations: from an agent's first to last message in each.
  mutating func joinLogins(_ records: [LoginRecord]) {
    var online: [String: [(start: Int64, end: Int64)]] = [:]
    for record in records {
      guard let name = record.keys.agent, let agent = agent(name, .logins) else {
        accounts[.logins]?.unattributed += 1
        continue
      }
      accounts[.logins]?.attributed += 1
      switch record.span {
      case .between(let start, let end): online[agent, default: []].append((start.milliseconds, end.milliseconds))
      case .milliseconds(let length):
        count([agent]) { $0.onlineMilliseconds = $0.onlineMilliseconds.saturatingAdd(length) }
      }
    }
    guard !online.isEmpty else { return }
    var busy: [String: [(start: Int64, end: Int64)]] = [:]
    for contact in contacts {
      for agent in Set(contact.agents) where online[agent] != nil {
        let runs = contact.runs.filter { $0.agent == agent }
        guard let first = runs.first?.first, let last = runs.last?.last else { continue }
        busy[agent, default: []].append((first.milliseconds, last.milliseconds))
      }
    }
    for (agent, spans) in online.sorted(by: { $0.key < $1.key }) {
      let online = TimeSpans(spans)
      let both = online.overlap(with: TimeSpans(busy[agent] ?? []))
      count([agent]) { totals in
        totals.onlineMilliseconds = totals.onlineMilliseconds.saturatingAdd(online.milliseconds)
        totals.timedOnlineMilliseconds = totals.timedOnlineMilliseconds.saturatingAdd(online.milliseconds)
        totals.busyMilliseconds = totals.busyMilliseconds.saturatingAdd(both)
      }
    }
  }

  mutating func joinSpending(_ records: BusinessRecords) {
    for record in records.costs {
      add(.costs, to: []) { totals in
        totals.serviceCostCents = totals.serviceCostCents.saturatingAdd(record.serviceCents)
        totals.operatingCostCents = totals.operatingCostCents.saturatingAdd(record.operatingCents)
      }
    }
    for record in records.training {
      let owner = record.agent.flatMap { agent($0, .training) }
      add(.training, to: owner.map { [$0] } ?? []) { $0.training += record.totals }
    }
    for record in records.assessments {
      let owner = agent(record.agent, .assessments)
      add(.assessments, to: owner.map { [$0] } ?? []) {
        $0.assessments += RatingTotals(sumThousandths: Int64((record.points * 1000).rounded()), count: 1, satisfied: 0)
      }
    }
  }
}
