import Testing
import Zhijian

@testable import ZhijianFormats

/// Every figure of the HTML report is that of the CSV report.
@Suite struct ReportFiguresTests {
  private struct Reports {
    let options: ReportOptions
    let page: MarkupScanner
    let files: [String: [[String: String]]]

    init() throws {
      let fixture = try HTMLReportFixture.shipped()
      let evaluations = try fixture.evaluations(HTMLReportFixture.transcripts())
      options = fixture.options(language: .english)
      page = MarkupScanner(try fixture.page(evaluations, language: .english))
      let output = CollectedOutput()
      let writer = try CSVReport().makeWriter(options: options, output: output)
      var report = BatchReport(policy: fixture.analyzer.policy, preset: fixture.analyzer.turnBuilder.preset.name)
      for evaluation in evaluations {
        report.add(evaluation)
        try writer.write(evaluation)
      }
      try writer.finish(report, problems: [])
      files = output.files.mapValues { bytes in
        let rows = csvRows(String(decoding: bytes, as: UTF8.self))
        return rows.dropFirst().map { row in
          Dictionary(zip(rows[0], row), uniquingKeysWith: { first, _ in first })
        }
      }
    }
  }

  /// Scoring the shipped conversations takes longer than all tests together.
  private static let reports = Result { try Reports() }

  private let page: MarkupScanner
  private let options: ReportOptions
  private let context: HTMLReportContext
  private let files: [String: [[String: String]]]

  init() throws {
    let reports = try Self.reports.get()
    (page, options, files) = (reports.page, reports.options, reports.files)
    context = HTMLReportContext(options: options, limits: HTMLReportLimits())
  }

  /// The rows of the tables whose first column has this title, by column.
  private func tables(_ page: MarkupScanner, _ title: String) -> [[String: String]] {
    page.elements.indices.filter { page.elements[$0].name == "table" }.flatMap { table -> [[String: String]] in
      let head = page.elements("th", in: table).map(\.element.text)
      guard head.first == title else { return [] }
      return page.elements("tr", in: table).dropFirst().map { row in
        let cells = page.elements("td", in: row.place)
        return Dictionary(
          cells.compactMap { cell in cell.element.attributes["data-l"].map { ($0, cell.element.text) } },
          uniquingKeysWith: { first, _ in first })
      }
    }
  }

  private func decimal(_ text: String?, _ places: Int) -> String {
    HTMLReportNumber.decimal(text.flatMap(Double.init), places)
  }

  private func percent(_ text: String?) -> String { HTMLReportNumber.percent(text.flatMap(Double.init)) }

