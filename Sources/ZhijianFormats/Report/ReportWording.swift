internal import Zhijian

/// The words and figures of reports that people read.
struct ReportWording {
  let language: Language

  /// What stands where a figure is not known, which is never 0.
  static let unknown = "—"

  func callAsFunction(_ chinese: String, _ english: String) -> String {
    language == .chinese ? chinese : english
  }

  /// A number of things in English.
  func count(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }

  /// A score with `places` decimals.
  func score(_ value: Double?, places: Int = 2) -> String {
    guard let units = value.flatMap({ DecimalText.units($0, places: places) }) else { return Self.unknown }
    return DecimalText.fixed(units, places: places)
  }

  /// A share of 1 in percent with one decimal.
  func percent(_ value: Double?) -> String {
    guard let units = value.flatMap({ DecimalText.units($0 * 100, places: 1) }) else { return Self.unknown }
    return DecimalText.fixed(units, places: 1) + "%"
  }

  /// `8.2秒`, `1分23秒`, `2时05分`; in English `8.2s`, `1m23s`, `2h05m`.
  func duration(_ seconds: Double?) -> String {
    guard let tenths = seconds.flatMap({ DecimalText.units($0, places: 1) }) else { return Self.unknown }
    if abs(tenths) < 600 { return DecimalText.shortest(tenths, places: 1) + self("秒", "s") }
    let whole = (tenths + 5) / 10
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    if whole < 3600 { return "\(whole / 60)\(self("分", "m"))\(padded(whole % 60))\(self("秒", "s"))" }
    return "\(whole / 3600)\(self("时", "h"))\(padded(whole / 60 % 60))\(self("分", "m"))"
  }

  func severity(_ severity: RuleSeverity) -> String {
    switch severity {
    case .critical: self("致命", "critical")
    case .major: self("严重", "major")
    case .minor: self("一般", "minor")
    case .info: self("提示", "info")
    }
  }

  func severity(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: self("错误", "error")
    case .warning: self("警告", "warning")
    case .note: self("提示", "note")
    }
  }

  func role(_ role: String) -> String {
    switch role {
    case "customer": self("客户", "customer")
    case "agent": self("客服", "agent")
    case "bot": self("机器人", "bot")
    case "system": self("系统", "system")
    case "any": self("任何人", "anyone")
    default: self("未知", "unknown")
    }
  }

  func reason(_ reason: RelatedMessage.Reason) -> String {
    switch reason {
    case .given: self("触发", "given")
    case .beforeSwing: self("下滑之前", "before the drop")
    case .asked: self("等待回复", "waiting")
    case .repeated: self("前一次", "said before")
    }
  }

  /// Why an occurrence is no hit.
  func suppression(_ why: Suppression) -> String {
    switch why {
    case .excused: self("放行", "excused")
    case .boundary: self("词界", "boundary")
    case .negated: self("否定", "negated")
    case .forbidden: self("禁止", "forbidden")
    case .quoted: self("引述", "quoted")
    case .asked: self("询问", "asked")
    case .given: self("客户给过", "given")
    }
  }

  /// What stands for a message without text.
  func kind(_ kind: MessageKind) -> String {
    switch kind {
    case .image: self("[图片]", "[image]")
    case .voice: self("[语音]", "[voice]")
    case .video: self("[视频]", "[video]")
    case .file: self("[文件]", "[file]")
    case .card: self("[卡片]", "[card]")
    case .emoji: self("[表情]", "[emoji]")
    case .link: self("[链接]", "[link]")
    case .transfer: self("[转接]", "[transfer]")
    case .join: self("[接入]", "[join]")
    case .close: self("[结束]", "[close]")
    case .invite: self("[邀评]", "[invitation to rate]")
    case .rating: self("[评价]", "[rating]")
    case .recall: self("[撤回]", "[recalled]")
    case .text, .system, .autoReply, .note: self("[空]", "[empty]")
    }
  }

  func partState(_ state: PartState.State) -> String {
    switch state {
    case .found: self("有", "found")
    case .missing: self("缺少", "missing")
    case .outOfOrder: self("次序不对", "out of order")
    }
  }
}
