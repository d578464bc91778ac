internal import Zhijian

/// The comparison with human inspection as JSON (docs/schema/agreement.schema.json); nothing is masked unless asked for.
struct InspectionEncoder {
  let document: InspectionDocument
  private let words: InspectionWords
  private let redactor: Redactor

  init(document: InspectionDocument) {
    self.document = document
    redactor = document.options.redactor(default: .none)
    words = InspectionWords(options: document.options, redactor: redactor)
  }

  private static let places = 6

  var bytes: [UInt8] {
    let comparison = document.comparison
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.integer(InspectionDocument.schema)
    json.key("guessed_items")
    json.bool(document.isGuessed)
    json.key("tables")
    json.array(document.readings) { reading, json in write(reading, to: &json) }
    json.key("conversations")
    json.integer(comparison.conversations)
    json.key("matched")
    json.integer(comparison.matched)
    json.key("unmatched")
    json.strings(comparison.unmatched.map { redactor.show($0) })
    json.key("unknown_agents")
    json.integer(comparison.strangers)
    json.key("overall")
    json.beginObject()
    write(comparison.overall, counts: comparison.counts, people: comparison.peopleAlpha, to: &json)
    json.key("months")
    write(comparison.months, to: &json)
    json.endObject()
    json.key("items")
    json.array(comparison.items) { item, json in
      json.key("name")
      json.string(redactor.show(item.item.name))
      switch item.item.target {
      case .rules(let ids):
        json.key("rules")
        json.strings(ids)
      case .section(let id):
        json.key("section")
        json.string(id)
      }
      write(item.figures, counts: item.counts, people: item.peopleAlpha, to: &json)
      json.key("months")
      write(item.months, to: &json)
    }
    json.key("scores")
    write(comparison.scores, to: &json)
    json.key("reviewers")
    json.array(comparison.reviewers) { reviewer, json in write(reviewer, to: &json) }
    json.key("pairs")
    json.array(comparison.pairs) { pair, json in
      json.key("reviewers")
      json.strings([words.reviewer(pair.first), words.reviewer(pair.second)])
      json.key("table")
      write(["both", "first_only", "second_only", "neither"], pair.figures.table, to: &json)
      writeFigures(pair.figures, to: &json)
    }
    json.key("disagreements")
    json.array(comparison.disagreements) { entry, json in write(entry, to: &json) }
    json.endObject()
    json.newline()
    return json.bytes
  }

  private func write(_ reading: InspectionReading, to json: inout JSONWriter) {
    json.key("file")
    json.string(words.file(reading.path))
    json.key("layout")
    json.string(reading.isLong ? "long" : "wide")
    for (name, count) in [
      ("rows", reading.rows), ("summaries", reading.summaries), ("without_conversation", reading.withoutConversation),
      ("verdicts", reading.verdicts), ("scores", reading.scores), ("duplicates", reading.duplicates),
      ("replaced", reading.replaced), ("left_out", reading.leftOut), ("invalid", reading.invalid),
    ] {
      json.key(escaping: name)
      json.integer(count)
    }
  }

  // MARK: Figures

  private func write(
    _ figures: AgreementFigures, counts: InspectionComparison.Counts, people: KrippendorffAlpha?,
    to json: inout JSONWriter
  ) {
    json.key("counts")
    json.beginObject()
    for (name, count) in [
      ("judged", counts.judged), ("compared", counts.compared), ("not_applicable", counts.notApplicable),
      ("disputed", counts.disputed), ("unknown", counts.unknown), ("unmatched", counts.unmatched),
    ] {
      json.key(escaping: name)
      json.integer(count)
    }
    json.endObject()
    json.key("table")
    write(["both", "people_only", "program_only", "neither"], figures.table, to: &json)
    writeFigures(figures, to: &json)
    json.key("precision")
    write(figures.precision, to: &json)
    json.key("recall")
    write(figures.recall, to: &json)
    json.key("people_alpha")
    write(people, to: &json)
    json.key("cautions")
    json.strings(figures.table.count > 0 ? figures.cautions.map(\.rawValue) : [])
  }

  private func write(_ names: [String], _ table: AgreementTable, to json: inout JSONWriter) {
    json.beginObject()
    for (name, count) in zip(names, [table.both, table.peopleOnly, table.programOnly, table.neither]) {
      json.key(escaping: name)
      json.integer(count)
    }
    json.endObject()
  }

  private func writeFigures(_ figures: AgreementFigures, to json: inout JSONWriter) {
    json.key("n")
    json.integer(figures.table.count)
    json.key("observed")
    write(figures.observed, to: &json)
    json.key("expected")
    json.decimal(figures.table.agreement?.expected, places: Self.places)
    json.key("kappa")
    write(figures.kappa, to: &json)
    json.key("pabak")
    write(figures.prevalenceAdjusted, to: &json)
    json.key("alpha")
    write(figures.alpha, to: &json)
  }

