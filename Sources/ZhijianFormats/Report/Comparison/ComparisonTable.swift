internal import Zhijian

/// A comparison as one CSV table.
struct ComparisonTable {
  let document: ComparisonDocument

  var bytes: [UInt8] {
    let table = table
    var bytes = table.head(language: document.options.language, byteOrderMark: true)
    for kind in ResultsComparison.Kind.allCases { bytes += table.body(document.rows(kind)) }
    return bytes
  }

  var table: CSVTable<ResultsComparison.Row> {
    let redactor = document.options.redactor(default: .mask)
    let words = ComparisonWords(options: document.options, redactor: redactor)
    return CSVTable(
      file: "comparison.csv",
      columns: [
        .init("kind", "类别") { .text($0.kind.rawValue) },
        .init("id", "ID") { .text(redactor.show($0.id)) },
        .init("title", "名称") { .text(words.title($0)) },
        .init("figure", "比较的数字") { .text($0.figure) },
        .init("unit", "单位") { .text($0.unit.rawValue) },
        .init("direction", "方向") { .text($0.direction.rawValue) },
        .init("before", "之前", unit: \.unit) { .scaled($0.before, $0) },
        .init("after", "之后", unit: \.unit) { .scaled($0.after, $0) },
        .init("n_before", "之前会话数") { .integer($0.countBefore) },
        .init("n_after", "之后会话数") { .integer($0.countAfter) },
        .init("difference", "差值", unit: \.unit) { .scaled($0.test?.difference, $0) },
        .init("low", "区间下限", unit: \.unit) { .scaled($0.test?.interval.low, $0) },
        .init("high", "区间上限", unit: \.unit) { .scaled($0.test?.interval.high, $0) },
        .init("p", "p 值") { .decimal($0.test?.probability, places: 6) },
        .init("p_adjusted", "校正后 p 值") { .decimal($0.adjusted, places: 6) },
        .init("verdict", "结论") { .text($0.verdict.rawValue) },
      ])
  }
}

extension CSVCell {
  /// A value in the unit of its row, with at most four decimals.
  fileprivate static func scaled(_ value: Double?, _ row: ResultsComparison.Row) -> CSVCell {
    .decimal(value.map(row.scaled), places: 4)
  }
}

/// A comparison as one JSON document, for programs; nothing is masked unless asked for.
struct ComparisonEncoder {
  let document: ComparisonDocument

  var bytes: [UInt8] {
    let comparison = document.comparison
    let redactor = document.options.redactor(default: .none)
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.integer(1)
    json.key("before")
    period(document.names.before, comparison.before, to: &json)
    json.key("after")
    period(document.names.after, comparison.after, to: &json)
    json.key("differing_versions")
    json.strings(comparison.differingVersions)
    json.key("minimum_sample")
    json.integer(comparison.minimumSample)
    json.key("rows")
    json.array(comparison.rows) { row, json in
      for (name, value) in [
        ("kind", row.kind.rawValue), ("id", redactor.show(row.id)), ("figure", row.figure), ("unit", row.unit.rawValue),
        ("direction", row.direction.rawValue),
      ] {
        json.key(escaping: name)
        json.string(value)
      }
      json.key("n_before")
      json.integer(row.countBefore)
      json.key("n_after")
      json.integer(row.countAfter)
      for (name, value) in [
        ("before", row.before), ("after", row.after), ("difference", row.test?.difference),
        ("low", row.test?.interval.low), ("high", row.test?.interval.high),
      ] {
        json.key(escaping: name)
        json.decimal(value.map(row.scaled), places: 4)
      }
      json.key("p")
      json.decimal(row.test?.probability, places: 6)
      json.key("p_adjusted")
      json.decimal(row.adjusted, places: 6)
      json.key("verdict")
      json.string(row.verdict.rawValue)
    }
    json.endObject()
    json.newline()
    return json.bytes
  }

  private func period(_ name: String, _ results: PeriodResults, to json: inout JSONWriter) {
    json.beginObject()
    json.key("name")
    json.string(name)
    json.key("conversations")
    json.integer(results.conversations)
    json.endObject()
  }
}
