import Foundation
import Zhijian

/// Scores labelled texts and prints how well the scores agree with the labels.
///
/// `sentiment-quality DATA LEXICONS [--tokens WORDLISTS] [--dump FILE] [--explain TEXT|- [--role ROLE]]`; `--dump` writes what every weight multiplies,
/// the material for learning.
@main struct SentimentQuality {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      print(
        "usage: sentiment-quality DATA LEXICONS [--tokens WORDLISTS] [--dump FILE] [--explain TEXT|- [--role ROLE]]")
      return
    }
    func option(_ name: String) -> String? {
      guard let at = arguments.firstIndex(of: name), at + 1 < arguments.count else { return nil }
      return arguments[at + 1]
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: arguments[2]).filter { $0.hasSuffix(".tsv") }
    let files = try names.sorted().map { name in
      (name: name, text: try String(contentsOfFile: arguments[2] + "/" + name, encoding: .utf8))
    }
    let (lexicon, diagnostics) = SentimentLexicon.parse(files: files)
    for diagnostic in diagnostics { print(diagnostic.code, diagnostic.message.english, diagnostic.location as Any) }
    print("entries", lexicon.entries.count)
    if let text = option("--explain") {
      let scorer = SentimentScorer(lexicon: lexicon)
      let role = option("--role").flatMap(Role.init(rawValue:)) ?? .customer
      explain(text == "-" ? Array(AnyIterator { readLine() }) : [text], role: role, scorer)
      return
    }
    var run = Measurement(scorer: SentimentScorer(lexicon: lexicon), folder: arguments[1])
    if let folder = option("--tokens") { run.worker = try makeWorker(folder) }
    run.dump = option("--dump")
    try run.measure()
  }

  static func explain(_ lines: [String], role: Role, _ scorer: SentimentScorer) {
    for line in lines {
      let sentiment = scorer.score(Array(line.utf16), role: role, kind: .text)
      let parts = sentiment.parts.map { "\($0.name) \($0.thousandths)" }.joined(separator: ", ")
      print(
        sentiment.thousandths.map(String.init) ?? "-", line, sentiment.emotion?.rawValue ?? "-", parts, separator: "\t")
    }
  }

  static func makeWorker(_ folder: String) throws -> TokenizerWorker {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".tsv") }
    let lists = try names.sorted().map { name in
      WordList.parse(utf8: Array(try Data(contentsOf: URL(filePath: folder + "/" + name))), file: name).0
    }
    return try Tokenizer(wordLists: lists).makeWorker()
  }
}

struct Measurement {
  let scorer: SentimentScorer
  let folder: String
  var worker: TokenizerWorker?
  var dump: String?
  private var lines: [String] = []
  private var units = 0
  private var messages = 0
  private var seconds = 0.0

  init(scorer: SentimentScorer, folder: String) {
    self.scorer = scorer
    self.folder = folder
  }

  mutating func measure() throws {
    try measureTurns()
    reportSpeed("chat lines")
    try measureDialogues()
    try measureTexts("shopping10.jsonl", task: "shop") { if case .number(1) = $0 { true } else { false } }
    try measureTexts("ewect_usual.jsonl", task: "anger", reversed: true) {
      if case .name("angry") = $0 { true } else { false }
    }
    try measureHappiness()
    reportSpeed("all texts")
    if let dump { try lines.joined(separator: "\n").write(toFile: dump, atomically: true, encoding: .utf8) }
  }

  private mutating func score(
    _ text: String, role: Role = .customer, context: SentimentContext = .none, task: String, label: String
  ) -> Double {
    let textUnits = Array(text.utf16)
    let tokens = worker?.tokenize(textUnits)
    let start = DispatchTime.now().uptimeNanoseconds
    let sentiment =
      if let tokens { scorer.score(tokens, role: role, kind: .text, context: context) } else {
        scorer.score(textUnits, role: role, kind: .text, context: context)
      }
    seconds += Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    units += textUnits.count
    messages += 1
    if dump != nil {
      let evidence = scorer.evidence(textUnits, role: role, kind: .text, context: context)
      let items = evidence.map { "[\(quoted($0.name)),\($0.weight),\($0.value)]" }.joined(separator: ",")
      lines.append(
        "{\"task\":\"\(task)\",\"label\":\"\(label)\",\"n\":\(textUnits.count),\"e\":[\(items)],\"t\":\(quoted(text)),\"s\":\(sentiment.thousandths ?? 0)}"
      )
    }
    return sentiment.score ?? 0
  }

