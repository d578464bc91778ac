/// The levels of an address, from the province down to the room; a level has a name or number and a suffix.
enum AddressLevel: Int, Comparable {
  case province = 1
  case city, district, township, village, road, lane, number, estate, building, entrance, floor, room

  static func < (left: AddressLevel, right: AddressLevel) -> Bool { left.rawValue < right.rawValue }
}

enum AddressLevels {
  /// The province and the city at the start of `address`, or nothing.
  static func region(of address: [UInt16]) -> [UInt16] {
    let scanner = PersonalDataScanner(units: address, reportsWebAddresses: false)
    return Array(address.prefix(scanner.regionEnd(from: 0).end))
  }
}

extension PersonalDataScanner {
  /// The end of the province and city that begin at `start`, and their levels; `start` if there are none.
  func regionEnd(from start: Int) -> (end: Int, levels: [AddressLevel]) {
    var end = start
    var levels: [AddressLevel] = []
    if let next = divisionEnd(AdministrativeDivisions.municipalities, AdministrativeDivisions.provinceSuffixes, at: end)
    {
      return (next, [.city])
    }
    if let next = divisionEnd(AdministrativeDivisions.provinces, AdministrativeDivisions.provinceSuffixes, at: end) {
      levels.append(.province)
      end = next
    }
    let cityStart = levels.isEmpty ? end : skippingSpaces(from: end)
    if let next = divisionEnd(AdministrativeDivisions.cities, AdministrativeDivisions.citySuffixes, at: cityStart) {
      return (next, levels + [.city])
    }
    // An autonomous prefecture, or a city that is not in the table.
    for length in 1...9 where isHan(cityStart + length - 1) {
      let suffix = cityStart + length
      if matches("自治州", at: suffix) { return (suffix + 3, levels + [.city]) }
      let isCity = unit(suffix) == 0x5e02 && length >= 2 && length <= 5
      if isCity, !levels.isEmpty || isCityName(endingAt: suffix) { return (suffix + 1, levels + [.city]) }
      if Self.levelEnds.contains(unit(suffix)) || !isHan(suffix) { break }
    }
    return (end, levels)
  }

  /// The end of a division's name and suffix at `start`; nil too where the name is that of a street or district.
  private func divisionEnd(_ names: [UInt16: [[UInt16]]], _ suffixes: [String], at start: Int) -> Int? {
    for name in names[unit(start)] ?? [] where name.indices.allSatisfy({ unit(start + $0) == name[$0] }) {
      let end = start + name.count
      for suffix in suffixes where matches(suffix, at: end) { return end + suffix.utf16.count }
      let next = Self.directions.contains(unit(end)) ? end + 1 : end
      return Self.levelEnds.contains(unit(next)) || matches("大道", at: next) ? nil : end
    }
    return nil
  }

  /// Whether 市 at `suffix` ends the name of a city and not a word such as 超市.
  func isCityName(endingAt suffix: Int) -> Bool {
    !Self.beforeMarkets.contains(unit(suffix - 1)) && !Self.afterMarkets.contains(unit(suffix + 1))
  }

