/// Draws a sample for people to judge: of each rule some findings, some occurrences that it did not count, and some
/// conversations of which it has nothing to say.
///
/// Each stratum is a simple random sample without replacement: those with the lowest of numbers that follow from the
/// seed and the key of each. So the order of the input and the number of threads change nothing, and memory grows with
/// the rules and the size of the sample only.
public struct ReviewSampler: Sendable {
  /// A sample with what weighs it.
  public struct Drawn: Sendable {
    public let sample: ReviewSample
    /// How many there are in its stratum.
    public let population: Int
    /// How many of them were drawn.
    public let sampled: Int
  }

  private struct Draw {
    let priority: UInt64
    let sample: ReviewSample
  }

  private struct Pool {
    var population = 0
    /// By priority, then by key.
    var drawn: [Draw] = []
  }

  private struct Place: Hashable {
    let rule: Int
    let stratum: ReviewStratum
  }

  /// The least that a rule gets: one of each stratum.
  public static let minimumPerRule = ReviewStratum.allCases.count

  private let rules: [Rule]
  private let calendar: WorkCalendar
  private let perRule: Int
  private let seed: UInt64
  private var pools: [Place: Pool] = [:]
  private var numbers: [String: Int] = [:]
  private var salts: [UInt64] = []
  private var content: UInt64 = 0

  /// `perRule` is at least `minimumPerRule`. Rules that are retired have nothing to judge.
  public init(rules: [Rule], calendar: WorkCalendar, perRule: Int, seed: UInt64) {
    self.rules = rules.filter { $0.status != .retired }.sorted { $0.id < $1.id }
    self.calendar = calendar
    self.perRule = max(perRule, Self.minimumPerRule)
    self.seed = seed
    for (number, rule) in self.rules.enumerated() {
      numbers[rule.id] = number
      salts.append(Self.mixed(SHA256.leading64(Array(rule.id.utf8)) ^ seed))
    }
  }

  public mutating func add(_ evaluation: Evaluation) {
    let id = evaluation.transcript.id
    content ^= SHA256.leading64(Array((id + evaluation.transcriptHash).utf8))
    var spoken: Set<Int> = []
    var hitMessages: [Int: Set<Int>] = [:]
    for finding in evaluation.findings {
      guard let rule = numbers[finding.rule] else { continue }
      spoken.insert(rule)
      hitMessages[rule, default: []].formUnion(finding.hits.flatMap(\.spans).map(\.message))
      let key = ReviewKey(finding, conversation: id)
      draw(rule, ReviewSample.stratum(of: finding), key) { ReviewSample(finding, in: evaluation) }
    }
    var seen: Set<String> = []
    for hit in evaluation.suppressedHits {
      // Of a rule that requires, an occurrence that does not count is no miss: the finding that follows is judged.
      guard let rule = numbers[hit.rule], rules[rule].verb != .require else { continue }
      spoken.insert(rule)
      if hitMessages[rule]?.contains(hit.span.message) ?? false { continue }
      let key = Self.key(.nearMiss, hit.rule, hit.span.message, id)
      guard seen.insert(key.text).inserted else { continue }
      draw(rule, .nearMiss, key) { ReviewSample(hit, key: key, in: evaluation) }
    }
    addClean(evaluation, spoken: spoken)
  }

  private mutating func addClean(_ evaluation: Evaluation, spoken: Set<Int>) {
    let id = evaluation.transcript.id
    let own = SHA256.leading64(Array(id.utf8))
    let messages = evaluation.transcript.messages
    let start = evaluation.order.lazy.compactMap { messages.indices.contains($0) ? messages[$0].at : nil }.first
    for (number, result) in results(evaluation) where !spoken.contains(number) {
      switch result {
      case .noHit: break
      case .notApplicable:
        // What the rule's own filter leaves out is not its business; where its precondition was not seen it may be.
        guard let filter = rules[number].filter else { break }
        guard case .applies = filter.judge(evaluation.transcript, start: start, calendar: calendar) else { continue }
      case .hit, .unknown, .error, .pending: continue
      }
      let priority = Self.mixed(own ^ salts[number])
      guard isWanted(number, .clean, priority) else {
        pools[Place(rule: number, stratum: .clean), default: Pool()].population += 1
        continue
      }
      let rule = rules[number].id
      let key = Self.key(.clean, rule, nil, id)
      draw(number, .clean, key, priority: priority) { ReviewSample(clean: rule, key: key, in: evaluation) }
    }
  }

