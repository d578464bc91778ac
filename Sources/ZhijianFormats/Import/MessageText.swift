internal import Zhijian

/// Recognises messages that stand for something else than words, and notices, by their text.
enum MessageText {
  private static let placeholders: [String: MessageKind] = {
    var result: [String: MessageKind] = [:]
    let words: [(MessageKind, [String])] = [
      (.image, ["图片", "照片", "截图", "image", "Image", "图"]),
      (.voice, ["语音", "语音消息", "voice"]),
      (.video, ["视频", "小视频", "短视频", "video"]),
      (.file, ["文件", "附件", "file"]),
      (.emoji, ["表情", "动画表情", "自定义表情", "贴图"]),
      (.link, ["链接", "网页", "网页链接"]),
      (
        .card,
        [
          "商品", "商品卡片", "宝贝", "宝贝卡片", "商品链接", "订单", "订单卡片", "优惠券", "优惠券卡片", "卡片", "小程序", "位置", "红包", "名片",
          "物流", "物流卡片", "图文", "邀请下单",
        ]
      ),
    ]
    for (kind, names) in words { for name in names { result[name] = kind } }
    return result
  }()

  /// The kind of a text that is nothing but placeholders such as `[图片]`, a placeholder with what it shows such
  /// as `[商品卡片] 名称 ¥79.00`, or an address; nil for words.
  static func kind(of text: String) -> MessageKind? {
    let utf8 = text.utf8
    guard let first = utf8.first else { return nil }
    // `[`, the first byte of `【`, `h` and `目`: all else is words.
    switch first {
    case 0x5B, 0xE3: return placeholder(text)
    case 0x68, 0x48: return address(text)
    case 0xE7: return text.begins(with: "目前版本不支持该功能") || text.begins(with: "当前版本不支持") ? .card : nil
    case 0xE5: return text.begins(with: "当前版本不支持") ? .card : nil
    default: return nil
    }
  }

  private static func placeholder(_ text: String) -> MessageKind? {
    var rest = Substring(text).unicodeScalars
    var result: MessageKind?
    while let open = rest.first {
      if open.properties.isWhitespace {
        rest.removeFirst()
        continue
      }
      guard open == "[" || open == "【", let close = rest.firstIndex(of: open == "[" ? "]" : "】") else { break }
      let inner = rest[rest.index(after: rest.startIndex)..<close]
      let name = inner.firstIndex(where: { $0 == ":" || $0 == "：" || $0 == " " }).map { inner[..<$0] } ?? inner
      guard let kind = placeholders[String(name)], result == nil || result == kind else { break }
      result = kind
      rest = rest[rest.index(after: close)...]
    }
    guard let result else { return nil }
    // A card or a file shows its title behind it; words behind a picture are words.
    return rest.isEmpty || result == .card || result == .file || result == .link ? result : nil
  }

  private static func address(_ text: String) -> MessageKind? {
    let lower = text.lowercased()
    guard lower.begins(with: "http://") || lower.begins(with: "https://"),
      lower.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
    else { return nil }
    let path = lower.utf8.firstIndex(of: 0x3F).map { String(lower[..<$0]) } ?? lower
    return [".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"].contains { path.ends(with: $0) } ? .image : .link
  }

  /// What a line of the system announces.
  static func notice(_ text: String) -> (kind: MessageKind, transfer: Message.Transfer?) {
    func has(_ words: String...) -> Bool { words.contains { text.has($0) } }
    if has("转接", "转交", "转给") { return (.transfer, transfer(text)) }
    if has("撤回") { return (.recall, nil) }
    if has("邀请") && has("评价", "评分", "满意度") || has("发送满意度", "发送评价", "邀评") || has("发送") && has("满意度") {
      return (.invite, nil)
    }
    if has("评价：", "评价:", "已评价", "评分：", "评分:", "满意度：", "满意度:") { return (.rating, nil) }
    if has("结束会话", "会话结束", "会话已结束", "结束了会话", "关闭会话", "会话关闭", "会话已关闭", "超时结束", "超时关闭", "离开会话", "对话结束", "对话已结束", "结束对话") {
      return (.close, nil)
    }
    if has("接入会话", "进入会话", "已接入", "加入会话", "为您服务", "开始会话", "接通") { return (.join, nil) }
    return (.system, nil)
  }

  /// Who hands over to whom, as far as the line says; `您` is nobody that can be named.
  static func transfer(_ text: String) -> Message.Transfer {
    for verb in ["转接给", "转接至", "转接到", "转交给", "转给", "转接"] {
      guard let range = text.firstRange(of: verb) else { continue }
      var from = String(text[..<range.lowerBound])
      var isNamed = false
      if let mark = from.lastRange(of: "由") {
        from = String(from[mark.upperBound...])
        isNamed = true
      } else if let mark = from.firstRange(of: "将") ?? from.firstRange(of: "把") {
        from = String(from[..<mark.lowerBound])
        isNamed = true
      }
      let giver = isNamed || verb != "转接" ? party(from) : nil
      return Message.Transfer(from: giver, to: party(String(text[range.upperBound...])))
    }
    return Message.Transfer()
  }

  private static func party(_ text: String) -> String? {
    var name = text.unicodeScalars[...]
    let edges: Set<Unicode.Scalar> = ["。", "，", ",", ".", "！", "!", "“", "”", "\"", "【", "】", "[", "]", "(", ")"]
    func trim() {
      while let first = name.first, first.properties.isWhitespace || edges.contains(first) { name.removeFirst() }
      while let last = name.last, last.properties.isWhitespace || edges.contains(last) { name.removeLast() }
    }
    trim()
    for prefix in ["您的同事", "同事", "会话已", "人工客服", "客服", "坐席", "座席"] where String(name).begins(with: prefix) {
      name.removeFirst(prefix.unicodeScalars.count)
      trim()
    }
    // The name ends at the first space or clause.
    if let end = name.firstIndex(where: { $0 == " " || $0 == "，" || $0 == "," || $0 == "。" }) { name = name[..<end] }
    let result = String(name)
    let nobody: Set<String> = ["", "您", "你", "我", "您已", "你已", "已", "系统", "已为您", "正在为您", "为您", "会话", "人工", "处理"]
    return nobody.contains(result) || name.count > 40 ? nil : result
  }
}
