/// Personal data that only the messages around a message explain.
extension PersonalDataDetector {
  /// The values in the message at `index`, read with the two messages before and after it: the answer to `微信号多少`,
  /// and numbers sent in pieces (`138`, `12345678`), whose parts have `isPart`.
  ///
  /// In the order of their places and without overlaps; nothing for an index that is not there. Time is linear in the
  /// message's length: of the neighbours a bounded stretch is read.
  public func detect(inMessage index: Int, of messages: [Message]) -> [PersonalData] {
    guard messages.indices.contains(index) else { return [] }
    let units = Array(messages[index].text.utf16)
    let own = detect(in: units)
    guard units.count <= ShortMessage.maximumUnits else { return own }
    let message = ShortMessage(units)
    guard message.canBeValue else { return own }
    func neighbour(_ offset: Int) -> [UInt16] {
      let place = index + offset
      return messages.indices.contains(place) ? Array(messages[place].text.utf16) : []
    }
    if message.beginsOrEndsWithDigit, let part = part(of: units, neighbour) { return merging(part, into: own) }
    guard own.isEmpty, let answer = answer(message, to: neighbour(-1)) else { return own }
    return merging(answer, into: own)
  }

  /// The value that `message` is as the answer to `question`.
  private func answer(_ message: ShortMessage, to question: [UInt16]) -> PersonalData? {
    guard let asked = Question(question).asked, kinds.contains(asked.kind) else { return nil }
    let cue = Array(asked.cue.utf16)
    var scanner = PersonalDataScanner(units: cue + message.units, reportsWebAddresses: false)
    scanner.scan()
    // The answer is the value and little else.
    guard let data = scanner.found.first(where: { $0.kind == asked.kind && $0.range.lower >= cue.count }),
      message.length - data.range.count <= 4, data.range.lower - cue.count <= message.leading + 2
    else { return nil }
    return PersonalData(
      kind: data.kind, range: TextRange(data.range.lower - cue.count, data.range.upper - cue.count), value: data.value,
      confidence: min(data.confidence, 0.7))
  }

  /// The part of a phone, identity or card number that `units` hold, the rest of which is in the neighbours.
  private func part(of units: [UInt16], _ neighbour: (Int) -> [UInt16]) -> PersonalData? {
    let before = [Self.trimmed(neighbour(-2)), Self.trimmed(neighbour(-1))]
    let after = [Self.trimmed(neighbour(1)), Self.trimmed(neighbour(2))]
    let own = Self.trimmed(units)
    let lead = units.firstIndex { !ShortMessage.isBlank($0) } ?? 0
    for (back, ahead) in [(1, 0), (0, 1), (1, 1), (2, 0), (0, 2)] {
      let parts = before.suffix(back) + [own] + after.prefix(ahead)
      guard let joined = Self.joined(Array(parts)) else { continue }
      let start = before.suffix(back).reduce(0) { $0 + $1.count }
      var scanner = PersonalDataScanner(units: joined, reportsWebAddresses: false)
      scanner.scan()
      for data in scanner.found where Self.splittable.contains(data.kind) && kinds.contains(data.kind) {
        let range = TextRange(max(data.range.lower, start), min(data.range.upper, start + own.count))
        let reachesBeyond = data.range.lower < start || data.range.upper > start + own.count
        // A value across all parts only: those in fewer were looked for first.
        let reachesAll =
          data.range.lower < (parts.first?.count ?? 0) && data.range.upper > joined.count - (parts.last?.count ?? 0)
        guard reachesBeyond, reachesAll, range.upper > range.lower else { continue }
        let shift = lead - start
        return PersonalData(
          kind: data.kind, range: TextRange(range.lower + shift, range.upper + shift), value: data.value,
          confidence: min(data.confidence, 0.7), isPart: true)
      }
    }
    return nil
  }

  /// The parts one behind the other, if digits meet where they touch and all but the outer ones are digits alone.
  private static func joined(_ parts: [[UInt16]]) -> [UInt16]? {
    guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    func isDigit(_ unit: UInt16?) -> Bool { unit.map { ShortMessage.isDigit($0) } ?? false }
    let numbers = parts.filter { $0.allSatisfy { ShortMessage.isDigit($0) } }
    guard numbers.count >= parts.count - 1 else { return nil }
    for (left, right) in zip(parts, parts.dropFirst()) {
      let isCheckLetter = right.count == 1 && (right[0] | 0x20) == 0x78
      guard isDigit(left.last), isDigit(right.first) || isCheckLetter else { return nil }
    }
    return parts.flatMap { $0 }
  }

  /// At most 40 units, without blanks at the ends.
  private static func trimmed(_ units: [UInt16]) -> [UInt16] {
    guard units.count <= ShortMessage.maximumUnits else { return [] }
    let rest = units.drop { ShortMessage.isBlank($0) }
    return Array(rest[..<(rest.lastIndex { !ShortMessage.isBlank($0) }.map { $0 + 1 } ?? rest.startIndex)])
  }

  private static let splittable: Set<PersonalDataKind> = [.phone, .idCard, .bankCard]

  private func merging(_ data: PersonalData, into own: [PersonalData]) -> [PersonalData] {
    (own.filter { !$0.range.overlaps(data.range) } + [data]).sorted { $0.range.lower < $1.range.lower }
  }
}
