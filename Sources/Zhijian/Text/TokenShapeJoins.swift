/// Joins tokens that are one thing but that no list can hold: digits with their unit, and names of persons behind a cue.
///
/// It works on finished tokens, so it can only take a boundary away, never move one: 5元素 stays 5 元素, because no
/// token ends behind 元.
struct TokenJoins {
  let units: [UInt16]
  let tokens: [Token]
  /// The tokens of the joined things, by the index of the first: the index behind the last, and the kind.
  private var joins: [(first: Int, end: Int, kind: TokenKind)] = []

  /// The tokens with everything joined that belongs together.
  static func join(_ tokens: inout [Token], of units: [UInt16]) {
    var found = TokenJoins(units: units, tokens: tokens)
    found.search()
    guard !found.joins.isEmpty else { return }
    tokens = found.joined()
  }

  /// Whether a text with this unit may have something to join: the last digit of a quantity, or the end of a cue.
  static func mayJoin(_ unit: UInt16) -> Bool { isDigit(unit) || cueEnds.contains(unit) }

  private init(units: [UInt16], tokens: [Token]) {
    self.units = units
    self.tokens = tokens
  }

  private mutating func search() {
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      if token.kind == .number, let end = endOfQuantity(at: index) {
        joins.append((index, end, .number))
        index = end
      } else if token.kind == .word, let name = name(behind: index) {
        if name.count > 1 { joins.append((name.lowerBound, name.upperBound, .word)) }
        index = name.upperBound
      } else {
        index += 1
      }
    }
  }

  private func joined() -> [Token] {
    var result: [Token] = []
    result.reserveCapacity(tokens.count)
    var at = 0
    for join in joins {
      result.append(contentsOf: tokens[at..<join.first])
      result.append(
        Token(start: tokens[join.first].start, end: tokens[join.end - 1].end, kind: join.kind, origin: .rule))
      at = join.end
    }
    result.append(contentsOf: tokens[at...])
    return result
  }

  /// The unit at a position, 0 outside of the text.
  func unit(_ position: Int) -> UInt16 { units.indices.contains(position) ? units[position] : 0 }

  /// The index of the first token at or behind `index` that starts at or behind `position`, if it starts right there or the text
  /// ends there; nil if a token lies across.
  func token(startingAt position: Int, from index: Int) -> Int? {
    var index = index
    while index < tokens.count, Int(tokens[index].start) < position { index += 1 }
    if index == tokens.count { return position == units.count ? index : nil }
    return Int(tokens[index].start) == position ? index : nil
  }
}

extension TokenJoins {
  /// The index behind a number and its unit: 24小时, 3个月, 10万元.
  private func endOfQuantity(at index: Int) -> Int? {
    let start = Int(tokens[index].end)
    // A percentage has its unit.
    guard let last = start > 0 ? unit(start - 1) : nil, Self.isDigit(last) else { return nil }
    var at = start
    while Self.multipliers.contains(unit(at)) { at += 1 }
    let unitStart = at
    for length in QuantityUnits.lengths(at: unitStart, of: units).reversed() {
      // 1对1 and 10比8 are no quantities of one thing.
      if Self.isDigit(unit(unitStart + length)), QuantityUnits.ratios.contains(unit(unitStart)) { continue }
      if let end = token(startingAt: unitStart + length, from: index + 1) { return end }
    }
    guard unitStart > start else { return nil }
    return token(startingAt: unitStart, from: index + 1)
  }

  private static let multipliers = Set("百千万萬亿億".utf16)

  private static func isDigit(_ unit: UInt16) -> Bool {
    unit >= 0x30 && unit <= 0x39 || unit >= 0xFF10 && unit <= 0xFF19
  }
}

/// What stands behind digits and makes one token with them.
enum QuantityUnits {
  /// The lengths of the units that start at a position, the shortest first.
  static func lengths(at start: Int, of units: [UInt16]) -> [Int] {
    guard start < units.count, firsts.contains(units[start]) else { return [] }
    var key: UInt64 = 0
    var lengths: [Int] = []
    for end in start..<min(start + longest, units.count) {
      key = key << 16 | UInt64(units[end])
      if all.contains(key) { lengths.append(end - start + 1) }
    }
    return lengths
  }

  private static let longest = 4
  private static let words = table.split(whereSeparator: \.isWhitespace).map { Array($0.utf16) }
  private static let firsts = Set(words.compactMap(\.first))
  /// Each unit as one number: of 16 bits a character.
  private static let all = Set(words.map { $0.reduce(UInt64(0)) { $0 << 16 | UInt64($1) } })

  /// Units that also stand between two numbers.
  static let ratios = Set("对比".utf16)

  private static let table = """
    秒 秒钟 分 分钟 刻钟 点 点钟 时 小时 钟头 天 日 号 周 星期 礼拜 个月 月 月份 季度 年 周年 年代 世纪 岁 周岁 個月 小時 分鐘 歲 週 點 號 個 元 块 块钱 元钱 角 毛 毛钱 分钱 美元 美金
    欧元 日元 港币 港元 台币 塊 塊錢 刀 斤 公斤 千克 克 毫克 吨 两 磅 盎司 米 厘米 毫米 分米 公分 公里 千米 里 英寸 寸 尺 英尺 平 平方 平方米 平米 立方 立方米 亩 升 毫升 公升 度 摄氏度 瓦
    千瓦 伏 安 毫安 毫安时 安时 赫兹 兆 像素 匹 折 码 倍 成 级 档 星 分贝 卡路里 大卡 千卡 个 個 只 隻 件 件套 套 双 雙 对 条 條 包 袋 盒 箱 瓶 罐 桶 支 枝 根 片 块装 张 張 本 册 台
    臺 部 把 顶 副 枚 粒 颗 颗装 卷 捆 束 盆 株 棵 盏 床 幅 面 层 層 组 組 份 单 單 笔 筆 次 回 遍 趟 期 款 种 種 页 頁 步 集 口 杯 碗 盘 瓣 滴 抽 个装 片装 支装 瓶装 袋装
    盒装 斤装 只装 粒装 抽装 号线 位数
    """
}
