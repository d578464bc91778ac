/// A text as the scanner reads it: without invisible units, Traditional characters as Simplified ones.
///
/// Only characters that addresses, names, plates and cues are made of are folded; folding is one for one.
struct PreparedUnits {
  let units: [UInt16]
  /// The units before folding; what is kept of a name is kept as it was written.
  let written: [UInt16]
  /// Where each unit stood, and the end of the text; nil where nothing was left out.
  private let places: [Int]?

  init(_ units: [UInt16]) {
    let isPlain = units.withUnsafeBufferPointer { units in
      // Safe: the table has a place for each of the 65,536 units.
      UnitClasses.table.withUnsafeBufferPointer { table in
        units.allSatisfy { table[Int($0)] & UnitClasses.prepared.rawValue == 0 }
      }
    }
    guard !isPlain else {
      (self.units, written, places) = (units, units, nil)
      return
    }
    var kept: [UInt16] = []
    var places: [Int] = []
    for (place, unit) in units.enumerated() where !Self.invisible.contains(unit) {
      kept.append(unit)
      places.append(place)
    }
    places.append(units.count)
    written = kept
    self.units = kept.map { Self.simplified[$0] ?? $0 }
    self.places = places
  }

  /// The range of the text for one of the prepared units: without invisible units at its ends.
  func range(_ range: TextRange) -> TextRange {
    guard let places, range.lower >= 0, range.upper < places.count, range.lower < range.upper else { return range }
    return TextRange(places[range.lower], places[range.upper - 1] + 1)
  }

  /// Units that show nothing; those of keycaps are none of them.
  static let invisible: Set<UInt16> = [
    0xad, 0x034f, 0x061c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
    0x2060,
    0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff,
  ]

  static let simplified: [UInt16: UInt16] = {
    let pairs = """
      廣广東东龍龙遼辽寧宁蘇苏雲云貴贵陝陕魯鲁贛赣晉晋瓊琼滬沪閩闽臺台灣湾縣县區区鎮镇鄉乡號号樓楼棟栋單单門门園园莊庄訂订運运證证碼码賬账帳帐戶户
      開开銀银聯联繫系電电話话機机車车郵邮貨货簽签實实張张劉刘陳陈楊杨趙赵黃黄吳吴孫孙馬马羅罗鄭郑謝谢韓韩馮冯許许鄧邓蕭萧呂吕盧卢蔣蒋賈贾葉叶閻阎
      鐘钟鍾钟陸陆譚谭鄒邹錢钱湯汤賴赖龐庞顏颜嚴严畢毕聶聂齊齐關关費费紀纪歐欧項项衛卫陽阳漢汉長长濟济煙烟濰潍無无錫锡連连鹽盐揚扬紹绍興兴麗丽蕪芜
      銅铜廈厦巖岩貢贡瀘泸綿绵樂乐賓宾達达資资遵遵義义節节蘭兰張张慶庆隴陇烏乌爾尔濱滨雞鸡鶴鹤鴨鸭綏绥順顺撫抚錦锦營营盤盘鐵铁嶺岭蘆芦圖图邊边滄沧
      鄲郸陰阴臨临萬万賢贤灘滩溝沟場场廠厂蓮莲華华國国際际學学層层組组隊队條条鋪铺寶宝轉转幣币債债購购買买賣卖環环橋桥鳳凤鴻鸿濃浓豐丰綠绿藍蓝紅红
      維维騰腾誠诚樺桦莉莉軒轩韻韵麥麦駐驻館馆廳厅塔塔聖圣廟庙壩坝塘塘嶽岳勝胜
      """
    var table: [UInt16: UInt16] = [:]
    let units = Array(pairs.utf16.filter { $0 > 0x20 })
    for place in stride(from: 0, to: units.count - 1, by: 2) where units[place] != units[place + 1] {
      table[units[place]] = units[place + 1]
    }
    return table
  }()
}