  /// The level whose suffix begins at `offset` of a component that begins at `start`, and where the suffix ends.
  func addressLevel(at offset: Int, componentStart start: Int) -> (level: AddressLevel, end: Int)? {
    for (suffix, level) in Self.longSuffixes[unit(offset)] ?? [] where matches(suffix, at: offset) && offset > start {
      if level == .building || level == .entrance, !isNumeral(offset - 1) { continue }
      // 转运中心, 服务中心: a carrier's or a shop's, nobody's address.
      if suffix == "中心", Self.beforeCarrierCentres.contains([unit(offset - 2), unit(offset - 1)]) { return nil }
      return (level, offset + suffix.utf16.count)
    }
    guard offset > start else { return nil }
    let before = unit(offset - 1)
    let after = unit(offset + 1)
    switch unit(offset) {
    case 0x7701: return (.province, offset + 1)  // 省
    case 0x5e02: return isCityName(endingAt: offset) ? (.city, offset + 1) : nil
    case 0x533a:  // 区
      if Self.afterSections.contains(after) { return nil }
      return (before == 0x5c0f || Self.beforeEstateSections.contains(before) ? .estate : .district, offset + 1)
    case 0x53bf, 0x7e23, 0x65d7: return (.district, offset + 1)  // 县 旗
    case 0x9547, 0x4e61: return (.township, offset + 1)  // 镇 乡
    case 0x6751:  // 村, but not that of 杨村镇
      return [0x9547, 0x4e61, 0x8857, 0x8def].contains(after) ? nil : (.village, offset + 1)
    case 0x7ec4, 0x961f: return isNumeral(offset - 1) ? (.lane, offset + 1) : nil  // 组 队
    case 0x8def:  // 路
      return [0x7531, 0x4e0a, 0x8fc7, 0x7ebf, 0x5f84, 0x4eba].contains(after) ? nil : (.road, offset + 1)
    case 0x8857: return (.road, offset + 1)  // 街
    case 0x5df7, 0x5f04: return (.lane, offset + 1)  // 巷 弄
    case 0x9053: return isDigit(offset + 1) ? (.road, offset + 1) : nil  // 道
    case 0x53f7, 0x865f:  // 号
      return isNumeral(offset - 1) && after != 0x7ebf && isHouseNumber(endingAt: offset, start)
        ? (.number, offset + 1) : nil
    case 0x680b, 0x5e62, 0x5ea7: return isNumeral(offset - 1) ? (.building, offset + 1) : nil  // 栋 幢 座
    case 0x697c, 0x5c42, 0x6a13: return isNumeral(offset - 1) ? (.floor, offset + 1) : nil  // 楼 层
    case 0x5ba4, 0x6237, 0x623f: return isNumeral(offset - 1) ? (.room, offset + 1) : nil  // 室 户 房
    case 0x82d1, 0x56ed, 0x57ce, 0x5e9c, 0x90b8, 0x5ead, 0x8f69, 0x9662, 0x5382, 0x5e84, 0x53a6:
      // 苑 园 城 府 邸 庭 轩 院 厂 庄 厦 end the name of an estate where a number follows
      return isNumeral(offset + 1) && offset - start >= 2 ? (.estate, offset + 1) : nil
    default: return nil
    }
  }

  /// Whether a digit, a Han numeral or a letter stands at `offset`, which number buildings.
  func isNumeral(_ offset: Int) -> Bool {
    isDigit(offset) || isLetter(offset) || isLooseDigit(offset) || unit(offset) == 0x5341
  }

  /// Whether the number before 号 is no day of a month and no ordinal.
  private func isHouseNumber(endingAt end: Int, _ start: Int) -> Bool {
    var first = end
    while first > start, end - first < 8, isNumeral(first - 1) || ascii(first - 1) == 0x2d { first -= 1 }
    return ![0x6708, 0x7b2c, 0x5e74, 0x5230, 0x5468].contains(unit(first - 1))
  }

  /// The units that end the names of levels above the house.
  static let levelEnds = Set("省市区县旗镇乡村路街巷弄道".utf16)
  private static let directions = Set("东西南北中一二三四五六".utf16)
  private static let beforeMarkets = Set("超城上门股菜夜都开收".utf16)
  private static let afterMarkets = Set("场面民值价".utf16)
  private static let afterSections = Set("别间分域块".utf16)
  private static let beforeEstateSections = Set("校厂库院生活".utf16)
  private static let beforeCarrierCentres: Set<[UInt16]> = Set(
    ["转运", "分拨", "集散", "分拣", "处理", "配送", "操作", "服务", "客服", "售后", "维修", "体验", "运营", "仓储", "物流"].map {
      Array($0.utf16)
    })
  private static let longSuffixes: [UInt16: [(String, AddressLevel)]] = {
    let rows: [(AddressLevel, [String])] = [
      (.township, ["街道办事处", "街道", "苏木"]), (.village, ["社区", "居委会"]), (.road, ["大道"]), (.lane, ["胡同"]),
      (
        .estate,
        [
          "小区", "花园", "公寓", "大厦", "广场", "中心", "家园", "山庄", "大学", "学院", "中学", "小学", "医院", "公司", "工业园", "科技园",
          "产业园", "新城", "新村", "名邸", "号院", "宿舍",
        ]
      ),
      (.building, ["号楼", "號樓"]), (.entrance, ["单元", "單元"]),
    ]
    var table: [UInt16: [(String, AddressLevel)]] = [:]
    for (level, suffixes) in rows {
      for suffix in suffixes { table[suffix.utf16.first ?? 0, default: []].append((suffix, level)) }
    }
    return table
  }()
}
