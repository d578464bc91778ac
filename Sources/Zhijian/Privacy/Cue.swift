/// A word before a number that says what the number is.
struct Cue {
  enum Kind: Sendable, CaseIterable {
    case order, card, identityCard, telephone, wechat, qq, product
  }

  let kind: Kind
  /// Whether only linking words such as `号码是：` stand between the cue and the number.
  let isLinked: Bool
  /// Whether the link says that an identifier follows: `微信号abc`, `加微信abc`, but not `微信 abc`.
  let isExplicit: Bool

  /// Cues in Han, the longest first, by their last unit.
  static let han: [UInt16: [(word: [UInt16], kind: Kind)]] = {
    let rows: [(Kind, String)] = [
      (.order, "订单 这单 单子 订单编号 订单号 单号 运单 快递 物流 交易号 流水号 提货号 服务单 售后单 退货单 工单 包裹 運單 訂單 單號"),
      (
        .card,
        "卡号 卡里 银行卡 储蓄卡 信用卡 借记卡 账号 帐号 账户 帐户 汇款 转账 转帐 打款 打到 汇到 转到 开户 银行 工行 建行 农行 中行 招行 交行 邮储 "
          + "信用社 卡號 銀行卡 帳號"
      ),
      (.identityCard, "身份证 身份证号 证件 证件号 身份證"),
      (.telephone, "电话 手机 座机 固话 联系方式 传真 致电 拨打 電話 手機"),
      (
        .wechat,
        "微信 微信号 薇信 威信 维信 徽信 微❤ 薇❤ 威❤ v❤ V❤ 微： 微: 薇： 薇: v信 V信 Ｖ信 v芯 V芯 加微 加薇 加威 加徽 加卫星 微芯 加v信 我微 我薇 微❤️ 薇❤️ 绿泡泡 薇 加我 卫星 卫星号 威信号 围信 唯信 徵信"
      ),
      (.qq, "扣扣 抠抠 企鹅 球球 🐧 Q号 q号 蔻蔻 叩叩 ＱＱ"),
      (
        .product,
        "商品编号 商品编码 商品号 货号 型号 款号 编码 条码 条形码 序列号 批号 券号 券码 核销码 兑换码 验证码 取件码 提货码 优惠码 防伪码 机器码 税号 识别号 信用代码 发票代码 发票号码 版本 规格 串号 批次 库存"
      ),
    ]
    var table: [UInt16: [(word: [UInt16], kind: Kind)]] = [:]
    for (kind, words) in rows {
      for word in words.split(separator: " ").map({ Array($0.utf16) }) {
        if let last = word.last { table[last, default: []].append((word, kind)) }
      }
    }
    return table.mapValues { words in words.sorted { $0.word.count > $1.word.count } }
  }()

  /// Cues in letters, in lower case.
  static let latin: [String: Kind] = [
    "order": .order, "card": .card, "sfz": .identityCard, "tel": .telephone, "phone": .telephone,
    "mobile": .telephone, "mob": .telephone, "call": .telephone, "t": .telephone, "wx": .wechat, "vx": .wechat,
    "v": .wechat, "w": .wechat, "wechat": .wechat, "weixin": .wechat, "vxin": .wechat, "qq": .qq, "q": .qq,
    "sku": .product, "sn": .product, "imei": .product, "spu": .product,
  ]

  /// Units that may stand between a cue and its number.
  static let links = Set(" 　\t:：=＝是为為叫号號码碼，,、-－—~～→>＞「『“\"'(（我的加搜群就☞👉\u{fe0f}".utf16)
  /// Units that end what a cue explains.
  static let stops = Set("\n\r。！？!?;；[]【】*＊{}".utf16)
  /// Links that announce an identifier.
  static let explicitLinks = Set(":：=＝是为為叫号號码碼加搜群".utf16)
  /// What stands before a one-letter cue, as in `加v`.
  static let adding = Set("加+＋➕✚搜".utf16)
  /// What may stand between: `加下q`.
  static let addingWords = Set("下个我".utf16)
}

