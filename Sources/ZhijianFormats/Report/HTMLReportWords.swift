import Zhijian

/// The words of the page for the values of the analyzer.
extension HTMLReportContext {
  func word(_ severity: RuleSeverity) -> String { ReportWording(language: options.language).severity(severity) }

  func word(_ verb: RuleVerb) -> String {
    switch verb {
    case .forbid: say("禁止", "forbid")
    case .require: say("必须", "require")
    case .credit: say("加分", "credit")
    case .observe: say("观察", "observe")
    }
  }

  func word(_ result: RuleResult) -> String {
    switch result {
    case .hit: say("有问题项", "hit")
    case .noHit: say("无问题项", "no hit")
    case .notApplicable: say("不适用", "not applicable")
    case .unknown: say("无法判断", "unknown")
    case .error: say("规则出错", "error")
    case .pending: say("未决", "pending")
    }
  }

  /// Who decided so of a finding, why and until when.
  func sentence(_ decision: FindingDecision) -> String {
    ReportWording(language: options.language).sentence(decision)
  }

  /// Why a finding does not count, or that it is known already; nil for an open one.
  func word(_ state: Finding.State) -> String? {
    switch state {
    case .open: nil
    case .baseline: say("存量问题", "baseline")
    case .suppressed: say("已豁免，不计分", "suppressed, not scored")
    case .overturned: say("改判，不计分", "overturned, not scored")
    }
  }

  func word(_ role: Role) -> String {
    switch role {
    case .customer: say("客户", "customer")
    case .agent: say("客服", "agent")
    case .bot: say("机器人", "bot")
    case .system: say("系统", "system")
    case .unknown: say("未知", "unknown")
    }
  }

  /// The role that a search was limited to, as rules name it.
  func word(searchedRole: String) -> String {
    searchedRole == "any" ? "" : Role(rawValue: searchedRole).map(word) ?? searchedRole
  }

  /// The label of a message that is more than text; nil for text.
  func label(_ kind: MessageKind) -> String? {
    switch kind {
    case .text, .emoji, .autoReply, .system: nil
    case .image: say("图片", "image")
    case .voice: say("语音", "voice")
    case .video: say("视频", "video")
    case .file: say("文件", "file")
    case .card: say("卡片", "card")
    case .link: say("链接", "link")
    case .recall: say("撤回", "recall")
    case .join: say("进入会话", "joined")
    case .transfer: say("转接", "transfer")
    case .close: say("会话结束", "closed")
    case .invite: say("邀请评价", "rating invited")
    case .rating: say("评价", "rating")
    case .note: say("内部备注", "note")
    }
  }

  func word(_ emotion: Emotion) -> String {
    switch emotion {
    case .anger: say("愤怒", "anger")
    case .anxiety: say("焦急", "anxiety")
    case .disappointment: say("失望", "disappointment")
    case .sadness: say("难过", "sadness")
    case .dissatisfaction: say("不满", "dissatisfaction")
    case .gratitude: say("感谢", "gratitude")
    case .satisfaction: say("满意", "satisfaction")
    }
  }

  func word(_ kind: SentimentPart.Kind) -> String {
    switch kind {
    case .entry: say("情绪词", "entry")
    case .negation: say("否定", "negation")
    case .degree: say("程度", "degree")
    case .question: say("疑问", "question")
    case .punctuation: say("标点", "punctuation")
    case .emoji: say("表情", "emoji")
    case .contrast: say("转折", "contrast")
    case .context: say("上下文", "context")
    case .repetition: say("重复", "repetition")
    case .neutral: say("中性", "neutral")
    case .cue: say("线索", "cue")
    case .clamp: say("限幅", "limit")
    }
  }

  func word(_ reason: RelatedMessage.Reason) -> String {
    switch reason {
    case .given: say("前提", "precondition")
    case .beforeSwing: say("情绪变化前的客服消息", "agent's line before the change")
    case .asked: say("等待的起点", "where the wait began")
    case .repeated: say("此前相同的消息", "the earlier copy")
    }
  }

  func word(_ state: PartState.State) -> String {
    switch state {
    case .found: say("有", "found")
    case .missing: say("缺", "missing")
    case .outOfOrder: say("顺序不对", "out of order")
    }
  }

  func word(_ fold: Fold) -> String {
    switch fold {
    case .width: say("全半角", "width")
    case .case: say("大小写", "case")
    case .script: say("繁简", "script")
    case .invisible: say("不可见字符", "invisible characters")
    case .gap: say("插入符号", "gaps")
    case .digits: say("数字写法", "digits")
    case .repeat: say("重复字", "repetition")
    case .emoji: say("表情代字", "emoji")
    case .split: say("拆字", "split characters")
    case .lookalike: say("形近字", "look-alikes")
    case .pinyin: say("谐音", "homophones")
    }
  }

  func word(_ kind: LedgerLine.Kind) -> String { ReportWording(language: options.language).word(kind) }

  func word(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: say("错误", "error")
    case .warning: say("警告", "warning")
    case .note: say("说明", "note")
    }
  }
}
