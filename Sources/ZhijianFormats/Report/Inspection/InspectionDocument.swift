public import Zhijian

/// The comparison of human inspection with the program as people and programs read it.
public struct InspectionDocument: Sendable {
  /// A form it can be written in; CSV is a folder of tables.
  public enum Format: String, Sendable, CaseIterable {
    case text, json, csv, html
  }

  static let schema = 1

  public let comparison: InspectionComparison
  public let readings: [InspectionReading]
  public let isGuessed: Bool
  public let problems: [Diagnostic]
  /// Language and masking; titles of rules and sections.
  public let options: ReportOptions
  /// Disagreements that text and HTML show.
  public let quotes: Int

  public init(
    comparison: InspectionComparison, tables: InspectionTables, problems: [Diagnostic], options: ReportOptions,
    quotes: Int
  ) {
    self.comparison = comparison
    readings = tables.readings
    isGuessed = tables.isGuessed
    self.problems = problems
    self.options = options
    self.quotes = quotes
  }

  /// The whole document in one of the forms that are one file. Text and HTML are masked unless asked for otherwise.
  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .text: InspectionTextPage(document: self).bytes
    case .json: InspectionEncoder(document: self).bytes
    case .html: InspectionHTMLPage(document: self).markup().bytes
    case .csv: InspectionCSV(document: self).files.flatMap(\.bytes)
    }
  }

  /// Writes the tables of the CSV form.
  public func writeCSV(to output: any ReportOutput) throws {
    for file in InspectionCSV(document: self).files { try output.write(file.bytes, to: file.name) }
  }
}

/// The words and figures of a comparison with human inspection.
struct InspectionWords {
  let options: ReportOptions
  let redactor: Redactor
  private let rules: [String: Rule]

  var say: ReportWording { ReportWording(language: options.language) }

  init(options: ReportOptions, redactor: Redactor) {
    self.options = options
    self.redactor = redactor
    rules = options.rulesByID
  }

  func title(_ rule: String?) -> String? { rule.map { id in rules[id].map { "\($0.title) (\(id))" } ?? id } }

  func target(_ target: AgreementItem.Target) -> String {
    switch target {
    case .rules(let ids): ids.joined(separator: say("、", ", "))
    case .section(let id):
      say("评分项 ", "section ") + (options.policy.sections.first { $0.id == id }?.title ?? id)
    }
  }

  func number(_ value: Double?, _ places: Int = 3) -> String { say.score(value, places: places) }

  /// A figure with its interval: `0.400 (0.152–0.648)`.
  func estimate(_ estimate: AgreementEstimate?, places: Int = 2) -> String {
    guard let estimate else { return ReportWording.unknown }
    guard let interval = estimate.interval else { return number(estimate.value, places) }
    return "\(number(estimate.value, places)) (\(number(interval.low, places))…\(number(interval.high, places)))"
  }

  /// A share with its interval: `91.0% (83.8–95.2)`.
  func share(_ estimate: AgreementEstimate?, withInterval: Bool = true) -> String {
    guard let estimate else { return ReportWording.unknown }
    guard withInterval, let interval = estimate.interval else { return say.percent(estimate.value) }
    return "\(say.percent(estimate.value)) (\(number(100 * interval.low, 1))–\(number(100 * interval.high, 1)))"
  }

  func alpha(_ alpha: KrippendorffAlpha?) -> String {
    estimate(alpha.map { AgreementEstimate(alpha: $0) })
  }

  func sentence(_ caution: AgreementFigures.Caution, _ figures: AgreementFigures) -> String {
    let table = figures.table
    switch caution {
    case .fewCases:
      return say(
        "只有 \(table.count) 格，不到 \(AgreementFigures.minimumCount)，数字还不稳",
        "only \(table.count) cells, fewer than \(AgreementFigures.minimumCount): the figures are not steady yet")
    case .fewFindings:
      return say(
        "有问题的太少（人 \(table.people)、程序 \(table.program)），精确率和召回率靠不住",
        "few findings (people \(table.people), program \(table.program)): do not rely on precision and recall")
    case .prevalence:
      return say(
        "几乎都是同一种结果，κ 和 α 会偏低，请看 PABAK 和精确率、召回率",
        "nearly all is one and the same, which lets κ and α fall: look at PABAK, precision and recall")
    case .bias:
      return table.peopleOnly > table.programOnly
        ? say(
          "人判的问题明显比程序多（\(table.people) 对 \(table.program)）：程序有漏报，或者人更严",
          "people report clearly more (\(table.people) to \(table.program)): the program misses some, or they are stricter"
        )
        : say(
          "程序报的问题明显比人多（\(table.program) 对 \(table.people)）：程序有误报，或者人漏看",
          "the program reports clearly more (\(table.program) to \(table.people)): it is wrong, or people overlook some"
        )
    }
  }

  func tendency(_ tendency: AgreementTendency) -> String {
    guard tendency.isTelling else { return say("看不出差别", "no telling") }
    return tendency.stricter > tendency.laxer ? say("偏严", "stricter") : say("偏松", "laxer")
  }

