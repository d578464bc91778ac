/// Reads the rows of a worksheet as they come, without holding more than one of them.
final class WorksheetReader: TableRows {
  /// What a worksheet shares with the others of its workbook.
  struct Workbook {
    var strings = SharedStrings()
    var styles = CellStyles()
    var startsIn1904 = false
  }

  /// The most bytes of a cell, several times what spreadsheet programs allow.
  static let maximumCellBytes = 1 << 20
  /// The most cells of a row, as spreadsheet programs have it.
  static let maximumCells = 16_384

  private let xml: XMLReader
  private let workbook: Workbook
  private var number = 0
  private var isInData = false
  private var hasEnded = false
  private var value: [UInt8] = []
  /// Why reading stopped before the end.
  private(set) var fault: XMLFault?
  /// Rows with a cell that was cut off.
  private(set) var longCells: [Int] = []
  /// Rows with a cell that stands behind the last column, or not behind the one before it.
  private(set) var misplacedCells: [Int] = []
  /// Rows with a cell that names a text which the workbook does not have.
  private(set) var missingTexts: [Int] = []
  /// Rows with a text that is no UTF-8.
  private(set) var brokenTexts: [Int] = []

  init(_ xml: XMLReader, workbook: Workbook) {
    self.xml = xml
    self.workbook = workbook
  }

  func next(_ row: inout TableRow) -> Bool {
    guard !hasEnded else { return false }
    do throws(XMLFault) {
      if try read(&row) { return true }
    } catch {
      fault = error
    }
    hasEnded = true
    return false
  }

  private func read(_ row: inout TableRow) throws(XMLFault) -> Bool {
    while true {
      switch try xml.next() {
      case .start(let isEmpty):
        if xml.isNamed("sheetData") {
          isInData = !isEmpty
        } else if isInData, xml.isNamed("row") {
          number = max(number + 1, wholeNumber("r") ?? 0)
          row.reset(line: number)
          if isEmpty { return true }
          try readCells(&row)
          return true
        }
      case .end:
        // To the very end, where the checksum is compared.
        if xml.isNamed("sheetData") { isInData = false }
      case .text: break
      case .finished:
        if isInData { throw .truncated }
        return false
      }
    }
  }

  private func readCells(_ row: inout TableRow) throws(XMLFault) {
    while true {
      switch try xml.next() {
      case .start(let isEmpty):
        guard xml.isNamed("c") else { continue }
        let place = columnIndex() ?? row.count
        let style = wholeNumber("s") ?? 0
        let kind = cellKind()
        value.removeAll(keepingCapacity: true)
        if !isEmpty { try readValue() }
        guard place < Self.maximumCells, place >= row.count else {
          if misplacedCells.last != number { misplacedCells.append(number) }
          continue
        }
        while row.count < place { row.close() }
        append(kind, style: style, to: &row)
        row.close()
      case .end: if xml.isNamed("row") { return }
      case .text: break
      case .finished: throw .truncated
      }
    }
  }

  /// Gathers the text of `<v>` or of the runs of `<is>`.
  private func readValue() throws(XMLFault) {
    var isText = false
    var guides = 0
    while true {
      switch try xml.next() {
      case .start(let isEmpty):
        if xml.isNamed("v") || xml.isNamed("t") {
          isText = !isEmpty && guides == 0
        } else if xml.isNamed("rPh"), !isEmpty {
          guides += 1
        }
      case .end:
        if xml.isNamed("c") { return }
        if xml.isNamed("v") || xml.isNamed("t") {
          isText = false
        } else if xml.isNamed("rPh") {
          guides = max(0, guides - 1)
        }
      case .text:
        guard isText else { continue }
        if value.count + xml.text.count <= Self.maximumCellBytes {
          value.append(contentsOf: xml.text)
        } else if longCells.last != number {
          longCells.append(number)
        }
      case .finished: throw .truncated
      }
    }
  }

  // MARK: Values

  private enum Kind { case number, shared, text, boolean, fault, isoDate }

