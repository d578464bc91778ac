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
    if let part = part(of: units, neighbour) { return merging(part, into: own) }
    guard own.isEmpty, let answer = answer(message, to: neighbour(-1)) else { return own }
    return merging(answer, into: own)
  }

  /// The value that `message` is as the answer to `question`.
  private func answer(_ message: ShortMessage, to question: [UInt16]) -> PersonalData? {
    // What an earlier run left is no answer.
    guard !message.holdsMask, let asked = Question(question).asked, kinds.contains(asked.kind) else { return nil }
    let cue = Array(asked.cue.utf16)
    // 嗯 12345678, 是lily_88: what stands before an id is no part of it.
    let isWords = asked.kind == .name || asked.kind == .address
    let place = isWords ? message.leading : message.firstWord
    var scanner = PersonalDataScanner(PreparedUnits(cue + message.units[place...]), reportsWebAddresses: false)
    guard scanner.units.count == cue.count + message.units.count - place else { return nil }
    scanner.scan()
    // The answer is the value and little else.
    guard let found = scanner.found.first(where: { $0.kind == asked.kind && $0.range.lower >= cue.count }),
      message.length - found.range.count <= (asked.kind == .name ? 4 : 8)
    else { return nil }
    let shift = place - cue.count
    if found.kind == .name, !SurnameTable.beginsName(message.units.dropFirst(found.range.lower + shift)) { return nil }
    return PersonalData(
      kind: found.kind, range: TextRange(found.range.lower + shift, found.range.upper + shift), value: found.value,
      confidence: min(found.confidence, 0.7))
  }

  /// The part of a value that `units` hold, the rest of which is in the neighbours.
  private func part(of units: [UInt16], _ neighbour: (Int) -> [UInt16]) -> PersonalData? {
    let before = [neighbour(-2), neighbour(-1)]
    let after = [neighbour(1), neighbour(2)]
    for (back, ahead) in [(1, 0), (0, 1), (1, 1), (2, 0), (0, 2)] {
      let messages = Array(before.suffix(back) + [units] + after.prefix(ahead))
      let pieces = MessagePiece.pieces(of: messages)
      guard pieces.count == messages.count, MessagePiece.touch(pieces) else { continue }
      let own = pieces[back]
      let start = pieces[..<back].reduce(0) { $0 + $1.units.count }
      let joined = pieces.flatMap(\.units)
      var scanner = PersonalDataScanner(PreparedUnits(joined), reportsWebAddresses: false)
      guard scanner.units.count == joined.count else { continue }
      scanner.scan()
      for data in scanner.found where Self.splittable.contains(data.kind) && kinds.contains(data.kind) {
        let range = TextRange(max(data.range.lower, start), min(data.range.upper, start + own.units.count))
        // A value across all pieces only: those in fewer are looked for first.
        let reachesAll =
          data.range.lower < (pieces.first?.units.count ?? 0)
          && data.range.upper > joined.count - (pieces.last?.units.count ?? 0)
        guard reachesAll, range.upper > range.lower else { continue }
        let shift = own.place - start
        return PersonalData(
          kind: data.kind, range: TextRange(range.lower + shift, range.upper + shift), value: data.value,
          confidence: min(data.confidence, 0.7), isPart: true)
      }
    }
    return nil
  }

  private static let splittable: Set<PersonalDataKind> = [
    .phone, .idCard, .bankCard, .landline, .order, .email, .plate,
  ]

  private func merging(_ data: PersonalData, into own: [PersonalData]) -> [PersonalData] {
    (own.filter { !$0.range.overlaps(data.range) } + [data]).sorted { $0.range.lower < $1.range.lower }
  }
}
