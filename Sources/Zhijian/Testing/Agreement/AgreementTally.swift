/// Counts in the making.
struct AgreementTally {
  var counts: [InspectionComparison.Counts]
  var tables: [AgreementTable]
  var itemMonths: [[CalendarMonth: AgreementTable]]
  /// By item, for each thing what its judges said.
  var ratings: [[[Int]]]
  var reviewers: [String: AgreementTable] = [:]
  var reviewerMonths: [String: [CalendarMonth: AgreementTable]] = [:]
  var peers: [String: (stricter: Int, laxer: Int)] = [:]
  var pairs: [[String]: AgreementTable] = [:]

  init(items: Int) {
    counts = [InspectionComparison.Counts](repeating: InspectionComparison.Counts(), count: items)
    tables = [AgreementTable](repeating: AgreementTable(), count: items)
    itemMonths = [[CalendarMonth: AgreementTable]](repeating: [:], count: items)
    ratings = [[[Int]]](repeating: [], count: items)
  }

  mutating func add(item: Int, people: Bool, program: Bool, month: CalendarMonth?) {
    tables[item].add(people: people, program: program)
    if let month { itemMonths[item][month, default: AgreementTable()].add(people: people, program: program) }
  }

  mutating func addReviewer(_ name: String, people: Bool, program: Bool, month: CalendarMonth?) {
    reviewers[name, default: AgreementTable()].add(people: people, program: program)
    guard let month else { return }
    reviewerMonths[name, default: [:]][month, default: AgreementTable()].add(people: people, program: program)
  }

  /// What several people say of one thing.
  mutating func addPeople(_ votes: [(reviewer: String, verdict: InspectionVerdict)], item: Int) {
    ratings[item].append(votes.map(\.verdict.rawValue))
    let decided = votes.filter { $0.verdict != .notApplicable }.sorted { $0.reviewer < $1.reviewer }
    for (place, first) in decided.enumerated() {
      for second in decided[(place + 1)...] {
        let (one, other) = (first.verdict == .finding, second.verdict == .finding)
        pairs[[first.reviewer, second.reviewer], default: AgreementTable()].add(people: one, program: other)
        guard one != other else { continue }
        peers[one ? first.reviewer : second.reviewer, default: (0, 0)].stricter += 1
        peers[one ? second.reviewer : first.reviewer, default: (0, 0)].laxer += 1
      }
    }
  }

  var pairFigures: [InspectionComparison.Pair] {
    pairs.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { names, table in
      InspectionComparison.Pair(first: names[0], second: names[1], figures: AgreementFigures(table))
    }
  }
}
