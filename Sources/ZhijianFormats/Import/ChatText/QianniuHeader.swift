internal import Zhijian

/// A line above a message: who sent it and when, as in `店铺:子账号 2026-8-26 11:01:00` or
/// `昵称 --> 店铺:子账号 2026-8-26 11:00:00`.
struct QianniuHeader: Equatable {
  /// The name in front, with a half-width colon.
  var sender: String
  /// The name behind the arrow.
  var recipient: String?
  var at: Timestamp
  /// Whether the other side has read it, where the line says so.
  var isRead: Bool?
  /// Words behind the time on the same line.
  var text: String?

  /// Whether `sender` is an account of a shop.
  var isAccount: Bool { Self.account(sender) != nil }

  /// The shop and the name within it of `店铺:子账号`.
  static func account(_ name: String) -> (shop: String, member: String)? {
    guard let colon = name.utf8.firstIndex(of: 0x3A) else { return nil }
    let shop = String(name[..<colon])
    let member = String(name[name.utf8.index(after: colon)...])
    return shop.isEmpty || member.isEmpty || member.utf8.contains(0x3A) ? nil : (shop, member)
  }

  /// The header that `line` is; nil where it cannot be one.
  init?(_ line: String, times: TimeReader) {
    let utf8 = Array(line.utf8)
    guard utf8.count <= 400, utf8.contains(0x3A) || line.has("：") else { return nil }
    guard let range = Self.time(in: utf8, times: times) else { return nil }
    at = range.instant
    var name = Self.trimmed(String(decoding: utf8[..<range.start], as: UTF8.self))
    let rest = Self.trimmed(String(decoding: utf8[range.end...], as: UTF8.self))
    if let status = Self.status(rest) {
      isRead = status
    } else if !rest.isEmpty {
      text = rest
    }
    for arrow in ["-->", "->", "→", "——>", "－－>"] {
      guard let found = name.firstRange(of: arrow) else { continue }
      let right = Self.trimmed(String(name[found.upperBound...]))
      name = Self.trimmed(String(name[..<found.lowerBound]))
      recipient = Self.normalised(right)
      guard Self.isName(right) else { return nil }
      break
    }
    guard Self.isName(name) else { return nil }
    sender = Self.normalised(name)
    // With words behind the time only the sure shapes count: a plain name may be a sentence.
    if text != nil, recipient == nil, !isAccount { return nil }
    if recipient == nil, !isAccount, name.utf8.contains(0x3A) || name.has("：") { return nil }
  }

  /// Whether a line is no header only because its time cannot be.
  static func hasBrokenTime(_ line: String, times: TimeReader) -> Bool {
    let utf8 = Array(line.utf8)
    guard utf8.count <= 400, let last = utf8.last, (0x30...0x39).contains(last) else { return false }
    let shape = /\d{4}[-\/.]\d{1,2}[-\/.]\d{1,2} +\d{1,2}:\d{1,2}(?::\d{1,2})?$/
    guard let date = line.firstMatch(of: shape) else { return false }
    let reading = Array(date.output.utf8).withUnsafeBufferPointer { times.read($0) }
    if case .instant = reading { return false }
    let name = trimmed(String(line[..<date.range.lowerBound]))
    return name.contains("-->") || account(normalised(name)) != nil
  }

  /// 已读 and 未读 standing alone.
  static func status(_ text: String) -> Bool? {
    switch text {
    case "已读", "[已读]", "(已读)", "（已读）": true
    case "未读", "[未读]", "(未读)", "（未读）": false
    default: nil
    }
  }

  private static func time(in utf8: [UInt8], times: TimeReader) -> (start: Int, end: Int, instant: Timestamp)? {
    func isDigit(_ index: Int) -> Bool {
      index >= 0 && index < utf8.count && utf8[index] >= 0x30 && utf8[index] <= 0x39
    }
    var start = utf8.count - 8
    while start >= 1 {
      defer { start -= 1 }
      guard isDigit(start), isDigit(start + 1), isDigit(start + 2), isDigit(start + 3), !isDigit(start + 4) else {
        continue
      }
      guard let end = timeEnd(utf8, from: start), end - start >= 12 else { continue }
      let reading = utf8[start..<end].withUnsafeBufferPointer { times.read($0) }
      if case .instant(let instant) = reading { return (start, end, instant) }
    }
    return nil
  }

  /// Where the characters that a time can have end: digits, separators, single spaces and 年月日.
  private static func timeEnd(_ utf8: [UInt8], from start: Int) -> Int? {
    var index = start
    var colons = 0
    var lastDigit = start
    while index < utf8.count {
      switch utf8[index] {
      case 0x30...0x39: lastDigit = index
      case 0x3A: colons += 1
      case 0x2D, 0x2F, 0x2E: guard colons == 0 else { return lastDigit + 1 }
      case 0x20: guard colons == 0 else { return lastDigit + 1 }
      case 0xE5 where index + 2 < utf8.count && utf8[index + 1] == 0xB9 && utf8[index + 2] == 0xB4: index += 2
      case 0xE6 where index + 2 < utf8.count && utf8[index + 1] == 0x9C && utf8[index + 2] == 0x88: index += 2
      case 0xE6 where index + 2 < utf8.count && utf8[index + 1] == 0x97 && utf8[index + 2] == 0xA5: index += 2
      default: return colons > 0 ? lastDigit + 1 : nil
      }
      index += 1
    }
    return colons > 0 ? lastDigit + 1 : nil
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = Substring(text).unicodeScalars
    while let last = scalars.last, last.properties.isWhitespace || "(（[【".unicodeScalars.contains(last) {
      scalars.removeLast()
    }
    while let first = scalars.first, first.properties.isWhitespace || ")）]】".unicodeScalars.contains(first) {
      scalars.removeFirst()
    }
    return String(scalars)
  }

  /// Without space around the colon, which becomes half-width.
  static func normalised(_ name: String) -> String {
    name.split(whereSeparator: { $0 == ":" || $0 == "：" })
      .map { trimmed(String($0)) }.joined(separator: ":")
  }

  /// Labels in front of a time that are no names, as in `发货时间:今天 2026-8-26 11:00:00`.
  private static let labels = [
    "时间", "日期", "轨迹", "诉求", "承诺项", "小结", "sku", "SKU", "单号", "编号", "截止", "有效期", "有效期至", "备注", "地址", "预计", "于",
  ]

  private static func isName(_ name: String) -> Bool {
    let count = name.unicodeScalars.count
    guard count > 0, count <= 64 else { return false }
    guard name.unicodeScalars.allSatisfy({ !"。！？!?；;，,、「」“”\"".unicodeScalars.contains($0) }) else { return false }
    let first = name.split(whereSeparator: { $0 == ":" || $0 == "：" }).first.map { trimmed(String($0)) } ?? name
    guard !labels.contains(where: { first.ends(with: $0) }) else { return false }
    return name.has(":") || name.has("：") || !name.unicodeScalars.contains { $0.properties.isWhitespace }
  }
}
