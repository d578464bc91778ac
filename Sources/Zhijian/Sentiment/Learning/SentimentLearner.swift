/// Learns the weights of a lexicon from judged conversations, and looks for new cues.
///
/// Weights are those of a ridge regression: each is pulled towards what people wrote for it, or towards 0 for a new
/// cue. The whole of it, the choice of cues included, is repeated for each fold without the conversations of that fold,
/// so that the figures for them are those of conversations nobody had seen.
public struct SentimentLearner {
  /// How to learn.
  public struct Options: Sendable {
    /// What the distance of a weight from what it was before costs.
    public var penalty = 60.0
    /// The most cues that are proposed, before the review.
    public var maximumCues = 600
    public var folds = 5
    /// The most conversations of one set that are read; of more, evenly spaced ones.
    public var sample = 4000
    /// Weights stay as they are where fewer conversations speak for them.
    public var minimumCount = 3
    /// What stays of the written weight of a word that names a feeling, whatever labels say.
    public var leastShare = 0.45
    /// The same for anger, insults and features, which few labels speak of and nobody may overlook.
    public var leastShareOfAnger = 0.75
    /// What people decided: words that they dropped are not used, and cues only if they kept them.
    public var review = SentimentReview()

    public init() {}
  }

  /// Rows of a set count 1 until there are more than these; then they count as many together. Single texts are less
  /// like service than conversations are.
  private static let (fullWeightRows, fullWeightTexts) = (5000.0, 2000.0)
  /// A cue says how such customers mostly are, not what this one feels, so that it never decides a score by itself.
  private static let largestCue = 0.085
  /// What is no word, such as a question mark, decides as little.
  private static let largestFeature = 0.06
  /// Still less what nobody would call a feeling: that one message is sent in two, or answers a question. Least squares
  /// gives them more than that, which sorts messages worse.
  private static let largestHabit = 0.025
  /// Nor does assent, which customers give in to as often as they are glad.
  private static let largestAssent = 0.14
  /// Words that stand more often than this are not preferred to those that do.
  private static let mostFrequent = 400.0

  private let lexicon: SentimentLexicon
  private let options: Options
  private let material: SentimentMaterial
  private let ridge: RidgeRegression
  private let sets: [LabelledSet]
  /// By entry, the weight that people wrote, in units of the score.
  private let written: [Double]

  /// Reads all conversations. Throws where ICU's data cannot be used.
  public init(
    lexicon: SentimentLexicon, folding: TextFolding, tokenizer: Tokenizer, sets: [LabelledSet],
    options: Options = Options()
  ) throws(DiagnosticsError) {
    // Cues are found anew, like all others.
    let words = SentimentLexicon(
      entries: lexicon.entries.filter {
        $0.kind != .cue && options.review.verdict(on: $0.text, kind: $0.kind) != .drop
      })
    let sampled = sets.map { $0.sampled(options.sample) }
    let reader = LabelledReader(
      scorer: SentimentScorer(lexicon: words.withUnitWeights, folding: folding), worker: try tokenizer.makeWorker())
    let candidates = Self.candidates(in: sampled, reader: reader, lexicon: words, options: options)
    var material = SentimentMaterial(entries: words.entries.count, sets: sampled.count, candidates: candidates)
    Self.fill(&material, with: sampled, reader: reader)
    self.lexicon = words
    self.options = options
    self.sets = sampled
    self.material = material
    written = words.entries.map { Double($0.writtenWeight) / 1000 }
    var counts = [Double](repeating: 0, count: sampled.count)
    for row in material.rows { counts[row.set] += 1 }
    let most = sampled.map { $0.isConversations ? Self.fullWeightRows : Self.fullWeightTexts }
    let weights = material.rows.map { min(1, most[$0.set] / max(1, counts[$0.set])) }
    ridge = RidgeRegression(columns: material.design(), targets: material.rows.map(\.target), weights: weights)
  }

  // MARK: Reading

  private static func candidates(
    in sets: [LabelledSet], reader: LabelledReader, lexicon: SentimentLexicon, options: Options
  ) -> CueCandidates {
    var counter = CueCandidates.Counter(sets: sets.count)
    let detector = PersonalDataDetector(kinds: PersonalDataKind.personal)
    var folded: [UInt16] = []
    var units: [UInt16] = []
    for (set, labelled) in sets.enumerated() {
      for conversation in labelled.conversations {
        counter.beginConversation()
        let messages = conversation.messages.map { Message(role: $0.role, kind: $0.kind, text: $0.text) }
        for (index, message) in conversation.messages.enumerated() where message.role == .customer {
          // Names and numbers of customers say nothing of how others feel, and lexicons are handed on.
          var text = Array(message.text.utf16)
          for data in detector.detect(inMessage: index, of: messages) {
            for place in data.range.lower..<min(data.range.upper, text.count) { text[place] = 0x20 }
          }
          reader.scorer.fold.fold(text, into: &folded)
          SentimentCues.readable(folded, into: &units)
          counter.add(units, isCut: reader.cuts(of: message), set: set)
        }
      }
    }
    let topics = lexicon.entries.filter { $0.kind == .topic }.map(\.text)
    // A word that weighs something by itself needs no cue; one that only modifies others may be a cue beside it.
    let words = Set(lexicon.entries.filter(\.isLearnable).map(\.text))
    return counter.candidates(
      least: sets.map { max(3, $0.conversations.count / 300) },
      areConversations: sets.map(\.isConversations)
    ) { text in
      !words.contains(text) && !topics.contains { text.contains($0) }
    }
  }

