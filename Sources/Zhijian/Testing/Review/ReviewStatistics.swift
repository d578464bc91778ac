/// What judgements of people say about rules: how much of what they report is right, how much of what is there they
/// report, and how far the people agree.
public struct ReviewStatistics: Sendable {
  /// What was judged of one rule.
  public struct RuleFigures: Sendable {
    /// One stratum of one drawing.
    public struct Stratum: Sendable {
      public let stratum: ReviewStratum
      public let batch: String
      public let population: Int
      public var right = 0
      public var wrong = 0
      public var unsure = 0
      public var disputed = 0

      public var decided: Int { right + wrong }
      public var judged: Int { right + wrong + unsure + disputed }
    }

    public let rule: String
    /// By stratum, then by drawing.
    public let strata: [Stratum]

    /// The share of findings that are right.
    public var precision: StratifiedEstimate? {
      StratifiedEstimate.share(Self.counts(strata.filter(\.stratum.isFinding)) { $0.right })
    }

    /// The share of what should be found that is found. What is missed comes from what was looked at where the rule
    /// was silent; nil where that was not looked at.
    public var recall: StratifiedEstimate? {
      let silent = strata.filter { !$0.stratum.isFinding }
      guard !silent.isEmpty else { return nil }
      return StratifiedEstimate.foundShare(
        found: Self.counts(strata.filter(\.stratum.isFinding)) { $0.right }, missed: Self.counts(silent) { $0.wrong })
    }

    private static func counts(
      _ strata: [Stratum], positive: (Stratum) -> Int
    ) -> [StratifiedEstimate.Stratum] {
      strata.map { .init(population: $0.population, judged: $0.decided, positive: positive($0)) }
    }

    public func sum(_ figure: (Stratum) -> Int, where isFinding: Bool) -> Int {
      strata.filter { $0.stratum.isFinding == isFinding }.reduce(0) { $0 + figure($1) }
    }
  }

  /// Two reviewers and what both judged.
  public struct Pair: Sendable {
    public let first: String
    public let second: String
    /// What both judged and at least one was unsure about.
    public let unsure: Int
    /// Nil where there is nothing that both decided.
    public let agreement: ReviewAgreement?
  }

  /// By id.
  public let rules: [RuleFigures]
  /// By names.
  public let pairs: [Pair]
  /// Of all reviewers together, over what at least two of them decided.
  public let alpha: Double?
  public let items: [ReviewItem]
  /// What agents say against findings.
  public let appeals: [AppealedFinding]
  /// Rows that nobody has judged yet.
  public let unjudged: Int
  public let reviewers: [String]

  /// Rows of one stratum of one drawing have to agree on its population.
  public init(_ rows: [ReviewRow]) {
    let items = ReviewItem.items(of: rows)
    self.items = items
    appeals = AppealedFinding.appeals(in: rows)
    let judged = Set(items.map { $0.row.batch + "\u{0}" + $0.row.rule + "\u{0}" + $0.row.key.text })
    unjudged =
      Set(rows.map { $0.batch + "\u{0}" + $0.rule + "\u{0}" + $0.key.text }).subtracting(judged).count
    reviewers = Set(items.flatMap(\.judged).map(\.reviewer)).sorted()
    rules = Self.figures(rows, items)
    pairs = Self.pairs(items, reviewers)
    let units = items.map { $0.judged.compactMap { $0.verdict?.category } }
    alpha = KrippendorffAlpha.nominal(units)?.value
  }

  private struct Place: Hashable {
    let rule: String
    let stratum: ReviewStratum
    let batch: String
  }

  private static func figures(_ rows: [ReviewRow], _ items: [ReviewItem]) -> [RuleFigures] {
    var strata: [Place: RuleFigures.Stratum] = [:]
    func place(_ row: ReviewRow) -> Place { Place(rule: row.rule, stratum: row.stratum, batch: row.batch) }
    // A stratum of which no row was judged is there all the same.
    for row in rows where strata[place(row)] == nil {
      strata[place(row)] = .init(stratum: row.stratum, batch: row.batch, population: row.population)
    }
    for item in items {
      switch item.consensus {
      case .right: strata[place(item.row)]?.right += 1
      case .wrong: strata[place(item.row)]?.wrong += 1
      case .unsure: strata[place(item.row)]?.unsure += 1
      case .disputed: strata[place(item.row)]?.disputed += 1
      }
    }
    let order = ReviewStratum.allCases
    return Dictionary(grouping: strata.map { ($0.key, $0.value) }, by: { $0.0.rule }).map { rule, entries in
      let sorted = entries.map(\.1).sorted { left, right in
        let ranks = (order.firstIndex(of: left.stratum) ?? 0, order.firstIndex(of: right.stratum) ?? 0)
        return ranks.0 == ranks.1 ? left.batch < right.batch : ranks.0 < ranks.1
      }
      return RuleFigures(rule: rule, strata: sorted)
    }.sorted { $0.rule < $1.rule }
  }

  private static func pairs(_ items: [ReviewItem], _ reviewers: [String]) -> [Pair] {
    var pairs: [Pair] = []
    for (place, first) in reviewers.enumerated() {
      for second in reviewers[(place + 1)...] {
        var table = [[0, 0], [0, 0]]
        var (unsure, both) = (0, 0)
        for item in items {
          guard let one = item.judged.first(where: { $0.reviewer == first })?.verdict,
            let other = item.judged.first(where: { $0.reviewer == second })?.verdict
          else { continue }
          both += 1
          if let one = one.category, let other = other.category {
            table[one][other] += 1
          } else {
            unsure += 1
          }
        }
        guard both > 0 else { continue }
        pairs.append(Pair(first: first, second: second, unsure: unsure, agreement: ReviewAgreement(table: table)))
      }
    }
    return pairs
  }
}

extension ReviewVerdict {
  /// The category of a decision; nil for none.
  fileprivate var category: Int? {
    switch self {
    case .right: 0
    case .wrong: 1
    case .unsure: nil
    }
  }
}
