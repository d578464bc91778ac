extension AgreementStudy {
  /// Everything judged of one subject.
  private struct Unit {
    let subject: InspectionSubject
    /// By item, by reviewer.
    var votes: [Int: [Vote]] = [:]
    var scores: [String: Double] = [:]
    var date: CalendarDate?
  }

  private struct Vote {
    let reviewer: String
    let verdict: InspectionVerdict
    let remark: String?
    let location: SourceLocation
    let date: CalendarDate?
  }

  /// What most say; nil where two answers have as many.
  private static func consensus(_ votes: [Vote]) -> InspectionVerdict? {
    let counts = InspectionVerdict.allCases.map { verdict in (verdict, votes.count { $0.verdict == verdict }) }
    let most = counts.map(\.1).max() ?? 0
    let leading = counts.filter { $0.1 == most }
    return leading.count == 1 ? leading[0].0 : nil
  }

  /// One reviewer counts once for an item of a subject: the entry that comes last.
  private func units() -> [Unit] {
    var units: [InspectionSubject: Unit] = [:]
    for entry in entries {
      let record = records[entry.subject.conversation]
      let agent = entry.subject.agent.flatMap { record == nil ? $0 : record?.agents[$0] }
      let subject = InspectionSubject(conversation: entry.subject.conversation, agent: agent)
      var unit = units[subject] ?? Unit(subject: subject)
      switch entry.content {
      case .score(let points): unit.scores[entry.reviewer] = points
      case .verdict(let item, let verdict):
        let vote = Vote(
          reviewer: entry.reviewer, verdict: verdict, remark: entry.remark, location: entry.location, date: entry.date)
        unit.votes[item, default: []].removeAll { $0.reviewer == entry.reviewer }
        unit.votes[item, default: []].append(vote)
      }
      unit.date = unit.date ?? entry.date
      units[subject] = unit
    }
    return units.values.sorted { $0.subject < $1.subject }
  }

  /// What everything that was added comes to.
  public func comparison() -> InspectionComparison {
    let units = units()
    var tally = AgreementTally(items: items.count)
    var groups: [String: AgreementTable] = [:]
    var disagreements: [AgreementDisagreement] = []
    for unit in units {
      let record = records[unit.subject.conversation]
      let view = record?.views[unit.subject.agent]
      for (item, votes) in unit.votes.sorted(by: { $0.key < $1.key }) {
        tally.counts[item].judged += 1
        tally.addPeople(votes.map { ($0.reviewer, $0.verdict) }, item: item)
        guard let view, view.verdicts.indices.contains(item) else {
          tally.counts[item].unmatched += 1
          continue
        }
        let verdict = view.verdicts[item]
        guard verdict != .unknown else {
          tally.counts[item].unknown += 1
          continue
        }
        let reports = verdict == .finding
        for vote in votes where vote.verdict != .notApplicable {
          tally.addReviewer(
            vote.reviewer, people: vote.verdict == .finding, program: reports,
            month: (vote.date ?? record?.startedOn).map(CalendarMonth.init))
        }
        guard let consensus = Self.consensus(votes) else {
          tally.counts[item].disputed += 1
          continue
        }
        guard consensus != .notApplicable else {
          tally.counts[item].notApplicable += 1
          continue
        }
        let says = consensus == .finding
        let month = (votes.compactMap(\.date).max() ?? record?.startedOn).map(CalendarMonth.init)
        tally.counts[item].compared += 1
        tally.add(item: item, people: says, program: reports, month: month)
        groups[unit.subject.conversation, default: AgreementTable()].add(people: says, program: reports)
        if says != reports {
          disagreements.append(disagreement(unit.subject, item, votes, says, month, view.evidence[item]))
        }
      }
    }
    return InspectionComparison(
      items: items.enumerated().map { place, item in
        InspectionComparison.Item(
          item: item, counts: tally.counts[place], figures: AgreementFigures(tally.tables[place]),
          peopleAlpha: .nominal(tally.ratings[place]), months: Self.months(tally.itemMonths[place]))
      },
      overall: AgreementFigures(groups: groups.sorted { $0.key < $1.key }.map(\.value)),
      counts: tally.counts.reduce(into: InspectionComparison.Counts()) { $0.add($1) },
      peopleAlpha: .nominal(Array(tally.ratings.joined())),
      months: Self.months(tally.itemMonths.reduce(into: [:]) { $0.merge($1) { $0.adding($1) } }),
      reviewers: reviewers(tally, units: units), pairs: tally.pairFigures, scores: scores(units),
      peopleScoreAlpha: .interval(units.map { $0.scores.sorted { $0.key < $1.key }.map(\.value) }),
      disagreements: sorted(disagreements, tally.tables),
      unmatched: entriesByConversation.keys.filter { records[$0] == nil }.sorted(), matched: records.count,
      strangers: records.values.reduce(0) { $0 + $1.strangers.count }, conversations: conversations,
      repeatedIDs: repeatedIDs)
  }

  private func scores(_ units: [Unit]) -> ScoreAgreement? {
    let pairs = units.compactMap { unit -> ScoreAgreement.Pair? in
      let given = unit.scores.sorted { $0.key < $1.key }.map(\.value)
      guard let people = SampleStatistics.mean(given), let program = score(of: unit.subject) else { return nil }
      return ScoreAgreement.Pair(people: people, program: program)
    }
    return ScoreAgreement(pairs, policy: policy)
  }

  private func score(of subject: InspectionSubject) -> Double? {
    records[subject.conversation]?.views[subject.agent]?.score
  }

  private func reviewers(_ tally: AgreementTally, units: [Unit]) -> [InspectionComparison.Reviewer] {
    let scored = Dictionary(
      grouping: units.flatMap { unit in unit.scores.map { (name: $0.key, points: $0.value, subject: unit.subject) } },
      by: \.name)
    return Set(tally.reviewers.keys).union(scored.keys).union(tally.peers.keys).sorted().map { name in
      let differences = (scored[name] ?? []).sorted { $0.subject < $1.subject }.compactMap { entry in
        score(of: entry.subject).map { $0 - entry.points }
      }
      let peers = tally.peers[name] ?? (0, 0)
      return InspectionComparison.Reviewer(
        name: name, figures: AgreementFigures(tally.reviewers[name] ?? AgreementTable()),
        peers: AgreementTendency(stricter: peers.stricter, laxer: peers.laxer),
        scoreBias: SampleStatistics.mean(differences).map {
          AgreementEstimate($0, SampleStatistics.meanInterval(differences))
        }, scores: differences.count, months: Self.months(tally.reviewerMonths[name] ?? [:]))
    }
  }

  private func disagreement(
    _ subject: InspectionSubject, _ item: Int, _ votes: [Vote], _ says: Bool, _ month: CalendarMonth?,
    _ evidence: ProgramRecord.Evidence?
  ) -> AgreementDisagreement {
    let side: InspectionVerdict = says ? .finding : .clean
    let own = votes.filter { $0.verdict == side }.sorted { $0.reviewer < $1.reviewer }
    return AgreementDisagreement(
      subject: subject, item: item, isMissed: says, voices: own.map { ($0.reviewer, $0.remark) },
      dissent: votes.count { $0.verdict != side && $0.verdict != .notApplicable }, month: month,
      location: own.first?.location ?? SourceLocation(file: ""), rule: evidence?.rule, severity: evidence?.severity,
      sample: evidence?.sample, nearMisses: evidence?.nearMisses ?? [])
  }

  /// By rank, then by how often their items are in dispute.
  private func sorted(_ list: [AgreementDisagreement], _ tables: [AgreementTable]) -> [AgreementDisagreement] {
    func key(_ entry: AgreementDisagreement) -> (Int, Int, Int, Int, Int) {
      let rank = entry.rank
      let disputes = tables[entry.item].peopleOnly + tables[entry.item].programOnly
      return (rank.0, rank.1, rank.2, -disputes, entry.item)
    }
    let keyed = list.map { (key: key($0), entry: $0) }
    return keyed.sorted { left, right in
      left.key == right.key ? left.entry.subject < right.entry.subject : left.key < right.key
    }.map(\.entry)
  }

  /// A p chart of the share that agrees.
  private static func months(_ tables: [CalendarMonth: AgreementTable]) -> [InspectionComparison.Month] {
    let sorted = tables.sorted { $0.key < $1.key }
    let chart = ControlChart.p(
      hits: sorted.map { Int64($0.value.agreements) }, counts: sorted.map { Int64($0.value.count) })
    return sorted.enumerated().map { place, entry in
      let point = chart.flatMap { $0.points.indices.contains(place) ? $0.points[place] : nil }
      return InspectionComparison.Month(month: entry.key, table: entry.value, point: point)
    }
  }
}
