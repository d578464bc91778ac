// What the words of closed sets mean, for sets that are not an operator's own.

extension RuleVerb: ExplainedChoice {
  var meaning: LocalizedText {
    switch self {
    case .forbid: LocalizedText(zh: "禁止：条件成立就报告", en: "reports where the condition holds")
    case .require: LocalizedText(zh: "必须：窗口里条件不成立就报告", en: "reports each window in which the condition does not hold")
    case .credit: LocalizedText(zh: "表扬：条件成立就报告，可以加分", en: "reports where the condition holds, to the agent's credit")
    case .observe:
      LocalizedText(zh: "观察：条件成立就报告，不影响分数", en: "reports where the condition holds and leaves the score alone")
    }
  }
}

extension RuleSeverity: ExplainedChoice {
  var meaning: LocalizedText {
    switch self {
    case .critical: LocalizedText(zh: "致命", en: "a red line")
    case .major: LocalizedText(zh: "严重", en: "a serious fault")
    case .minor: LocalizedText(zh: "一般", en: "a small fault")
    case .info: LocalizedText(zh: "提示", en: "for information")
    }
  }
}

extension RuleStatus: ExplainedChoice {
  var meaning: LocalizedText {
    switch self {
    case .draft: LocalizedText(zh: "草稿：只报告，不计分", en: "reported, never scored")
    case .stable: LocalizedText(zh: "生效", en: "in force")
    case .retired: LocalizedText(zh: "停用：不载入", en: "not loaded")
    }
  }
}

extension RuleScore.Unit: ExplainedChoice {
  var meaning: LocalizedText {
    switch self {
    case .finding: LocalizedText(zh: "每条结果算一次", en: "once a finding")
    case .message: LocalizedText(zh: "每条消息算一次", en: "once a message")
    case .agent: LocalizedText(zh: "每个客服算一次", en: "once an agent")
    case .conversation: LocalizedText(zh: "每个会话算一次", en: "once a conversation")
    }
  }
}

extension RuleExample.Expectation: ExplainedChoice {
  var meaning: LocalizedText {
    switch self {
    case .finding: LocalizedText(zh: "应当报告", en: "is reported")
    case .clean: LocalizedText(zh: "不应当报告", en: "is not reported")
    case .notApplicable: LocalizedText(zh: "不适用", en: "does not apply")
    case .unknown: LocalizedText(zh: "判断不了", en: "cannot be told")
    case .knownGap: LocalizedText(zh: "应当报告但现在还做不到；只显示，不算失败", en: "is missed so far; shown, and no failure")
    }
  }
}

extension ScopeRole {
  var meaning: LocalizedText {
    switch self {
    case .agent: LocalizedText(zh: "客服", en: "agents")
    case .customer: LocalizedText(zh: "客户", en: "the customer")
    case .bot: LocalizedText(zh: "机器人", en: "bots")
    case .system: LocalizedText(zh: "系统", en: "the system")
    case .any: LocalizedText(zh: "谁都行", en: "anybody")
    }
  }
}

extension HiddenMessages {
  var meaning: LocalizedText {
    switch self {
    case .autoReply: LocalizedText(zh: "自动回复", en: "automatic replies")
    case .recalled: LocalizedText(zh: "撤回的消息", en: "recalled messages")
    case .note: LocalizedText(zh: "内部备注", en: "internal notes")
    }
  }
}

extension SegmentChoice {
  var meaning: LocalizedText {
    switch self {
    case .conversation: LocalizedText(zh: "整个会话", en: "the whole conversation")
    case .first: LocalizedText(zh: "只看第一段", en: "the first segment only")
    case .each: LocalizedText(zh: "每一段分别判断", en: "every segment by itself")
    }
  }
}

extension SubWindows {
  var meaning: LocalizedText {
    switch self {
    case .message: LocalizedText(zh: "每条消息", en: "each message")
    case .clause:
      LocalizedText(zh: "每个分句，以 ，。！？；…,!?; 或换行结束", en: "each clause, ended by ，。！？；…,!?; or a line end")
    }
  }
}

extension WordBoundary {
  var meaning: LocalizedText {
    switch self {
    case .inside:
      LocalizedText(zh: "没有词与命中交叉：“大麻”不命中“大麻烦”，“微信”命中“微信号”", en: "no word partially overlaps the hit")
    case .word: LocalizedText(zh: "两端都在词的边界：“SM”不命中“Smoking”", en: "both edges are word boundaries")
    case .any: LocalizedText(zh: "任意位置", en: "anywhere")
    }
  }
}

extension Fold: ExplainedChoice {
  var meaning: LocalizedText {
    switch self {
    case .width: LocalizedText(zh: "全角、带圈等形式", en: "full-width, circled and other forms")
    case .case: LocalizedText(zh: "大小写", en: "upper and lower case")
    case .script: LocalizedText(zh: "繁体和异体", en: "Traditional and variant characters")
    case .invisible: LocalizedText(zh: "零宽字符等看不见的", en: "what nobody sees")
    case .gap: LocalizedText(zh: "字与字之间的空格、标点、符号：加-微-信", en: "spaces and marks between characters")
    case .digits: LocalizedText(zh: "汉字数字写成阿拉伯数字：一三八", en: "digits of other scripts")
    case .repeat: LocalizedText(zh: "连着重复的字：加加加微信", en: "runs of one character")
    case .emoji: LocalizedText(zh: "代替字的表情和符号：➕V", en: "emoji and signs that stand for words")
    case .split: LocalizedText(zh: "拆开写的字：弓长", en: "characters written as their parts")
    case .lookalike: LocalizedText(zh: "形近字：徽信", en: "characters that look alike")
    case .pinyin: LocalizedText(zh: "拼音：jia微信", en: "pinyin")
    }
  }
}

extension PersonalDataKind: ExplainedChoice {
  var meaning: LocalizedText {
    switch self {
    case .phone: LocalizedText(zh: "手机号", en: "a mobile number")
    case .landline: LocalizedText(zh: "固定电话", en: "a fixed-line number")
    case .idCard: LocalizedText(zh: "身份证号", en: "an identity number")
    case .bankCard: LocalizedText(zh: "银行卡号", en: "a bank card number")
    case .order: LocalizedText(zh: "订单号、运单号", en: "the number of an order or parcel")
    case .email: LocalizedText(zh: "电子邮箱", en: "an e-mail address")
    case .plate: LocalizedText(zh: "车牌号", en: "a number plate")
    case .wechat: LocalizedText(zh: "微信号", en: "a WeChat id")
    case .qq: LocalizedText(zh: "QQ 号", en: "a QQ number")
    case .name: LocalizedText(zh: "姓名", en: "a person's name")
    case .address: LocalizedText(zh: "地址", en: "a postal address")
    case .url: LocalizedText(zh: "网址", en: "a web address")
    case .amount: LocalizedText(zh: "金额", en: "an amount of money")
    case .date: LocalizedText(zh: "日期和时间", en: "a day or time")
    }
  }
}