  private static func fill(_ material: inout SentimentMaterial, with sets: [LabelledSet], reader: LabelledReader) {
    var storage = SentimentScorer.Storage()
    var units: [UInt16] = []
    for (set, labelled) in sets.enumerated() {
      for (number, conversation) in labelled.conversations.enumerated() {
        var messages: [(index: Int, evidence: SentimentEvidence, cues: [UInt16])] = []
        reader.each(of: conversation) { index, text, context in
          let message = conversation.messages[index]
          guard message.role == .customer,
            let evidence = reader.scorer.evidence(
              text, role: message.role, kind: message.kind, context: context, &storage)
          else { return }
          SentimentCues.readable(storage.units, into: &units)
          messages.append((index, evidence, units))
        }
        material.add(conversation, number: number, set: set, messages)
      }
    }
  }

  // MARK: Fitting

  /// Learns from everything.
  public func learn() -> LearnedLexicon {
    let fit = fit(leavingOut: nil)
    return LearnedLexicon(
      lexicon: lexicon, material: material, coefficients: fit.coefficients, scale: fit.scale, sets: sets.map(\.name),
      minimumCount: options.minimumCount,
      unread: fit.unread.map { CueCandidates.text(of: material.candidates.keys[$0 - material.cues.lowerBound]) })
  }

  /// The scores of each set's conversations by weights that were learned from the other folds: by set and
  /// conversation, of every message; nil for what cannot be scored.
  public func crossValidated() -> [(set: LabelledSet, scores: [[Int?]])] {
    var scores = sets.map { set in set.conversations.map { [Int?](repeating: nil, count: $0.messages.count) } }
    for fold in 0..<options.folds {
      let coefficients = fit(leavingOut: fold).coefficients
      for line in material.lines.indices where material.lines[line].conversation % options.folds == fold {
        let place = material.lines[line]
        let sum = Int((material.score(line, coefficients) * 1000).rounded())
        scores[place.set][place.conversation][place.index] = SentimentConstants().clamped(sum)
      }
    }
    return zip(sets, scores).map { ($0, $1) }
  }

  private struct Fit {
    var coefficients: [Double]
    var scale: Double
    /// The columns of the proposed cues that nobody has read.
    var unread: [Int]
  }

  private func fit(leavingOut fold: Int?) -> Fit {
    var ridge = ridge
    if let fold {
      for (row, place) in material.rows.enumerated() where place.conversation % options.folds == fold {
        ridge.weights[row] = 0
      }
    }
    var settings = settings(scale: 1)
    let scale = scale(ridge)
    settings = self.settings(scale: scale)
    let first = ridge.coefficients(settings)
    let proposed = proposedCues(first, ridge)
    let chosen = Set(options.review.isEmpty ? proposed : proposed.filter { verdict(onCue: $0) == .keep })
    for cue in material.cues where !chosen.contains(cue) { settings[cue].isActive = false }
    return Fit(
      coefficients: ridge.coefficients(settings), scale: scale, unread: proposed.filter { verdict(onCue: $0) == nil })
  }

  /// How much of the written weights the labels bear out, when they all are multiplied by the same: their ratings may
  /// be on another scale than the judgement of who wrote the lexicon.
  private func scale(_ ridge: RidgeRegression) -> Double {
    var products = 0.0
    var squares = 0.0
    var sums = [Double](repeating: 0, count: ridge.targets.count)
    for column in 0..<material.features.upperBound {
      let weight = column < written.count ? written[column] : featureWeight(column)
      guard weight != 0 else { continue }
      for place in ridge.columns.starts[column]..<ridge.columns.starts[column + 1] {
        sums[Int(ridge.columns.rows[place])] += Double(ridge.columns.values[place]) * weight
      }
    }
    // Each set has its own constant, which is not what is asked for.
    var means = [(weight: Double, sum: Double, target: Double)](repeating: (0, 0, 0), count: sets.count)
    for (row, place) in material.rows.enumerated() {
      means[place.set].weight += ridge.weights[row]
      means[place.set].sum += ridge.weights[row] * sums[row]
      means[place.set].target += ridge.weights[row] * place.target
    }
    for (row, place) in material.rows.enumerated() where means[place.set].weight > 0 {
      let mean = means[place.set]
      let sum = sums[row] - mean.sum / mean.weight
      squares += ridge.weights[row] * sum * sum
      products += ridge.weights[row] * sum * (place.target - mean.target / mean.weight)
    }
    return squares > 0 ? min(max(products / squares, 0.1), 1) : 1
  }

