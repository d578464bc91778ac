internal import Foundation
public import Zhijian

extension ImportMapping {
  /// Reads a mapping file; every fault goes to `sink` with line and column.
  public static func read(_ path: String, sink: DiagnosticSink) -> ImportMapping? {
    guard let text = FileText.read(path, sink: sink) else { return nil }
    return parse(text, file: path, sink: sink)
  }

  /// The mapping that `text` is; nil where it has a fault.
  public static func parse(_ text: String, file: String, sink: DiagnosticSink) -> ImportMapping? {
    let own = DiagnosticSink()
    defer { sink.report(own.diagnostics) }
    guard let root = YAMLDocument.read(text, file: file, sink: own),
      let mapping = YAMLMapping(root, sink: own, what: LocalizedText(zh: "映射文件", en: "a mapping"))
    else { return nil }
    var parser = ImportMappingParser(mapping: mapping, sink: own, name: FilePath.stem(of: file))
    var result = parser.read()
    result.file = file
    return own.hasErrors ? nil : result
  }
}

/// Reads the members of a mapping file.
private struct ImportMappingParser {
  let mapping: YAMLMapping
  let sink: DiagnosticSink
  private var result: ImportMapping

  init(mapping: YAMLMapping, sink: DiagnosticSink, name: String) {
    self.mapping = mapping
    self.sink = sink
    result = ImportMapping(name: name)
  }

  mutating func read() -> ImportMapping {
    _ = mapping.integer("schema", in: 1...1)
    result.name = mapping.text("name") ?? result.name
    let english = mapping.text("title_en")
    if let title = mapping.text("title") { result.title = LocalizedText(zh: title, en: english ?? title) }
    result.sample = mapping.choice("sample", ImportMapping.Sample.self) ?? .none
    readFormat()
    result.detect = mapping.texts("detect") ?? []
    result.sheet = mapping.text("sheet")
    readHeader()
    readDelimiter()
    result.encoding = mapping.choice("encoding", TextEncoding.self)
    readRecords()
    readColumns()
    readRoles()
    readKinds()
    result.platform = mapping.text("platform")
    result.shop = mapping.text("shop")
    readTime()
    readSession()
    readRating()
    result.textFormat = mapping.choice("text_format", ImportMapping.TextFormat.self) ?? .plain
    result.autoReplies = mapping.texts("auto_replies") ?? []
    mapping.finish()
    return result
  }

  private func error(_ code: String, _ node: YAMLNode, zh: String, en: String, hint: LocalizedText? = nil) {
    sink.error(code, at: node.location, LocalizedText(zh: zh, en: en), hint: hint)
  }

  private func suggestion(_ word: String, _ known: [String]) -> LocalizedText {
    if let closest = SpellingSuggestion.closest(to: word, among: known) {
      return LocalizedText(zh: "是不是想写“\(closest)”？", en: "did you mean '\(closest)'?")
    }
    return LocalizedText(zh: "可选：\(known.joined(separator: "、"))", en: "one of \(known.joined(separator: ", "))")
  }

  private mutating func readFormat() {
    guard let text = mapping.text("format", required: true), let node = mapping.value("format") else { return }
    let known = ["table", "json"] + ImportFormats.all.map(\.name)
    guard known.contains(text) else {
      return error(
        "invalid-value", node, zh: "没有格式“\(text)”", en: "there is no format '\(text)'", hint: suggestion(text, known))
    }
    result.format = text
  }

  private mutating func readHeader() {
    guard let node = mapping.value("header") else { return }
    if node.scalar == "none" {
      result.headerRow = 0
    } else if let row = node.scalar.flatMap({ Int($0) }), (1...1000).contains(row) {
      result.headerRow = row
    } else {
      error(
        "invalid-value", node, zh: "“header”应当是表头的行号（1 到 1000）或 none",
        en: "'header' must be the row of the headers (1 to 1000) or none")
    }
  }

  private mutating func readDelimiter() {
    guard let node = mapping.value("delimiter") else { return }
    let text = node.scalar ?? ""
    if text == "tab" || text == "\\t" || text == "\t" {
      result.delimiter = 0x09
    } else if let byte = text.utf8.first, text.utf8.count == 1, byte > 0x20, byte < 0x7F, byte != 0x22 {
      result.delimiter = byte
    } else {
      error(
        "invalid-value", node, zh: "“delimiter”应当是一个 ASCII 字符或 tab",
        en: "'delimiter' must be one ASCII character or tab")
    }
  }

  private mutating func readRecords() {
    guard let node = mapping.value("records") else { return }
    let items = if case .sequence(let items) = node.content { items } else { [node] }
    for item in items {
      guard let text = item.scalar, let path = ValuePath(text), path.outward == 0 else {
        error("invalid-path", item, zh: "不是 JSON 路径", en: "not a JSON path", hint: Self.pathHint)
        continue
      }
      result.records.append(path)
    }
  }

  private static let pathHint = LocalizedText(
    zh: "例如 data.messages[]、text.content、^id（外一层）、$.id（最外层）",
    en: "such as data.messages[], text.content, ^id (one out) or $.id (outermost)")

