/// One conversation as it was exported. `messages` are in file order; `Message` positions in every
/// output are indices into it, from 0.
public struct Transcript: Sendable, Hashable {
  /// A customer or an agent.
  public struct Party: Sendable, Hashable {
    public var id: String
    public var name: String?
    public var group: String?
    /// Members of the record that the schema does not know, kept as they were.
    public var extra: [JSONValue.Member]

    public init(id: String, name: String? = nil, group: String? = nil, extra: [JSONValue.Member] = []) {
      self.id = id
      self.name = name
      self.group = group
      self.extra = extra
    }
  }

  /// What the customer rated the service, on a scale of whole or broken points.
  public struct Rating: Sendable, Hashable {
    public var value: Double
    public var minimum: Double
    public var maximum: Double

    public init(value: Double, minimum: Double = 1, maximum: Double = 5) {
      self.value = value
      self.minimum = minimum
      self.maximum = maximum
    }
  }

  /// The most messages a conversation may have; a reader stops there with a diagnostic.
  public static let maximumMessages = 100_000
  /// The most bytes of UTF-8 that the texts of a conversation may have together; a reader stops there with a diagnostic.
  public static let maximumTextBytes = 1 << 23

  /// Unique in a batch. Readers fill it; where the export has none it is a hash of the content.
  public var id: String
  public var platform: String?
  public var shop: String?
  public var group: String?
  public var customer: Party?
  public var agents: [Party]
  public var queueAt: Timestamp?
  public var startedAt: Timestamp?
  public var endedAt: Timestamp?
  /// Whether the conversation still goes on, so that what has not happened yet is undecided.
  public var isOpen: Bool
  public var closeReason: String?
  public var rating: Rating?
  /// The shop's own fields, such as an order id; members keep their order.
  public var fields: [JSONValue.Member]
  public var messages: [Message]
  /// Members of the record that the schema does not know, kept as they were.
  public var extra: [JSONValue.Member]

  public init(
    id: String, platform: String? = nil, shop: String? = nil, group: String? = nil,
    customer: Party? = nil, agents: [Party] = [], queueAt: Timestamp? = nil,
    startedAt: Timestamp? = nil, endedAt: Timestamp? = nil, isOpen: Bool = false,
    closeReason: String? = nil, rating: Rating? = nil, fields: [JSONValue.Member] = [],
    messages: [Message], extra: [JSONValue.Member] = []
  ) {
    self.id = id
    self.platform = platform
    self.shop = shop
    self.group = group
    self.customer = customer
    self.agents = agents
    self.queueAt = queueAt
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.isOpen = isOpen
    self.closeReason = closeReason
    self.rating = rating
    self.fields = fields
    self.messages = messages
    self.extra = extra
  }
}
