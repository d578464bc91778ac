/// A kind of thing that people are asked to judge about a rule; samples are drawn from each apart.
public enum ReviewStratum: String, Sendable, CaseIterable {
  /// A finding.
  case finding
  /// A finding of something missing where a message came close: the likeliest to be wrong.
  case findingNear = "finding_near"
  /// A message in which the rule found what it looks for and did not count it.
  case nearMiss = "near_miss"
  /// A conversation that the rule had nothing to report of, not even an occurrence that did not count.
  case clean

  /// Whether the rule spoke; else it was silent.
  public var isFinding: Bool { self == .finding || self == .findingNear }

  /// The letter that keys begin with.
  var letter: String {
    switch self {
    case .finding, .findingNear: "F"
    case .nearMiss: "N"
    case .clean: "C"
    }
  }
}

/// What somebody says of what a rule said: a finding, or its silence.
public enum ReviewVerdict: String, Sendable, CaseIterable {
  case right, wrong, unsure
}

/// The key of something to judge, such as `F-8d2c1f0a9b7e4d35.9f3e21aa`: its stratum, what it is and the conversation.
/// Spreadsheets take it for text.
public struct ReviewKey: Sendable, Hashable, Comparable {
  public let text: String

  /// Nil for what is no key.
  public init?(parsing text: String) {
    let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 8, let letter = text.utf8.first,
      ReviewStratum.allCases.contains(where: { $0.letter.utf8.first == letter }),
      text.utf8.dropFirst().first == 0x2D,
      Finding.isFingerprint(String(decoding: parts[0].dropFirst(2), as: UTF8.self)),
      Finding.isFingerprint(String(decoding: parts[1], as: UTF8.self) + "00000000")
    else { return nil }
    self.text = text
  }

  init(_ stratum: ReviewStratum, _ what: String, conversation: String) {
    text = "\(stratum.letter)-\(what).\(Self.conversationHash(conversation))"
  }

  /// The key of a finding.
  public init(_ finding: Finding, conversation: String) {
    self.init(.finding, finding.fingerprint, conversation: conversation)
  }

  /// Whether it can be the key of something of a stratum.
  public func fits(_ stratum: ReviewStratum) -> Bool { text.hasPrefix(stratum.letter) }

  /// The fingerprint of a finding; of anything else what tells it from others.
  public var fingerprint: String {
    String(decoding: text.utf8.dropFirst(2).prefix { $0 != 0x2E }, as: UTF8.self)
  }

  /// Whether it is of a conversation with this id.
  public func isOf(conversation: String) -> Bool { text.hasSuffix("." + Self.conversationHash(conversation)) }

  private static func conversationHash(_ id: String) -> String {
    String(SHA256.shortHexString(Array(id.utf8)).prefix(8))
  }

  public static func < (left: ReviewKey, right: ReviewKey) -> Bool { left.text < right.text }
}

/// One row of a review as somebody filled it in.
public struct ReviewRow: Sendable {
  public let key: ReviewKey
  public let rule: String
  public let stratum: ReviewStratum
  /// Which drawing of samples it belongs to.
  public let batch: String
  /// How many there are in the stratum, sampled or not.
  public let population: Int
  /// The conversation as it was shown.
  public let conversation: String
  /// The index of the message it is about, from 0; nil for none.
  public let message: Int?
  /// Nil where nobody judged yet.
  public let verdict: ReviewVerdict?
  public let reason: String?
  public let reviewer: String
  /// What an agent says against it; nil where nobody does.
  public let appeal: ReviewAppeal?
  public let location: SourceLocation

  public init(
    key: ReviewKey, rule: String, stratum: ReviewStratum, batch: String, population: Int, conversation: String = "",
    message: Int? = nil, verdict: ReviewVerdict?, reason: String? = nil, reviewer: String,
    appeal: ReviewAppeal? = nil, location: SourceLocation = SourceLocation(file: "")
  ) {
    self.key = key
    self.rule = rule
    self.stratum = stratum
    self.batch = batch
    self.population = population
    self.conversation = conversation
    self.message = message
    self.verdict = verdict
    self.reason = reason
    self.reviewer = reviewer
    self.appeal = appeal
    self.location = location
  }
}
