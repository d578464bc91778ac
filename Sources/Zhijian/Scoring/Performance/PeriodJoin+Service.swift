extension PeriodJoin {
  /// A rating counts for who is named, else for everybody who served the conversation: they share it.
  mutating func joinRatings(_ records: [RatingRecord]) {
    for record in records {
      let agents: [String]
      if let name = record.keys.agent {
        agents = agent(name, .ratings).map { [$0] } ?? []
      } else {
        agents = contact(record.keys, .ratings)?.agents ?? []
      }
      add(.ratings, to: agents) { totals in
        totals.invitations += 1
        if let rating = record.rating {
          let scale = RatingScale(minimum: rating.minimum, maximum: rating.maximum)
          let share = (rating.value - rating.minimum) / (rating.maximum - rating.minimum)
          totals.ratings[scale, default: RatingTotals()] += RatingTotals(
            sumThousandths: Int64((rating.value * 1000).rounded()), count: 1, satisfied: share >= 0.75 ? 1 : 0)
        }
        switch record.recommendation {
        case .promoter: totals.promoters += 1
        case .detractor: totals.detractors += 1
        case .passive, nil: break
        }
        if record.recommendation != nil { totals.recommendationAnswers += 1 }
        if let isResolved = record.isResolved {
          totals.resolutionAnswers += 1
          if isResolved { totals.resolvedAnswers += 1 }
        }
      }
    }
  }

  /// Open complaints are as old as the end of the last day; of those not yet a day old nothing is decided.
  mutating func joinComplaints(_ records: [ComplaintRecord], lastDay: Int?) {
    let day: Int64 = 86_400_000
    let end = lastDay.map { Timestamp(milliseconds: options.zone.instant(dayNumber: $0 + 1, millisecond: 0)) }
    for record in records {
      let owner = owner(record.keys, at: record.openedAt, .complaints)
      add(.complaints, to: owner.map { [$0] } ?? []) { totals in
        totals.complaints += 1
        if record.isValid { totals.validComplaints += 1 }
        if let response = record.firstResponseAt {
          totals.complaintFirstResponse.add(max(0, response.milliseconds(since: record.openedAt)))
        }
        if let closed = record.closedAt {
          let time = max(0, closed.milliseconds(since: record.openedAt))
          totals.complaintTimes.add(time)
          totals.complaintsJudged += 1
          if time <= day { totals.complaintsInADay += 1 }
        } else if let end {
          let age = max(0, end.milliseconds(since: record.openedAt))
          totals.openComplaintAges.add(age)
          if age > day { totals.complaintsJudged += 1 }
        }
      }
    }
  }

  /// What customers said of whether their matters were resolved, by conversation; the last answer counts.
  func resolutionAnswers(_ ratings: [RatingRecord]) -> [String: Bool] {
    var answers: [String: Bool] = [:]
    for rating in ratings {
      if let id = rating.keys.conversation, let answer = rating.isResolved { answers[id] = answer }
    }
    return answers
  }

  /// Whether an issue was resolved says its record, else the customer of its conversation, else, where asked for,
  /// whether the customer came back. An issue of which nobody says it is idle.
  mutating func joinIssues(_ records: [IssueRecord], answers: [String: Bool], outcomes: [String: Bool]) {
    for record in records {
      let owner = owner(record.keys, at: record.at, .issues)
      var verdict = record.isResolved.map { (isResolved: $0, source: ResolutionSource.record) }
      if verdict == nil, let id = record.keys.conversation {
        verdict = answers[id].map { ($0, .customer) }
        if verdict == nil, options.infersResolution { verdict = outcomes[id].map { ($0, .inferred) } }
      }
      guard let (isResolved, source) = verdict else {
        idle(.issues)
        continue
      }
      add(.issues, to: owner.map { [$0] } ?? []) { totals in
        totals.issues += 1
        totals.issueBasis.add(source)
        if isResolved { totals.resolvedIssues += 1 }
        guard record.isComplex else { return }
        totals.complexIssues += 1
        totals.complexIssueBasis.add(source)
        if isResolved { totals.resolvedComplexIssues += 1 }
      }
    }
  }

  /// First contact resolution: whether the customer came back with the same topic within the window. A contact whose
  /// window is not over is censored. Gives whether each contact was the only one, by conversation.
  mutating func joinContacts(_ issues: [IssueRecord], lastDay: Int) -> [String: Bool] {
    var outcomes: [String: Bool] = [:]
    var topics: [String: String] = [:]
    var unresolvable: Set<String> = []
    for issue in issues {
      guard let id = issue.keys.conversation else { continue }
      if let topic = issue.topic { topics[id] = topics[id] ?? topic }
      if !issue.isResolvable { unresolvable.insert(id) }
    }
    let window = Int64(options.repeatDays) * 86_400_000
    for places in byCustomer.sorted(by: { $0.key < $1.key }).map(\.value) {
      let visits = places.filter { contacts[$0].askedAt != nil && !contacts[$0].agents.isEmpty }
      for (number, place) in visits.enumerated() {
        let contact = contacts[place]
        guard let start = contact.startsAt, let end = contact.endsAt else { continue }
        let agents = contact.lastAgent.map { [$0] } ?? []
        guard day(of: start) + options.repeatDays <= lastDay else {
          count(agents) { $0.censoredContacts += 1 }
          continue
        }
        let topic = topics[contact.id]
        var isBack = false
        for other in visits[(number + 1)...] {
          guard let again = contacts[other].startsAt, again.milliseconds(since: end) <= window else { break }
          let otherTopic = topics[contacts[other].id]
          guard again > end, topic == nil || otherTopic == nil || topic == otherTopic else { continue }
          isBack = true
          break
        }
        outcomes[contact.id] = !isBack
        let isResolvable = !unresolvable.contains(contact.id)
        count(agents) { totals in
          totals.contacts += 1
          if !isBack { totals.contactsWithoutReturn += 1 }
          guard isResolvable else { return }
          totals.resolvableContacts += 1
          if !isBack { totals.resolvableContactsWithoutReturn += 1 }
        }
      }
    }
    return outcomes
  }

  mutating func joinQueue(_ records: [QueueRecord]) {
    for record in records {
      let agents = record.startedAt == nil ? [] : owner(record.keys, at: record.startedAt, .queue).map { [$0] } ?? []
      add(.queue, to: agents) { totals in
        totals.queueEntries += 1
        if let started = record.startedAt {
          totals.queueWaits.add(max(0, started.milliseconds(since: record.queuedAt)))
        } else {
          totals.abandonedQueueEntries += 1
        }
      }
    }
  }
}
