internal import Zhijian

/// Reads the members of `zhijian.yaml`.
final class ConfigurationMapping {
  private let root: YAMLNode
  private let mapping: YAMLMapping
  private let sink: DiagnosticSink

  init?(text: String, file: String, sink: DiagnosticSink, store: CompiledStore) {
    guard let root = YAMLDocument.read(text, file: file, sink: sink, store: store),
      let mapping = YAMLMapping(root, sink: sink, what: LocalizedText(zh: "配置文件", en: "a configuration"))
    else { return nil }
    self.root = root
    self.mapping = mapping
    self.sink = sink
  }

  /// The place of the value of `key`, or of the whole file.
  func location(_ key: String) -> SourceLocation { mapping.location(of: key) }

  /// A form that changes only with the content.
  var canonical: String {
    String(decoding: CanonicalYAML(lists: WordListCatalog()).bytes(of: root), as: UTF8.self)
  }

  /// Every key that is there; those of `metrics` with its name before them.
  var keys: [String] {
    guard case .mapping(let entries) = root.content else { return [] }
    return entries.flatMap { entry in
      guard entry.key == "metrics", case .mapping(let inner) = entry.value.content else { return [entry.key] }
      return inner.map { "metrics." + $0.key }
    }
  }

  func text(_ key: String) -> String? { mapping.text(key) }

  func texts(_ key: String) -> [String]? {
    guard let node = mapping.value(key) else { return nil }
    return Self.texts(node, key: key, sink: sink)
  }

  private static func texts(_ node: YAMLNode, key: String, sink: DiagnosticSink) -> [String] {
    if case .sequence(let items) = node.content {
      return items.compactMap { item in
        if item.scalar == nil {
          sink.error(
            "wrong-type", at: item.location, LocalizedText(zh: "“\(key)”里应当是文字", en: "'\(key)' must hold texts"))
        }
        return item.scalar
      }
    }
    if let single = node.scalar { return [single] }
    sink.error("wrong-type", at: node.location, LocalizedText(zh: "“\(key)”应当是列表", en: "'\(key)' must be a list"))
    return []
  }

  func choice(_ key: String, among choices: [String]) -> String? {
    guard let node = mapping.value(key) else { return nil }
    if let text = node.scalar, choices.contains(text) { return text }
    sink.error(
      "invalid-value", at: node.location,
      LocalizedText(
        zh: "“\(key)”只能是 \(choices.joined(separator: "、"))",
        en: "'\(key)' must be one of \(choices.joined(separator: ", "))"))
    return nil
  }

  func pairs(_ key: String) -> [String: String] {
    guard let node = mapping.value(key) else { return [:] }
    guard case .mapping(let entries) = node.content else {
      sink.error(
        "wrong-type", at: node.location,
        LocalizedText(zh: "“\(key)”应当是“别名: 工号”", en: "'\(key)' must map aliases to ids"))
      return [:]
    }
    return Dictionary(entries.compactMap { entry in entry.value.scalar.map { (entry.key, $0) } }) { $1 }
  }

  func overrides(_ key: String) -> [String: Configuration.Override]? {
    mapping.value(key).map { Self.overrides($0, sink: sink) }
  }

  private static func overrides(_ node: YAMLNode, sink: DiagnosticSink) -> [String: Configuration.Override] {
    guard case .mapping(let entries) = node.content else {
      sink.error(
        "wrong-type", at: node.location,
        LocalizedText(zh: "overrides 应当是“规则 id: 改动”", en: "overrides must map rule ids to changes"))
      return [:]
    }
    var result: [String: Configuration.Override] = [:]
    for entry in entries {
      guard let inner = YAMLMapping(entry.value, sink: sink, what: LocalizedText(zh: "改动", en: "an override")) else {
        continue
      }
      let score = inner.value("score")
      result[entry.key] = Configuration.Override(
        severity: inner.choice("severity", RuleSeverity.self),
        score: score.map { RuleScoreParser.parse($0, verb: nil, sink: sink) },
        status: inner.choice("status", RuleStatus.self), location: entry.keyLocation, scoreLocation: score?.location)
      inner.finish()
    }
    return result
  }

  func shops() -> [String: Configuration.Shop] {
    guard let node = mapping.value("shops") else { return [:] }
    guard case .mapping(let entries) = node.content else {
      sink.error(
        "wrong-type", at: node.location, LocalizedText(zh: "shops 应当是“店铺名: 设置”", en: "shops must map shops to settings")
      )
      return [:]
    }
    var shops: [String: Configuration.Shop] = [:]
    for entry in entries {
      guard let inner = YAMLMapping(entry.value, sink: sink, what: LocalizedText(zh: "店铺设置", en: "a shop")) else {
        continue
      }
      var shop = Configuration.Shop()
      if let lists = inner.value("lists") {
        if case .mapping(let members) = lists.content {
          for member in members {
            shop.lists[member.key] = .init(phrases: member.value, location: member.keyLocation)
          }
        } else {
          sink.error(
            "wrong-type", at: lists.location,
            LocalizedText(zh: "lists 应当是“词表名: 词的列表”", en: "lists must map names to lists of phrases"))
        }
      }
      if let overrides = inner.value("overrides") { shop.overrides = Self.overrides(overrides, sink: sink) }
      inner.finish()
      shops[entry.key] = shop
    }
    return shops
  }

  /// Levels of the linter's checks.
  func lintLevels() -> [String: LintLevel] {
    mapping.value("lint").map { LintSettings.levels($0, sink: sink) } ?? [:]
  }

  func metrics(into configuration: inout Configuration) {
    guard let node = mapping.value("metrics"),
      let inner = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "metrics", en: "metrics"))
    else { return }
    if let name = inner.text("preset") {
      if let preset = TurnPreset.named(name) {
        configuration.preset = preset
      } else {
        let names = TurnPreset.all.map(\.name)
        sink.error(
          "invalid-value", at: inner.value("preset")?.location ?? node.location,
          LocalizedText(zh: "没有口径“\(name)”", en: "there is no preset '\(name)'"),
          hint: LocalizedText(zh: "可选：\(names.joined(separator: "、"))", en: "one of \(names.joined(separator: ", "))"))
      }
    }
    // What is not said here stays as the base file has it.
    var zone = configuration.calendar.zone
    var hours = configuration.hours
    if let name = inner.text("time_zone") {
      if let rule = TimeZoneRule(identifier: name) {
        zone = rule
      } else {
        sink.error(
          "invalid-value", at: inner.value("time_zone")?.location ?? node.location,
          LocalizedText(zh: "没有时区“\(name)”", en: "there is no time zone '\(name)'"),
          hint: LocalizedText(zh: "例如 Asia/Shanghai、+08:00", en: "such as Asia/Shanghai, +08:00"))
      }
    }
    if let text = inner.text("calendar") {
      if let read = OpenHours(parsing: text) {
        hours = read
      } else {
        sink.error(
          "invalid-value", at: inner.value("calendar")?.location ?? node.location,
          LocalizedText(zh: "服务时段应当是 09:00-23:00", en: "a calendar must be like 09:00-23:00"))
      }
    }
    configuration.hours = hours
    configuration.calendar = hours.map { .daily($0, zone: zone) } ?? .always(in: zone)
    inner.finish()
  }

  func finish() { mapping.finish() }
}
