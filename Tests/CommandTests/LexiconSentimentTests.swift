import Foundation
import Testing

/// `zhijian lexicon learn`, `evaluate` and `check` on a small workspace.
@Suite struct LexiconSentimentTests {
  let workspace: SmallWorkspace
  var sandbox: Sandbox { workspace.sandbox }

  init() throws {
    workspace = try SmallWorkspace()
    // Customers who say 还没到 are dissatisfied, those who say 收到啦 are satisfied.
    let lines = (0..<60).map { number in
      let (text, sat) = number % 2 == 0 ? ("东西\(number)号还没到", 0) : ("东西\(number)号收到啦，13800138000", 2)
      return #"{"id":"c\#(number)","messages":[{"role":"customer","text":"\#(text)","sat":\#(sat)},"#
        + #"{"role":"agent","text":"好的"},{"role":"customer","text":"在","sat":1}]}"#
    }
    try sandbox.file("rated.jsonl", lines.joined(separator: "\n") + "\n")
  }

  private func lexicon(_ arguments: String) throws -> Program.Outcome {
    try workspace.run(["lexicon"] + arguments.split(separator: " ").map(String.init))
  }

  @Test func learningProposesCuesWithEvidence() throws {
    let outcome = try lexicon("learn rated.jsonl --penalty 2 --cues 30")
    #expect(outcome.code == 0)
    #expect(outcome.lines.first == "entry\tweight\tkind\tsource\tnote")
    let cue = try #require(outcome.lines.first { $0.hasPrefix("还没到\t") || $0.hasPrefix("还没\t") })
    #expect(cue.contains("\tcue\tlearned\t见于 30") && cue.contains("\t-0."))
    #expect(outcome.errors.contains("交叉验证（5 折"))
    #expect(try lexicon("learn rated.jsonl --penalty 2 --cues 30").output == outcome.output)
  }

  @Test func theNewLexiconCanBeUsedAtOnce() throws {
    let learned = try lexicon("learn rated.jsonl --penalty 2 --cues 30 --folds 0 --output new")
    #expect(learned.code == 0 && learned.output.isEmpty)
    for name in ["words.tsv", "cues.tsv", "features.tsv"] {
      #expect(try sandbox.text("new/\(name)").hasPrefix("entry\tweight\tkind\tsource\tnote\n"))
    }
    #expect(try lexicon("check new").code == 0)
    let before = try figure("turn_auc_dissatisfied")
    for name in ["words.tsv", "cues.tsv", "features.tsv"] {
      try sandbox.file("lexicons/sentiment/\(name)", sandbox.text("new/\(name)"))
    }
    #expect(before < 0.6)
    #expect(try figure("turn_auc_dissatisfied") > 0.95)
  }

  /// What is written out is learned again to the same bytes, so that anybody can see where a lexicon came from.
  @Test func aReviewedLexiconIsLearnedAgainByteForByte() throws {
    try sandbox.file("review.tsv", "entry\tkind\tverdict\treason\n还没到\tcue\tkeep\t\n气死了\tanger\tdrop\t试验\n")
    let learn = "learn rated.jsonl --penalty 2 --cues 30 --folds 0 --review review.tsv"
    let first = try lexicon("\(learn) --output new")
    #expect(first.code == 0 && first.errors.contains("还没有人读过"), "\(first.errors)")
    #expect(try !sandbox.text("new/words.tsv").contains("气死了"))
    let cues = try sandbox.text("new/cues.tsv")
    #expect(cues.contains("还没到\t-0.") && cues.split(separator: "\n").count == 2, "\(cues)")
    let names = ["words.tsv", "cues.tsv", "features.tsv"]
    for name in names { try sandbox.file("lexicons/sentiment/\(name)", sandbox.text("new/\(name)")) }
    #expect(try lexicon("\(learn) --output again").code == 0)
    for name in names { #expect(try sandbox.text("again/\(name)") == sandbox.text("new/\(name)"), "\(name)") }
    try sandbox.file("review.tsv", "还没到\tcue\tdrop\n")
    let fault = try lexicon(learn)
    #expect(fault.code == 2 && fault.errors.contains("review.tsv:1:1") && fault.errors.contains("要写理由"))
  }

  private func figure(_ name: String) throws -> Double {
    let outcome = try lexicon("evaluate rated.jsonl --format json")
    #expect(outcome.code == 0)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.text.utf8)) as? [String: Any])
    let sets = try #require(report["sets"] as? [[String: Any]])
    let figures = try #require(sets.first?["figures"] as? [[String: Any]])
    return try #require(figures.first { $0["measure"] as? String == name }?["value"] as? Double)
  }

  @Test func evaluationShowsLengthCalibrationAndMaskedQuotes() throws {
    let outcome = try lexicon("evaluate rated.jsonl --quotes 30")
    #expect(outcome.code == 0)
    for text in ["只看长度", "逐句：不满与其余（AUC）", "平均标注", "分歧最大的", "心情："] {
      #expect(outcome.text.contains(text), "\(text)")
    }
    #expect(!outcome.text.contains("13800138000"))
    #expect(try lexicon("evaluate rated.jsonl --lang en").text.contains("length alone"))
  }

  @Test func textsAndRatingsAreLabelsToo() throws {
    try sandbox.file(
      "texts.jsonl",
      "{\"text\":\"气死了\",\"label\":0}\n{\"text\":\"行\",\"label\":1}\n{\"text\":\"气死了\",\"label\":\"angry\"}\n")
    try sandbox.file(
      "ratings.jsonl",
      (1...5).map {
        #"{"id":"r\#($0)","rating":\#($0),"messages":[{"role":"customer","text":"\#($0 < 3 ? "气死了" : "行")"}]}"#
      }.joined(separator: "\n"))
    #expect(try lexicon("evaluate texts.jsonl ratings.jsonl").code == 0)
  }

  @Test func theCheckPointsAtLines() throws {
    try sandbox.file(
      "lexicons/sentiment/bad.tsv",
      "信号\t0\ttopic\n满意\t-0.3\tsatisfaction\n信号的\t-0.2\tdissatisfaction\n好\tx\tsatisfaction\n")
    let outcome = try lexicon("check --format json")
    #expect(outcome.code == 2)
    for code in ["sentiment-contradiction", "sentiment-topic-only", "sentiment-weight"] {
      #expect(outcome.text.contains(code), "\(code)")
    }
    let text = try lexicon("check --lang en")
    #expect(text.errors.contains("bad.tsv:2:1"))
  }

  @Test func wrongUsageIsExplained() throws {
    for (arguments, sentence) in [
      ("learn", "请给出有评分的会话文件"), ("learn rated.jsonl --penalty 0", "--penalty 应当大于 0"),
      ("learn rated.jsonl --folds 1", "--folds 应当是 0 或 2 到 50"), ("learn missing.jsonl", "没有这个文件"),
      ("evaluate rated.jsonl --quotes 31", "--quotes 应当在 0 到 30 之间"),
      ("evaluate rated.jsonl --without luck", "--without 不认识 luck"),
      ("learn rated.jsonl --review none.tsv", "读不了文件 none.tsv"),
    ] {
      let outcome = try lexicon(arguments)
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains(sentence), "\(arguments): \(outcome.errors)")
    }
    try sandbox.file("unrated.jsonl", "{\"messages\":[{\"role\":\"customer\",\"text\":\"在\"}]}\n")
    let outcome = try lexicon("evaluate unrated.jsonl")
    #expect(outcome.code == 2 && outcome.errors.contains("没有读到任何有评分的会话"))
  }
}
