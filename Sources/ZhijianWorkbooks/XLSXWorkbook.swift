#if Workbooks
  internal import CXLSXWriter

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// Why a workbook cannot be written.
  public enum XLSXFault: Error, Sendable, Equatable {
    /// No place for temporary files, or none left on it; the number is the system's.
    case temporaryFile(Int32)
    /// What the library says.
    case library(String)
  }

  /// A workbook in the making: rows are written from top to bottom and leave memory at once.
  ///
  /// The same calls give the same bytes. Not to be used by several threads at once.
  public final class XLSXWorkbook {
    /// The rows of a sheet, one of which is the head.
    public static let maximumRows = 1_048_576

    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private let file: UnsafeMutablePointer<FILE>
    private var formats: [UnsafeMutablePointer<lxw_format>?] = []
    private var isClosed = false

    /// 1980-01-01 00:00:00 UTC, where the days of archives begin.
    private static let creation = 315_532_800

    /// Makes a workbook in a temporary file that nobody sees.
    public init(title: String) throws(XLSXFault) {
      let file = try Self.temporaryFile()
      var options = lxw_workbook_options(constant_memory: 1, tmpdir: nil, use_zip64: 1)
      // The file has no name any more; its descriptor has one.
      guard let workbook = workbook_new_opt("/dev/fd/\(fileno(file))", &options) else {
        fclose(file)
        throw .library("workbook_new_opt")
      }
      self.file = file
      self.workbook = workbook
      for style in XLSXStyle.allCases { formats.append(Self.format(style, in: workbook)) }
      title.withCString { title in
        var properties = lxw_doc_properties()
        properties.title = UnsafeMutablePointer(mutating: title)
        properties.created = time_t(Self.creation)
        workbook_set_properties(workbook, &properties)
      }
    }

    /// A file without a name, in the folder for such files.
    private static func temporaryFile() throws(XLSXFault) -> UnsafeMutablePointer<FILE> {
      let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
      var path = Array(((folder.isEmpty ? "/tmp" : folder) + "/zhijian-XXXXXX").utf8CString)
      let descriptor = mkstemp(&path)
      guard descriptor >= 0 else { throw .temporaryFile(errno) }
      unlink(path)
      guard let file = fdopen(descriptor, "w+") else {
        let number = errno
        close(descriptor)
        throw .temporaryFile(number)
      }
      return file
    }

    deinit {
      // Frees what the library holds; the file goes with it.
      if !isClosed { _ = workbook_close(workbook) }
      fclose(file)
    }

    private static func format(
      _ style: XLSXStyle, in workbook: UnsafeMutablePointer<lxw_workbook>
    ) -> UnsafeMutablePointer<lxw_format>? {
      let format = workbook_add_format(workbook)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      if let pattern = style.numberFormat { format_set_num_format(format, pattern) }
      switch style {
      case .wrapped: format_set_text_wrap(format)
      case .head:
        format_set_bold(format)
        format_set_bg_color(format, 0xE6ECF2)
        format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_text_wrap(format)
      case .text, .integer, .points, .seconds, .percent, .decimal: break
      }
      return format
    }

    /// Adds a sheet behind the others. `name` has at most 31 characters, none of `[]:*?/\`, and is not taken yet.
    public func addSheet(_ name: String) throws(XLSXFault) -> XLSXSheet {
      guard let sheet = workbook_add_worksheet(workbook, name) else { throw .library("workbook_add_worksheet \(name)") }
      return XLSXSheet(sheet, name: name, workbook: workbook, formats: formats)
    }

    /// Packs everything and hands out the bytes of the file piece by piece. Nothing can be written afterwards.
    public func finish(_ take: ([UInt8]) throws -> Void) throws {
      let error = workbook_close(workbook)
      isClosed = true
      guard error == LXW_NO_ERROR else {
        throw XLSXFault.library(lxw_strerror(error).map { String(cString: $0) } ?? "workbook_close")
      }
      guard fseek(file, 0, SEEK_SET) == 0 else { throw XLSXFault.temporaryFile(errno) }
      while true {
        let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
          count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        if piece.isEmpty { break }
        try take(piece)
      }
      guard ferror(file) == 0 else { throw XLSXFault.temporaryFile(errno) }
    }
  }
#endif
