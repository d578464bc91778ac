/// An attribute of an element. Names are fixed in the program; values are escaped when they are written.
struct HTMLReportAttribute {
  let name: StaticString
  let value: String

  init(_ name: StaticString, _ value: String) {
    self.name = name
    self.value = value
  }

  static func `class`(_ value: String) -> Self { Self("class", value) }
  static func id(_ value: String) -> Self { Self("id", value) }
  /// A link inside the page, or to a page of the same report that has the anchor.
  static func link(_ anchor: String) -> Self { Self("href", "#" + anchor) }
  /// A link to a file beside the page, by a name that the program made.
  static func file(_ name: String) -> Self { Self("href", name) }
  /// What a cell is called where the table becomes cards.
  static func label(_ value: String) -> Self { Self("data-l", value) }
  /// What a cell is sorted by.
  static func value(_ value: Double?) -> Self { Self("data-v", value.map { HTMLReportNumber.plain($0, 4) } ?? "") }
}

/// Markup in the making. Elements close themselves, tags and attribute names are literals, and every text goes
/// through one escaping: what comes out is well-formed whatever goes in.
struct HTMLReportMarkup {
  private(set) var bytes: [UInt8] = []

  mutating func element(
    _ tag: StaticString, _ attributes: HTMLReportAttribute..., content: (inout HTMLReportMarkup) -> Void
  ) {
    open(tag, attributes, isEmpty: false)
    content(&self)
    close(tag)
  }

  mutating func element(_ tag: StaticString, _ attributes: HTMLReportAttribute..., text value: String) {
    open(tag, attributes, isEmpty: false)
    text(value)
    close(tag)
  }

  mutating func element(
    _ tag: StaticString, attributes: [HTMLReportAttribute], content: (inout HTMLReportMarkup) -> Void
  ) {
    open(tag, attributes, isEmpty: false)
    content(&self)
    close(tag)
  }

  /// An element without content, such as `<br/>`.
  mutating func empty(_ tag: StaticString, _ attributes: HTMLReportAttribute...) {
    open(tag, attributes, isEmpty: true)
  }

  mutating func append(_ other: HTMLReportMarkup) { bytes += other.bytes }

  /// Text that is part of the program.
  mutating func verbatim(_ text: String) { bytes += text.utf8 }

  /// A line break between pieces, so that the file can be read and compared by lines.
  mutating func newline() { bytes.append(0x0A) }

  mutating func text(_ value: String) { text(value.unicodeScalars) }

  /// Escaped text; what nobody could see is shown by its number.
  mutating func text(_ scalars: some Sequence<Unicode.Scalar>) {
    write(scalars) { html, token in
      html.element("span", .class("ctl")) { $0.bytes += token.utf8 }
    }
  }

  private mutating func open(_ tag: StaticString, _ attributes: [HTMLReportAttribute], isEmpty: Bool) {
    bytes.append(0x3C)
    append(tag)
    for attribute in attributes {
      bytes.append(0x20)
      append(attribute.name)
      bytes += [0x3D, 0x22]
      write(attribute.value.unicodeScalars) { html, token in html.bytes += token.utf8 }
      bytes.append(0x22)
    }
    if isEmpty { bytes.append(0x2F) }
    bytes.append(0x3E)
  }

  private mutating func close(_ tag: StaticString) {
    bytes += [0x3C, 0x2F]
    append(tag)
    bytes.append(0x3E)
  }

  private mutating func append(_ literal: StaticString) {
    // Safe: every piece comes from a literal that has a pointer to its bytes.
    bytes.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  private mutating func write(
    _ scalars: some Sequence<Unicode.Scalar>, token: (inout HTMLReportMarkup, String) -> Void
  ) {
    var before: Unicode.Scalar?
    for scalar in scalars {
      switch scalar.value {
      case 0x26: bytes += "&amp;".utf8
      case 0x3C: bytes += "&lt;".utf8
      case 0x3E: bytes += "&gt;".utf8
      case 0x22: bytes += "&quot;".utf8
      case 0x27: bytes += "&#39;".utf8
      case 0x0D: bytes.append(0x0A)
      case 0x0A where before == "\r": break
      default:
        if HTMLReportInvisible.isShown(scalar, after: before) {
          token(&self, HTMLReportInvisible.token(scalar))
        } else if let encoded = UTF8.encode(scalar) {
          bytes.append(contentsOf: encoded)
        }
      }
      before = scalar
    }
  }
}

/// Characters that would hide or reorder text.
enum HTMLReportInvisible {
  /// Whether `scalar` is shown by its number. Joiners inside emoji sequences and variation selectors stay.
  static func isShown(_ scalar: Unicode.Scalar, after before: Unicode.Scalar?) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028...0x202E: true
    case 0x200D: !(before.map(isPictorial) ?? false)
    case 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xFDD0...0xFDEF, 0xE0000...0xE007F: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  /// The visible form: `⟨U+202E⟩`.
  static func token(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
  }

  private static func isPictorial(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0xFE0F || (scalar.value > 0xFF && scalar.properties.isEmoji)
  }
}
