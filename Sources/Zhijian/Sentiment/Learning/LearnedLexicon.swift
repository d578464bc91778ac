/// What was learned: the weights of a lexicon's entries and features, and new cues, each with its evidence.
public struct LearnedLexicon: Sendable {
  /// One line of a lexicon with what speaks for it.
  public struct Proposal: Sendable {
    public var entry: SentimentEntry
    /// The weight before; nil for what is new.
    public var before: Int?
    /// In how many judged conversations it counted, by set.
    public var counts: [Int]

    public var count: Int { counts.reduce(0, +) }
  }

  /// The names of the sets, in the order of the counts.
  public let sets: [String]
  /// What the written weights were multiplied by before they were learned.
  public let scale: Double
  /// The entries that enough conversations speak for, then features, in the order of the lexicon.
  public let weights: [Proposal]
  /// New cues, those that move scores most first.
  public let cues: [Proposal]
  /// Proposed cues that the review says nothing about, those that move scores most first; with a review they are not
  /// among `cues`.
  public let unread: [String]

  init(
    lexicon: SentimentLexicon, material: SentimentMaterial, coefficients: [Double], scale: Double, sets: [String],
    minimumCount: Int, unread: [String]
  ) {
    self.sets = sets
    self.unread = unread
    self.scale = scale
    var weights: [Proposal] = []
    for (index, entry) in lexicon.entries.enumerated() where entry.isLearnable {
      let counts = material.entryCounts[index]
      var changed = entry
      let isLearned = counts.reduce(0, +) >= minimumCount
      guard isLearned || entry.source == "learned" else { continue }
      changed.weight = isLearned ? Self.rounded(coefficients[index]) : entry.writtenWeight
      changed.source = isLearned ? "learned" : "own"
      changed.note =
        isLearned
        ? SentimentEntry.note(entry.remark, written: entry.writtenWeight, counts: counts) : entry.remark
      weights.append(Proposal(entry: changed, before: entry.weight, counts: counts))
    }
    for (place, feature) in SentimentFeature.allCases.enumerated() {
      let column = material.features.lowerBound + place
      var counts = [Int](repeating: 0, count: sets.count)
      for line in material.lines.indices {
        let isThere = material.figures(of: line).contains { material.columns[$0] == column }
        if isThere { counts[material.lines[line].set] += 1 }
      }
      guard counts.reduce(0, +) >= minimumCount else { continue }
      let entry = SentimentEntry(
        text: feature.rawValue, weight: Self.rounded(coefficients[column]), kind: .feature, source: "learned",
        note: SentimentEntry.note(
          feature.partName, written: SentimentConstants.ownWeight(of: feature), counts: counts),
        location: SourceLocation(file: ""))
      let before = lexicon.entries.first { $0.kind == .feature && $0.text == entry.text }?.weight
      weights.append(
        Proposal(entry: entry, before: before ?? SentimentConstants.ownWeight(of: feature), counts: counts))
    }
    self.weights = weights
    var cues: [Proposal] = []
    for column in material.cues where Self.rounded(coefficients[column]) != 0 {
      let number = column - material.cues.lowerBound
      let counts = material.candidates.counts[number]
      let entry = SentimentEntry(
        text: CueCandidates.text(of: material.candidates.keys[number]), weight: Self.rounded(coefficients[column]),
        kind: .cue, source: "learned", note: SentimentEntry.note("", written: nil, counts: counts),
        location: SourceLocation(file: ""))
      cues.append(Proposal(entry: entry, before: nil, counts: counts))
    }
    self.cues = cues.enumerated().sorted { left, right in
      let (first, second) = (Self.effect(left.element), Self.effect(right.element))
      return first == second ? left.offset < right.offset : first > second
    }.map(\.element)
  }

  private static func effect(_ proposal: Proposal) -> Double {
    abs(Double(proposal.entry.weight)) * min(Double(proposal.count), 400).squareRoot()
  }

  /// In thousandths; lexicons hold no finer weights.
  private static func rounded(_ coefficient: Double) -> Int { Int((coefficient * 1000).rounded()) }
}

extension SentimentEntry {
  /// What people wrote for the entry before labels had a say: the number behind 原重 in the note of a learned entry,
  /// the weight of any other.
  var writtenWeight: Int {
    for piece in note.split(separator: "；") where piece.hasPrefix("原重 ") {
      if let weight = SentimentLexiconReader.thousandths(String(piece.dropFirst(3))) { return weight }
    }
    return weight
  }

  /// The note without what learning wrote into it.
  var remark: String {
    note.split(separator: "；").filter { !$0.hasPrefix("原重 ") && !$0.hasPrefix("见于 ") }.joined(separator: "；")
  }

  /// Whether its weight is a contribution that labels can speak for.
  var isLearnable: Bool {
    switch kind {
    case .why, .question: true
    case .courtesy: true
    default: kind.isFeeling
    }
  }

  static func note(_ remark: String, written: Int?, counts: [Int]) -> String {
    var pieces = remark.isEmpty ? [] : [remark]
    if let written { pieces.append("原重 " + SentimentLexiconReader.shortest(written)) }
    pieces.append("见于 " + counts.map(String.init).joined(separator: "/"))
    return pieces.joined(separator: "；")
  }
}

extension SentimentLexicon {
  /// With weights of ±1 that say nothing but signs, so that evidence is what weights multiply.
  var withUnitWeights: SentimentLexicon {
    SentimentLexicon(
      entries: entries.map { entry in
        guard entry.isLearnable else { return entry }
        var unit = entry
        switch entry.kind {
        case .gratitude, .satisfaction, .assent, .courtesy: unit.weight = 1000
        default: unit.weight = entry.writtenWeight > 0 ? 1000 : -1000
        }
        return unit
      })
  }
}
