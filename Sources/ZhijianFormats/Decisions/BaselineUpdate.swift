public import Zhijian

/// What an update does to a baseline.
public struct BaselineUpdate: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case text, json
  }

  /// The most findings that the text lists of those added, and of those dropped.
  private static let mostLines = 20

  /// In order.
  public let added: [BaselineEntry]
  public let dropped: [BaselineEntry]
  /// What the new baseline holds, in order.
  public let entries: [BaselineEntry]

  /// What `found` makes of `old`. With `keepsGone` what was not found stays.
  public init(old: [BaselineEntry], found: [BaselineEntry], keepsGone: Bool = false) {
    let known = Set(old.map(\.fingerprint))
    var current: [String: BaselineEntry] = [:]
    for entry in found where current[entry.fingerprint] == nil { current[entry.fingerprint] = entry }
    let gone = old.filter { current[$0.fingerprint] == nil }
    added = current.values.filter { !known.contains($0.fingerprint) }.sorted()
    dropped = keepsGone ? [] : gone.sorted()
    entries = (Array(current.values) + (keepsGone ? gone : [])).sorted()
  }

  /// How many were there before and still are.
  public var kept: Int { entries.count - added.count }

  /// Says what changes. `path` is the baseline's file, `isDryRun` that it is not written.
  public func bytes(_ format: Format, path: String, isDryRun: Bool, language: Language) -> [UInt8] {
    switch format {
    case .text: Array(text(path: path, isDryRun: isDryRun, say: ReportWording(language: language)).utf8)
    case .json: json(path: path, isDryRun: isDryRun)
    }
  }

  private func text(path: String, isDryRun: Bool, say: ReportWording) -> String {
    var text = say(
      "基线 \(path)：新增 \(added.count)，去掉 \(dropped.count)，不变 \(kept)，共 \(entries.count) 条",
      "baseline \(path): \(added.count) added, \(dropped.count) dropped, \(kept) kept, \(entries.count) in all")
    text += (isDryRun ? say("（没有写入）", " (not written)") : "") + "\n"
    for (mark, list) in [("+", added), ("-", dropped)] {
      for entry in list.prefix(Self.mostLines) {
        text += "  \(mark) \(entry.rule)  \(TerminalText.safe(entry.conversation))  \(entry.fingerprint)\n"
      }
      let rest = list.count - Self.mostLines
      if rest > 0 { text += say("  \(mark) 另有 \(rest) 条\n", "  \(mark) and \(rest) more\n") }
    }
    return text
  }

  private func json(path: String, isDryRun: Bool) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.integer(BaselineFile.schema)
    json.key("baseline")
    json.string(path)
    json.key("written")
    json.bool(!isDryRun)
    json.key("kept")
    json.integer(kept)
    json.key("total")
    json.integer(entries.count)
    write(added, "added", to: &json)
    write(dropped, "dropped", to: &json)
    json.endObject()
    return json.bytes + [0x0A]
  }

  private func write(_ entries: [BaselineEntry], _ key: String, to json: inout JSONWriter) {
    json.key(escaping: key)
    json.array(entries) { entry, json in
      json.key("rule")
      json.string(entry.rule)
      json.key("conversation")
      json.string(entry.conversation)
      json.key("fingerprint")
      json.string(entry.fingerprint)
    }
  }
}
