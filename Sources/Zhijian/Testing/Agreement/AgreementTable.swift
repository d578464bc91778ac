/// Things that people and the program both decided, counted by who reports something.
public struct AgreementTable: Sendable, Hashable {
  public internal(set) var both: Int
  public internal(set) var peopleOnly: Int
  public internal(set) var programOnly: Int
  public internal(set) var neither: Int

  public init(both: Int = 0, peopleOnly: Int = 0, programOnly: Int = 0, neither: Int = 0) {
    self.both = both
    self.peopleOnly = peopleOnly
    self.programOnly = programOnly
    self.neither = neither
  }

  public var count: Int { both + peopleOnly + programOnly + neither }
  public var agreements: Int { both + neither }
  /// What people report.
  public var people: Int { both + peopleOnly }
  /// What the program reports.
  public var program: Int { both + programOnly }

  mutating func add(people: Bool, program: Bool) {
    switch (people, program) {
    case (true, true): both += 1
    case (true, false): peopleOnly += 1
    case (false, true): programOnly += 1
    case (false, false): neither += 1
    }
  }

  /// The counts of both together; with a `sign` of −1 those less the other's.
  public func adding(_ other: AgreementTable, sign: Int = 1) -> AgreementTable {
    AgreementTable(
      both: both + sign * other.both, peopleOnly: peopleOnly + sign * other.peopleOnly,
      programOnly: programOnly + sign * other.programOnly, neither: neither + sign * other.neither)
  }

  /// κ and what it is made of; nil for no things.
  public var agreement: ReviewAgreement? { ReviewAgreement(table: [[both, peopleOnly], [programOnly, neither]]) }

  /// How unevenly the two answers are used: 0 where both are as frequent, 1 where one is all there is.
  public var prevalence: Double? { count > 0 ? abs(Double(both - neither)) / Double(count) : nil }

  /// Krippendorff's α of people and the program as two who judged the same; nil where both say one and the same.
  var alpha: Double? {
    let (size, found) = (Double(2 * count), Double(people + program))
    guard count > 0, found > 0, found < size else { return nil }
    return 1 - (size - 1) * Double(peopleOnly + programOnly) / (found * (size - found))
  }
}

/// What a table of agreement comes to, with intervals of 95 %.
public struct AgreementFigures: Sendable, Hashable {
  /// What keeps a figure from being read as it stands.
  public enum Caution: String, Sendable, CaseIterable {
    /// Fewer than 30 things.
    case fewCases = "few_cases"
    /// People report fewer than 5: recall hangs on single ones; the same of the program and precision.
    case fewFindings = "few_findings"
    /// Nearly everything is one and the same, which lets κ and α fall although nearly all agrees.
    case prevalence
    /// People report far more or far less than the program.
    case bias
  }

  public static let minimumCount = 30
  public static let minimumFindings = 5
  /// From where κ is called misleading.
  public static let largePrevalence = 0.8

  public let table: AgreementTable
  /// The share on which both say the same.
  public let observed: AgreementEstimate?
  public let kappa: AgreementEstimate?
  public let prevalenceAdjusted: AgreementEstimate?
  public let alpha: AgreementEstimate?
  /// Of what the program reports, what people report; people are taken as the truth.
  public let precision: AgreementEstimate?
  /// Of what people report, what the program reports.
  public let recall: AgreementEstimate?

  /// Of things that have nothing to do with each other.
  public init(_ table: AgreementTable) {
    self.table = table
    let agreement = table.agreement
    observed = .share(table.agreements, of: table.count)
    prevalenceAdjusted = Self.adjusted(observed)
    kappa = agreement.flatMap { agreement in
      agreement.kappa.map { AgreementEstimate($0, Self.kappaInterval(table, agreement)) }
    }
    var jackknife = Jackknife()
    for one in [
      AgreementTable(both: 1), AgreementTable(peopleOnly: 1), AgreementTable(programOnly: 1),
      AgreementTable(neither: 1),
    ] {
      let times =
        one.both * table.both + one.peopleOnly * table.peopleOnly + one.programOnly * table.programOnly
        + one.neither * table.neither
      jackknife.add(table.adding(one, sign: -1).alpha, times: times)
    }
    alpha = table.alpha.map { AgreementEstimate($0, jackknife.interval(around: $0)) }
    precision = .share(table.both, of: table.program)
    recall = .share(table.both, of: table.people)
  }