  /// Why a month is out of the ordinary; nil where it is not.
  func signal(_ month: InspectionComparison.Month, in months: [InspectionComparison.Month]) -> String? {
    guard let point = month.point, let signal = point.signals.first else { return nil }
    let centre = months.reduce(AgreementTable()) { $0.adding($1.table) }
    let isLow = point.value * Double(centre.count) < Double(centre.agreements)
    let side = isLow ? say("低", "low") : say("高", "high")
    switch signal {
    case .beyondLimits: return say("异常偏\(side)：超出 3 个标准差", "unusually \(side): beyond 3 standard deviations")
    case .twoOfThree: return say("异常偏\(side)：三个月里有两个超出 2 个标准差", "unusually \(side): two of three beyond 2 deviations")
    case .run: return say("连续八个月偏\(side)", "the eighth \(side) month in a row")
    }
  }

  /// What both sides say: `人判有问题（王、李），程序没报`.
  func sentence(_ entry: AgreementDisagreement) -> String {
    let names = entry.voices.map { reviewer($0.reviewer) }.joined(separator: say("、", ", "))
    var text =
      entry.isMissed
      ? say("人判有问题（\(names)），程序没报", "people report it (\(names)), the program does not")
      : say("程序报了，人判没问题（\(names)）", "the program reports it, people do not (\(names))")
    if entry.dissent > 0 { text += say("；另有 \(entry.dissent) 人与程序一致", "; \(entry.dissent) agree with the program") }
    return text
  }

  func remark(_ entry: AgreementDisagreement) -> String? {
    var seen: [String] = []
    for remark in entry.voices.compactMap(\.remark) where !seen.contains(remark) { seen.append(remark) }
    guard !seen.isEmpty else { return nil }
    let all: String = seen.joined(separator: say("；", "; "))
    return redactor.show(all)
  }

  /// The texts behind a disagreement, with marks around the evidence.
  func quotes(_ entry: AgreementDisagreement) -> [String] {
    if let sample = entry.sample {
      return sample.lines.map { line in
        "#\(line.index) \(say.role(line.role.rawValue))" + say("：", ": ")
          + (line.text.isEmpty ? say.kind(line.kind) : marked(line.surrounded, line.marks))
      }
    }
    return entry.nearMisses.map { miss in
      say("险些命中，没有算（\(say.suppression(miss.why))）", "seen and not counted (\(say.suppression(miss.why)))")
        + " #\(miss.message)" + say("：", ": ") + marked(miss.text, [])
    }
  }

  /// The most characters of a quote.
  private static let quoteLength = 80

  private func marked(_ text: SurroundedText, _ marks: [TextRange]) -> String {
    let shown = ShownText(text, redactor: redactor)
    let ranges = marks.map { shown.range(of: $0) }.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    let centre = ranges.first?.lowerBound ?? 0
    let start = max(0, min(centre - Self.quoteLength / 2, shown.scalars.count - Self.quoteLength))
    let end = min(shown.scalars.count, start + Self.quoteLength)
    var result = String.UnicodeScalarView()
    if start > 0 { result.append("…") }
    for place in start..<end {
      if ranges.contains(where: { $0.lowerBound == place }) { result.append("【") }
      let scalar = shown.scalars[place]
      result.append(scalar.properties.isWhitespace ? " " : scalar)
      if ranges.contains(where: { $0.upperBound == place + 1 }) { result.append("】") }
    }
    if end < shown.scalars.count { result.append("…") }
    return String(result)
  }

  /// A person's name as it may be shown: names stay, as those of agents, numbers in them do not.
  func reviewer(_ name: String) -> String { redactor.show(name) }

  /// The name of a table's file.
  func file(_ path: String) -> String { redactor.show(FilePath.name(of: path)) }

  func subject(_ subject: InspectionSubject) -> String {
    redactor.show(subject.conversation) + (subject.agent.map { " · " + redactor.show($0) } ?? "")
  }

  /// What is behind all figures, in a few sentences.
  var basis: String {
    say(
      "人的判定当作标准：精确率是程序报的里面人也判有问题的比例，召回率是人判有问题的里面程序报了的比例。κ 扣掉碰巧一致的部分；"
        + "问题很少时 κ 会低得没有道理，这时看 PABAK（2×一致率−1）。α 0.80 以上可靠，0.667–0.80 只能作参考。括号里是 95% 区间。",
      "People are taken as the truth: precision is the share of the program's findings that people report, too, recall the "
        + "share of theirs that it reports. κ takes away what agrees by chance; where findings are rare it falls for no "
        + "good reason, so look at PABAK (2 × agreement − 1). α is reliable from 0.80, tentative from 0.667. Brackets "
        + "hold 95% intervals.")
  }
}

extension AgreementEstimate {
  init(alpha: KrippendorffAlpha) { self.init(value: alpha.value, interval: alpha.interval) }
}