extension PersonalDataScanner {
  /// The nearest cue in the 16 units before `start`, after the last value and within the sentence.
  func cue(before start: Int) -> Cue? {
    var isLinked = true
    var isExplicit = false
    var position = start
    let limit = max(floor, start - 16)
    while position > limit {
      let last = unit(position - 1)
      if Cue.stops.contains(last) || isDigit(position - 1) { return nil }
      if isLetter(position - 1) {
        var first = position - 1
        while first > limit, isLetter(first - 1) { first -= 1 }
        let word = folded(TextRange(first, position))
        let isAdded = isAdded(before: first)
        if let kind = Cue.latin[word], word.utf8.count > 1 || isAdded || isAnnounced(first, position) {
          return Cue(kind: kind, isLinked: isLinked, isExplicit: isExplicit || isAdded)
        }
        if word == "id", Self.articles.contains([unit(first - 2), unit(first - 1)]) {
          return Cue(kind: .product, isLinked: isLinked, isExplicit: true)
        }
        // Q Q
        if word == "q", unit(first - 1) == 0x20, lowercased(first - 2) == 0x71, !isWord(first - 3) {
          return Cue(kind: .qq, isLinked: isLinked, isExplicit: isExplicit)
        }
        if word == "id" || word == "no" { isExplicit = true } else { isLinked = false }
        position = first
        continue
      }
      if let cue = hanCue(endingAt: position, limit: limit) {
        if cue.kind == .card, let owner = accountOwner(before: position - cue.count) {
          return Cue(kind: owner, isLinked: isLinked, isExplicit: true)
        }
        let isAdded = Cue.adding.contains(unit(position - cue.count - 1))
        return Cue(kind: cue.kind, isLinked: isLinked, isExplicit: isExplicit || isAdded || cue.isExplicit)
      }
      if !Cue.links.contains(last) { isLinked = false }
      if Cue.explicitLinks.contains(last) { isExplicit = true }
      position -= 1
    }
    return nil
  }

  /// Whether 加 or the like stands before a one-letter cue: 加v, 加下q, 加个v.
  private func isAdded(before start: Int) -> Bool {
    Cue.adding.contains(unit(start - 1))
      || Cue.addingWords.contains(unit(start - 1)) && Cue.adding.contains(unit(start - 2))
  }

  /// What the account is of where WeChat or QQ stands before 账号.
  private func accountOwner(before end: Int) -> Cue.Kind? {
    if let cue = hanCue(endingAt: end, limit: floor), cue.kind == .wechat || cue.kind == .qq { return cue.kind }
    return lowercased(end - 1) == 0x71 && lowercased(end - 2) == 0x71 ? .qq : nil
  }

  /// The kind of cue that follows a number or an id that ends at `end`: 是我微信, 这个QQ号, 加我微信.
  func cue(after end: Int) -> Cue.Kind? {
    var position = end
    let limit = min(units.count, end + 7)
    while position < limit {
      if matchesLatin("qq", at: position), !isWord(position - 1) || position == end { return .qq }
      if matchesLatin("wx", at: position) || matchesLatin("vx", at: position) { return .wechat }
      for (words, kind) in Self.trailingCues where words.contains(where: { matches($0, at: position) }) { return kind }
      guard Self.trailingLinks.contains(unit(position)) else { return nil }
      position += 1
    }
    return nil
  }

  private static let trailingCues: [([String], Cue.Kind)] = [
    (["微信", "薇信", "绿泡泡"], .wechat), (["扣扣", "企鹅号", "Q号"], .qq),
    (["订单", "快递单", "运单", "物流单", "单号", "这单"], .order), (["身份证", "证件"], .identityCard),
    (["电话", "座机", "固话"], .telephone), (["卡号", "银行卡"], .card),
  ]
  private static let trailingLinks = Set(" 　，,。是我的这个就们家那加号为你老婆公妈爸单位上注册用～~".utf16)

  /// 商品, 产品, 宝贝, 货品: whose id is no account.
  private static let articles: Set<[UInt16]> = Set(["商品", "产品", "宝贝", "货品"].map { Array($0.utf16) })

  private func hanCue(endingAt end: Int, limit: Int) -> (kind: Cue.Kind, count: Int, isExplicit: Bool)? {
    guard let cues = Cue.han[unit(end - 1)] else { return nil }
    for (word, kind) in cues where end - word.count >= limit {
      let start = end - word.count
      if word.indices.allSatisfy({ units[start + $0] == word[$0] }) {
        let isExplicit = Cue.adding.contains(word[0]) || Cue.explicitLinks.contains(unit(end - 1))
        return (kind, word.count, isExplicit)
      }
    }
    return nil
  }

  /// Whether a one-letter word is a cue by what follows it: `V：`, `Q号`.
  private func isAnnounced(_ first: Int, _ end: Int) -> Bool {
    let next = unit(end)
    return !isWord(first - 1)
      && (next == 0x3a || next == 0xff1a || next == 0x53f7 || next == 0x4fe1 || isPhoneStart(end))
  }

  /// Whether exactly the digits of a mobile number stand at `start`.
  func isPhoneStart(_ start: Int) -> Bool { ascii(start) == 0x31 && digitCount(at: start) == 11 }
}
