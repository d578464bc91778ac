import Testing

@testable import Zhijian

/// Rows of tables joined to conversations: nothing is counted twice, nothing is lost.
@Suite struct PeriodJoinTests {
  private static let hour: Int64 = 3_600_000
  private static let day: Int64 = 86_400_000

  /// Hours from 2026-01-07 00:00 in China.
  private func at(_ hours: Double) -> Timestamp {
    Timestamp(milliseconds: Chat.day0 + Int64(hours * Double(Self.hour)))
  }

  private func contact(
    _ id: String, _ customer: String?, at start: Double, _ runs: [(String, Double, Double)]
  ) -> PeriodContact {
    PeriodContact(
      id: id, customer: customer, askedAt: at(start), startsAt: at(start),
      endsAt: at(max(start, runs.last?.2 ?? start)),
      runs: runs.map { .init(agent: $0.0, first: at($0.1), last: at($0.2)) },
      agents: runs.map(\.0).reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
  }

  private func joined(
    _ contacts: [PeriodContact], _ records: BusinessRecords, sources: Set<PeriodMetric.Source>,
    change: (inout PeriodJoin.Options) -> Void = { _ in }
  ) -> (report: PeriodReport, accounts: [JoinAccount]) {
    var report = PeriodReport(preset: "generic")
    for agent in contacts.flatMap(\.agents) {
      report.agents[agent, default: .init(name: "名" + agent)].name = "名" + agent
    }
    var options = PeriodJoin.Options()
    change(&options)
    return PeriodJoin(report, contacts: contacts, options: options).joined(records, sources: sources)
  }

  /// One order goes to exactly one agent or to nobody by each attribution; agents and nobody add up to the shop.
  @Test func salesConserveWhateverTheOrders() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let contacts = (0..<Int.random(in: 0...12, using: &random)).map { number in
        let start = Double(Int.random(in: 0..<240, using: &random))
        let end = start + Double.random(in: 0...3, using: &random)
        return contact(
          "s\(number)", "k\(Int.random(in: 0..<4, using: &random))", at: start,
          [("a\(Int.random(in: 0..<3, using: &random))", start, end)])
      }
      var records = BusinessRecords()
      for number in 0..<Int.random(in: 0...15, using: &random) {
        let created = Double.random(in: 0..<250, using: &random)
        records.orders.append(
          OrderRecord(
            keys: RecordKeys(
              agent: number % 5 == 0 ? "a0" : nil, customer: "k\(Int.random(in: 0..<6, using: &random))"),
            createdAt: at(created),
            paidAt: Bool.random(using: &random) ? at(created + Double.random(in: 0...48, using: &random)) : nil,
            amountCents: Int64.random(in: 0...100_000, using: &random),
            refundCents: Int64.random(in: 0...500, using: &random)))
      }
      let (report, accounts) = joined(contacts, records, sources: [.orders])
      let paid = records.orders.filter { $0.paidAt != nil }
      #expect(accounts.map(\.used) == [records.orders.count])
      for attribution in SaleAttribution.allCases {
        let total = report.total.business.sales(attribution)
        #expect(total.orders == paid.count)
        #expect(total.amountCents == paid.reduce(0) { $0 + $1.amountCents })
        let agents = report.agents.values.map { $0.totals.business.sales(attribution) }
        #expect(agents.reduce(0) { $0 + $1.orders } <= total.orders)
        #expect(agents.reduce(0) { $0 + $1.amountCents } <= total.amountCents)
      }
      let owned = report.agents.values.reduce(0) { $0 + $1.totals.business.sales(.onetime).orders }
      let byPayment = report.agents.values.reduce(0) { $0 + $1.totals.business.sales(.paid).orders }
      let byOrder = report.agents.values.reduce(0) { $0 + $1.totals.business.sales(.order).orders }
      #expect(owned >= max(byOrder, byPayment))
      #expect(accounts.first?.attributed == owned)
    }
  }

  /// A writes before the order, B between the order and the payment.
  @Test func theThreeAttributionsDiffer() {
    let contacts = [
      contact("s", "k", at: 10, [("a", 10, 10.5)]), contact("t", "k", at: 12, [("b", 12, 12.5)]),
      contact("u", "l", at: 10, [("a", 10, 10.5)]),
    ]
    var records = BusinessRecords()
    records.orders = [
      OrderRecord(keys: .init(customer: "k"), createdAt: at(11), paidAt: at(13), amountCents: 100),
      OrderRecord(keys: .init(customer: "l"), createdAt: at(9), paidAt: at(11), amountCents: 10),
    ]
    let (report, _) = joined(contacts, records, sources: [.orders])
    func cents(_ agent: String, _ attribution: SaleAttribution) -> Int64? {
      report.agents[agent]?.totals.business.sales(attribution).amountCents
    }
    #expect(cents("a", .order) == 100 && cents("b", .order) == 0)
    #expect(cents("a", .paid) == 10 && cents("b", .paid) == 100)
    #expect(cents("a", .onetime) == 110 && cents("b", .onetime) == 0)
  }

  @Test func anOrderLongAfterTheLastWordIsNobodys() {
    let contacts = [contact("s", "k", at: 0, [("a", 0, 1)])]
    var records = BusinessRecords()
    records.orders = [7 * 24.0 + 1, 7 * 24 + 1.001].map {
      OrderRecord(keys: .init(customer: "k"), createdAt: at($0), paidAt: at($0), amountCents: 1)
    }
    let (report, accounts) = joined(contacts, records, sources: [.orders])
    #expect(report.agents["a"]?.totals.business.sales(.paid).orders == 1)
    #expect(accounts.first?.unattributed == 1)
  }

  @Test func inquiriesAreCountedByPersonAndDayAndFreeze() {
    let contacts = [
      contact("s", "k", at: 10, [("a", 10, 10.5)]), contact("t", "k", at: 15, [("b", 15, 15.5)]),
      contact("u", "l", at: 20, [("a", 20, 20.5)]), contact("v", nil, at: 20, [("a", 20, 20.5)]),
    ]
    var records = BusinessRecords()
    records.orders = [OrderRecord(keys: .init(customer: "k"), createdAt: at(30), paidAt: at(30), amountCents: 1)]
    func totals(_ lastDay: Int) -> PeriodReport {
      joined(contacts, records, sources: [.orders]) {
        $0.lastDay = CalendarDate(dayNumber: Int(Chat.day0 / Self.day) + 1 + lastDay)
      }.report
    }
    let early = totals(0).total.business
    #expect(early.inquiries == 2 && early.nextDayInquiries == 0 && early.closedInquiries == 0)
    let next = totals(1).total.business
    #expect(next.nextDayInquiries == 2 && next.paidNextDay == 1 && next.closedInquiries == 0)
    let late = totals(7)
    #expect(late.total.business.closedInquiries == 2 && late.total.business.paidFinally == 1)
    // Both who served the customer that day have the inquiry; everybody together has it once.
    #expect(late.agents["a"]?.totals.business.inquiries == 2)
    #expect(late.agents["b"]?.totals.business.inquiries == 1)
  }

  @Test func whoComesBackWasNotHelpedTheFirstTime() {
    let week = 7.0 * 24
    let contacts = [
      contact("s", "k", at: 0, [("a", 0, 1)]), contact("t", "k", at: week, [("b", week, week + 1)]),
      contact("u", "l", at: 0, [("a", 0, 1)]), contact("v", "l", at: week + 2, [("b", week + 2, week + 3)]),
    ]
    let (report, _) = joined(contacts, BusinessRecords(), sources: [])
    let total = report.total.business
    // 7 days after its end minus an hour: back; an hour beyond: not. What is near the end is censored.
    #expect(total.contacts == 2 && total.contactsWithoutReturn == 1 && total.censoredContacts == 2)
    #expect(report.agents["a"]?.totals.business.contacts == 2)
    var records = BusinessRecords()
    records.issues = [
      IssueRecord(keys: .init(conversation: "s"), topic: "物流"),
      IssueRecord(keys: .init(conversation: "t"), topic: "质量", isResolvable: false),
      IssueRecord(keys: .init(conversation: "u"), isResolvable: false),
    ]
    let other = joined(contacts, records, sources: [.issues]).report.total.business
    #expect(other.contactsWithoutReturn == 2, "another topic is no return")
    #expect(other.resolvableContacts == 1)
  }

  @Test func agentsAreFoundByIdByNameAndByAlias() {
    let contacts = [contact("s", "k", at: 0, [("a", 0, 1)])]
    var records = BusinessRecords()
    records.assessments = ["a", "名a", "小甲", "nobody"].map { AssessmentRecord(agent: $0, points: 80) }
    let (report, accounts) = joined(contacts, records, sources: [.assessments]) { $0.agentAliases = ["小甲": "a"] }
    #expect(report.agents["a"]?.totals.business.assessments.count == 3)
    #expect(report.total.business.assessments.count == 4)
    #expect(accounts.first?.unmatched.map(\.value) == ["nobody"])
    #expect(report.agents.count == 1, "a table makes nobody an agent")
  }

  @Test func trainingWithoutAControlGroupHasNoReturn() {
    var trained = TrainingTotals()
    trained.costCents = 10_000_000
    trained.days = 30
    trained.trained.people = 120
    trained.trained.beforeCents = 120 * 15_000
    trained.trained.afterCents = 120 * 18_752
    #expect(trained.returnOnCost == nil && trained.paybackDays == nil)
    var control = TrainingTotals()
    control.control.people = 10
    control.control.beforeCents = 10 * 15_000
    control.control.afterCents = 10 * 16_500
    trained += control
    // ¥100,000 against 22.52 × 120 a day: 37 days.
    #expect(trained.paybackDays.map { ($0 * 10).rounded() / 10 } == 37.0)
    control.control.afterCents = 10 * 90_000
    trained += control
    #expect(trained.paybackDays == nil, "a loss never pays back")
  }

  /// Times 3, 5, 6, 7, 8, 10, 12, 12 with events 1, 0, 1, 1, 0, 1, 1, 0: S(10) = .3889, median 10.
  @Test func percentilesOfCensoredTimesAreThoseOfKaplanAndMeier() {
    let sample = CensoredSample(times: DurationSample([3, 6, 7, 10, 12]), censored: DurationSample([5, 8, 12]))
    #expect(sample.percentile(10) == 3)
    #expect(sample.percentile(50) == 10)
    #expect(sample.percentile(80) == 12)
    #expect(sample.percentile(90) == nil)
    #expect(CensoredSample(times: DurationSample(), censored: DurationSample([1])).percentile(50) == nil)
    #expect(CensoredSample(times: DurationSample([1, 2, 3]), censored: DurationSample()).percentile(50) == 2)
  }

  @Test func spansCountOverlapsOnce() {
    let online = TimeSpans([(0, 10), (5, 12), (20, 30), (31, 31), (40, 35)])
    #expect(online.milliseconds == 22)
    #expect(online.overlap(with: TimeSpans([(8, 25), (29, 50)])) == 10)
    #expect(online.overlap(with: TimeSpans([])) == 0)
  }

  @Test func partsAddUpInAnyOrder() {
    let contacts = [contact("s", "k", at: 0, [("a", 0, 1)])]
    var records = BusinessRecords()
    records.orders = [OrderRecord(keys: .init(customer: "k"), createdAt: at(2), paidAt: at(2), amountCents: 700)]
    records.ratings = [
      RatingRecord(keys: .init(conversation: "s"), rating: .init(value: 5), recommendation: .promoter),
      RatingRecord(keys: .init(conversation: "s"), rating: .init(value: 9, minimum: 0, maximum: 10)),
    ]
    let one = joined(contacts, records, sources: [.orders, .ratings]).report
    var left = one
    left += PeriodReport(preset: "generic")
    var right = PeriodReport(preset: "generic")
    right += one
    #expect(left.total == right.total && left.total == one.total)
    #expect(PeriodMetric.named("csat_mean_points")?.figure(of: one.total).value == nil, "two scales have no mean")
  }

  /// Without its table a figure is not there, which is not 0.
  @Test func figuresWithoutTheirTableAreNull() {
    let report = joined([contact("s", "k", at: 0, [("a", 0, 1)])], BusinessRecords(), sources: []).report
    for metric in PeriodMetric.all where metric.source != .chats && metric.source != .rules {
      #expect(report.figure(metric).value == nil && report.figure(metric, of: "a").value == nil, "\(metric.name)")
    }
  }

  @Test func emptyDenominatorsAreNull() {
    for metric in PeriodMetric.all where metric.unit == .ratio || metric.unit == .points || metric.unit == .seconds {
      #expect(metric.figure(of: PeriodTotals()).value == nil, "\(metric.name)")
    }
  }

  @Test func namesAreUnique() {
    #expect(Set(PeriodMetric.all.map(\.name)).count == PeriodMetric.all.count)
  }

  // MARK: Who says that it was resolved

  /// A record goes before the customer, the customer before what can be inferred, which counts only where asked for.
  @Test(arguments: [false, true]) func resolutionHasASource(infers: Bool) throws {
    let contacts = [
      contact("s1", "k1", at: 0, [("a", 0, 1)]), contact("s2", "k2", at: 0, [("a", 0, 1)]),
      contact("s3", "k3", at: 0, [("a", 0, 1)]), contact("s4", "k4", at: 0, [("a", 0, 1)]),
      contact("s4-again", "k4", at: 30, [("b", 30, 31)]), contact("late", "k9", at: 500, [("b", 500, 501)]),
    ]
    var records = BusinessRecords()
    records.ratings = [
      RatingRecord(keys: RecordKeys(conversation: "s1"), isResolved: false),
      RatingRecord(keys: RecordKeys(conversation: "s2"), isResolved: true),
    ]
    records.issues = [
      IssueRecord(keys: RecordKeys(conversation: "s1"), isComplex: true, isResolved: true),
      IssueRecord(keys: RecordKeys(conversation: "s2"), isComplex: true),
      IssueRecord(keys: RecordKeys(conversation: "s3")),
      IssueRecord(keys: RecordKeys(conversation: "s4")), IssueRecord(keys: RecordKeys(conversation: "late")),
    ]
    let (report, accounts) = joined(contacts, records, sources: [.issues, .ratings]) { $0.infersResolution = infers }
    let all = try #require(PeriodMetric.named("issue_resolution_all_ratio"))
    let figure = report.figure(all)
    #expect(figure.sum == (infers ? 3 : 2) && figure.count == (infers ? 4 : 2))
    let expected: [ResolutionSource: Int] =
      infers ? [.record: 1, .customer: 1, .inferred: 2] : [.record: 1, .customer: 1]
    #expect(report.basis(all).counts == expected)
    #expect(report.basis(all, of: "a").counts.values.reduce(0, +) == Int(report.figure(all, of: "a").count ?? 0))
    let complex = try #require(PeriodMetric.named("issue_resolution_ratio"))
    #expect(report.figure(complex).sum == 2 && report.basis(complex).counts == [.record: 1, .customer: 1])
    #expect(accounts.first { $0.source == .issues }?.idle == (infers ? 1 : 3))
    let customers = try #require(PeriodMetric.named("customer_resolution_ratio"))
    #expect(report.figure(customers).value == 0.5 && report.basis(customers).counts == [.customer: 2])
    let contact = try #require(PeriodMetric.named("first_contact_resolution_ratio"))
    #expect(report.basis(contact).counts[.inferred] == report.figure(contact).count.map { Int($0) })
    let sales = try #require(PeriodMetric.named("csat_ratio"))
    #expect(report.basis(sales).isEmpty)
  }
}
