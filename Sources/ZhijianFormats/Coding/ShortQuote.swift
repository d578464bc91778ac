internal import Zhijian

/// The beginning of a foreign text for a message about it.
enum ShortQuote {
  private static let redactor = Redactor(policy: .mask)
  /// Characters read behind the cut: more than any value has.
  private static let margin = 400

  /// `text`, or where it is longer its first `count` characters. What is cut is masked before: half a number would not
  /// be known as one when the message is shown. Time does not grow with the text.
  static func of(_ text: some StringProtocol, _ count: Int) -> String {
    let read = text.prefix(count + margin)
    guard read.count > count else { return String(text) }
    return String(redactor.redact(String(read)).text.prefix(count))
  }
}
