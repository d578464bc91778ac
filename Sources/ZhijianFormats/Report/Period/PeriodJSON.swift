internal import Zhijian

extension PeriodDocument {
  /// The document as JSON: `schema` 1, keys as in docs/metrics.md, and a line break.
  public var json: [UInt8] {
    var writer = JSONWriter()
    encode(to: &writer)
    writer.newline()
    return writer.bytes
  }

  /// Writes the document as one object.
  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("schema")
    writer.integer(1)
    writer.key("preset")
    writer.string(report.preset)
    writer.key("period")
    writer.beginObject()
    writer.key("from")
    writer.optional(report.firstDay?.description)
    writer.key("to")
    writer.optional(report.lastDay?.description)
    writer.endObject()
    if !readings.isEmpty { writeTables(&writer) }
    writer.key("total")
    writer.beginObject()
    writeFigures(nil, &writer)
    writer.endObject()
    writer.key("agents")
    writer.beginArray()
    for id in agentIDs { writeAgent(id, &writer) }
    writer.endArray()
    if let scorecard { write(scorecard, &writer) }
    if !charts.isEmpty { writeCharts(&writer) }
    writer.key("warnings")
    writer.beginArray()
    for warning in warnings {
      writer.beginObject()
      writer.key("code")
      writer.string(warning.code)
      writer.key("message")
      writer.string(warning.message.text(in: language))
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private func writeFigures(_ agent: String?, _ writer: inout JSONWriter) {
    writer.key("metrics")
    writer.beginObject()
    for metric in metrics {
      writer.key(escaping: metric.name)
      write(report.figure(metric, of: agent), basis: report.basis(metric, of: agent), &writer)
    }
    writer.endObject()
  }

  private func write(_ figure: MetricFigure, basis: ResolutionBasis, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("value")
    writer.finite(figure.value)
    writer.key("sum")
    if let sum = figure.sum { writer.integer(sum) } else { writer.null() }
    writer.key("count")
    if let count = figure.count { writer.integer(count) } else { writer.null() }
    if let interval = figure.interval {
      writer.key("low")
      writer.finite(interval.low)
      writer.key("high")
      writer.finite(interval.high)
    }
    if !basis.isEmpty {
      writer.key("basis")
      writer.beginObject()
      for (source, count) in basis.sorted {
        writer.key(escaping: source.rawValue)
        writer.integer(count)
      }
      writer.endObject()
    }
    writer.endObject()
  }

  private func writeAgent(_ id: String, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("id")
    writer.string(redactor.show(id))
    writer.key("name")
    writer.optional(redactor.show(report.agents[id]?.name))
    if let entry = ranking?.entries.first(where: { $0.agent == id }), let scorecard {
      writer.key("n")
      writer.integer(entry.conversations)
      writer.key("score")
      writer.hundredths(entry.score.score)
      writer.key("grade")
      writer.optional(entry.grade)
      writer.key("rank")
      writer.optional(entry.rank)
      writer.key("not_ranked")
      writer.beginArray()
      for obstacle in entry.obstacles { writer.string(text(of: obstacle)) }
      writer.endArray()
      writer.key("ledger")
      writer.beginArray()
      for line in entry.score.lines { write(line, scorecard, &writer) }
      if entry.score.rounding != 0 {
        writer.beginObject()
        writer.key("kind")
        writer.string("rounding")
        writer.key("effect")
        writer.hundredths(entry.score.rounding)
        writer.endObject()
      }
      writer.endArray()
    }
    writeFigures(id, &writer)
    writer.endObject()
  }

  private func write(_ line: PerformanceScore.Line, _ scorecard: PerformanceScorecard, _ writer: inout JSONWriter) {
    let item = scorecard.items[line.item]
    writer.beginObject()
    writer.key("section")
    writer.string(scorecard.sections[item.section].id)
    writer.key("metric")
    writer.string(item.metric.name)
    writer.key("value")
    writer.finite(line.value)
    writer.key("count")
    if let count = line.figure.count { writer.integer(count) } else { writer.null() }
    writer.key("weight")
    writer.hundredths(item.weight)
    writer.key("points")
    writer.hundredths(line.points)
    writer.key("effect")
    writer.hundredths(line.effect)
    writer.key("renormalised")
    writer.hundredths(line.renormalised)
    writer.key("meets_target")
    if let meets = line.meetsTarget { writer.bool(meets) } else { writer.null() }
    writer.endObject()
  }

  private func write(_ scorecard: PerformanceScorecard, _ writer: inout JSONWriter) {
    writer.key("scorecard")
    writer.beginObject()
    writer.key("title")
    writer.string(scorecard.title)
    writer.key("hash")
    writer.string(String(scorecard.contentHash.prefix(16)))
    writer.key("minimum_sample")
    writer.integer(scorecard.minimumSample)
    writer.key("sections")
    writer.beginArray()
    for section in scorecard.sections {
      writer.beginObject()
      writer.key("id")
      writer.string(section.id)
      writer.key("title")
      writer.string(section.title)
      writer.endObject()
    }
    writer.endArray()
    writer.key("variance_shares")
    writer.beginObject()
    for (item, share) in zip(scorecard.items, ranking?.varianceShares ?? []) {
      writer.key(escaping: item.metric.name)
      writer.decimal(share, places: 6)
    }
    writer.endObject()
    writer.endObject()
  }

  private func writeTables(_ writer: inout JSONWriter) {
    writer.key("tables")
    writer.beginArray()
    for reading in readings {
      writer.beginObject()
      writer.key("kind")
      writer.string(reading.kind.rawValue)
      writer.key("file")
      writer.string(FilePath.name(of: reading.path))
      for (key, count) in counts(of: reading) {
        writer.key(escaping: key)
        writer.integer(count)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.key("joined")
    writer.beginArray()
    for account in accounts {
      writer.beginObject()
      writer.key("kind")
      writer.string(account.source.rawValue)
      writer.key("attributed")
      writer.integer(account.attributed)
      writer.key("unattributed")
      writer.integer(account.unattributed)
      writer.key("idle")
      writer.integer(account.idle)
      writer.key("unmatched")
      writer.beginArray()
      for miss in account.unmatched {
        writer.beginObject()
        writer.key("key")
        writer.string(miss.key.rawValue)
        writer.key("value")
        writer.string(redactor.show(miss.value))
        writer.key("rows")
        writer.integer(miss.rows)
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.key("windows")
    writer.beginObject()
    writer.key("freeze_days")
    writer.integer(options.freezeDays)
    writer.key("attribution_days")
    writer.integer(options.attributionDays)
    writer.key("repeat_days")
    writer.integer(options.repeatDays)
    writer.key("as_of")
    writer.optional(options.lastDay?.description)
    writer.endObject()
    writer.key("benchmarks")
    writer.beginArray()
    for benchmark in benchmarks {
      writer.beginObject()
      writer.key("peer")
      writer.string(benchmark.peer.rawValue)
      writer.key("metric")
      writer.string(benchmark.metric)
      writer.key("value")
      writer.finite(benchmark.value)
      writer.endObject()
    }
    writer.endArray()
  }

  private func writeCharts(_ writer: inout JSONWriter) {
    writer.key("charts")
    writer.beginArray()
    for daily in charts {
      writer.beginObject()
      writer.key("metric")
      writer.string(daily.metric.name)
      writer.key("kind")
      writer.optional(daily.chart?.kind.rawValue)
      writer.key("centre")
      writer.finite(daily.chart?.centre)
      writer.key("points")
      writer.beginArray()
      for (day, point) in zip(daily.days, daily.chart?.points ?? []) {
        writer.beginObject()
        writer.key("day")
        writer.string(day.description)
        writer.key("value")
        writer.finite(point.value)
        writer.key("low")
        writer.finite(point.low)
        writer.key("high")
        writer.finite(point.high)
        writer.key("signals")
        writer.beginArray()
        for signal in point.signals { writer.string(signal.rawValue) }
        writer.endArray()
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
  }

  /// What became of a file's rows, which add up to them.
  func counts(of reading: TableReading) -> [(key: String, count: Int)] {
    [
      ("rows", reading.rows), ("taken", reading.taken), ("duplicates", reading.duplicates),
      ("summaries", reading.summaries), ("empty", reading.empty), ("invalid", reading.invalid),
    ]
  }
}

extension JSONWriter {
  /// Writes a number in its shortest form; null for nil and for what is not finite.
  mutating func finite(_ value: Double?) {
    guard let value, value.isFinite else { return null() }
    number(value)
  }
}
