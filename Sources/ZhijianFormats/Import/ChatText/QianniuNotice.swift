internal import Zhijian

/// A line that the window itself put between messages.
enum QianniuNotice {
  /// For the agent's eyes: the last conversation's summary, the visitor's path, promises.
  case note
  /// The goods that the conversation is about.
  case card
  /// An event of the conversation.
  case event(MessageKind)
  /// A ruler between old and new messages.
  case ruler

  /// What `line` is; nil for words of a message.
  init?(_ line: String) {
    let count = line.unicodeScalars.count
    guard count <= 200 else { return nil }
    if Self.begins(line, ["上次会话小结", "会话小结", "咨询轨迹", "承诺项", "用户诉求", "客户标签", "买家备注", "历史订单"]) {
      self = .note
      return
    }
    if Self.begins(line, ["商品sku", "商品SKU", "商品Sku"]) {
      self = .card
      return
    }
    guard count <= 80 else { return nil }
    if line.ends(with: "撤回了一条消息") {
      self = .event(.recall)
      return
    }
    if Self.isRuler(line) {
      self = .ruler
      return
    }
    if line.has("转接"), Self.transfers.contains(where: { $0.allSatisfy { line.has($0) } }) {
      self = .event(.transfer)
      return
    }
    guard count <= 40, let kind = Self.events.first(where: { line.ends(with: $0.ending) || line == $0.ending })?.kind
    else { return nil }
    self = .event(kind)
  }

  private static let transfers: [[String]] = [
    ["您的同事", "转接给您"], ["将客户", "转接给"], ["将会话转接"], ["已由", "转接"], ["会话由", "转接"], ["您已将", "转接"],
  ]

  private static let events: [(ending: String, kind: MessageKind)] = [
    ("已接入会话", .join), ("接入会话", .join), ("进入会话", .join), ("加入会话", .join), ("会话已结束", .close), ("会话结束", .close),
    ("结束会话", .close), ("结束了会话", .close), ("会话超时关闭", .close), ("会话超时结束", .close), ("离开会话", .close),
    ("会话已关闭", .close), ("邀请买家评价", .invite), ("向买家发送评价邀请", .invite), ("已发送评价邀请", .invite), ("发送满意度评价", .invite),
  ]

  private static func begins(_ line: String, _ labels: [String]) -> Bool {
    labels.contains { label in
      guard line.begins(with: label) else { return false }
      let next = line.unicodeScalars.dropFirst(label.unicodeScalars.count).first
      return next == nil || next == ":" || next == "：" || next == " "
    }
  }

  private static func isRuler(_ line: String) -> Bool {
    let inner = line.unicodeScalars.filter { !"-—－=_·• ".unicodeScalars.contains($0) }
    let text = String(String.UnicodeScalarView(inner))
    return text.isEmpty
      || ["以上为历史消息", "以上是历史消息", "以下为历史消息", "以下是历史消息", "以下为最新消息", "以下为新消息", "查看更多消息", "没有更多消息了", "历史消息"]
        .contains(text)
  }
}
