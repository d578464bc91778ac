/// How far the total scores that people give and those of the program agree.
public struct ScoreAgreement: Sendable {
  /// A score of both, 0…100.
  public struct Pair: Sendable, Hashable {
    public let people: Double
    public let program: Double

    public init(people: Double, program: Double) {
      self.people = people
      self.program = program
    }

    public var difference: Double { program - people }
  }

  /// How far apart scores may be to count as the same, as vendors of such programs do.
  public static let tolerance = 10.0

  public let count: Int
  public let meanPeople: Double
  public let meanProgram: Double
  /// The mean distance, in points.
  public let meanError: Double
  /// The program's score less that of people, in points; with Student's interval.
  public let bias: AgreementEstimate
  /// Where 95 % of the differences lie if they are spread normally (Bland and Altman 1986): bias ± 1.96 standard
  /// deviations; nil for a single pair.
  public let limits: ConfidenceInterval?
  /// The share of pairs no further apart than the tolerance.
  public let withinTolerance: AgreementEstimate?
  /// Of ranks; nil where one side has no differences.
  public let spearman: Double?
  /// Of the program and people as two who judged the same.
  public let alpha: KrippendorffAlpha?
  /// The names of the grades, the best first, and what has none as nil.
  public let grades: [String?]
  /// By grade of people, then by grade of the program.
  public let gradeTable: [[Int]]
  public let gradeAlpha: KrippendorffAlpha?

  /// Nil for no pairs.
  public init?(_ pairs: [Pair], policy: ScoringPolicy) {
    guard let bias = SampleStatistics.mean(pairs.map(\.difference)),
      let meanPeople = SampleStatistics.mean(pairs.map(\.people)),
      let meanProgram = SampleStatistics.mean(pairs.map(\.program)),
      let meanError = SampleStatistics.mean(pairs.map { abs($0.difference) })
    else { return nil }
    count = pairs.count
    self.meanPeople = meanPeople
    self.meanProgram = meanProgram
    self.meanError = meanError
    let differences = pairs.map(\.difference)
    self.bias = AgreementEstimate(bias, SampleStatistics.meanInterval(differences))
    limits = SampleStatistics.standardDeviation(differences).map {
      ConfidenceInterval(low: bias - 1.96 * $0, high: bias + 1.96 * $0)
    }
    withinTolerance = .share(pairs.count { abs($0.difference) <= Self.tolerance }, of: pairs.count)
    spearman = RankAgreement.spearman(pairs.map { ($0.people, $0.program) })
    alpha = .interval(pairs.map { [$0.people, $0.program] })
    let bands = policy.bands
    let names: [String?] = bands.map { Optional($0.grade) } + [nil]
    func place(_ score: Double) -> Int {
      let grade = policy.grade(of: Int((min(100, max(0, score)) * 100).rounded()))
      return names.firstIndex(of: grade) ?? bands.count
    }
    let placed = pairs.map { (place($0.people), place($0.program)) }
    // What nothing falls under is left out.
    let isUngraded = placed.contains { $0.0 == bands.count || $0.1 == bands.count }
    grades = isUngraded ? names : Array(names.dropLast())
    var table = [[Int]](repeating: [Int](repeating: 0, count: grades.count), count: grades.count)
    for (people, program) in placed { table[people][program] += 1 }
    gradeTable = table
    gradeAlpha = .ordinal(placed.map { [-$0.0, -$0.1] })
  }

  /// The share of pairs with the same grade.
  public var sameGrade: AgreementEstimate? {
    .share(gradeTable.indices.reduce(0) { $0 + gradeTable[$1][$1] }, of: count)
  }
}
