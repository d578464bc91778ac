#if Archives
  internal import Zhijian
  internal import ZhijianArchives

  /// Reads the files of an archive one after the other, in the order of their names. Nothing is unpacked to the disk.
  struct ArchiveReading {
    /// The most bytes of a workbook inside of another archive, which has to be in memory.
    static let maximumInnerBytes = 1 << 26

    let options: ImportOptions
    let file: String

    /// Whether a file begins as archives do.
    static func isArchive(_ head: ArraySlice<UInt8>) -> Bool {
      head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    /// Reads the archive behind a descriptor, or the one that `source` holds where there is none.
    func read(descriptor: Int32?, source: ByteSource, yield: (ImportedRecord) -> Bool) -> ImportReport {
      var report = ImportReport(file: file)
      do throws(ZipFault) {
        if let descriptor {
          read(try ZipArchive(descriptor: descriptor), isInner: false, report: &report, yield: yield)
        } else {
          guard let bytes = source.takeAll(limit: Self.maximumInnerBytes) else { throw .tooLarge }
          read(try ZipArchive(bytes: bytes), isInner: false, report: &report, yield: yield)
        }
      } catch {
        _ = yield(.failure(line: nil, error.diagnostic(file: file)))
      }
      return report
    }

    private func read(
      _ archive: ZipArchive, isInner: Bool, report: inout ImportReport, yield: (ImportedRecord) -> Bool
    ) {
      if XLSXFormat.isWorkbook(archive) { return readWorkbook(archive, report: &report, yield: yield) }
      guard !isInner else {
        _ = yield(
          .failure(
            line: nil,
            Diagnostic(
              .error, code: "nested-archive",
              message: LocalizedText(zh: "压缩包里的压缩包不读取", en: "an archive inside of an archive is not read"),
              location: SourceLocation(file: file), hint: LocalizedText(zh: "请先解压一层", en: "unpack one layer first"))))
        return
      }
      let entries = archive.entries.filter(\.isFile).map { (name: Self.name($0.name), entry: $0) }
        .sorted { TranscriptFolder.precedes($0.name, $1.name) }
      report.diagnostics += ArchiveNotes(archive, file: file).diagnostics
      let names = Dictionary(entries.map { ($0.name, $0.entry) }) { first, _ in first }
      var wantsMore = true
      for (name, entry) in entries where wantsMore {
        guard !isPassedOver(name, report: &report) else { continue }
        let path = file + "/" + name
        do throws(ZipFault) {
          let stream = try archive.open(entry, password: options.zipPassword)
          let source = ByteSource(stream: stream, file: path)
          source.fill(atLeast: 4)
          let inner = TranscriptReader(options: options)
          let part: ImportReport
          if Self.isArchive(source.buffer[source.start..<source.end]) {
            part = readInner(source, path: path) {
              wantsMore = yield($0)
              return wantsMore
            }
          } else {
            let folder = FilePath.folder(of: name)
            let sibling: (String) -> ByteSource? = { other in
              names[folder.isEmpty ? other : folder + "/" + other].flatMap {
                try? archive.open($0, password: options.zipPassword)
              }.map { ByteSource(stream: $0, file: file) }
            }
            part = inner.read(source, file: path, sibling: sibling) {
              wantsMore = yield($0)
              return wantsMore
            }
          }
          report.merge(part, place: name)
        } catch {
          wantsMore = yield(.failure(line: nil, error.diagnostic(file: file, part: name)))
        }
      }
    }

    private func readInner(_ source: ByteSource, path: String, yield: (ImportedRecord) -> Bool) -> ImportReport {
      var part = ImportReport(file: path)
      let inner = ArchiveReading(options: options, file: path)
      do throws(ZipFault) {
        guard let bytes = source.takeAll(limit: Self.maximumInnerBytes) else { throw .tooLarge }
        inner.read(try ZipArchive(bytes: bytes), isInner: true, report: &part, yield: yield)
      } catch {
        _ = yield(.failure(line: nil, error.diagnostic(file: path)))
      }
      return part
    }

    private func readWorkbook(
      _ archive: ZipArchive, report: inout ImportReport, yield: (ImportedRecord) -> Bool
    ) {
      let format = XLSXFormat()
      let input = ImportInput(bytes: [], file: file, options: options)
      input.formatName = format.name
      report.format = format.name
      report.confidence = 1
      format.read(archive, input: input, options: options, yield: yield)
      report.diagnostics += input.diagnostics
      report.descriptions += input.descriptions
    }

    private func isPassedOver(_ name: String, report: inout ImportReport) -> Bool {
      let last = FilePath.name(of: name)
      guard !Self.isHidden(name) else { return true }
      guard let reason = SkippedFiles.reason(last) else { return false }
      report.diagnostics.append(
        Diagnostic(
          .note, code: "skipped-file", message: reason, location: SourceLocation(file: file + "/" + name)))
      return true
    }

    /// Whether a file is passed over as those of folders are that begin with a dot.
    static func isHidden(_ name: String) -> Bool {
      name.hasPrefix("__MACOSX/") || FilePath.name(of: name).hasPrefix(".")
    }

    /// A name in UTF-8, or else in GB18030, as Chinese Windows writes them; never a way out of the archive.
    static func name(_ bytes: [UInt8]) -> String {
      var text = String(validating: bytes, as: UTF8.self)
      if text == nil, let converter = LegacyDecoder(.gb18030) {
        var output: [UInt8] = []
        _ = bytes.withUnsafeBufferPointer { converter.decode($0, into: &output) }
        text = String(decoding: output, as: UTF8.self)
      }
      let parts = (text ?? String(decoding: bytes, as: UTF8.self)).split(whereSeparator: { $0 == "/" || $0 == "\\" })
      return parts.filter { $0 != "." && $0 != ".." }.joined(separator: "/")
    }
  }

  extension ImportReport {
    /// Adds what came of one file of an archive.
    fileprivate mutating func merge(_ part: ImportReport, place: String) {
      format = format ?? part.format
      encoding = encoding ?? part.encoding
      confidence = confidence ?? part.confidence
      unlistedFailures += part.unlistedFailures
      diagnostics += part.diagnostics.filter { $0.code != "no-conversations" }
      descriptions += part.descriptions.map { description in
        var description = description
        description.place = description.place.map { "\(place)/\($0)" } ?? place
        return description
      }
    }
  }
#endif