  private func cellKind() -> Kind {
    guard let range = xml.attributeRange("t") else { return .number }
    let buffer = xml.source.buffer
    guard let first = buffer[range].first else { return .number }
    switch first {
    case 0x73: return range.count == 1 ? .shared : .text
    case 0x62: return .boolean
    case 0x65: return .fault
    case 0x64: return .isoDate
    case 0x69: return .text
    default: return .number
    }
  }

  private func append(_ kind: Kind, style: Int, to row: inout TableRow) {
    guard !value.isEmpty else { return }
    switch kind {
    case .shared:
      let index = value.reduce(into: 0) { total, byte in
        guard total >= 0, (0x30...0x39).contains(byte), total < 1 << 40 else {
          total = -1
          return
        }
        total = total * 10 + Int(byte - 0x30)
      }
      if let text = workbook.strings.text(index) {
        appendText(text, to: &row)
      } else if missingTexts.last != number {
        missingTexts.append(number)
      }
    case .text: appendText(value[...], to: &row)
    case .boolean, .isoDate: row.append(value)
    case .fault: break
    case .number: appendNumber(style: style, to: &row)
    }
  }

  private func appendNumber(style: Int, to row: inout TableRow) {
    let shape = workbook.styles.shape(style)
    let isPlain = value.allSatisfy { (0x30...0x39).contains($0) }
    if shape == .number, isPlain { return row.append(value) }
    // Hexadecimal numbers, `inf` and `nan` are none of a spreadsheet's.
    let isDecimal = value.allSatisfy { (0x2B...0x39).contains($0) || $0 | 0x20 == 0x65 }
    guard isDecimal, let number = Double(String(decoding: value, as: UTF8.self)) else { return row.append(value) }
    if shape != .number,
      let text = SerialDate.text(number, shape: shape, startsIn1904: workbook.startsIn1904)
    {
      return row.append(text.utf8)
    }
    // `1.8E+18` is how a long order number is kept.
    if number == number.rounded(), abs(number) < 9e18, value.contains(where: { $0 | 0x20 == 0x65 }) {
      return row.append(String(Int64(number)).utf8)
    }
    row.append(value)
  }

  /// `_x000D_` and the like stand for characters that XML does not keep.
  private func appendText(_ text: ArraySlice<UInt8>, to row: inout TableRow) {
    let isBroken = text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { UTF8Validation.firstFault($0, from: 0, end: buffer.count) < buffer.count } ?? false
    }
    if isBroken, brokenTexts.last != number { brokenTexts.append(number) }
    guard text.contains(0x5F) else { return row.append(text) }
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == 0x5F, text.endIndex - index >= 7, text[index + 1] == 0x78, text[index + 6] == 0x5F,
        let code = UInt32(String(decoding: text[index + 2..<index + 6], as: UTF8.self), radix: 16),
        Unicode.Scalar(code) != nil, code != 0
      {
        var scalar: [UInt8] = []
        UTF8Validation.append(scalar: code, to: &scalar)
        row.append(scalar)
        index += 7
      } else {
        row.append(CollectionOfOne(text[index]))
        index += 1
      }
    }
  }

  private func wholeNumber(_ name: StaticString) -> Int? {
    guard let range = xml.attributeRange(name), !range.isEmpty, range.count <= 9 else { return nil }
    var total = 0
    for index in range {
      let byte = xml.source.buffer[index]
      guard (0x30...0x39).contains(byte) else { return nil }
      total = total * 10 + Int(byte - 0x30)
    }
    return total
  }

  /// The column of `r="BC12"`, from 0.
  private func columnIndex() -> Int? {
    guard let range = xml.attributeRange("r") else { return nil }
    var total = 0
    for index in range.prefix(4) {
      let byte = xml.source.buffer[index] & 0xDF
      guard (0x41...0x5A).contains(byte) else { break }
      total = total * 26 + Int(byte - 0x40)
    }
    return total > 0 ? total - 1 : nil
  }
}
