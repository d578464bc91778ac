/// Finds phone numbers, identity numbers, addresses and the like in a message, in one pass.
public struct PersonalDataDetector: Sendable {
  public let kinds: Set<PersonalDataKind>
  /// Whether every kind asked for has at least `PersonalDataScanner.fewestDigits` digits.
  private let asksForLongNumbersOnly: Bool

  /// A detector that reports `kinds` only; what a value is does not depend on which kinds are asked for.
  public init(kinds: Set<PersonalDataKind> = PersonalDataKind.personal) {
    self.kinds = kinds
    asksForLongNumbersOnly = kinds.isSubset(of: [.phone, .idCard])
  }

  /// The values in `units`, UTF-16 as in the text, in the order of their places and without overlaps.
  ///
  /// Any input is fine, lone surrogates too. Time is linear in the number of units.
  public func detect(in units: [UInt16]) -> [PersonalData] {
    guard !asksForLongNumbersOnly || PersonalDataScanner.mayHoldLongNumber(units) else { return [] }
    let prepared = PreparedUnits(units)
    var scanner = PersonalDataScanner(prepared, reportsWebAddresses: kinds.contains(.url))
    scanner.scan()
    return scanner.found.filter { kinds.contains($0.kind) }.map {
      PersonalData(kind: $0.kind, range: prepared.range($0.range), value: $0.value, confidence: $0.confidence)
    }
  }
}
