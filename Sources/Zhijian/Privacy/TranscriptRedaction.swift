/// Conversations as they may be handed on.
extension Redactor {
  /// `transcript` with personal data replaced wherever text stands: in messages, names, ids, fields and whatever came
  /// with them.
  ///
  /// The customer's name becomes its first character and stars, or a pseudonym. Under `pseudonym` the customer's id
  /// becomes one, too, the same wherever it stands. What else only tells that somebody is an agent, a shop or a group
  /// stays.
  public func redact(_ transcript: Transcript) -> Transcript {
    guard policy != .none else { return transcript }
    var result = transcript
    let customer = transcript.customer
    result.id = shown(transcript.id)
    result.platform = transcript.platform.map(shown)
    result.shop = transcript.shop.map(shown)
    result.group = transcript.group.map(shown)
    result.customer = customer.map { party in
      var hidden = redact(party)
      hidden.id = accountID(party.id)
      hidden.name = party.name.map(hiddenName)
      return hidden
    }
    result.agents = transcript.agents.map(redact)
    result.closeReason = transcript.closeReason.map(shown)
    result.fields = redact(transcript.fields)
    result.extra = redact(transcript.extra)
    result.messages = transcript.messages.indices.map { index in
      var message = transcript.messages[index]
      message.text = redact(message: index, of: transcript.messages).text
      message.id = message.id.map(shown)
      message.sender = message.sender.map { sender in
        if sender == customer?.id { return accountID(sender) }
        return sender == customer?.name ? hiddenName(sender) : shown(sender)
      }
      message.transfer = message.transfer.map {
        Message.Transfer(from: $0.from.map(shown), to: $0.to.map(shown))
      }
      message.extra = redact(message.extra)
      return message
    }
    return result
  }

  private func redact(_ party: Transcript.Party) -> Transcript.Party {
    Transcript.Party(
      id: shown(party.id), name: party.name.map(shown), group: party.group.map(shown), extra: redact(party.extra))
  }

  private func shown(_ text: String) -> String { redact(text).text }

  private func hiddenName(_ name: String) -> String {
    switch policy {
    case .none: return name
    case .mask:
      // What an earlier run left stays.
      guard let first = name.unicodeScalars.first, !name.hasSuffix("**") else { return name }
      return String(Character(first)) + "**"
    case .pseudonym: return pseudonym(name, of: .name)
    }
  }

  private func accountID(_ id: String) -> String {
    guard case .pseudonym = policy else { return shown(id) }
    return pseudonym(id, of: .name)
  }

  private func pseudonym(_ value: String, of kind: PersonalDataKind) -> String {
    guard case .pseudonym(let key) = policy, !value.isEmpty, !value.hasPrefix("[") else { return value }
    let data = PersonalData(kind: kind, range: TextRange(0, value.utf16.count), value: value, confidence: 1)
    return String(decoding: PersonalDataMask.pseudonym(data, key: key), as: UTF16.self)
  }

  private func redact(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    members.map { JSONValue.Member(key: shown($0.key), value: redact($0.value, named: $0.key)) }
  }

  /// A value of a field: its name says what it is, as a word before a number in a message does.
  private func redact(_ value: JSONValue, named name: String) -> JSONValue {
    switch value {
    case .null, .bool, .number: return value
    case .integer(let number):
      let text = String(number)
      let redacted = redact(text, namedBy: name)
      return redacted == text ? value : .string(redacted)
    case .string(let text): return .string(redact(text, namedBy: name))
    case .array(let values): return .array(values.map { redact($0, named: name) })
    case .object(let members): return .object(redact(members))
    }
  }

  /// A value of a table or field, read as its name says: `王小明` under `收件人`.
  public func redact(_ text: String, namedBy name: String) -> String {
    guard policy != .none else { return text }
    let cue = Array((Self.fieldNames[name.lowercased()] ?? name).utf16) + Array("：".utf16)
    let units = Array(text.utf16)
    let detector = PersonalDataDetector()
    let found = detector.detect(in: cue + units).compactMap { data -> PersonalData? in
      guard data.range.lower >= cue.count else { return nil }
      return PersonalData(
        kind: data.kind, range: TextRange(data.range.lower - cue.count, data.range.upper - cue.count),
        value: data.value, confidence: data.confidence)
    }
    return redact(units, found: found).text
  }

  /// What fields are called in exports, and the word that says the same in a message.
  private static let fieldNames: [String: String] = [
    "receiver": "收件人", "receiver_name": "收件人", "consignee": "收件人", "buyer_name": "收件人", "real_name": "姓名",
    "customer_name": "姓名", "name": "姓名", "contact": "联系人", "address": "地址", "receiver_address": "地址", "wechat": "微信号",
    "weixin": "微信号", "qq": "QQ号", "order_id": "订单号", "order_no": "订单号", "tracking_no": "运单号", "phone": "电话",
    "tel": "电话", "mobile": "手机", "id_card": "身份证", "card_no": "卡号", "bank_card": "卡号",
  ]
}
