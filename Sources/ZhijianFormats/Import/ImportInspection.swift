public import Zhijian

/// What came of reading one file, summed up for whoever has to say whether it was read rightly.
public struct ImportInspection {
  public let path: String
  /// How many conversations are kept.
  public let kept: Int
  public private(set) var report: ImportReport
  public private(set) var first: [Transcript] = []
  public private(set) var failures: [Diagnostic] = []
  public private(set) var diagnostics: [Diagnostic] = []
  public private(set) var conversations = 0
  public private(set) var messages = 0
  public private(set) var earliest: Timestamp?
  public private(set) var latest: Timestamp?
  /// Messages without a time.
  public private(set) var timeless = 0
  public private(set) var roles: [Role: Int] = [:]
  /// Conversations in which only one side speaks.
  public private(set) var oneSided = 0
  /// Agents with the number of their messages.
  public private(set) var agents: [String: Int] = [:]
  /// Whether any time is finer than a minute.
  private var hasSeconds = false
  /// Conversations that no id tells apart.
  public private(set) var nameless = 0

  public init(path: String, kept: Int) {
    self.path = path
    self.kept = kept
    report = ImportReport(file: path)
  }

  /// Whether something could not be read.
  public var hasErrors: Bool { !failures.isEmpty || diagnostics.contains { $0.severity == .error } }

  /// Reads the whole file.
  public mutating func read(options: ImportOptions) {
    report = TranscriptReader(options: options).read(path: path) { record in
      switch record {
      case .failure(_, let diagnostic): failures.append(diagnostic)
      case .transcript(let imported): take(imported)
      }
      return true
    }
    diagnostics += report.diagnostics
  }

  private mutating func take(_ imported: ImportedTranscript) {
    let transcript = imported.transcript
    if diagnostics.count < 1000 { diagnostics += imported.diagnostics }
    conversations += 1
    messages += transcript.messages.count
    if first.count < kept { first.append(transcript) }
    if transcript.id.isEmpty { nameless += 1 }
    var sides: Set<Role> = []
    for message in transcript.messages {
      roles[message.role, default: 0] += 1
      if !message.isEvent { sides.insert(message.role) }
      if message.role == .agent, let sender = message.sender, agents.count < 1000 || agents[sender] != nil {
        agents[sender, default: 0] += 1
      }
      guard let at = message.at else {
        if !message.isEvent, message.role != .system { timeless += 1 }
        continue
      }
      if at.milliseconds % 60_000 != 0 { hasSeconds = true }
      earliest = earliest.map { min($0, at) } ?? at
      latest = latest.map { max($0, at) } ?? at
    }
    if !(sides.contains(.customer) && (sides.contains(.agent) || sides.contains(.bot))) { oneSided += 1 }
  }

  /// What a person should look at before believing the reading; apart from what was reported. `shown` makes words of
  /// the file fit to be shown.
  public func doubts(shown: (String) -> String) -> [LocalizedText] {
    var result: [LocalizedText] = []
    for description in report.descriptions {
      if description.basis == .preset, description.mapping.isUnverified {
        result.append(
          LocalizedText(
            zh: "映射“\(description.mapping.name)”没有用真实样本核对过（未验证）",
            en: "the mapping '\(description.mapping.name)' was never checked with a real sample (unverified)"))
      }
      for column in description.columns where column.competes != nil {
        result.append(
          LocalizedText(
            zh: "“\(shown(column.header))”也像 \(column.competes ?? "")，但前面已有一列，没有用",
            en: "“\(shown(column.header))” looks like \(column.competes ?? ""), too, but a column before it was taken"))
      }
      let unknown = (description.roleWords + description.kindWords).filter { $0.meaning == nil }
      if !unknown.isEmpty, description.roleWords.contains(where: { $0.meaning == nil }) {
        let words = unknown.prefix(8).map { shown($0.text) }.joined(separator: "、")
        result.append(
          LocalizedText(
            zh: "不知道是谁：\(words)（用 --write-mapping 写出映射文件，在 roles 里写明）",
            en: "whose words these are is not known: \(words) (write a mapping by --write-mapping, with roles)"))
      }
    }
    if messages > 0, earliest == nil {
      result.append(
        LocalizedText(zh: "没有一条消息有时间：响应时间和时间类规则都是未知", en: "no message has a time: response times are unknown"))
    } else if timeless > 0 {
      result.append(LocalizedText(zh: "\(timeless) 条消息没有时间", en: "\(timeless) messages have no time"))
    }
    if messages > 3, earliest != nil, !hasSeconds {
      result.append(
        LocalizedText(
          zh: "时间都只精确到分钟（常见于用 Excel 另存过的表）：响应时间只能算到分钟",
          en: "all times are whole minutes, as after saving by Excel: response times are no finer"))
    }
    if let unknown = roles[.unknown], unknown > 0 {
      result.append(
        LocalizedText(zh: "\(unknown) 条消息分不清是客户还是客服", en: "of \(unknown) messages the side is unknown"))
    }
    if conversations > 1, oneSided * 2 > conversations {
      result.append(
        LocalizedText(
          zh: "\(oneSided) 个会话只有一方说话，角色可能认反或认错了",
          en: "in \(oneSided) conversations only one side speaks: the roles may be wrong"))
    }
    return result
  }
}