  /// The results of the rules that are sampled, by their numbers.
  private func results(_ evaluation: Evaluation) -> [(Int, RuleResult)] {
    evaluation.outcomes.ids.enumerated().compactMap { place, id in
      numbers[id].map { ($0, evaluation.outcomes.results[place]) }
    }
  }

  // MARK: Drawing

  private func isWanted(_ rule: Int, _ stratum: ReviewStratum, _ priority: UInt64) -> Bool {
    guard let pool = pools[Place(rule: rule, stratum: stratum)], pool.drawn.count >= perRule, let last = pool.drawn.last
    else { return true }
    return priority <= last.priority
  }

  private mutating func draw(
    _ rule: Int, _ stratum: ReviewStratum, _ key: ReviewKey, priority: UInt64? = nil, _ make: () -> ReviewSample
  ) {
    let priority = priority ?? Self.mixed(SHA256.leading64(Array(key.text.utf8)) ^ salts[rule])
    let isWanted = isWanted(rule, stratum, priority)
    let place = Place(rule: rule, stratum: stratum)
    pools[place, default: Pool()].population += 1
    guard isWanted else { return }
    let draw = Draw(priority: priority, sample: make())
    var drawn = pools[place]?.drawn ?? []
    let index = drawn.partitioningIndex { ($0.priority, $0.sample.key) > (priority, key) }
    drawn.insert(draw, at: index)
    if drawn.count > perRule { drawn.removeLast() }
    pools[place]?.drawn = drawn
  }

  private static func key(_ stratum: ReviewStratum, _ rule: String, _ message: Int?, _ conversation: String)
    -> ReviewKey
  {
    var bytes: [UInt8] = []
    bytes.append(field: rule)
    bytes.append(field: conversation)
    if let message { bytes.append(decimal: Int64(message)) }
    return ReviewKey(stratum, SHA256.shortHexString(bytes), conversation: conversation)
  }

  /// The finalizer of SplitMix64: every bit of the result depends on every bit of the number.
  private static func mixed(_ number: UInt64) -> UInt64 {
    var mixed = number &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  // MARK: Results

  /// What was drawn, by rule and stratum, in random order within.
  public func drawn() -> [Drawn] {
    var result: [Drawn] = []
    for number in rules.indices {
      let pools = ReviewStratum.allCases.map { self.pools[Place(rule: number, stratum: $0)] ?? Pool() }
      let shares = Self.shares(of: pools.map(\.drawn.count), in: perRule)
      for (pool, share) in zip(pools, shares) {
        result += pool.drawn.prefix(share).map {
          Drawn(sample: $0.sample, population: pool.population, sampled: share)
        }
      }
    }
    return result
  }

  /// What tells this drawing from others.
  public var batch: String {
    var bytes: [UInt8] = []
    for number in [seed, UInt64(perRule), content] { bytes.append(field: String(number)) }
    for rule in rules { bytes.append(field: rule.contentHash) }
    return "B-" + String(SHA256.shortHexString(bytes).prefix(8))
  }

  /// How many each stratum gets of `total`: one each, then half for both kinds of findings and a quarter each for the
  /// others; what one has no use for goes to the next.
  static func shares(of available: [Int], in total: Int) -> [Int] {
    let weights = [3, 1, 2, 2]
    var shares = available.map { min(1, $0) }
    var left = total - shares.reduce(0, +)
    // One at a time to whoever is furthest behind its weight: small numbers, and no rounding to argue about.
    while left > 0 {
      var best: Int?
      for place in available.indices where shares[place] < available[place] {
        let weight = weights.indices.contains(place) ? weights[place] : 1
        let other = best.map { (shares[$0], weights.indices.contains($0) ? weights[$0] : 1) }
        if other.map({ shares[place] * $0.1 < $0.0 * weight }) ?? true { best = place }
      }
      guard let best else { break }
      shares[best] += 1
      left -= 1
    }
    return shares
  }
}
