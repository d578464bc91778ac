import Foundation
import Testing

/// Every sentence about wrong usage, in both languages; none of them reads a rule.
@Suite struct UsageTests {
  struct Row: Sendable {
    let arguments: [String]
    let chinese: String
    let english: String
    let command: String

    init(_ line: String, _ chinese: String, _ english: String, _ command: String) {
      arguments = line.split(separator: " ").map(String.init)
      self.chinese = chinese
      self.english = english
      self.command = command
    }
  }

  static let rows = [
    Row(
      "score --fromat text", "没有选项 --fromat，是不是想写 --format？",
      "Unknown option '--fromat'. Did you mean '--format'?", "score"),
    Row("score chats --zzzzzz", "没有选项 --zzzzzz", "Unknown option '--zzzzzz'", "score"),
    Row(
      "score", "请给出聊天记录的文件或文件夹，例如 zhijian score 聊天记录/",
      "name a file or folder of transcripts, such as zhijian score chats/", "score"),
    Row("score --stdin chats", "--stdin 和路径不能同时用", "--stdin and paths do not go together", "score"),
    Row(
      "score --stdin --format json", "--stdin 只写 JSONL，不用 --format 和 --output",
      "--stdin writes JSONL only, without --format and --output", "score"),
    Row(
      "score x --format htlm", "没有输出格式 htlm，是不是想写 html？（可选：text、json、jsonl、csv、tables、html、coaching、xlsx）",
      "there is no format htlm, did you mean html? (one of text, json, jsonl, csv, tables, html, coaching, xlsx)",
      "score"),
    Row(
      "score x --format docx", "没有输出格式 docx（可选：text、json、jsonl、csv、tables、html、coaching、xlsx）",
      "there is no format docx (one of text, json, jsonl, csv, tables, html, coaching, xlsx)", "score"),
    Row(
      "score x --format text --format json", "只能有一种格式写到标准输出", "only one format can go to standard output",
      "score"),
    Row(
      "score x --format csv", "csv 要写成文件夹，请用 --output 指定", "csv is written as a folder: name it by --output",
      "score"),
    Row(
      "score x --format json --output a --output b", "--output 比 --format 多", "there are more --output than --format",
      "score"),
    Row(
      "score x --format json --format html --output a --output ./a", "两种格式写到同一个位置 ./a",
      "two formats are written to one place: ./a", "score"),
    Row("score x --jobs 0", "--jobs 应当在 1 到 1024 之间", "--jobs must be between 1 and 1024", "score"),
    Row("score x --jobs many", "--jobs <jobs> 不能是 many", "The value 'many' is invalid for '--jobs <jobs>'", "score"),
    Row(
      "score x --fail-under nan", "--fail-under 应当在 0 到 100 之间", "--fail-under must be between 0 and 100", "score"),
    Row(
      "score x --detail all", "--detail <detail> 不能是 all（可选：findings、results、full）",
      "The value 'all' is invalid for '--detail <detail>'. Please provide one of 'findings', 'results' or 'full'.",
      "score"),
    Row("score x --config", "选项 --config <config> 缺少值", "Missing value for '--config <config>'", "score"),
    Row(
      "score x --privacy pseudonym",
      "pseudonym 需要环境变量 ZHIJIAN_PRIVACY_KEY（至少 16 个字节），密钥不要和结果放在一起",
      "pseudonym needs the environment variable ZHIJIAN_PRIVACY_KEY (at least 16 bytes); keep the key apart from results",
      "score"),
    Row("formats json", "多余的参数 json", "Unexpected argument 'json'", "formats"),
    Row(
      "rules chek",
      "没有子命令 rules chek，是不是想写 check？"
        + "（可选：check、test、mutate、list、new、explain、try、diff、review、reference、schema）",
      "there is no subcommand rules chek, did you mean check? "
        + "(one of check, test, mutate, list, new, explain, try, diff, review, reference, schema)",
      "rules"),
    Row(
      "scroe x",
      "没有子命令 scroe，是不是想写 score？（可选："
        + "score、baseline、compare、tokens、lexicon、rules、metrics、calibrate、goals、import、convert、formats、config、agreement）",
      "there is no subcommand scroe, did you mean score? (one of score, baseline, compare, tokens, lexicon, rules, "
        + "metrics, calibrate, goals, import, convert, formats, config, agreement)",
      ""),
    Row("tokens", "请给出一个文件、- 或 --text", "name a file, - or --text", "tokens"),
  ]

  @Test(arguments: rows)
  func saysWhatIsWrong(_ row: Row) throws {
    let help = "zhijian\(row.command.isEmpty ? "" : " " + row.command) --help"
    let chinese = try Program.run(row.arguments)
    #expect(chinese.errors == "错误: \(row.chinese)\n用法见 \(help)\n")
    #expect(chinese.code == 2)
    #expect(chinese.output.isEmpty)
    let english = try Program.run(row.arguments + ["--lang=en"])
    #expect(english.errors == "error: \(row.english)\nSee '\(help)'.\n")
    #expect(english.code == 2)
  }

  @Test func showsItsVersion() throws {
    let text = try Program.run(["--version"])
    #expect(text.text == "zhijian 0.1.0\n")
    #expect(text.code == 0)
    let json = try Program.run(["--version", "--format", "json"])
    let members = try Line(json.text).members
    #expect(
      Set(members.keys) == ["program", "icu", "rules", "lexicons", "scorecard", "tokenizer", "config"])
    #expect(members["program"] as? String == "0.1.0")
    #expect(json.code == 0)
    #expect(json.errors.isEmpty)
  }

  @Test(arguments: [["--help"], ["score", "--help"], ["rules", "test", "--help"], []])
  func showsHelp(_ arguments: [String]) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.code == 0)
    #expect(outcome.text.contains("USAGE: zhijian"))
    #expect(outcome.errors.isEmpty)
  }

  @Test func listsFormats() throws {
    let outcome = try Program.run(["formats", "--lang", "en"])
    #expect(outcome.code == 0)
    for name in ["jsonl", "qianniu-text", "csv", "tsv", "html", "text", "json"] {
      #expect(outcome.lines.contains { $0.hasPrefix("  \(name) ") }, "\(name)")
    }
    #expect(try Program.run(["formats"]).lines.first == "能读：")
  }

  /// What is printed to a full disk is no success.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func reportsAFullDisk() throws {
    let outcome = try Program.shell("\"$Z\" formats > /dev/full")
    #expect(outcome.errors == "错误: 写不了 stdout：磁盘已满\n")
    #expect(outcome.code == 2)
    #expect(
      try Program.shell("\"$Z\" formats --lang en > /dev/full").errors
        == "error: cannot write stdout: No space left on device\n")
  }
}
