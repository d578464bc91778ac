/// By what an order counts for an agent (淘宝客服绩效的三种判定).
public enum SaleAttribution: String, Sendable, CaseIterable {
  /// 下单优先判定: whoever served the customer before ordering, else whoever did before paying.
  case onetime
  /// 下单判定: whoever served the customer last before ordering.
  case order
  /// 付款判定: whoever served the customer last before paying.
  case paid
}

/// Paid orders, summed.
public struct SalesTotals: Sendable, Hashable {
  /// What one customer bought.
  public struct Buyer: Sendable, Hashable {
    public var orders = 0
    public var isRefunded = false
  }

  public var orders = 0
  /// In hundredths of a yuan.
  public var amountCents: Int64 = 0
  /// In hundredths of a yuan; refunds of the same orders, whenever they were paid out.
  public var refundCents: Int64 = 0
  /// By customer.
  public var buyers: [String: Buyer] = [:]

  public init() {}

  public var netCents: Int64 { amountCents.saturatingSubtract(refundCents) }
  public var refundedBuyers: Int { buyers.values.count { $0.isRefunded } }
  public var repeatBuyers: Int { buyers.values.count { $0.orders >= 2 } }

  mutating func add(amountCents: Int64, refundCents: Int64, buyer: String) {
    orders += 1
    self.amountCents = self.amountCents.saturatingAdd(amountCents)
    self.refundCents = self.refundCents.saturatingAdd(refundCents)
    buyers[buyer, default: Buyer()].orders += 1
    if refundCents > 0 { buyers[buyer, default: Buyer()].isRefunded = true }
  }

  public static func += (left: inout SalesTotals, right: SalesTotals) {
    left.orders += right.orders
    left.amountCents = left.amountCents.saturatingAdd(right.amountCents)
    left.refundCents = left.refundCents.saturatingAdd(right.refundCents)
    for (id, buyer) in right.buyers {
      left.buyers[id, default: Buyer()].orders += buyer.orders
      if buyer.isRefunded { left.buyers[id, default: Buyer()].isRefunded = true }
    }
  }
}
