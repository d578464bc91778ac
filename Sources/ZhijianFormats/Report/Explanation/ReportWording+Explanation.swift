internal import Zhijian

/// The words of explanations.
extension ReportWording {
  func mark(_ state: RuleResult) -> String {
    switch state {
    case .hit: "✓"
    case .noHit: "✗"
    case .notApplicable: "–"
    case .unknown, .pending: "?"
    case .error: "!"
    }
  }

  /// What a condition says of its messages.
  func state(_ state: RuleResult) -> String {
    switch state {
    case .hit: self("成立", "holds")
    case .noHit: self("不成立", "does not hold")
    case .notApplicable: self("不适用", "not applicable")
    case .unknown: self("判断不了", "cannot be told")
    case .pending: self("待定", "pending")
    case .error: self("出错", "error")
    }
  }

  func verb(_ verb: RuleVerb) -> String {
    switch verb {
    case .forbid: self("禁止（出现就报告）", "forbid (reported where it occurs)")
    case .require: self("必须（没有就报告）", "require (reported where it is missing)")
    case .credit: self("表扬（出现就加分）", "credit (awarded where it occurs)")
    case .observe: self("观察（出现就记录）", "observe (noted where it occurs)")
    }
  }

  func status(_ status: RuleStatus) -> String {
    switch status {
    case .draft: self("草稿", "draft")
    case .stable: self("生效", "stable")
    case .retired: self("停用", "retired")
    }
  }

  /// What a rule's score does; nil where it does nothing.
  func points(_ score: RuleScore) -> String? {
    let unit =
      switch score.unit {
      case .finding: self("每条结果", "a finding")
      case .message: self("每条消息", "a message")
      case .agent: self("每个客服", "an agent")
      case .conversation: self("每个会话", "a conversation")
      }
    switch score.effect {
    case .none: return nil
    case .deduct(let points):
      let text = DecimalText.shortest(points, places: 2)
      return self("\(unit)扣 \(text) 分", "-\(text) \(unit)")
    case .award(let points):
      let text = DecimalText.shortest(points, places: 2)
      return self("\(unit)加 \(text) 分", "+\(text) \(unit)")
    case .autoFail: return self("一票否决", "auto-fail")
    }
  }

  func filter(_ key: String) -> String {
    switch key {
    case "platform": self("平台", "platform")
    case "shop": self("店铺", "shop")
    case "group": self("客服组", "group")
    case "field": self("字段", "field")
    case "date": self("日期", "date")
    case "weekday": self("星期", "weekday")
    default: self("时段", "hours")
    }
  }

  /// Why there was nothing to look at.
  func emptiness(_ emptiness: ConditionExplanation.Emptiness, role: String) -> String {
    let who = self.role(role)
    switch emptiness {
    case .silentRole: return self("没有消息可看，\(who)在整个会话里没说过话", "nothing to look at: \(who) never speaks")
    case .silentThere: return self("没有消息可看，\(who)在这里没说话", "nothing to look at: \(who) does not speak there")
    case .otherPositions:
      return self("没有消息可看，\(who)的消息不在要看的位置", "nothing to look at: \(who) speaks at other positions")
    case .otherTimes:
      return self("没有消息可看，\(who)的消息不在要看的时间里", "nothing to look at: \(who) speaks at other times")
    case .missingTimes: return self("缺时间，不知道该看哪些消息", "times are missing: it is not known where to look")
    case .missingAnchor: return self("要定位的标签没有命中，没有地方可看", "the label to hang on was not hit")
    }
  }

  /// Why an occurrence is no hit, as a sentence.
  func sentence(_ why: Suppression) -> String {
    switch why {
    case .excused: self("被放行的说法盖住", "an allow-phrase covers it")
    case .boundary: self("切在别的词里，不是这个词", "it cuts through other words")
    case .negated: self("是否定的说法", "it is negated")
    case .forbidden: self("是劝阻、禁止的说法", "it is a warning against it")
    case .quoted: self("是引述别人的话", "it is quoted")
    case .asked: self("是在询问", "it is asked")
    case .given: self("客户自己前面给过", "the customer gave it before")
    }
  }

  func fold(_ fold: Fold) -> String {
    switch fold {
    case .width: self("全角", "width")
    case .case: self("大小写", "case")
    case .script: self("繁体", "script")
    case .invisible: self("看不见的字符", "invisible characters")
    case .gap: self("字间夹了符号", "gaps between characters")
    case .digits: self("汉字数字", "digits")
    case .repeat: self("重复的字", "repeated characters")
    case .emoji: self("表情代字", "emoji")
    case .split: self("拆开写的字", "split characters")
    case .lookalike: self("形近字", "lookalikes")
    case .pinyin: self("拼音", "pinyin")
    }
  }

  func owner(_ owner: RuleExplanation.Owner) -> String {
    let place = owner.message.map { "#\($0)" } ?? ""
    switch owner.reason {
    case .sender: return self("\(place) 是本人发的", "who sent \(place)")
    case .inCharge: return self("\(place) 时由其接待", "in charge at \(place)")
    case .windowClosed: return self("要看的范围到 \(place) 为止，当时由其接待", "in charge at \(place), where the window ends")
    case .named: return self("这个算子认定的人（如那一轮的接待人）", "whom the operator names, such as the round's agent")
    }
  }

  func searched(_ searched: SearchedWindow) -> String {
    let role = self.role(searched.role)
    guard let from = searched.from, let to = searched.to, searched.messages > 0 else {
      return self("\(role)没有消息", "no message of \(role)")
    }
    let place = from == to ? "#\(from)" : "#\(from)–#\(to)"
    return self(
      "在\(role)的 \(searched.messages) 条消息（\(place)）里没有找到",
      "not found in \(count(searched.messages, "message")) of \(role) (\(place))")
  }

  func ledger(_ kind: LedgerLine.Kind) -> String {
    switch kind {
    case .base: self("基础分", "base")
    case .deduct: self("扣", "deducted")
    case .award: self("加", "awarded")
    case .cap: self("封顶", "cap")
    case .floor: self("下限", "floor")
    case .autoFail: self("一票否决", "auto-fail")
    case .sentiment: self("情绪", "sentiment")
    case .metric: self("指标", "metric")
    case .renormalise: self("重新折算", "renormalised")
    case .rounding: self("取整", "rounding")
    }
  }
}