  private func write(_ estimate: AgreementEstimate?, to json: inout JSONWriter) {
    guard let estimate else { return json.null() }
    json.beginObject()
    json.key("value")
    json.decimal(estimate.value, places: Self.places)
    json.key("low")
    json.decimal(estimate.interval?.low, places: Self.places)
    json.key("high")
    json.decimal(estimate.interval?.high, places: Self.places)
    json.endObject()
  }

  private func write(_ alpha: KrippendorffAlpha?, to json: inout JSONWriter) {
    guard let alpha else { return json.null() }
    json.beginObject()
    json.key("value")
    json.decimal(alpha.value, places: Self.places)
    json.key("low")
    json.decimal(alpha.interval?.low, places: Self.places)
    json.key("high")
    json.decimal(alpha.interval?.high, places: Self.places)
    json.key("units")
    json.integer(alpha.units)
    json.key("ratings")
    json.integer(alpha.ratings)
    json.endObject()
  }

  private func write(_ months: [InspectionComparison.Month], to json: inout JSONWriter) {
    json.array(months) { month, json in
      json.key("month")
      json.string(month.month.description)
      json.key("table")
      write(["both", "people_only", "program_only", "neither"], month.table, to: &json)
      json.key("observed")
      json.decimal(Double(month.table.agreements) / Double(max(1, month.table.count)), places: Self.places)
      json.key("low")
      json.decimal(month.point?.low, places: Self.places)
      json.key("high")
      json.decimal(month.point?.high, places: Self.places)
      json.key("signals")
      json.strings(month.point?.signals.map(\.rawValue) ?? [])
    }
  }

  private func write(_ scores: ScoreAgreement?, to json: inout JSONWriter) {
    guard let scores else { return json.null() }
    json.beginObject()
    json.key("n")
    json.integer(scores.count)
    for (name, value) in [
      ("mean_people", scores.meanPeople), ("mean_program", scores.meanProgram), ("mean_error", scores.meanError),
      ("limit_low", scores.limits?.low), ("limit_high", scores.limits?.high), ("spearman", scores.spearman),
    ] as [(String, Double?)] {
      json.key(escaping: name)
      json.decimal(value, places: Self.places)
    }
    json.key("bias")
    write(scores.bias, to: &json)
    json.key("within_10")
    write(scores.withinTolerance, to: &json)
    json.key("alpha")
    write(scores.alpha, to: &json)
    json.key("people_alpha")
    write(document.comparison.peopleScoreAlpha, to: &json)
    json.key("grades")
    json.beginArray()
    for grade in scores.grades { json.optional(grade) }
    json.endArray()
    json.key("grade_table")
    json.beginArray()
    for row in scores.gradeTable {
      json.beginArray()
      for count in row { json.integer(count) }
      json.endArray()
    }
    json.endArray()
    json.key("same_grade")
    write(scores.sameGrade, to: &json)
    json.key("grade_alpha")
    write(scores.gradeAlpha, to: &json)
    json.endObject()
  }

  // MARK: People and places

  private func write(_ reviewer: InspectionComparison.Reviewer, to json: inout JSONWriter) {
    json.key("name")
    json.string(words.reviewer(reviewer.name))
    json.key("table")
    write(["both", "people_only", "program_only", "neither"], reviewer.figures.table, to: &json)
    writeFigures(reviewer.figures, to: &json)
    json.key("tendency")
    json.string(
      !reviewer.tendency.isTelling
        ? "unclear" : reviewer.tendency.stricter > reviewer.tendency.laxer ? "stricter" : "laxer")
    json.key("stricter_than_peers")
    json.integer(reviewer.peers.stricter)
    json.key("laxer_than_peers")
    json.integer(reviewer.peers.laxer)
    json.key("scores")
    json.integer(reviewer.scores)
    json.key("score_bias")
    write(reviewer.scoreBias, to: &json)
    json.key("months")
    write(reviewer.months, to: &json)
  }

  private func write(_ entry: AgreementDisagreement, to json: inout JSONWriter) {
    json.key("conversation")
    json.string(redactor.show(entry.subject.conversation))
    json.key("agent")
    json.optional(redactor.show(entry.subject.agent))
    json.key("item")
    json.string(redactor.show(document.comparison.items[entry.item].item.name))
    json.key("kind")
    json.string(entry.isMissed ? "people_only" : "program_only")
    json.key("reviewers")
    json.strings(entry.voices.map { words.reviewer($0.reviewer) })
    json.key("dissent")
    json.integer(entry.dissent)
    json.key("month")
    json.optional(entry.month?.description)
    json.key("rule")
    json.optional(entry.rule)
    json.key("severity")
    json.optional(entry.severity?.rawValue)
    json.key("fingerprint")
    json.optional(entry.sample?.fingerprint)
    json.key("quotes")
    json.strings(words.quotes(entry))
    json.key("remark")
    json.optional(words.remark(entry))
    json.key("file")
    json.string(words.file(entry.location.file))
    json.key("line")
    json.optional(entry.location.line)
  }
}
