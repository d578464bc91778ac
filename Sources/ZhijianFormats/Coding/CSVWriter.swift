/// Writes a table after RFC 4180 as UTF-8 bytes that spreadsheet programs cannot be tricked with.
///
/// A text that a spreadsheet would read as a formula (it begins with `=`, `+`, `-`, `@`, tab, carriage return or
/// line feed, or a full-width form of the signs, even behind white space) gets an apostrophe in front; numbers
/// stay numbers. NULs are dropped.
public struct CSVWriter: Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8] = []
  private var isRowStart = true

  /// With a byte order mark, spreadsheet programs in China recognise the UTF-8.
  public init(byteOrderMark: Bool = false) {
    if byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
  }

  /// Writes a cell of text.
  public mutating func text(_ text: String) {
    separate()
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Writes a whole number.
  public mutating func integer(_ value: Int) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes a number in its shortest form; nothing for what is not finite.
  public mutating func number(_ value: Double) {
    separate()
    guard value.isFinite else { return }
    if value == value.rounded(), abs(value) < 9_007_199_254_740_992 {
      bytes.append(contentsOf: String(Int64(value)).utf8)
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
  }

  /// Writes a cell with nothing in it.
  public mutating func empty() { separate() }

  /// Ends the row, with CRLF as RFC 4180 says.
  public mutating func endRow() {
    bytes.append(0x0D)
    bytes.append(0x0A)
    isRowStart = true
  }

  /// Forgets what was written and keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    isRowStart = true
  }

  private mutating func separate() {
    if !isRowStart { bytes.append(0x2C) }
    isRowStart = false
  }

  private mutating func append(_ utf8: UnsafeBufferPointer<UInt8>) {
    var needsQuotes = false
    for byte in utf8 where byte == 0x22 || byte == 0x2C || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x3B
    {
      needsQuotes = true
      break
    }
    let isFormula = Self.isFormula(utf8)
    guard needsQuotes || isFormula else {
      for byte in utf8 where byte != 0 { bytes.append(byte) }
      return
    }
    bytes.append(0x22)
    if isFormula { bytes.append(0x27) }
    for byte in utf8 where byte != 0 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  private static func isFormula(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    // Safe: the buffer of `withUTF8`; each byte is read behind a check of its index.
    var index = 0
    while index < utf8.count {
      switch utf8[index] {
      case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D: return true
      // Programs trim spaces, NULs, no-break and ideographic spaces, byte order marks and zero-width spaces.
      case 0x20, 0x00, 0x0B, 0x0C: index += 1
      case 0xC2 where index + 1 < utf8.count && utf8[index + 1] == 0xA0: index += 2
      case 0xE3 where starts(utf8, index, 0x80, 0x80): index += 3
      case 0xE2 where starts(utf8, index, 0x80, 0x8B): index += 3
      case 0xEF where starts(utf8, index, 0xBB, 0xBF): index += 3
      case 0xEF:
        // ＝ ＋ － ＠
        return starts(utf8, index, 0xBC, 0x9D) || starts(utf8, index, 0xBC, 0x8B) || starts(utf8, index, 0xBC, 0x8D)
          || starts(utf8, index, 0xBC, 0xA0)
      default: return false
      }
    }
    return false
  }

  private static func starts(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int, _ second: UInt8, _ third: UInt8) -> Bool
  {
    index + 2 < utf8.count && utf8[index + 1] == second && utf8[index + 2] == third
  }
}
