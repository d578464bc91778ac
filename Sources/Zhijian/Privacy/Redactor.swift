/// Replaces personal data in texts by masks or pseudonyms.
///
/// Redacting a redacted text changes nothing, and what an earlier anonymisation left, such as `[订单x]` or
/// `138****1234`, stays as it is. A value that the detector does not find stays too: a redacted text is
/// safer to show, not anonymous in the sense of the law.
public struct Redactor: Sendable {
  /// What becomes of personal data.
  public enum Policy: Sendable, Hashable {
    /// Nothing: the text stays.
    case none
    /// Each value keeps what a reader needs to recognise it: `138****1234`.
    case mask
    /// Each value becomes its kind and a keyed hash, the same for the same value: `[电话#5e0c3f9a17b2]`.
    /// Whoever has the key can find out values by trying; keep it away from the output.
    case pseudonym(key: [UInt8])
  }

  public let policy: Policy
  private let detector: PersonalDataDetector

  /// A redactor of what is personal among `kinds`.
  public init(policy: Policy, kinds: Set<PersonalDataKind> = PersonalDataKind.personal) {
    self.policy = policy
    self.detector = PersonalDataDetector(kinds: kinds.intersection(PersonalDataKind.personal))
  }

  /// The redacted form of `text`.
  public func redact(_ text: String) -> RedactedText {
    redact(Array(text.utf16))
  }

  /// The redacted form of the message at `index`, read with the messages around it; see
  /// `PersonalDataDetector.detect(inMessage:of:)`. Empty for an index that is not there.
  public func redact(message index: Int, of messages: [Message]) -> RedactedText {
    let units = messages.indices.contains(index) ? Array(messages[index].text.utf16) : []
    guard policy != .none else { return RedactedText(draft: RedactionDraft(units)) }
    return redact(units, found: detector.detect(inMessage: index, of: messages))
  }

  /// The redacted form of UTF-16 `units`; a lone surrogate becomes U+FFFD.
  public func redact(_ units: [UInt16]) -> RedactedText {
    guard policy != .none else { return RedactedText(draft: RedactionDraft(units)) }
    return redact(units, found: detector.detect(in: units))
  }

  /// The redacted form of `units` where `found` is what this redactor's kinds find in them.
  ///
  /// For callers that have searched the text already. Values that are not personal, lie outside the text or
  /// overlap one before them are left out.
  public func redact(_ units: [UInt16], found: [PersonalData]) -> RedactedText {
    var draft = RedactionDraft(units)
    guard policy != .none else { return RedactedText(draft: draft) }
    var pending = found.filter { detector.kinds.contains($0.kind) }
    // A replacement changes what its neighbours look like. Searching until nothing is found is what makes the
    // result a fixed point; every round replaces at least one unit of the original, and one is the rule.
    for _ in 0..<Self.maximumRounds where !pending.isEmpty {
      draft.apply(pending) { replacement(for: $0) }
      pending = detector.detect(in: draft.units)
    }
    return RedactedText(draft: draft)
  }

  private static let maximumRounds = 16

  private func replacement(for data: PersonalData) -> [UInt16] {
    switch policy {
    case .none, .mask: PersonalDataMask.mask(data)
    case .pseudonym(let key): PersonalDataMask.pseudonym(data, key: key)
    }
  }
}
