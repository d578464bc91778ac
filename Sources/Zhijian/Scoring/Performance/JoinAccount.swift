/// What became of the rows of one table: all of them, each once.
public struct JoinAccount: Sendable, Hashable {
  /// A key that nothing in the chats has.
  public struct Unmatched: Sendable, Hashable, Comparable {
    public enum Key: String, Sendable { case agent, conversation, customer }

    public let key: Key
    public let value: String
    /// How many rows name it.
    public var rows: Int

    public static func < (left: Unmatched, right: Unmatched) -> Bool {
      (left.key.rawValue, left.value) < (right.key.rawValue, right.value)
    }
  }

  public let source: PeriodMetric.Source
  /// Rows that belong to an agent.
  public internal(set) var attributed = 0
  /// Rows that count for everybody together alone.
  public internal(set) var unattributed = 0
  /// Rows that count for nothing yet, such as unpaid orders.
  public internal(set) var idle = 0
  private var counts: [String: Unmatched] = [:]

  init(source: PeriodMetric.Source) { self.source = source }

  /// By key and value.
  public var unmatched: [Unmatched] { counts.values.sorted() }

  /// The rows that were joined.
  public var used: Int { attributed + unattributed + idle }

  mutating func miss(_ key: Unmatched.Key, _ value: String) {
    counts[key.rawValue + "\u{1F}" + value, default: Unmatched(key: key, value: value, rows: 0)].rows += 1
  }
}
