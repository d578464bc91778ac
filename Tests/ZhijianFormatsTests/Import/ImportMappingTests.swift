import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct ImportMappingTests {
  private func faults(_ text: String) -> [String] {
    let sink = DiagnosticSink()
    _ = ImportMapping.parse(text, file: "m.yaml", sink: sink)
    return sink.sorted.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code)" }
  }

  @Test(arguments: [
    ("format: table\n", ["1:1 missing-key"]),
    ("columns: {text: 内容}\n", ["1:1 missing-key"]),
    ("format: tabel\ncolumns: {text: 内容}\n", ["1:9 invalid-value"]),
    ("format: table\ncolumns: {txt: 内容}\n", ["2:11 unknown-key"]),
    ("format: table\ncolumns: {time: 时间}\n", ["2:10 missing-key"]),
    ("format: table\ncolum: {text: 内容}\ncolumns: {text: 内容}\n", ["2:1 unknown-key"]),
    ("format: json\ncolumns: {text: 'a..b'}\n", ["2:17 invalid-path"]),
    ("format: json\nrecords: ['a[x]']\ncolumns: {text: a}\n", ["2:11 invalid-path"]),
    ("format: json\nrecords: ['^a']\ncolumns: {text: a}\n", ["2:11 invalid-path"]),
    ("format: csv\nheader: 0\ncolumns: {text: 1}\n", ["2:9 invalid-value"]),
    ("format: csv\nheader: none\ncolumns: {text: 内容}\n", ["3:17 invalid-value"]),
    ("format: csv\ndelimiter: ab\ncolumns: {text: 内容}\n", ["2:12 invalid-value"]),
    ("format: csv\nencoding: gbk\ncolumns: {text: 内容}\n", ["2:11 invalid-value"]),
    ("format: csv\ncolumns: {text: 内容}\nroles: {angent: [1]}\n", ["3:9 unknown-key"]),
    ("format: csv\ncolumns: {text: 内容}\nkinds: {picture: [1]}\n", ["3:9 unknown-key"]),
    ("format: csv\ncolumns: {text: 内容}\ntime: {zone: Mars, unit: h}\n", ["3:14 invalid-value", "3:26 invalid-value"]),
    ("format: csv\ncolumns: {text: 内容}\nsession: {idle: soon}\n", ["3:17 invalid-value"]),
    ("format: csv\ncolumns: {text: 内容}\nrating: {min: 5, max: 1}\n", ["3:9 invalid-value"]),
    ("format: csv\ncolumns: [text]\n", ["2:10 wrong-type"]),
    ("schema: 2\nformat: csv\ncolumns: {text: 内容}\n", ["1:9 invalid-value"]),
  ])
  func faultsHaveTheirPlace(_ text: String, _ expected: [String]) {
    #expect(faults(text) == expected)
  }

  @Test func everyShippedMappingIsReadAndWritten() throws {
    for mapping in try ImportGoldenTests.shipped().presets {
      let sink = DiagnosticSink()
      var again = try #require(
        ImportMapping.parse(mapping.yaml(), file: "again.yaml", sink: sink), "\(sink.diagnostics)")
      again.file = mapping.file
      #expect(again == mapping, "\(mapping.name)")
      #expect(mapping.title != nil)
    }
  }

  @Test func paths() throws {
    let value = JSONValue.object([
      .init(key: "id", value: .integer(7)),
      .init(
        key: "list",
        value: .array([
          .object([
            .init(key: "who", value: .string("客户")),
            .init(key: "parts", value: .array([.string("一"), .null, .string("二")])),
          ]), .string("no object"),
        ])),
    ])
    var found: [[JSONValue]] = []
    _ = try #require(ValuePath("list[]")).records(in: value) {
      found.append($0)
      return true
    }
    #expect(found.count == 1)
    func text(_ path: String) -> String? { ValuePath(path)?.text(in: found[0]) }
    #expect(text("who") == "客户")
    #expect(text("^id") == "7")
    #expect(text("$.id") == "7")
    #expect(text("parts[]") == "一\n二")
    #expect(text("parts[2]") == "二")
    #expect(text("parts[9]") == "")
    #expect(text("^^id") == "")
    for path in ["a.b[]", "^^x", "$.a[0].b", "$", "MsgBody[].MsgContent.Text"] {
      #expect(ValuePath(path)?.text == path)
    }
    for path in ["a..b", "a[", "a[-1]", "a[x]", "^^^^^^^^^a", ".a"] { #expect(ValuePath(path) == nil, "\(path)") }
  }

  private func reading(_ mapping: String, _ text: String, _ file: String) throws -> Reading {
    let sink = DiagnosticSink()
    var options = ImportOptions()
    options.mapping = try #require(ImportMapping.parse(mapping, file: "m.yaml", sink: sink), "\(sink.diagnostics)")
    return Reading(text, file: file, options: options)
  }

  @Test func aTableWithoutHeaders() throws {
    let result = try reading(
      """
      format: csv
      header: none
      columns: {session: 1, role: 2, text: 3, time: 4}
      roles: {agent: [S], customer: [C], other: system}
      kinds: {}
      time: {zone: "+00:00"}
      platform: taobao
      """, "9,C,在吗,2026-08-06 01:00:00\n9,S,在的,2026-08-06 01:00:20\n9,X,会话已结束,\n", "a.csv")
    #expect(result.messages.map(\.role) == [.customer, .agent, .system])
    #expect(result.messages.first?.at == Timestamp(milliseconds: 1_785_978_000_000))
    #expect(result.transcripts.first?.transcript.platform == "taobao")
    #expect(result.messages.last?.kind == .close)
  }

  @Test func wordsScalesAndSkippedKinds() throws {
    let result = try reading(
      """
      format: table
      columns: {session: 号, role: 谁, kind: 类, text: 说, rating: 分}
      roles: {agent: [2], customer: [1]}
      kinds: {skip: [心跳], image: [P], auto_reply: [欢迎]}
      rating: {min: 1, max: 3}
      auto_replies: ["您好*稍等"]
      """,
      "号\t谁\t类\t说\t分\nA\t1\tP\thttp\t3\nA\t2\t心跳\tping\t\nA\t2\t文本\t您好，请稍等\t\nA\t2\t欢迎\t您好\t\nA\t3\t文本\t嗯\t\n", "a.tsv")
    #expect(result.messages.map(\.kind) == [.image, .autoReply, .autoReply, .text])
    #expect(result.messages.map(\.role) == [.customer, .agent, .agent, .unknown])
    #expect(result.transcripts.first?.transcript.rating == .init(value: 3, minimum: 1, maximum: 3))
    #expect(result.codes.contains("unknown-role"))
    #expect(result.codes.contains("skipped-kind"))
  }

  @Test func aMappingThatDoesNotFitSaysSo() throws {
    let table = try reading("format: table\ncolumns: {text: 没有这列}\n", "会话ID,角色,内容\n1,客户,在吗\n", "a.csv")
    #expect(table.failures.map(\.diagnostic.code) == ["mapping-misfit"])
    let json = try reading("format: json\nrecords: 'a[]'\ncolumns: {text: t}\n", "{\"b\":1}", "a.json")
    #expect(json.failures.map(\.diagnostic.code) == ["mapping-misfit"])
  }

  @Test func whatAMappingIsNotForIsReadAsUsual() throws {
    let lines = "{\"id\":\"a\",\"messages\":[{\"role\":\"customer\",\"text\":\"在吗\"}]}\n"
    let result = try reading("format: table\ncolumns: {text: 内容}\n", lines, "a.jsonl")
    #expect(result.report.format == "jsonl")
    #expect(result.messages.count == 1)
  }

  @Test func sessionsOfJSONWithoutIdsAreSplitByPauses() throws {
    let mapping =
      "format: json\ncolumns: {customer_id: u, role: r, text: t, time: at}\nsession: {idle: 10m}\ntime: {unit: s}\n"
    let lines = [
      ("甲", "user", 0), ("甲", "agent", 20), ("乙", "user", 30), ("甲", "user", 1000), ("甲", "agent", 1010),
    ].map { "{\"u\":\"\($0.0)\",\"r\":\"\($0.1)\",\"t\":\"嗯\",\"at\":\(1_785_978_000 + $0.2)}" }.joined(separator: "\n")
    let result = try reading(mapping, lines, "a.jsonl")
    #expect(result.transcripts.map(\.transcript.messages.count) == [2, 2, 1])
    #expect(result.codes.contains("no-session-column"))
  }

  @Test func guessesAreSaidToBeGuesses() throws {
    let reading = Reading("会话ID,角色,内容,时间,创建时间\n1,客户,在吗,2026-08-06 09:00:00,x\n", file: "a.csv")
    let description = try #require(reading.report.descriptions.first)
    #expect(description.basis == .guess)
    #expect(description.columns.map(\.meaning) == ["session", "role", "text", "time", nil])
    #expect(description.columns.last?.competes == "time")
    #expect(description.roleWords.map(\.text) == ["客户"])
    let sink = DiagnosticSink()
    let written = try #require(
      ImportMapping.parse(description.mapping.yaml(describing: description), file: "w.yaml", sink: sink),
      "\(sink.diagnostics)")
    #expect(written.columns == description.mapping.columns)
    let unknown = Reading("{\"a\":[{\"b\":1}]}", file: "a.json")
    #expect(unknown.failures.map(\.diagnostic.code) == ["no-mapping"])
    #expect(unknown.report.confidence.map { $0 < ImportFormats.sureConfidence } == true)
  }

  /// YAML loses a mark before a text, so the mapping would name another column.
  @Test func headersHaveNoByteOrderMark() throws {
    let reading = Reading("\u{FEFF}\u{FEFF}会话编号,角色,内容\n1,客户,在吗\n", file: "a.csv")
    let description = try #require(reading.report.descriptions.first)
    #expect(description.columns.map(\.header) == ["会话编号", "角色", "内容"])
    #expect(description.columns.map { $0.header.unicodeScalars.first } == ["会", "角", "内"])
    let written = ImportMapping.parse(
      description.mapping.yaml(describing: description), file: "w.yaml", sink: DiagnosticSink())
    #expect(written?.columns == description.mapping.columns)
    #expect(reading.transcripts.map(\.transcript.id) == ["1"])
  }

  /// Columns that are kept as they are may be called what messages call something of their own.
  @Test func keptColumnsDoNotTakeTheNamesOfMembers() throws {
    let mapping = "schema: 1\nformat: csv\ncolumns:\n  text: 内容\n  role: 谁\n"
    let table = "内容,谁,id,role,text,source_id\n在吗,客户,1,a,x,7\n在的,客服,2,b,y,8\n"
    let transcript = try #require(try reading(mapping, table, "a.csv").transcripts.first?.transcript)
    let members = transcript.messages.map { $0.extra.map(\.key).sorted() }
    #expect(members == Array(repeating: ["source_id", "source_id_", "source_role", "source_text"], count: 2))
    let line = CanonicalJSONLWriter().line(transcript)
    #expect(try CanonicalJSONLReader(file: "a.jsonl").parse(line: line, number: 1).transcript == transcript)
  }

  /// Words of an export in a mapping that is written must not break out of their comments or quotes.
  @Test func writtenMappingsAreSafe() throws {
    let nasty = "内容\n- x: [\"'\\u{0}#*&!|>%@`"
    var mapping = ImportMapping(name: "a: b\n# c\u{2028}\u{FFFE}\u{FEFF}\u{85}\u{1}")
    mapping.columns = [.text: [nasty, "~"], .time: ["- time"]]
    mapping.roles = ["a\"b": .agent, "1": .customer]
    mapping.autoReplies = ["*请稍等*\t"]
    let description = ImportDescription(
      format: "csv", basis: .guess, mapping: mapping,
      columns: [.init(header: nasty, meaning: nil, sample: "x\n---\ny: z\u{1B}[31m\u{2029}\u{FFFF}")],
      roleWords: [.init(text: "w\n- q", meaning: nil, count: 1)])
    mapping.columns[.time] = ["- time", "null", "yes", "#1", " 时间 "]
    let clean = DiagnosticSink()
    let read = try #require(
      ImportMapping.parse(mapping.yaml(describing: description), file: "n.yaml", sink: clean), "\(clean.diagnostics)")
    #expect(read.columns == mapping.columns)
    #expect(read.autoReplies == mapping.autoReplies)
    #expect(read.name == mapping.name)
  }
}
