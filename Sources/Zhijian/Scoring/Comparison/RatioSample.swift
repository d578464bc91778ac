/// What conversations give to a figure, each a part and a whole: a score is a part of 1, the wait of some turns a part
/// of their number. The figure is the sum of parts by the sum of wholes; how sure it is follows from how it varies
/// from conversation to conversation, since what happens within one is no separate evidence.
public struct RatioSample: Sendable, Hashable {
  /// Conversations with a whole above 0.
  public private(set) var count = 0
  public private(set) var part = 0.0
  public private(set) var whole = 0.0
  private var partSquares = 0.0
  private var products = 0.0
  private var wholeSquares = 0.0
  /// Whether every part was 0 or 1 of a whole of 1.
  public private(set) var isShare = true

  public init() {}

  /// Adds a conversation; one without a whole says nothing.
  public mutating func add(_ part: Double, of whole: Double = 1) {
    guard whole > 0, whole.isFinite, part.isFinite else { return }
    count += 1
    self.part += part
    self.whole += whole
    partSquares += part * part
    products += part * whole
    wholeSquares += whole * whole
    if whole != 1 || (part != 0 && part != 1) { isShare = false }
  }

  public static func += (left: inout RatioSample, right: RatioSample) {
    left.count += right.count
    left.part += right.part
    left.whole += right.whole
    left.partSquares += right.partSquares
    left.products += right.products
    left.wholeSquares += right.wholeSquares
    left.isShare = left.isShare && right.isShare
  }

  /// What is left without some of the conversations that were added.
  public func removing(_ part: RatioSample) -> RatioSample {
    var rest = self
    rest.count = max(0, count - part.count)
    rest.part -= part.part
    rest.whole = rest.count == 0 ? 0 : max(0, whole - part.whole)
    rest.partSquares = max(0, partSquares - part.partSquares)
    rest.products -= part.products
    rest.wholeSquares = max(0, wholeSquares - part.wholeSquares)
    return rest
  }

  /// Nil without a conversation.
  public var value: Double? { whole > 0 ? part / whole : nil }

  /// The variance of `value` by linearisation over conversations; nil below two.
  public var variance: Double? {
    guard count >= 2, let value else { return nil }
    let residuals = max(0, partSquares - 2 * value * products + value * value * wholeSquares)
    let n = Double(count)
    return n / (n - 1) * residuals / (whole * whole)
  }
}