  private func quoted(_ text: String) -> String {
    let data = try? JSONEncoder().encode(text)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  private mutating func measureTurns() throws {
    var rows: [(score: Double, length: Double, sat: Int)] = []
    var changes: [(score: Double, mood: Double, change: Int)] = []
    for (number, dialogue) in try readLines("uss_jddc.jsonl", in: folder, as: Dialogue.self).enumerated() {
      var tracker = SentimentContext.Tracker()
      var last: (score: Double, mood: Double, sat: Int)?
      var mood: Double?
      for message in dialogue.messages {
        let role: Role = message.role == "customer" ? .customer : .agent
        let context = tracker.next(Array(message.text.utf16), role: role, kind: .text)
        guard role == .customer else { continue }
        let score = score(
          message.text, context: context, task: "uss", label: "\(number) \(message.sat.map(String.init) ?? "-")")
        mood = mood.map { ($0 + score) / 2 } ?? score
        guard let sat = message.sat, let now = mood else { continue }
        rows.append((score, Double(message.text.utf16.count), sat))
        if let last { changes.append((score - last.score, now - last.mood, sat - last.sat)) }
        last = (score, now, sat)
      }
    }
    report("USS turn: dissatisfied", Statistics.auc(rows.map { (-$0.score, $0.sat == 0) }))
    report("USS turn: satisfied", Statistics.auc(rows.map { ($0.score, $0.sat == 2) }))
    report("USS turn: Spearman", Statistics.spearman(rows.map { ($0.score, Double($0.sat)) }))
    report("  by length alone: dissatisfied", Statistics.auc(rows.map { ($0.length, $0.sat == 0) }))
    report("  by length alone: satisfied", Statistics.auc(rows.map { (-$0.length, $0.sat == 2) }))
    report("USS swing: drop", Statistics.auc(changes.map { (-$0.score, $0.change < 0) }))
    report("USS swing: rise", Statistics.auc(changes.map { ($0.score, $0.change > 0) }))
    report("USS swing by mood line: drop", Statistics.auc(changes.map { (-$0.mood, $0.change < 0) }))
  }

  private mutating func measureDialogues() throws {
    var rows: [(mean: Double, mood: Double, lowest: Double, length: Double, satisfaction: Double)] = []
    for (number, dialogue) in try readLines("stc3.jsonl", in: folder, as: Dialogue.self).enumerated() {
      var tracker = SentimentContext.Tracker()
      var scores: [Double] = []
      var length = 0
      for message in dialogue.messages {
        let role: Role = message.role == "customer" ? .customer : .agent
        let context = tracker.next(Array(message.text.utf16), role: role, kind: .text)
        guard role == .customer else { continue }
        scores.append(
          score(message.text, context: context, task: "stc", label: "\(number) \(dialogue.satisfaction ?? 0)"))
        length += message.text.utf16.count
      }
      guard let first = scores.first, let satisfaction = dialogue.satisfaction else { continue }
      rows.append(
        (
          scores.reduce(0, +) / Double(scores.count), scores.dropFirst().reduce(first) { ($0 + $1) / 2 },
          scores.min() ?? 0, Double(length), satisfaction
        ))
    }
    report("STC3 dialogue: Spearman, mean", Statistics.spearman(rows.map { ($0.mean, $0.satisfaction) }))
    report("STC3 dialogue: Spearman, last mood", Statistics.spearman(rows.map { ($0.mood, $0.satisfaction) }))
    report("STC3 dialogue: Spearman, lowest", Statistics.spearman(rows.map { ($0.lowest, $0.satisfaction) }))
    report("  by length alone", Statistics.spearman(rows.map { (-$0.length, $0.satisfaction) }))
    report("STC3 AUC of S ≤ −0.5, mean", Statistics.auc(rows.map { (-$0.mean, $0.satisfaction <= -0.5) }))
  }

  private mutating func measureTexts(
    _ name: String, task: String, reversed: Bool = false, isPositive: (LabelledText.Label) -> Bool
  ) throws {
    var pairs: [(score: Double, isPositive: Bool)] = []
    for record in try readLines(name, in: folder, as: LabelledText.self) {
      let positive = isPositive(record.label)
      let score = score(record.text, task: task, label: positive ? "1" : "0")
      pairs.append((reversed ? -score : score, positive))
    }
    report("\(name) AUC", Statistics.auc(pairs))
  }

  private mutating func measureHappiness() throws {
    var pairs: [(score: Double, isPositive: Bool)] = []
    for record in try readLines("ewect_usual.jsonl", in: folder, as: LabelledText.self) {
      guard case .name(let label) = record.label, ["happy", "angry", "sad", "fear"].contains(label) else { continue }
      pairs.append((score(record.text, task: "happy", label: label == "happy" ? "1" : "0"), label == "happy"))
    }
    report("ewect happy against angry, sad, fear AUC", Statistics.auc(pairs))
  }

  private func reportSpeed(_ name: String) {
    let each = String(
      format: "%.2f µs a message, %.1f M units/s", seconds / Double(messages) * 1e6, Double(units) / seconds / 1e6)
    print("speed, \(name): \(messages) messages, \(each)")
  }

  private func report(_ name: String, _ value: Double) {
    print(String(format: "%.3f", value), name)
  }
}
