/// Finds phone numbers, identity numbers, addresses and the like in a message, in one pass.
public struct PersonalDataDetector: Sendable {
  public let kinds: Set<PersonalDataKind>

  /// A detector that reports `kinds` only; what a value is does not depend on which kinds are asked for.
  public init(kinds: Set<PersonalDataKind> = PersonalDataKind.personal) {
    self.kinds = kinds
  }

  /// The values in `units`, UTF-16 as in the text, in the order of their places and without overlaps.
  ///
  /// Any input is fine, lone surrogates too. Time is linear in the number of units.
  public func detect(in units: [UInt16]) -> [PersonalData] {
    var scanner = PersonalDataScanner(units: units, reportsWebAddresses: kinds.contains(.url))
    scanner.scan()
    return scanner.found.filter { kinds.contains($0.kind) }
  }
}
