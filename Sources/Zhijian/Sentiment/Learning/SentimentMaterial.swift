/// Judged conversations as rows of figures: what each weight of a lexicon multiplies in each message.
///
/// Columns are the entries, then the features, then one constant for each set, then the candidate cues.
struct SentimentMaterial {
  /// A customer's message that can be scored.
  struct Line {
    var set: Int
    var conversation: Int
    var index: Int
    /// Where its figures begin.
    var start: Int
    var label: Double?
  }

  /// What is fitted: one line, or all lines of a conversation as `SentimentTimeline.Course.overall` weighs them.
  struct Row {
    var set: Int
    var conversation: Int
    var target: Double
    var lines: Range<Int>
    var isWhole: Bool
  }

  let entries: Int
  let sets: Int
  let candidates: CueCandidates
  private(set) var lines: [Line] = []
  private(set) var rows: [Row] = []
  private(set) var columns: [Int32] = []
  private(set) var values: [Float] = []
  /// By entry and set, in how many conversations it counted.
  private(set) var entryCounts: [[Int]]

  var features: Range<Int> { entries..<entries + SentimentFeature.allCases.count }
  var constants: Range<Int> { features.upperBound..<features.upperBound + sets }
  var cues: Range<Int> { constants.upperBound..<constants.upperBound + candidates.keys.count }

  init(entries: Int, sets: Int, candidates: CueCandidates) {
    self.entries = entries
    self.sets = sets
    self.candidates = candidates
    entryCounts = Array(repeating: Array(repeating: 0, count: sets), count: entries)
  }

  /// Takes in the customers' messages of one conversation, in order.
  mutating func add(
    _ conversation: LabelledConversation, number: Int, set: Int,
    _ messages: [(index: Int, evidence: SentimentEvidence, cues: [UInt16])]
  ) {
    let first = lines.count
    var counted: Set<Int> = []
    for (index, evidence, units) in messages {
      lines.append(
        Line(
          set: set, conversation: number, index: index, start: columns.count,
          label: conversation.messages[index].label))
      for (entry, value) in evidence.entries {
        append(entry, value * evidence.scale)
        counted.insert(entry)
      }
      for (place, feature) in SentimentFeature.allCases.enumerated() {
        let count = evidence.features.reduce(0) { $0 + ($1.feature == feature ? $1.count : 0) }
        if count > 0 { append(features.lowerBound + place, Double(count) * evidence.scale) }
      }
      append(constants.lowerBound + set, 1)
      var found: Set<Int> = []
      CueCandidates.each(in: units) { key, _ in
        if let number = candidates.numbers[key] { found.insert(number) }
      }
      for number in found.sorted() { append(cues.lowerBound + number, evidence.scale) }
    }
    for entry in counted { entryCounts[entry][set] += 1 }
    addRows(conversation, number: number, set: set, lines: first..<lines.count)
  }

  private mutating func append(_ column: Int, _ value: Double) {
    columns.append(Int32(clamping: column))
    values.append(Float(value))
  }

  private mutating func addRows(
    _ conversation: LabelledConversation, number: Int, set: Int, lines range: Range<Int>
  ) {
    guard !range.isEmpty else { return }
    if conversation.hasMessageLabels {
      for line in range {
        guard let label = lines[line].label else { continue }
        rows.append(Row(set: set, conversation: number, target: label, lines: line..<line + 1, isWhole: false))
      }
    } else if let label = conversation.label {
      rows.append(Row(set: set, conversation: number, target: label, lines: range, isWhole: true))
    }
  }

  /// The figures of one line.
  func figures(of line: Int) -> Range<Int> {
    lines[line].start..<(line + 1 < lines.count ? lines[line + 1].start : columns.count)
  }

  /// What `coefficients` make of one line, its set's constant aside.
  func score(_ line: Int, _ coefficients: [Double]) -> Double {
    figures(of: line).reduce(0) { sum, place in
      let column = Int(columns[place])
      return constants.contains(column) ? sum : sum + Double(values[place]) * coefficients[column]
    }
  }

  /// The design by columns: what each column multiplies in each row.
  func design() -> RidgeRegression.Columns {
    var starts = [0]
    var rowColumns: [Int32] = []
    var rowValues: [Float] = []
    for row in rows {
      if row.lines.count == 1 {
        let range = figures(of: row.lines.lowerBound)
        rowColumns += columns[range]
        rowValues += values[range]
      } else {
        var sums: [Int32: Double] = [:]
        for line in row.lines {
          let share = SentimentTimeline.Course.overallShare(of: line - row.lines.lowerBound, in: row.lines.count)
          for place in figures(of: line) { sums[columns[place], default: 0] += share * Double(values[place]) }
        }
        for (column, value) in sums.sorted(by: { $0.key < $1.key }) {
          rowColumns.append(column)
          rowValues.append(Float(value))
        }
      }
      starts.append(rowColumns.count)
    }
    return RidgeRegression.Columns(
      rowStarts: starts, columns: rowColumns, values: rowValues, count: cues.upperBound)
  }
}
