#if Archives
  internal import Zhijian
  internal import ZhijianArchives

  extension BusinessSheetReader {
    /// The table in an Excel workbook: of its visible worksheets the one that names the most columns. Nil, with a
    /// diagnostic, where the archive is no workbook or cannot be read.
    func readWorkbook(_ bytes: [UInt8]) -> BusinessSheet? {
      do throws(ZipFault) {
        let archive = try ZipArchive(bytes: bytes)
        guard XLSXFormat.isWorkbook(archive) else {
          if let foreign = FileSignature.diagnostic(of: bytes.prefix(64), file: path) { sink.report(foreign) }
          return nil
        }
        return readSheets(archive)
      } catch {
        sink.report(error.diagnostic(file: path))
        return nil
      }
    }

    private func readSheets(_ archive: ZipArchive) -> BusinessSheet? {
      do throws(WorkbookFault) {
        let workbook = try WorkbookFile(archive)
        var best: (sheet: WorkbookFile.Sheet, header: Header)?
        for sheet in workbook.sheets where !sheet.isHidden {
          var reader = try workbook.rows(of: sheet)
          guard let header = findHeader(&reader) else { continue }
          if best.map({ header.isBetter(than: $0.header) }) ?? true { best = (sheet, header) }
        }
        guard let best else { return noHeader() }
        var reader = try workbook.rows(of: best.sheet)
        let read = sheet(&reader, headerLine: best.header.line)
        if let fault = reader.fault { throw .xml(fault, part: best.sheet.name) }
        return read
      } catch {
        sink.report(error.diagnostic(file: path))
        return nil
      }
    }
  }
#endif
