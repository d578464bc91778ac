import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The cells of a workbook, read back for tests.
struct WorkbookCells {
  struct Cell: Equatable {
    var text = ""
    var isNumber = false
    /// The format of numbers; empty for the general one.
    var format = ""
  }

  struct Sheet {
    let name: String
    let rows: [[Cell]]
    let xml: String
  }

  let sheets: [Sheet]
  let archive: ZipEntries

  init(_ bytes: [UInt8]) throws {
    archive = try ZipEntries(bytes)
    let archive = archive
    func part(_ name: String) -> Data { Data(archive.files[name] ?? []) }
    let formats = StyleReader(part("xl/styles.xml")).formats
    let names = SheetNames(part("xl/workbook.xml")).names
    sheets = names.enumerated().map { place, name in
      let data = part("xl/worksheets/sheet\(place + 1).xml")
      return Sheet(
        name: name, rows: CellReader(data, formats: formats).rows, xml: String(decoding: data, as: UTF8.self))
    }
  }

  func sheet(_ name: String) -> Sheet? { sheets.first { $0.name == name } }
}

private final class SheetNames: NSObject, XMLParserDelegate {
  private(set) var names: [String] = []

  init(_ data: Data) {
    super.init()
    let parser = XMLParser(data: data)
    parser.delegate = self
    parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if name == "sheet" { names.append(attributes["name"] ?? "") }
  }
}

private final class StyleReader: NSObject, XMLParserDelegate {
  /// The formats of numbers by style.
  private(set) var formats: [String] = []
  private var codes = ["1": "0", "2": "0.00", "10": "0.00%"]
  private var isInCells = false

  init(_ data: Data) {
    super.init()
    let parser = XMLParser(data: data)
    parser.delegate = self
    parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if name == "numFmt" { codes[attributes["numFmtId"] ?? ""] = attributes["formatCode"] }
    if name == "cellXfs" { isInCells = true }
    if name == "xf", isInCells { formats.append(codes[attributes["numFmtId"] ?? ""] ?? "") }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    if name == "cellXfs" { isInCells = false }
  }
}

private final class CellReader: NSObject, XMLParserDelegate {
  private(set) var rows: [[WorkbookCells.Cell]] = []
  private let formats: [String]
  private var cell: WorkbookCells.Cell?
  private var column = 0
  private var isText = false

  init(_ data: Data, formats: [String]) {
    self.formats = formats
    super.init()
    let parser = XMLParser(data: data)
    parser.delegate = self
    parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    switch name {
    case "row":
      let number = Int(attributes["r"] ?? "") ?? rows.count + 1
      while rows.count < number { rows.append([]) }
    case "c":
      column = (attributes["r"] ?? "").unicodeScalars.filter { ("A"..."Z").contains($0) }
        .reduce(0) { $0 * 26 + Int($1.value) - 64 }
      let style = Int(attributes["s"] ?? "0") ?? 0
      cell = WorkbookCells.Cell(
        isNumber: attributes["t"] == nil, format: formats.indices.contains(style) ? formats[style] : "")
    case "v", "t": isText = true
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if isText { cell?.text += text }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    if name == "v" || name == "t" { isText = false }
    guard name == "c", let cell, let row = rows.indices.last else { return }
    while rows[row].count < column - 1 { rows[row].append(WorkbookCells.Cell()) }
    rows[row].append(cell)
    self.cell = nil
  }
}
