/// The results of one period, added up.
public struct PeriodResults: Sendable {
  public private(set) var conversations = 0
  /// The preset of its metrics; nil where lines differ or have none.
  public private(set) var presets: Set<String> = []
  /// Hashes that occur, by what they are of.
  public private(set) var versions: [String: Set<String>] = [:]
  private(set) var totals: [String: RatioSample] = [:]
  private(set) var agents: [String: (score: RatioSample, findings: RatioSample)] = [:]
  /// Conversations with a finding, by rule.
  private var found: [String: Int] = [:]
  private var results: [String: RatioSample] = [:]
  private(set) var verbs: [String: RuleVerb] = [:]
  /// Whether every conversation came with the results of all rules.
  public private(set) var hasResults = true

  /// What all conversations are scored with; transcripts differ, and so do decisions about their findings.
  private static let scoringVersions: Set<String> = [
    "rules", "lexicons", "scorecard", "config", "tokenizer", "program", "icu",
  ]

  public init() {}

  public mutating func add(_ record: ResultRecord) {
    conversations += 1
    if let preset = record.preset { presets.insert(preset) }
    for (name, hash) in record.versions where Self.scoringVersions.contains(name) {
      versions[name, default: []].insert(hash)
    }
    let against = record.findings.filter { $0.scores && ($0.verb == .forbid || $0.verb == .require) }
    addTotals(record, against: against.count)
    for agent in record.agents {
      var sums = agents[agent.id] ?? (RatioSample(), RatioSample())
      if let score = agent.score { sums.score.add(Double(score) / 100) }
      sums.findings.add(Double(against.count { $0.agent == agent.id }))
      agents[agent.id] = sums
    }
    for finding in record.findings { verbs[finding.rule] = finding.verb }
    for rule in Set(record.findings.map(\.rule)) { found[rule, default: 0] += 1 }
    guard let results = record.results else {
      hasResults = false
      self.results = [:]
      return
    }
    guard hasResults else { return }
    for (rule, result) in results where result == .hit || result == .noHit {
      self.results[rule, default: RatioSample()].add(result == .hit ? 1 : 0)
    }
  }

  private mutating func addTotals(_ record: ResultRecord, against: Int) {
    func add(_ name: String, _ part: Double, of whole: Double = 1) {
      totals[name, default: RatioSample()].add(part, of: whole)
    }
    if let score = record.score { add("score", Double(score) / 100) }
    add("auto_fail_ratio", record.isAutoFailed ? 1 : 0)
    add("findings_per_conversation", Double(against))
    add("mood_drop_ratio", record.hasMoodDrop ? 1 : 0)
    if let end = record.moodEnd { add("mood_end", end) }
    for (name, metric) in record.metrics { add(name, metric.sum, of: metric.count ?? 1) }
  }

  /// The conversations in which a rule spoke, of those in which it was decided where that is known, or else of all.
  func rule(_ id: String, byResults: Bool) -> RatioSample {
    if byResults { return results[id] ?? RatioSample() }
    var sample = RatioSample()
    let hits = found[id] ?? 0
    for _ in 0..<hits { sample.add(1) }
    for _ in hits..<max(hits, conversations) { sample.add(0) }
    return sample
  }

  /// The rules that are known to have been there.
  var rules: Set<String> { Set(found.keys).union(results.keys) }
}
