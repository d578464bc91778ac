/// A customer of a shop on a day: what platforms count once however often the customer asks (人次按人去重).
public struct PersonDay: Sendable, Hashable {
  public var shop: String?
  /// The customer's id; the conversation's where the customer is not known.
  public var customer: String
  /// The local day of asking, in days since 1970-01-01; nil without a time.
  public var dayNumber: Int?

  public init(shop: String?, customer: String, dayNumber: Int?) {
    self.shop = shop
    self.customer = customer
    self.dayNumber = dayNumber
  }
}

/// How the counted turns of a customer's day went.
public struct PersonRounds: Sendable, Hashable {
  /// When the first of them was asked, in milliseconds; the latest possible time where that is not known.
  public var firstAskedMilliseconds: Int64
  /// Whether that one met the preset's target.
  public var isFirstInTime: Bool
  /// Whether all of them met it.
  public var areAllInTime: Bool
  /// Whether an agent replied to any.
  public var isReplied: Bool
  /// Whether the reply to any was slow.
  public var isSlow: Bool
  public var rounds: Int

  /// Takes in another part of the same day.
  public static func += (left: inout PersonRounds, right: PersonRounds) {
    if right.firstAskedMilliseconds < left.firstAskedMilliseconds {
      left.firstAskedMilliseconds = right.firstAskedMilliseconds
      left.isFirstInTime = right.isFirstInTime
    } else if right.firstAskedMilliseconds == left.firstAskedMilliseconds {
      left.isFirstInTime = left.isFirstInTime && right.isFirstInTime
    }
    left.areAllInTime = left.areAllInTime && right.areAllInTime
    left.isReplied = left.isReplied || right.isReplied
    left.isSlow = left.isSlow || right.isSlow
    left.rounds += right.rounds
  }
}
