/// What a piece of text is; the raw values are the names of the rule language's `entity` operator.
public enum PersonalDataKind: String, Sendable, CaseIterable {
  /// A mobile number of the mainland.
  case phone
  /// A fixed-line number with its area code, or without one behind a cue.
  case landline
  /// A resident identity number of 18 digits, or of 15 behind a cue.
  case idCard = "id_card"
  case bankCard = "bank_card"
  /// The number of an order or a parcel.
  case order
  case email
  /// The number plate of a vehicle.
  case plate
  case wechat
  case qq
  /// The name of a person, behind a cue or beside a phone number and an address.
  case name
  /// A postal address of at least three levels.
  case address
  /// An address on the web.
  case url
  /// An amount of money.
  case amount
  /// A day, a time of day or both.
  case date

  /// Whether it tells who somebody is or how to reach them; only these are ever masked.
  public var isPersonal: Bool {
    switch self {
    case .url, .amount, .date: false
    case .phone, .landline, .idCard, .bankCard, .order, .email, .plate, .wechat, .qq, .name, .address: true
    }
  }

  /// The kinds that are masked.
  public static let personal: Set<PersonalDataKind> = Set(allCases.filter(\.isPersonal))
}

/// One value found in a text: what it is, where it stands and how sure that is.
public struct PersonalData: Sendable, Hashable {
  public let kind: PersonalDataKind
  /// UTF-16 units of the text that was searched.
  public let range: TextRange
  /// The value however it was written: digits without separators, letters in one case and one width.
  public let value: String
  /// From 0 to 1; a checksum or a strict form is above 0.9, a form that only a cue explains is below 0.8.
  public let confidence: Double
  /// Whether the range holds a part only, the rest of the value stands in a neighbouring message.
  public let isPart: Bool

  public init(kind: PersonalDataKind, range: TextRange, value: String, confidence: Double, isPart: Bool = false) {
    self.isPart = isPart
    self.kind = kind
    self.range = range
    self.value = value
    self.confidence = confidence
  }
}