  @Test func agents() throws {
    // The table of moods begins with the agent, too.
    let rows = tables(page, "Agent").filter { $0["Score"] != nil }
    let agents = try #require(files["agents.csv"])
    #expect(rows.count == agents.count && !agents.isEmpty)
    var checked = 0
    for agent in agents {
      let id = try #require(agent["agent_id"])
      let name =
        id == Transcript.unknownAgent ? "unknown agent" : agent["agent_name"].flatMap { $0.isEmpty ? nil : $0 } ?? id
      let row = try #require(
        rows.first {
          $0["Agent"] == name && $0["Conv."] == agent["conversations"] && $0["Score"] == decimal(agent["score"], 2)
        }, "\(name)")
      if agent["low"]?.isEmpty == false {
        #expect(row["95% interval"] == decimal(agent["low"], 1) + "–" + decimal(agent["high"], 1))
      }
      if agent["ranked"] == "1" { #expect(row["Grade"] == agent["grade"]) }
      #expect(row["Auto-fails"] == agent["auto_fails"])
      #expect(
        row["Script coverage"] == percent(agent["script_coverage"])
          + " \(agent["scripts_covered"] ?? "")/\(agent["scripts_applicable"] ?? "")")
      #expect(row["Forbidden"] == agent["forbidden_findings"])
      #expect(row["Mood drops"] == agent["mood_drops"])
      for (title, key) in [("First response", "first_response"), ("Response", "response")] {
        let mean = context.duration(seconds: agent[key + "_mean_seconds"].flatMap(Double.init))
        let median = agent[key + "_median_seconds"].flatMap(Double.init)
        #expect(row[title] == mean + (median.map { " median " + context.duration(seconds: $0) } ?? ""))
      }
      checked += row.count
    }
    #expect(checked > 20)
  }

  @Test func rules() throws {
    let rows = tables(page, "Rule").filter { $0["Prevalence"] != nil }
    let rules = try #require(files["rules.csv"])
    #expect(rows.count == rules.count)
    for rule in rules {
      let id = try #require(rule["rule"])
      let row = try #require(rows.first { $0["Rule"]?.contains(id + " · ") == true }, "\(id)")
      #expect(row["Prevalence"] == percent(rule["hit_ratio"]), "\(id)")
      for (title, key) in [
        ("Findings", "findings"), ("Hit", "hit"), ("No hit", "no_hit"), ("Not applicable", "not_applicable"),
        ("Errors", "error"),
      ] { #expect(row[title] == rule[key], "\(id) \(title)") }
    }
  }

  @Test func findings() throws {
    let rows = tables(page, "Severity")
    let findings = try #require(files["findings.csv"])
    #expect(rows.count == findings.count && !findings.isEmpty)
    func key(_ id: String?, _ effect: String) -> String { "\(id ?? "") \(effect)" }
    let shown = rows.map { key($0["Conversation"], $0["Effect"] ?? "") }.sorted()
    let written = findings.map { finding -> String in
      let effect = finding["effect"].flatMap(Double.init) ?? 0
      return key(finding["conversation_id"], effect == 0 ? "0" : HTMLReportNumber.signed(effect, 2))
    }.sorted()
    #expect(shown == written)
  }

  @Test func conversations() throws {
    let conversations = try #require(files["conversations.csv"])
    let summaries = page.elements.indices.filter { page.elements[$0].attributes["class"] == "conv" }.map { place in
      (
        score: page.elements("span", in: place).first { $0.element.attributes["class"] == "score" }?.element.text,
        id: page.elements("span", in: place).first { $0.element.attributes["class"] == "cid" }?.element.text
      )
    }
    #expect(summaries.count == conversations.count)
    let shown = summaries.map { "\($0.id ?? "") \($0.score ?? "")" }.sorted()
    #expect(shown == conversations.map { "\($0["conversation_id"] ?? "") \(decimal($0["score"], 2))" }.sorted())
  }

  @Test func overview() throws {
    let figures = Dictionary(
      try #require(files["overview.csv"]).map { ($0["figure"] ?? "", $0["value"] ?? "") },
      uniquingKeysWith: { first, _ in first })
    var cards: [String: (value: String, note: String)] = [:]
    for place in page.elements.indices where page.elements[place].attributes["class"]?.hasPrefix("kpi") == true {
      guard let title = page.elements("small", in: place).first?.element.text,
        let value = page.elements("b", in: place).first?.element.text
      else { continue }
      // The cards of agents come later.
      if cards[title] == nil { cards[title] = (value, page.elements("span", in: place).first?.element.text ?? "") }
    }
    #expect(cards["Conversations"]?.value == figures["conversations"])
    #expect(cards["Conversations"]?.note == "\(figures["messages"] ?? "") messages")
    #expect(cards["Mean score"]?.value == decimal(figures["score"], 2))
    #expect(
      cards["Mean score"]?.note
        == "95% interval " + decimal(figures["score_low"], 1) + "–" + decimal(figures["score_high"], 1))
    #expect(cards["Auto-fails"]?.value == figures["auto_fails"])
    #expect(cards["Auto-fails"]?.note == percent(figures["auto_fail_ratio"]))
    #expect(cards["Script coverage"]?.value == percent(figures["script_coverage"]))
    #expect(cards["Mood drops"]?.value == figures["mood_drops"])
    let bars = try #require(page.elements.first { $0.attributes["class"] == "bars" }?.attributes["aria-label"])
    for band in options.policy.bands {
      #expect(bars.contains("\(band.grade) \(figures["grade_\(band.grade)"] ?? "?")"))
    }
  }

  // MARK: Pages of agents

  /// The element that holds everything of an agent.
  private func place(of agent: [String: String]) throws -> Int {
    try #require(
      page.elements.indices.first { place in
        page.elements[place].attributes["class"] == "person"
          && page.elements("small", in: place).contains {
            $0.element.attributes["class"] == "cid" && $0.element.text == agent["agent_id"]
          }
      }, "\(agent["agent_id"] ?? "")")
  }

  /// The rows of the tables of a class inside an element: the cells by their columns.
  private func rows(_ style: String, in place: Int) -> [[String: String]] {
    page.elements("table", in: place).filter { $0.element.attributes["class"]?.hasPrefix(style) == true }.flatMap {
      table in
      page.elements("tr", in: table.place).dropFirst().map { row in
        var cells = Dictionary(
          page.elements("td", in: row.place).compactMap { cell in
            cell.element.attributes["data-l"].map { ($0, cell.element.text) }
          }, uniquingKeysWith: { first, _ in first })
        cells["metric"] = row.element.attributes["data-metric"]
        return cells
      }
    }
  }

  @Test func cardsOfAgents() throws {
    for agent in try #require(files["agents.csv"]) {
      let place = try place(of: agent)
      var cards: [String: (value: String, note: String)] = [:]
      for card in page.elements("div", in: place) where card.element.attributes["class"]?.hasPrefix("kpi") == true {
        guard let title = page.elements("small", in: card.place).first?.element.text,
          let value = page.elements("b", in: card.place).first?.element.text
        else { continue }
        cards[title] = (value, page.elements("span", in: card.place).first?.element.text ?? "")
      }
      #expect(cards["Mean score"]?.value == decimal(agent["score"], 2))
      if agent["low"]?.isEmpty == false {
        #expect(cards["Mean score"]?.note == "95% interval \(decimal(agent["low"], 1))–\(decimal(agent["high"], 1))")
      }
      let ranked = try #require(files["agents.csv"]).count { $0["ranked"] == "1" }
      if agent["ranked"] == "1" {
        #expect(cards["Rank"]?.value == "\(agent["rank"] ?? "") / \(ranked)")
        #expect(cards["Rank"]?.note == "grade " + (agent["grade"] ?? ""))
      } else {
        #expect(cards["Rank"]?.value == "–")
      }
      #expect(cards["Conversations"]?.value == agent["conversations"])
      #expect(cards["Conversations"]?.note == "\(agent["n"] ?? "") scored")
      #expect(cards["Auto-fails"]?.value == agent["auto_fails"])
      #expect(cards["Auto-fails"]?.note == "\(agent["mood_drops"] ?? "") mood drops")
      #expect(cards["Script coverage"]?.value == percent(agent["script_coverage"]))
    }
  }

  @Test func partsOfScores() throws {
    let sections = try #require(files["agent_sections.csv"])
    for agent in try #require(files["agents.csv"]) where agent["n"] != "0" {
      let rows = rows("parts", in: try place(of: agent))
      let own = sections.filter { $0["agent_id"] == agent["agent_id"] }
      for section in own where section["category"]?.isEmpty == false {
        let row = try #require(rows.first { $0["Section"] == section["category_title"] })
        #expect(row["Mean"] == decimal(section["points"], 2))
        #expect(row["Possible"] == decimal(section["possible"], 2))
      }
      #expect(rows.last?["Mean"] == decimal(agent["score"], 2))
      // They add up, whatever the table leaves out.
      let sum = own.reduce(0.0) { $0 + (Double($1["points"] ?? "") ?? 0) }
      #expect(abs(sum - (Double(agent["score"] ?? "") ?? -1)) < 0.01)
    }
  }

  @Test func metricsOfAgents() throws {
    let metrics = try #require(files["metrics.csv"])
    let say = ReportWording(language: .english)
    var checked = 0
    for agent in try #require(files["agents.csv"]) {
      for row in rows("metrics", in: try place(of: agent)) {
        let name = try #require(row["metric"])
        let metric = try #require(PeriodMetric.named(name))
        let own = try #require(metrics.first { $0["agent_id"] == agent["agent_id"] && $0["metric"] == name })
        let all = try #require(metrics.first { $0["agent_id"] == "" && $0["metric"] == name })
        #expect(row["Agent"] == metric.shown(own["value"].flatMap(Double.init), say), "\(name)")
        #expect(row["All"] == metric.shown(all["value"].flatMap(Double.init), say), "\(name)")
        if own["count"]?.isEmpty == false { #expect(row["n"] == own["count"], "\(name)") }
        if metric.unit == .ratio, own["low"]?.isEmpty == false {
          let bounds = (row["95% interval"] ?? "").split(separator: "–").map { Double($0.dropLast()) }
          try #require(bounds.count == 2, "\(name)")
          for (bound, key) in zip(bounds, ["low", "high"]) {
            // Six decimals are written and one of a percentage is shown, so a half may fall on either side.
            let written = try #require(own[key].flatMap(Double.init))
            #expect(abs(try #require(bound) - written * 100) <= 0.05001, "\(name)")
          }
        }
        checked += 1
      }
    }
    #expect(checked > 100)
  }

  @Test func rulesOfAgents() throws {
    let rules = try #require(files["agent_rules.csv"])
    var checked = 0
    for agent in try #require(files["agents.csv"]) {
      let place = try place(of: agent)
      let shown = page.elements("details", in: place).filter { $0.element.attributes["class"] == "byrule" }.compactMap {
        page.elements("summary", in: $0.place).first?.element.text
      }
      for rule in rules where rule["agent_id"] == agent["agent_id"] {
        guard rule["verb"] == "forbid" || rule["verb"] == "require" else { continue }
        let end =
          (rule["rule_title"] ?? "") + " ×\(rule["findings"] ?? "") \(rule["conversations"] ?? "") conversations"
          + " (\(percent(rule["conversation_ratio"])))"
        #expect(shown.contains { $0.hasSuffix(end) }, "\(end)")
        checked += 1
      }
    }
    #expect(checked > 10)
  }

  @Test func trendsOfAgents() throws {
    let trend = try #require(files["trend.csv"])
    for agent in try #require(files["agents.csv"]) {
      let rows = rows("trends", in: try place(of: agent))
      let own = trend.filter { $0["agent_id"] == agent["agent_id"] }
      #expect(rows.count == own.count)
      for (row, point) in zip(rows, own) {
        #expect(row["Day"] == point["start"] && point["span"] == "day")
        #expect(row["Conv."] == point["conversations"] && row["With findings"] == point["finding_conversations"])
        #expect(row["Mean score"] == decimal(point["score"], 2) && row["Share"] == percent(point["finding_ratio"]))
        #expect(
          row["Limits"]
            == (point["score_low"]?.isEmpty == true
              ? "–" : decimal(point["score_low"], 2) + "–" + decimal(point["score_high"], 2)))
        #expect(
          row["Response"] == context.duration(seconds: point["response_mean_seconds"].flatMap(Double.init)))
      }
    }
  }

  @Test func moodsOfAgents() throws {
    for agent in try #require(files["agents.csv"]) where agent["mood_n"] != "0" {
      let rows = rows("mood", in: try place(of: agent))
      func signed(_ key: String) -> String {
        agent[key].flatMap(Double.init).map { HTMLReportNumber.signed($0, 2) } ?? "–"
      }
      let scores = rows.map { $0["Score"] ?? "" }
      // Three decimals are written, two are shown.
      for (score, key) in zip(scores, ["mood_begin", "mood_raw", "mood_adjusted", "mood_by_length"]) {
        let shown = Double(score.replacing("−", with: "-").replacing("+", with: ""))
        let written = agent[key].flatMap(Double.init)
        #expect((shown == nil) == (written == nil), "\(key)")
        if let shown, let written { #expect(abs(shown - written) <= 0.0055, "\(key)") }
      }
      #expect(scores.count == 4 && signed("mood_begin") != "–")
    }
  }
}
