/// What stands in place of a value.
enum PersonalDataMask {
  /// The value with its telling part starred out, as people write it: `138****1234`.
  static func mask(_ data: PersonalData) -> [UInt16] {
    // What is kept of a value is kept once, not in each part.
    if data.isPart { return Array("[\(label(of: data.kind))]".utf16) }
    let value = Array(data.value.utf16)
    switch data.kind {
    case .phone: return kept(3, value) + stars(4) + tail(4, value)
    case .landline: return landline(value)
    case .idCard: return kept(3, value) + stars(value.count - 7) + tail(4, value)
    case .bankCard: return stars(value.count - 4) + tail(4, value)
    case .order:
      let letters = value.prefix { $0 > 0x39 }.prefix(4)
      return letters + stars(value.count - letters.count - 4) + tail(4, value)
    case .email:
      let domain = value.firstIndex(of: 0x40).map { value[$0...] } ?? []
      return kept(1, value) + stars(3) + domain
    case .plate: return kept(2, value) + stars(value.count - 4) + tail(2, value)
    case .name: return kept(SurnameTable.surnameLength(of: value), value) + stars(2, least: 2)
    case .address:
      let region = AddressLevels.region(of: value)
      return region.isEmpty ? Array("[地址]".utf16) : region + stars(3)
    case .wechat: return Array("[微信]".utf16)
    case .qq: return Array("[QQ]".utf16)
    case .url, .amount, .date: return value
    }
  }

  /// The kind and the first 12 hexadecimal digits of the value's HMAC-SHA-256 under `key`.
  static func pseudonym(_ data: PersonalData, key: [UInt8]) -> [UInt16] {
    // The kind goes in too: a phone number used as WeChat id must not link the two unasked.
    let message = Array(data.kind.rawValue.utf8) + [0] + Array(data.value.utf8)
    let digest = SHA256.authenticationCode(for: message, key: key)
    let digits = SHA256.hexString(ofDigest: digest.prefix(6))
    return Array("[\(label(of: data.kind))#\(digits)]".utf16)
  }

  /// How many hexadecimal digits a pseudonym has.
  static let pseudonymLength = 12

  /// What the kind is called in a pseudonym.
  static func label(of kind: PersonalDataKind) -> String {
    switch kind {
    case .phone: "电话"
    case .landline: "座机"
    case .idCard: "身份证"
    case .bankCard: "银行卡"
    case .order: "订单"
    case .email: "邮箱"
    case .plate: "车牌"
    case .wechat: "微信"
    case .qq: "QQ"
    case .name: "姓名"
    case .address: "地址"
    case .url: "链接"
    case .amount: "金额"
    case .date: "日期"
    }
  }

  private static func landline(_ value: [UInt16]) -> [UInt16] {
    guard value.first == 0x30 else { return stars(4) + tail(4, value) }
    let second = value.dropFirst().first ?? 0
    // 010 and 02x are the area codes of three digits.
    let area = kept(second == 0x31 || second == 0x32 ? 3 : 4, value)
    return area + [0x2d] + stars(4) + tail(4, value)
  }

  private static func kept(_ count: Int, _ value: [UInt16]) -> [UInt16] { Array(value.prefix(count)) }

  private static func tail(_ count: Int, _ value: [UInt16]) -> [UInt16] { Array(value.suffix(count)) }

  private static func stars(_ count: Int, least: Int = 3) -> [UInt16] {
    [UInt16](repeating: 0x2a, count: max(least, count))
  }
}
