/// Numbers the personal data of one conversation, so that its content can be hashed without it.
///
/// A hash over a phone number can be turned back by trying all phone numbers. So content is hashed with each
/// value replaced by its kind and by how many different values of that kind came before it.
public struct PersonalDataNumbering: Sendable {
  private let detector = PersonalDataDetector()
  private var numbers: [PersonalDataKind: [String: Int]] = [:]

  public init() {}

  /// `text` with each value replaced, as in `{phone 1}`; the same value gets the same number in all texts
  /// given to this numbering.
  public mutating func replacingValues(in text: String) -> String {
    let units = Array(text.utf16)
    let found = detector.detect(in: units)
    guard !found.isEmpty else { return text }
    var result: [UInt16] = []
    var copied = 0
    for data in found {
      result += units[copied..<data.range.lower]
      result += Array("{\(data.kind.rawValue) \(number(of: data))}".utf16)
      copied = data.range.upper
    }
    result += units[copied...]
    return String(decoding: result, as: UTF16.self)
  }

  private mutating func number(of data: PersonalData) -> Int {
    let known = numbers[data.kind, default: [:]]
    if let number = known[data.value] { return number }
    let number = known.count + 1
    numbers[data.kind, default: [:]][data.value] = number
    return number
  }
}
