extension TokenShapeScanner {
  /// A number such as 1,299.00 or 50%, or the code of an order or a parcel: ten digits or more, or
  /// letters and then digits such as SF1234567890123.
  func number(at start: Int, after last: TokenShape?) -> TokenShape? {
    // 155，90 is one token for ICU; the second number starts where ICU has no boundary.
    let continues =
      last.map { $0.mayJoin && $0.end == start - 1 && !isWordUnit(units[start - 1]) } ?? false
    guard isCut(start) || continues else { return nil }
    let isNarrow = isWordUnit(units[start])
    let runEnd = isNarrow ? endOfRun(from: start) : start
    let digits = endOfDigits(from: start)
    if isNarrow, digits != runEnd {
      return code(from: start, to: runEnd) ?? model(from: start, firstRun: runEnd)
    }
    guard digits > start else { return nil }
    if digits - start >= 10 {
      return closed(TokenShape(start: start, end: digits, kind: .orderNumber))
    }
    var end = endOfThousands(from: digits, first: digits - start)
    while unit(end) == 0x2E || unit(end) == 0xFF0E, anyDigit(unit(end + 1)) {
      end = endOfDigits(from: end + 1)
    }
    if unit(end) == 0x25 || unit(end) == 0xFF05 || unit(end) == 0x2030 { end += 1 }
    return closed(TokenShape(start: start, end: end, kind: .number))
  }

  private func anyDigit(_ unit: UInt16) -> Bool {
    isDigit(unit) || unit >= 0xFF10 && unit <= 0xFF19
  }

  private func endOfDigits(from start: Int) -> Int {
    var end = start
    while anyDigit(unit(end)) { end += 1 }
    return end
  }

  /// Past the groups of 12,345,678; `first` is how many digits the first group has.
  private func endOfThousands(from start: Int, first: Int) -> Int {
    guard first <= 3 else { return start }
    var end = start
    while unit(end) == 0x2C {
      let group = endOfDigits(from: end + 1)
      guard group == end + 4 else { break }
      end = group
    }
    return end
  }

  /// A shape that ends where ICU has a boundary or before punctuation; nil otherwise.
  private func closed(_ shape: TokenShape) -> TokenShape? {
    guard shape.end < units.count, !isCut(shape.end) else { return shape }
    return characters.kind(of: units[shape.end]) == .punctuation && units[shape.end] != 0x5F
      ? shape : nil
  }

  private func code(from start: Int, to end: Int) -> TokenShape? {
    var letters = 0
    var digits = 0
    var leading = 0
    for position in start..<end {
      if isDigit(units[position]) {
        digits += 1
      } else if isLetter(units[position]) {
        letters += 1
        if digits == 0 { leading += 1 }
      } else {
        return nil
      }
    }
    let isLettersThenDigits = leading == letters && letters >= 1 && letters <= 6 && digits >= 6
    guard digits >= 6,
      (isLettersThenDigits && end - start >= 8) || (letters <= 6 && end - start >= 10)
    else { return nil }
    return closed(TokenShape(start: start, end: end, kind: .orderNumber))
  }

  /// The number of a model or of goods, which holds hyphens and digits: KFR-35GW, WH-1000XM5, A2345-B.
  ///
  /// Its first part has a letter, so 3-5kg stays a range; a long number behind a hyphen is somebody's account or
  /// telephone and stays a token of its own.
  private func model(from start: Int, firstRun: Int) -> TokenShape? {
    guard unit(firstRun) == 0x2D, isModelPart(start, firstRun, needsLetter: true) else { return nil }
    var end = firstRun
    var hasDigit = units[start..<firstRun].contains(where: isDigit)
    var parts = 1
    while unit(end) == 0x2D, parts < 5 {
      let partEnd = endOfRun(from: end + 1)
      guard partEnd > end + 1, isModelPart(end + 1, partEnd, needsLetter: false) else { return nil }
      if units[(end + 1)..<partEnd].contains(where: isDigit) { hasDigit = true }
      end = partEnd
      parts += 1
    }
    guard hasDigit, unit(end) != 0x2D, end - start <= 32 else { return nil }
    return closed(TokenShape(start: start, end: end, kind: .latin))
  }

  private func isModelPart(_ start: Int, _ end: Int, needsLetter: Bool) -> Bool {
    let part = units[start..<end]
    guard !part.contains(0x5F) else { return false }
    let hasLetter = part.contains(where: isLetter)
    return hasLetter || !needsLetter && end - start <= 6
  }
}
