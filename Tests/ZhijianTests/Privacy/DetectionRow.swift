import Testing
import Zhijian

/// One text and what must be found in it, as `kind=the text as written`, in order.
struct DetectionRow: Sendable, CustomTestStringConvertible {
  let text: String
  let expected: [String]
  var testDescription: String { text }

  init(_ text: String, _ expected: String...) {
    self.text = text
    self.expected = expected
  }

  /// What a detector of `kinds` finds, written like `expected`.
  func found(_ kinds: Set<PersonalDataKind> = Set(PersonalDataKind.allCases)) -> [String] {
    let units = Array(text.utf16)
    return PersonalDataDetector(kinds: kinds).detect(in: units).map { data in
      "\(data.kind.rawValue)=" + String(decoding: units[data.range.lower..<data.range.upper], as: UTF16.self)
    }
  }
}
