internal import Zhijian

/// What the cells of tables say.
enum BusinessCell {
  /// An amount in hundredths of a yuan, such as `¥1,234.50`, `59元` or `-3`; a third decimal and more are rounded. Nil
  /// for anything else and for more than a hundred billion yuan.
  static func cents(_ text: String) -> Int64? {
    var digits: [UInt8] = []
    var isNegative = false
    for (place, scalar) in text.unicodeScalars.enumerated() {
      switch scalar {
      case "0"..."9", ".": digits.append(UInt8(truncatingIfNeeded: scalar.value))
      case "-" where place == 0: isNegative = true
      case "+" where place == 0, ",", "，", " ", "¥", "￥", "元", "\u{A0}": continue
      default: return nil
      }
    }
    let parts = digits.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !digits.isEmpty, digits != [0x2E], parts[0].count <= 11 else { return nil }
    var cents: Int64 = 0
    for digit in parts[0] { cents = cents * 10 + Int64(digit - 0x30) }
    cents *= 100
    if parts.count == 2 {
      let fraction = Array(parts[1])
      if let tenths = fraction.first { cents += Int64(tenths - 0x30) * 10 }
      if fraction.count > 1 { cents += Int64(fraction[1] - 0x30) }
      if fraction.count > 2, fraction[2] >= 0x35 { cents += 1 }
    }
    return isNegative ? -cents : cents
  }

  /// A number, or a percentage as a part of 1; nil for anything else.
  static func number(_ text: String) -> Double? {
    var body = text.filter { $0 != "," && !$0.isWhitespace }
    let isPercent = body.hasSuffix("%") || body.hasSuffix("％")
    if isPercent { body.removeLast() }
    for suffix in ["分", "秒", "天", "小时", "h", "s"] where body.hasSuffix(suffix) {
      body.removeLast(suffix.count)
      break
    }
    guard !body.isEmpty, body.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }),
      let number = Double(body), number.isFinite, abs(number) < 1e12
    else { return nil }
    return isPercent ? number / 100 : number
  }

  /// Whether a cell says yes or no; nil for anything else.
  static func flag(_ text: String) -> Bool? {
    switch TableColumn.normalised(text) {
    case "已解决", "解决", "是的", "有效", "成立", "通过", "已放弃", "resolved", "solved", "pass", "passed", "valid": true
    case "未解决", "无效", "不成立", "未通过", "不通过", "unresolved", "unsolved", "fail", "failed", "invalid": false
    default: TableWords.flag(text)
    }
  }

  /// A lead's opinion in points, 0…100: a number, or one of the words of appraisals.
  static func assessment(_ text: String) -> Double? {
    switch TableColumn.normalised(text) {
    case "优秀", "优": return 100
    case "良好", "良": return 80
    case "合格", "中", "一般": return 70
    case "待改进", "不合格", "差": return 50
    default:
      guard let points = number(text), (0...100).contains(points) else { return nil }
      return points
    }
  }

  /// Whether a cell says that there is nothing.
  static func isAbsent(_ text: String?) -> Bool {
    guard let text else { return true }
    return ["", "-", "--", "/", "—", "无", "null", "none", "n/a", "nan", "未评价"].contains(text.lowercased())
  }
}