  /// Of things that come in groups, such as all items of a conversation: what one group says is not independent, so
  /// that intervals come from leaving out whole groups.
  public init(groups: [AgreementTable]) {
    let whole = groups.reduce(AgreementTable()) { $0.adding($1) }
    table = whole
    func estimate(_ bounds: ClosedRange<Double>, _ figure: (AgreementTable) -> Double?) -> AgreementEstimate? {
      guard let value = figure(whole) else { return nil }
      var jackknife = Jackknife()
      for group in groups where group.count > 0 { jackknife.add(figure(whole.adding(group, sign: -1))) }
      return AgreementEstimate(value, jackknife.interval(around: value, bounds: bounds))
    }
    // Where no group differs Wilson's interval is there all the same.
    func share(_ parts: (AgreementTable) -> (part: Int, count: Int)) -> AgreementEstimate? {
      let plain = AgreementEstimate.share(parts(whole).part, of: parts(whole).count)
      let grouped = estimate(0...1) { table in
        let (part, count) = parts(table)
        return count > 0 ? Double(part) / Double(count) : nil
      }
      return grouped?.interval == nil ? plain : grouped
    }
    observed = share { ($0.agreements, $0.count) }
    prevalenceAdjusted = Self.adjusted(observed)
    kappa = estimate(-1...1) { $0.agreement?.kappa }
    alpha = estimate(-1...1) { $0.alpha }
    precision = share { ($0.both, $0.program) }
    recall = share { ($0.both, $0.people) }
  }

  private static func adjusted(_ observed: AgreementEstimate?) -> AgreementEstimate? {
    observed.map { share in
      AgreementEstimate(
        2 * share.value - 1, share.interval.map { ConfidenceInterval(low: 2 * $0.low - 1, high: 2 * $0.high - 1) })
    }
  }

  /// By the large-sample variance of Fleiss, Cohen and Everitt (1969); nil where it is 0.
  private static func kappaInterval(_ table: AgreementTable, _ agreement: ReviewAgreement) -> ConfidenceInterval? {
    guard let kappa = agreement.kappa else { return nil }
    let size = Double(table.count)
    let cells = [
      [Double(table.both) / size, Double(table.peopleOnly) / size],
      [Double(table.programOnly) / size, Double(table.neither) / size],
    ]
    let rows = cells.map { $0[0] + $0[1] }
    let columns = [cells[0][0] + cells[1][0], cells[0][1] + cells[1][1]]
    var (same, other) = (0.0, 0.0)
    for row in 0..<2 {
      for column in 0..<2 {
        if row == column {
          let weight = 1 - (rows[row] + columns[row]) * (1 - kappa)
          same += cells[row][row] * weight * weight
        } else {
          let weight = columns[row] + rows[column]
          other += cells[row][column] * weight * weight
        }
      }
    }
    let rest = kappa - agreement.expected * (1 - kappa)
    let spread = 1 - agreement.expected
    let variance = (same + (1 - kappa) * (1 - kappa) * other - rest * rest) / (size * spread * spread)
    guard variance > 1e-14 else { return nil }
    let half = 1.959963984540054 * variance.squareRoot()
    return ConfidenceInterval(low: max(-1, kappa - half), high: min(1, kappa + half))
  }

  /// What to keep in mind, in this order.
  public var cautions: [Caution] {
    var result: [Caution] = []
    if table.count < Self.minimumCount { result.append(.fewCases) }
    if table.people < Self.minimumFindings || table.program < Self.minimumFindings { result.append(.fewFindings) }
    if let prevalence = table.prevalence, prevalence > Self.largePrevalence { result.append(.prevalence) }
    if AgreementTendency(stricter: table.peopleOnly, laxer: table.programOnly).isTelling { result.append(.bias) }
    return result
  }
}

/// Who of two reports more where they differ.
public struct AgreementTendency: Sendable, Hashable {
  /// Things that only the first reports.
  public let stricter: Int
  /// Things that only the second reports.
  public let laxer: Int

  public init(stricter: Int, laxer: Int) {
    self.stricter = stricter
    self.laxer = laxer
  }

  /// Whether the two are further apart than chance would have it: Wilson's interval of the share leaves out one half.
  public var isTelling: Bool {
    guard let interval = SampleStatistics.wilsonInterval(successes: Int64(stricter), of: Int64(stricter + laxer)) else {
      return false
    }
    return interval.low > 0.5 || interval.high < 0.5
  }
}