  private func featureWeight(_ column: Int) -> Double {
    let feature = SentimentFeature.allCases[column - material.features.lowerBound]
    return Double(SentimentConstants.ownWeight(of: feature)) / 1000
  }

  private func settings(scale: Double) -> [RidgeRegression.Coefficient] {
    var settings: [RidgeRegression.Coefficient] = []
    for (index, (entry, weight)) in zip(lexicon.entries, written).enumerated() {
      if material.entryCounts[index].reduce(0, +) < options.minimumCount {
        settings.append(RidgeRegression.Coefficient(before: weight, penalty: 1, bounds: weight...weight))
        continue
      }
      // A word keeps its sign; how much it weighs is for the labels to say.
      let least = weight * leastShare(of: entry.kind)
      let most = entry.kind == .assent ? Self.largestAssent : 0.9
      let bounds = weight < 0 ? min(-most, least)...least : weight > 0 ? least...max(most, least) : 0.0...0.0
      settings.append(
        RidgeRegression.Coefficient(before: weight * scale, penalty: options.penalty, bounds: bounds))
    }
    for column in material.features {
      let weight = featureWeight(column)
      let bounds =
        weight < 0
        ? min(weight, -Self.largestFeature)...(weight * options.leastShareOfAnger)
        : -Self.largestHabit...Self.largestHabit
      settings.append(
        RidgeRegression.Coefficient(before: weight * scale, penalty: options.penalty, bounds: bounds))
    }
    for _ in material.constants { settings.append(RidgeRegression.Coefficient(penalty: 0.001)) }
    for _ in material.cues {
      settings.append(RidgeRegression.Coefficient(penalty: options.penalty, bounds: -Self.largestCue...Self.largestCue))
    }
    return settings
  }

  private func leastShare(of kind: SentimentEntry.Kind) -> Double {
    switch kind {
    case .anger, .abuse: max(options.leastShare, options.leastShareOfAnger)
    default: kind.namesFeeling ? options.leastShare : 0
    }
  }

  /// The cues that move scores most: by weight times the root of how often they stand. A cue must stand with the labels
  /// that its weight says, not only make up for what other words say too much of.
  private func proposedCues(_ coefficients: [Double], _ ridge: RidgeRegression) -> [Int] {
    var means = [(weight: Double, target: Double)](repeating: (0, 0), count: sets.count)
    for (row, place) in material.rows.enumerated() {
      means[place.set].weight += ridge.weights[row]
      means[place.set].target += ridge.weights[row] * place.target
    }
    func goesWithLabels(_ column: Int) -> Bool {
      let products = (ridge.columns.starts[column]..<ridge.columns.starts[column + 1]).reduce(0.0) { sum, place in
        let row = Int(ridge.columns.rows[place])
        let mean = means[material.rows[row].set]
        guard mean.weight > 0 else { return sum }
        let distance = material.rows[row].target - mean.target / mean.weight
        return sum + ridge.weights[row] * Double(ridge.columns.values[place]) * distance
      }
      return products * coefficients[column] > 0
    }
    let ranked = material.cues.filter(goesWithLabels).map { column in
      let count = material.candidates.counts[column - material.cues.lowerBound].reduce(0, +)
      return (column: column, effect: abs(coefficients[column]) * min(Double(count), Self.mostFrequent).squareRoot())
    }.sorted { ($1.effect, $0.column) < ($0.effect, $1.column) }
    return ranked.prefix(options.maximumCues).filter { $0.effect > 0 }.map(\.column)
  }

  private func verdict(onCue column: Int) -> SentimentReview.Verdict? {
    let key = material.candidates.keys[column - material.cues.lowerBound]
    return options.review.verdict(on: CueCandidates.text(of: key), kind: .cue)
  }
}

extension LabelledSet {
  /// Whether it holds more than single texts.
  fileprivate var isConversations: Bool { conversations.contains { $0.messages.count > 1 } }

  /// At most `count` conversations, evenly spaced.
  fileprivate func sampled(_ count: Int) -> LabelledSet {
    guard conversations.count > count, count > 0 else { return self }
    let all = conversations.count
    return LabelledSet(name: name, conversations: (0..<count).map { conversations[$0 * all / count] })
  }
}