  private mutating func readColumns() {
    guard let node = mapping.value("columns") else {
      if result.isForTables || result.format == "json" {
        sink.error("missing-key", at: mapping.location, LocalizedText(zh: "缺少“columns”", en: "'columns' is missing"))
      }
      return
    }
    guard case .mapping(let entries) = node.content else {
      return error("wrong-type", node, zh: "“columns”应当是“列: 表头”", en: "'columns' must map columns to headers")
    }
    let known = TableColumn.allCases.map(\.key)
    for entry in entries {
      guard let column = TableColumn.named(entry.key) else {
        sink.error(
          "unknown-key", at: entry.keyLocation,
          LocalizedText(zh: "没有列“\(entry.key)”", en: "there is no column '\(entry.key)'"),
          hint: suggestion(entry.key, known))
        continue
      }
      let items = if case .sequence(let items) = entry.value.content { items } else { [entry.value] }
      for item in items {
        guard let name = item.text else {
          error("wrong-type", item, zh: "应当是表头或路径", en: "must be a header or a path")
          continue
        }
        if result.format == "json", ValuePath(name) == nil {
          error(
            "invalid-path", item, zh: "“\(name)”不是 JSON 路径", en: "'\(name)' is not a JSON path", hint: Self.pathHint)
        }
        if result.headerRow == 0, Int(name) ?? 0 < 1 {
          error(
            "invalid-value", item, zh: "没有表头时应当写列的序号，从 1 开始", en: "without headers it must be a column's number, from 1"
          )
        }
        result.columns[column, default: []].append(name)
      }
    }
    let texts: [TableColumn] = [.text, .customerText, .agentText, .chat]
    if entries.allSatisfy({ TableColumn.named($0.key) != nil }), texts.allSatisfy({ result.columns[$0] == nil }) {
      error(
        "missing-key", node, zh: "“columns”缺少“text”（或 chat、customer_text、agent_text）",
        en: "'columns' lacks 'text' (or chat, customer_text, agent_text)")
    }
  }

  /// Calls `body` with each word under the names of a mapping.
  private func eachWord(_ node: YAMLNode, _ body: (YAMLNode.Entry, String) -> Void) {
    guard case .mapping(let entries) = node.content else {
      return error("wrong-type", node, zh: "应当是“名称: [词, …]”", en: "must map names to lists of words")
    }
    for entry in entries {
      let items = if case .sequence(let items) = entry.value.content { items } else { [entry.value] }
      for item in items {
        if let word = item.scalar {
          body(entry, TableColumn.normalised(word))
        } else {
          error("wrong-type", item, zh: "应当是一个词", en: "must be a word")
        }
      }
    }
  }

  private mutating func readRoles() {
    guard let node = mapping.value("roles") else { return }
    var found: [String: Role] = [:]
    var other: Role?
    eachWord(node) { entry, word in
      if entry.key == "other", let role = Role(rawValue: word) {
        other = role
      } else if let role = Role(rawValue: entry.key) {
        found[word] = role
      } else {
        let names = Role.allCases.map(\.rawValue)
        sink.error(
          "unknown-key", at: entry.keyLocation,
          LocalizedText(zh: "没有角色“\(entry.key)”", en: "there is no role '\(entry.key)'"),
          hint: suggestion(entry.key, names + ["other"]))
      }
    }
    result.roles = found
    result.otherRole = other
  }

  private mutating func readKinds() {
    guard let node = mapping.value("kinds") else { return }
    var found: [String: TableWords.Kind] = [:]
    let names = MessageKind.allCases.map(\.rawValue) + ["skip"]
    eachWord(node) { entry, word in
      if entry.key == "skip" {
        found[word] = TableWords.Kind(kind: .note, isSkipped: true)
      } else if let kind = MessageKind(rawValue: entry.key) {
        let isEvent = [.system, .transfer, .join, .close, .invite, .note].contains(kind)
        found[word] = TableWords.Kind(
          kind: kind, replyMode: kind == .autoReply ? .auto : nil, role: isEvent ? .system : nil)
      } else {
        sink.error(
          "unknown-key", at: entry.keyLocation,
          LocalizedText(zh: "没有消息种类“\(entry.key)”", en: "there is no kind '\(entry.key)'"),
          hint: suggestion(entry.key, names))
      }
    }
    result.kinds = found
  }

  private mutating func readTime() {
    guard let node = mapping.value("time"),
      let inner = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "time", en: "time"))
    else { return }
    if let zone = inner.text("zone") {
      if let rule = TimeZoneRule(identifier: zone) {
        let winter = Timestamp(milliseconds: 1_767_225_600_000)
        result.timeZoneOffsetSeconds = Int(rule.offsetMilliseconds(at: winter) / 1000)
        result.timeZone = zone
      } else {
        sink.error(
          "invalid-value", at: inner.value("zone")?.location,
          LocalizedText(zh: "没有时区“\(zone)”", en: "there is no time zone '\(zone)'"),
          hint: LocalizedText(zh: "例如 Asia/Shanghai、+08:00", en: "such as Asia/Shanghai, +08:00"))
      }
    }
    result.timeUnit = inner.choice("unit", ImportMapping.TimeUnit.self)
    result.year = inner.integer("year", in: 1990...2100)
    inner.finish()
  }

  private mutating func readSession() {
    guard let node = mapping.value("session"),
      let inner = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "session", en: "session"))
    else { return }
    if let idle = inner.duration("idle") { result.idleSeconds = Int(idle / 1000) }
    result.fillsDown = inner.boolean("fill_down")
    inner.finish()
  }

  private mutating func readRating() {
    guard let node = mapping.value("rating"),
      let inner = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "rating", en: "rating"))
    else { return }
    let low = inner.number("min", in: -1000...1000)
    let high = inner.number("max", in: -1000...1000)
    inner.finish()
    guard let low, let high, low < high else {
      return error(
        "invalid-value", node, zh: "rating 需要 min 和 max，且 min 小于 max", en: "rating needs min and max, min below max")
    }
    result.ratingScale = low...high
  }
}
