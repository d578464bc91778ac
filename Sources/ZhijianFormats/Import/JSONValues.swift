internal import Zhijian

/// The values of a JSON file one after the other: one a line, those of an array, or those that stand in a row.
enum JSONValues {
  /// Calls `body` with each value and its line until it returns false; what cannot be read goes to `yield`, or, where
  /// it returns true, to `isJunk`. False where no more is wanted.
  static func each(
    of input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool,
    isJunk: (Int) -> Bool = { _ in false }, _ body: (JSONValue, Int) -> Bool
  ) -> Bool {
    do throws(DiagnosticsError) {
      if JSONShape.isDocument(input.sniff) {
        let text = try input.text()
        return text.withUnsafeBufferPointer { eachOfDocument($0, file: input.file, yield: yield, body) }
      }
      var goesOn = true
      try input.eachLine { line, number in
        guard let line else {
          goesOn = yield(.failure(line: number, lineTooLong(input.file, number, options)))
          return goesOn
        }
        goesOn = ofLine(line, number: number, input: input, yield: yield, isJunk: isJunk, body)
        return goesOn
      }
      return goesOn
    } catch {
      return error.diagnostics.allSatisfy { yield(.failure(line: nil, $0)) }
    }
  }

  /// Safe: the scanner keeps below the count of `text`, and copies what it gives.
  private static func eachOfDocument(
    _ text: UnsafeBufferPointer<UInt8>, file: String, yield: (ImportedRecord) -> Bool, _ body: (JSONValue, Int) -> Bool
  ) -> Bool {
    guard let base = text.baseAddress else { return true }
    var scanner = JSONScanner(base: base, end: text.count)
    var place = CanonicalPlace(file: file, line: 1)
    func next() throws(JSONFault) -> Bool {
      _ = scanner.peek()
      let line = place.location(of: scanner.offset, in: text).line ?? 1
      return body(try scanner.value(), line)
    }
    do throws(JSONFault) {
      while scanner.peek() != 0 || !scanner.isAtEnd {
        guard scanner.peek() == 0x5B else {
          guard try next() else { return false }
          continue
        }
        guard try scanner.enterArray() else { continue }
        repeat { guard try next() else { return false } } while try scanner.nextElement()
      }
    } catch {
      let fault = place.syntax(error, in: text)
      return yield(
        .failure(
          line: fault.location?.line,
          Diagnostic(
            .error, code: fault.code, message: fault.message, location: fault.location,
            hint: LocalizedText(zh: "其后的内容未读取", en: "nothing behind it was read"))))
    }
    return true
  }

  private static func ofLine(
    _ line: UnsafeBufferPointer<UInt8>, number: Int, input: ImportInput, yield: (ImportedRecord) -> Bool,
    isJunk: (Int) -> Bool, _ body: (JSONValue, Int) -> Bool
  ) -> Bool {
    guard line.contains(where: { $0 > 0x20 }), let base = line.baseAddress else { return true }
    var scanner = JSONScanner(base: base, end: line.count)
    do throws(JSONFault) {
      let value = try scanner.value()
      if scanner.peek() != 0 || !scanner.isAtEnd { throw scanner.unexpected() }
      if scanner.replacements > 0, let decoded = input.reconsider(line, number: number) {
        return decoded.withUnsafeBufferPointer {
          ofLine($0, number: number, input: input, yield: yield, isJunk: isJunk, body)
        }
      }
      input.countReplacements(scanner.replacements, line: number)
      return body(value, number)
    } catch {
      if let decoded = input.reconsider(line, number: number) {
        return decoded.withUnsafeBufferPointer {
          ofLine($0, number: number, input: input, yield: yield, isJunk: isJunk, body)
        }
      }
      if isJunk(number) { return true }
      var place = CanonicalPlace(file: input.file, line: number)
      return yield(.failure(line: number, place.syntax(error, in: line)))
    }
  }
}

extension JSONValue {
  /// The text of a member that is text, a number or a boolean; nil where it is missing or empty.
  func text(_ key: String) -> String? {
    guard let text = self[key]?.cellText, !text.isEmpty else { return nil }
    return text
  }

  /// The whole number of a member, also where it is written as text.
  func whole(_ key: String) -> Int64? {
    switch self[key] {
    case .integer(let number): number
    case .number(let number) where abs(number) < 9e15: Int64(number)
    case .string(let text): Int64(text)
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }

  /// The time of a member that counts milliseconds since 1970, as text or number; `isBad` where something else stands
  /// there, or a time that no chat can have.
  func instant(_ key: String) -> (at: Timestamp?, isBad: Bool) {
    switch self[key] {
    case nil, .null, .string(""), .integer(0): return (nil, false)
    default: break
    }
    // Up to the year 2100.
    guard let milliseconds = whole(key), milliseconds > 0, milliseconds < 4_102_444_800_000 else { return (nil, true) }
    return (Timestamp(milliseconds: milliseconds), false)
  }

  /// Whether it is neither an array nor nothing.
  var isNoList: Bool {
    switch self {
    case .array, .null: false
    default: true
    }
  }

  /// The elements of a member that is an array.
  func elements(_ key: String) -> [JSONValue] {
    if case .array(let elements) = self[key] { return elements }
    return []
  }
}
