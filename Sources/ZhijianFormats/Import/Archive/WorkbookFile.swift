#if Archives
  internal import Zhijian
  internal import ZhijianArchives

  /// Why a workbook cannot be read.
  enum WorkbookFault: Error {
    case zip(ZipFault, part: String)
    case xml(XMLFault, part: String)
    case missing(String)
    case repeated(String)
    case tooManySheets
    case noSheet(String, known: [String])

    func diagnostic(file: String) -> Diagnostic {
      let location = SourceLocation(file: file)
      let again = LocalizedText(
        zh: "请用 Excel 或 WPS 打开后另存为 xlsx", en: "open it in a spreadsheet program and save it as xlsx anew")
      switch self {
      case .zip(let fault, let part): return fault.diagnostic(file: file, part: part)
      case .xml(.documentType, let part):
        return Diagnostic(
          .error, code: "xml-document-type",
          message: LocalizedText(
            zh: "工作簿的 \(part) 里有 DTD，拒绝读取", en: "\(part) of the workbook declares a document type and is refused"),
          location: location)
      case .xml(.unreadable(let diagnostic), let part):
        return Diagnostic(
          diagnostic.severity, code: diagnostic.code, message: diagnostic.message,
          location: SourceLocation(file: file + "/" + part), hint: diagnostic.hint)
      case .xml(.tooLarge, _):
        return Diagnostic(
          .error, code: "workbook-too-large",
          message: LocalizedText(
            zh: "工作簿的文字超过 \(SharedStrings.maximumBytes >> 20) MB 或 \(SharedStrings.maximumCount) 条",
            en:
              "the workbook has more than \(SharedStrings.maximumBytes >> 20) MB or \(SharedStrings.maximumCount) texts"
          ), location: location,
          hint: LocalizedText(zh: "请分成几个工作簿，或另存为 CSV UTF-8", en: "split it, or save it as CSV UTF-8"))
      case .repeated(let part):
        return Diagnostic(
          .error, code: "bad-workbook",
          message: LocalizedText(zh: "几个工作表指向同一个 \(part)", en: "several worksheets name the same \(part)"),
          location: location, hint: again)
      case .tooManySheets:
        return Diagnostic(
          .error, code: "too-many-sheets",
          message: LocalizedText(
            zh: "工作簿有超过 \(WorkbookFile.maximumSheets) 个工作表",
            en: "the workbook has more than \(WorkbookFile.maximumSheets) worksheets"),
          location: location)
      case .xml(let fault, let part):
        let isCut = fault == .truncated
        return Diagnostic(
          .error, code: "bad-workbook",
          message: LocalizedText(
            zh: "工作簿的 \(part) \(isCut ? "不完整" : "不是有效的 XML")",
            en: "\(part) of the workbook \(isCut ? "is not complete" : "is not valid XML")"), location: location,
          hint: again)
      case .missing(let part):
        return Diagnostic(
          .error, code: "bad-workbook",
          message: LocalizedText(zh: "工作簿里没有 \(part)", en: "the workbook has no \(part)"), location: location,
          hint: again)
      case .noSheet(let name, let known):
        return Diagnostic(
          .error, code: "no-such-sheet",
          message: LocalizedText(zh: "没有工作表“\(name)”", en: "there is no worksheet '\(name)'"), location: location,
          hint: LocalizedText(
            zh: "有：\(known.joined(separator: "、"))", en: "there are: \(known.joined(separator: ", "))"))
      }
    }
  }

  extension ZipFault {
    func diagnostic(file: String, part: String? = nil) -> Diagnostic {
      let location = SourceLocation(file: part.map { "\(file)/\($0)" } ?? file)
      func make(_ code: String, zh: String, en: String, hint: LocalizedText? = nil) -> Diagnostic {
        Diagnostic(.error, code: code, message: LocalizedText(zh: zh, en: en), location: location, hint: hint)
      }
      switch self {
      case .damaged, .unreadable:
        return make(
          "bad-archive", zh: "压缩包损坏，无法读取", en: "the archive is damaged",
          hint: LocalizedText(zh: "请重新下载或导出", en: "download or export it again"))
      case .tooManyEntries(let count):
        return make(
          "too-many-entries", zh: "压缩包里有 \(count) 个文件，超过 \(ZipArchive.maximumEntries) 个",
          en: "the archive has \(count) files, more than \(ZipArchive.maximumEntries)")
      case .passwordNeeded:
        return make(
          "password-needed", zh: "加密的压缩包，需要密码", en: "the archive is encrypted",
          hint: LocalizedText(
            zh: "用 --zip-password 或环境变量 ZHIJIAN_ZIP_PASSWORD 给出", en: "give --zip-password or ZHIJIAN_ZIP_PASSWORD"))
      case .wrongPassword: return make("wrong-password", zh: "压缩包的密码不对", en: "the archive's password is wrong")
      case .unsupported:
        return make(
          "unsupported-archive", zh: "压缩方式或加密方式不认识", en: "packed or encrypted in an unknown way",
          hint: LocalizedText(zh: "请先解压", en: "unpack it first"))
      case .overlapping:
        return make(
          "overlapping-entries", zh: "压缩包里的文件互相重叠，可能是压缩炸弹，拒绝读取",
          en: "the archive's files overlap: it may be a bomb and is refused")
      case .tooLarge:
        return make(
          "archive-too-large", zh: "解压后过大（超过压缩大小的 \(ZipArchive.maximumRatio) 倍或总量上限），可能是压缩炸弹，停止读取",
          en:
            "unpacks to far too much (over \(ZipArchive.maximumRatio) times its size, or the total limit): it may be a bomb"
        )
      }
    }
  }

  /// The parts of a workbook in its archive.
  struct WorkbookFile {
    struct Sheet {
      var name: String
      var part: String
      var isHidden: Bool
    }

    /// The most worksheets of a workbook.
    static let maximumSheets = 1000

    private(set) var sheets: [Sheet] = []
    private var shared = WorksheetReader.Workbook()
    private let archive: ZipArchive
    private let entries: [String: ZipArchive.Entry]

    init(_ archive: ZipArchive) throws(WorkbookFault) {
      self.archive = archive
      var entries: [String: ZipArchive.Entry] = [:]
      for entry in archive.entries where entry.isFile {
        entries[String(decoding: entry.name, as: UTF8.self)] = entry
      }
      self.entries = entries
      let targets = try relations()
      try readSheets(targets)
      do throws(XMLFault) {
        if let xml = try optional("xl/sharedStrings.xml") { shared.strings = try SharedStrings(xml) }
      } catch { throw .xml(error, part: "sharedStrings.xml") }
      do throws(XMLFault) {
        if let xml = try optional("xl/styles.xml") { shared.styles = try CellStyles(xml) }
      } catch { throw .xml(error, part: "styles.xml") }
    }

    /// The rows of a worksheet.
    func rows(of sheet: Sheet) throws(WorkbookFault) -> WorksheetReader {
      guard let entry = entries[sheet.part] else { throw .missing(sheet.part) }
      return WorksheetReader(try open(entry, sheet.part), workbook: shared)
    }

    private func open(_ entry: ZipArchive.Entry, _ part: String) throws(WorkbookFault) -> XMLReader {
      do throws(ZipFault) {
        return XMLReader(source: ByteSource(stream: try archive.open(entry), file: part))
      } catch { throw .zip(error, part: part) }
    }

    /// The part, nil where the workbook has none.
    private func optional(_ part: String) throws(XMLFault) -> XMLReader? {
      guard let entry = entries[part] else { return nil }
      do throws(WorkbookFault) { return try open(entry, part) } catch {
        throw .unreadable(error.diagnostic(file: part))
      }
    }

    /// The parts that the workbook names by ids.
    private func relations() throws(WorkbookFault) -> [String: String] {
      var targets: [String: String] = [:]
      guard let entry = entries["xl/_rels/workbook.xml.rels"] else { return targets }
      let xml = try open(entry, "workbook.xml.rels")
      do throws(XMLFault) {
        while true {
          let event = try xml.next()
          if event == .finished { return targets }
          guard case .start = event, xml.isNamed("Relationship"), let id = xml.attribute("Id"),
            let target = xml.attribute("Target")
          else { continue }
          targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
        }
      } catch { throw .xml(error, part: "workbook.xml.rels") }
    }

    private mutating func readSheets(_ targets: [String: String]) throws(WorkbookFault) {
      guard let entry = entries["xl/workbook.xml"] else { throw .missing("xl/workbook.xml") }
      let xml = try open(entry, "workbook.xml")
      var isOver = false
      do throws(XMLFault) {
        while true {
          let event = try xml.next()
          if event == .finished || isOver { break }
          guard case .start = event else { continue }
          if xml.isNamed("workbookPr") {
            let flag = xml.attribute("date1904")
            shared.startsIn1904 = flag == "1" || flag == "true"
          } else if xml.isNamed("sheet") {
            guard sheets.count < Self.maximumSheets else {
              isOver = true
              continue
            }
            let part = xml.attribute("id").flatMap { targets[$0] } ?? "xl/worksheets/sheet\(sheets.count + 1).xml"
            let state = xml.attribute("state")
            sheets.append(
              Sheet(
                name: xml.attribute("name") ?? "", part: part, isHidden: state == "hidden" || state == "veryHidden"))
          }
        }
      } catch { throw .xml(error, part: "workbook.xml") }
      if isOver { throw .tooManySheets }
      if sheets.isEmpty { throw .missing("xl/worksheets") }
      // Reading one part again and again would be cheap for whoever writes it only.
      var parts: Set<String> = []
      for sheet in sheets where !parts.insert(sheet.part).inserted { throw .repeated(sheet.part) }
    }
  }

  extension ByteSource {
    /// What an entry of an archive unpacks to.
    convenience init(stream: ZipStream, file: String) {
      self.init { buffer in
        let count = stream.read(into: buffer)
        guard count < 0 else { return .success(count) }
        return .failure(DiagnosticsError([(stream.fault ?? .damaged).diagnostic(file: file)]))
      }
    }
  }
#endif
