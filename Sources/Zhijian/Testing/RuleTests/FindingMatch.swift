/// Which findings are those that a test lists, and how the others differ.
struct FindingMatch {
  /// The most differences that are told.
  static let mostDifferences = 20
  /// Of more findings than these no more are looked at: a test cannot list that many.
  private static let mostFindings = 1000

  private let transcript: Transcript
  private let found: [ScoredFinding]
  private(set) var differences: [LocalizedText] = []
  private var omitted = 0

  /// Everything listed has to be found, each for a finding of its own, and nothing else.
  init(_ expected: [ExpectedFinding], _ found: [ScoredFinding], in transcript: Transcript) {
    self.transcript = transcript
    self.found = Array(found.prefix(Self.mostFindings))
    let found = self.found
    let faults = expected.map { wanted in found.map { self.faults(wanted, $0) } }
    let pairs = Self.pairs(faults.map { $0.map(\.isEmpty) }, found: found.count)
    var left = Set(found.indices).subtracting(pairs.compactMap { $0 })
    for (number, wanted) in expected.enumerated() where pairs[number] == nil {
      // The finding that differs least is the one that was meant.
      let closest = left.min { (faults[number][$0].count, $0) < (faults[number][$1].count, $1) }
      guard let closest, faults[number][closest].count < max(2, wanted.keys) else {
        add(LocalizedText(zh: "没有：\(text(wanted).chinese)", en: "missing: \(text(wanted).english)"))
        continue
      }
      left.remove(closest)
      let line = wanted.location.line ?? 0
      let (zh, en) = (faults[number][closest].map(\.chinese), faults[number][closest].map(\.english))
      add(
        LocalizedText(
          zh: "第 \(line) 行的结果不同：\(zh.joined(separator: "；"))",
          en: "the finding of line \(line) differs: \(en.joined(separator: "; "))"))
    }
    for place in left.sorted() {
      let text = Self.text(found[place], in: transcript)
      add(LocalizedText(zh: "多出：\(text.chinese)", en: "unexpected: \(text.english)"))
    }
    if omitted > 0 {
      differences.append(LocalizedText(zh: "另有 \(omitted) 处不同", en: "and \(omitted) more"))
    }
  }

  private mutating func add(_ text: LocalizedText) {
    if differences.count < Self.mostDifferences { differences.append(text) } else { omitted += 1 }
  }

  /// A largest assignment, by augmenting paths: for each row the column that it has.
  private static func pairs(_ fits: [[Bool]], found: Int) -> [Int?] {
    var rowOfColumn = [Int?](repeating: nil, count: found)
    func place(_ row: Int, _ seen: inout [Bool]) -> Bool {
      for column in 0..<found where fits[row][column] && !seen[column] {
        seen[column] = true
        if rowOfColumn[column].map({ place($0, &seen) }) ?? true {
          rowOfColumn[column] = row
          return true
        }
      }
      return false
    }
    for row in fits.indices {
      var seen = [Bool](repeating: false, count: found)
      _ = place(row, &seen)
    }
    var result = [Int?](repeating: nil, count: fits.count)
    for (column, row) in rowOfColumn.enumerated() { if let row { result[row] = column } }
    return result
  }

  private func faults(_ wanted: ExpectedFinding, _ found: ScoredFinding) -> [LocalizedText] {
    var faults: [LocalizedText] = []
    func differ(_ key: String, _ wanted: String, _ came: String) {
      faults.append(LocalizedText(zh: "\(key) 期望 \(wanted)，实际 \(came)", en: "\(key) expected \(wanted), got \(came)"))
    }
    if let message = wanted.message, !found.messages.contains(message) {
      differ("message", "#\(message + 1)", Self.numbers(found.messages))
    }
    if let span = wanted.span {
      let spans = found.finding.hits.flatMap(\.spans).filter { wanted.message == nil || $0.message == wanted.message }
      if !spans.contains(where: { transcript.text(at: $0) == span }) {
        let texts = spans.map { "〖\(transcript.text(at: $0))〗" }
        differ("span", "⟦\(span)⟧", texts.isEmpty ? "-" : texts.joined(separator: " "))
      }
    }
    if let owner = wanted.owner, owner != Self.owner(found) {
      differ("owner", Self.text(owner), Self.text(Self.owner(found)))
    }
    if let score = wanted.score, score != found.score { differ("score", score.text, found.score.text) }
    return faults
  }

  // MARK: Words

  private static func owner(_ found: ScoredFinding) -> ExpectedFinding.Owner {
    found.finding.agent.map { .agent($0) } ?? .nobody
  }

  private static func text(_ owner: ExpectedFinding.Owner) -> String {
    switch owner {
    case .agent(let name): name
    case .nobody: "~"
    }
  }

  private static func numbers(_ messages: [Int]) -> String {
    messages.isEmpty ? "-" : messages.map { "#\($0 + 1)" }.joined(separator: " ")
  }

  private func text(_ wanted: ExpectedFinding) -> LocalizedText {
    var parts: [String] = []
    if let message = wanted.message { parts.append("#\(message + 1)") }
    if let span = wanted.span { parts.append("⟦\(span)⟧") }
    if let owner = wanted.owner { parts.append("owner \(Self.text(owner))") }
    if let score = wanted.score { parts.append("score \(score.text)") }
    let line = wanted.location.line ?? 0
    return LocalizedText(
      zh: (["第 \(line) 行的结果"] + parts).joined(separator: " "),
      en: (["the finding of line \(line)"] + parts).joined(separator: " "))
  }

  /// A finding in one line: its messages, texts, owner and score.
  static func text(_ found: ScoredFinding, in transcript: Transcript) -> LocalizedText {
    let spans = found.finding.hits.flatMap(\.spans).prefix(mostDifferences).map { "〖\(transcript.text(at: $0))〗" }
    let parts =
      [numbers(found.messages)] + spans + ["owner \(text(owner(found)))", "score \(found.score.text)"]
    let text = parts.joined(separator: " ")
    return LocalizedText(zh: text, en: text)
  }
}

extension ExpectedFinding {
  /// How many of its keys are written.
  fileprivate var keys: Int {
    (message == nil ? 0 : 1) + (span == nil ? 0 : 1) + (owner == nil ? 0 : 1) + (score == nil ? 0 : 1)
  }
}
