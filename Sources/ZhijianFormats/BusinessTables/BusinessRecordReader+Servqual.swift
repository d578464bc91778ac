internal import Zhijian

extension BusinessRecordReader {
  /// A row with one answer (`item` or `dimension`, `expectation`, `perception`), or a whole questionnaire in columns
  /// such as `E1`…`E22` and `P1`…`P22`; nil for a row without an answer.
  func servqual(_ row: BusinessRow) throws(Fault) -> ServqualRecord? {
    var record = ServqualRecord(
      keys: keys(row), at: try time(.at, row),
      scale: RatingScale(minimum: table.scale.minimum, maximum: table.scale.maximum), answers: [],
      weights: table.weights)
    if row.text(.item) != nil || row.text(.dimension) != nil {
      guard let answer = try singleAnswer(row) else { return nil }
      record.answers = [answer]
    } else {
      record.answers = try questionnaire(row)
    }
    return record.answers.isEmpty ? nil : record
  }

  private func singleAnswer(_ row: BusinessRow) throws(Fault) -> ServqualAnswer? {
    let expectation = try point(row.text(.expectation), .expectation)
    let perception = try point(row.text(.perception), .perception)
    guard let expectation, let perception else { return nil }
    return ServqualAnswer(dimension: try dimension(row), expectation: expectation, perception: perception)
  }

  private func dimension(_ row: BusinessRow) throws(Fault) -> ServqualDimension {
    if let name = row.text(.dimension) {
      if let known = Self.dimension(named: name) { return known }
      throw unreadable(
        .dimension, name, zh: "有形性、可靠性、响应性、保证性、移情性之一",
        en: "one of tangibles, reliability, responsiveness, assurance, empathy")
    }
    let text = row.text(.item) ?? ""
    // `Q7`, `第7题`, `7`: the one number in it.
    let digits = text.split { !($0.isASCII && $0.isNumber) }
    guard digits.count == 1, let number = digits.first.flatMap({ Int($0) }), let known = ServqualDimension(item: number)
    else { throw unreadable(.item, text, zh: "1 到 22 的题号", en: "an item from 1 to 22") }
    return known
  }

  private static func dimension(named name: String) -> ServqualDimension? {
    switch TableColumn.normalised(name) {
    case "有形性", "有形", "tangibles", "tangible": .tangibles
    case "可靠性", "可靠", "reliability": .reliability
    case "响应性", "反应性", "响应", "responsiveness": .responsiveness
    case "保证性", "保证", "保障性", "assurance": .assurance
    case "移情性", "移情", "关怀性", "empathy": .empathy
    default: nil
    }
  }

  /// The items of a questionnaire, averaged by dimension; an item without both of its answers is left out.
  private func questionnaire(_ row: BusinessRow) throws(Fault) -> [ServqualAnswer] {
    var expectations: [Int: Int64] = [:]
    var perceptions: [Int: Int64] = [:]
    for (header, text) in row.others {
      guard let (isExpectation, item) = Self.column(header) else { continue }
      let field: BusinessField = isExpectation ? .expectation : .perception
      guard let point = try point(text, field, header: header) else { continue }
      if isExpectation { expectations[item] = point } else { perceptions[item] = point }
    }
    var sums: [ServqualDimension: (expectation: Int64, perception: Int64, items: Int64)] = [:]
    for (item, expectation) in expectations {
      guard let perception = perceptions[item], let dimension = ServqualDimension(item: item) else { continue }
      let sum = sums[dimension] ?? (0, 0, 0)
      sums[dimension] = (sum.expectation + expectation, sum.perception + perception, sum.items + 1)
    }
    return ServqualDimension.allCases.compactMap { dimension in
      guard let sum = sums[dimension] else { return nil }
      func mean(_ total: Int64) -> Int64 { Int64((Double(total) / Double(sum.items)).rounded()) }
      return ServqualAnswer(
        dimension: dimension, expectation: mean(sum.expectation), perception: mean(sum.perception))
    }
  }

  /// `E7`, `期望7`, `P_07`, `感知第7题`: which side, and the item.
  private static func column(_ header: String) -> (isExpectation: Bool, item: Int)? {
    let name = TableColumn.normalised(header)
    let sides = [
      ("期望", true), ("感知", false), ("expectation", true), ("perception", false), ("e", true), ("p", false),
    ]
    guard let side = sides.first(where: { name.hasPrefix($0.0) }) else { return nil }
    var rest = name.dropFirst(side.0.count)
    while let first = rest.first, ["_", "-", "q", "第", "."].contains(first) { rest.removeFirst() }
    if rest.hasSuffix("题") { rest.removeLast() }
    guard rest.utf8.count <= 2, let item = Int(rest), ServqualDimension(item: item) != nil else { return nil }
    return (side.1, item)
  }

  /// Points on the scale of the table in thousandths; nil for an empty cell.
  private func point(_ text: String?, _ field: BusinessField, header: String? = nil) throws(Fault) -> Int64? {
    guard let text, !BusinessCell.isAbsent(text) else { return nil }
    guard let value = BusinessCell.number(text), (table.scale.minimum...table.scale.maximum).contains(value) else {
      throw offScale(
        header.map { ShortQuote.of($0, 20) } ?? field.rawValue, ShortQuote.of(text, 30), table.scale.minimum,
        table.scale.maximum)
    }
    return Int64((value * 1000).rounded())
  }
}
