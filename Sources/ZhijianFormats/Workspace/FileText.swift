internal import Foundation
internal import Zhijian

/// Reads small text files, such as rules and lexicons.
enum FileText {
  static let maximumBytes = 64 << 20

  /// The text of a UTF-8 file without its byte order mark; nil, with a diagnostic, where it cannot be
  /// read or is no UTF-8.
  static func read(_ path: String, sink: DiagnosticSink) -> String? {
    body(path, sink: sink).flatMap { text($0, of: path, sink: sink) }
  }

  /// The bytes of a file without its byte order mark; nil, with a diagnostic, where it cannot be read.
  static func body(_ path: String, sink: DiagnosticSink) -> [UInt8]? {
    bytes(path, sink: sink).map { $0.starts(with: [0xEF, 0xBB, 0xBF]) ? Array($0[3...]) : $0 }
  }

  /// The `body` of a file as a text; nil, with a diagnostic, where it is no UTF-8.
  static func text(_ body: [UInt8], of path: String, sink: DiagnosticSink) -> String? {
    guard let text = String(validating: body, as: UTF8.self) else {
      sink.error(
        "not-utf8", at: SourceLocation(file: path), LocalizedText(zh: "文件不是 UTF-8 编码", en: "the file is not UTF-8"),
        hint: LocalizedText(zh: "请在编辑器里另存为 UTF-8", en: "save it as UTF-8 in your editor"))
      return nil
    }
    return text
  }

  static func bytes(_ path: String, sink: DiagnosticSink, limit: Int = maximumBytes) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      sink.error(
        "no-such-file", at: SourceLocation(file: path), LocalizedText(zh: "没有这个文件", en: "there is no such file"))
      return nil
    }
    guard let bytes = regularFile(path, limit: limit) else {
      sink.error(
        "unreadable-file", at: SourceLocation(file: path), LocalizedText(zh: "文件无法读取", en: "the file cannot be read"))
      return nil
    }
    return bytes
  }

  /// The bytes of a file that is no pipe or device, which would make the program wait for ever.
  private static func regularFile(_ path: String, limit: Int) -> [UInt8]? {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
      return nil
    }
    // One byte more than there should be, so that the end is seen.
    var bytes: [UInt8] = []
    var capacity = max(Int(status.st_size), 0) + 1
    while bytes.count <= limit {
      var got = 0
      let piece = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        // Safe: the buffer has room for what is asked for, and the count is what was read.
        got = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
        count = max(got, 0)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { return nil }
      if got == 0 { return bytes }
      bytes = bytes.isEmpty ? piece : bytes + piece
      capacity = 1 << 16
    }
    return nil
  }

  /// A descriptor for reading a file piece by piece, which the caller closes; nil, with a diagnostic, where it cannot be
  /// opened or is no file.
  static func open(_ path: String, sink: DiagnosticSink) -> Int32? {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var status = stat()
    if descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return descriptor }
    let isMissing = descriptor < 0 && errno == ENOENT
    if descriptor >= 0 { close(descriptor) }
    sink.error(
      isMissing ? "no-such-file" : "unreadable-file", at: SourceLocation(file: path),
      isMissing
        ? LocalizedText(zh: "没有这个文件", en: "there is no such file")
        : LocalizedText(zh: "文件无法读取", en: "the file cannot be read"))
    return nil
  }

  /// The files below a folder whose name ends in `suffix`, in the order of their paths; the folder
  /// itself where it is such a file. Hidden entries are left out.
  static func files(in path: String, suffix: String, sink: DiagnosticSink) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      sink.error(
        "no-such-file", at: SourceLocation(file: path),
        LocalizedText(zh: "没有这个文件或文件夹", en: "there is no such file or folder"))
      return []
    }
    guard isFolder.boolValue else { return [path] }
    var found: [String] = []
    func walk(_ folder: String, depth: Int) {
      guard depth < 16 else { return }
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
        sink.error(
          "unreadable-folder", at: SourceLocation(file: folder),
          LocalizedText(zh: "文件夹无法读取", en: "the folder cannot be read"))
        return
      }
      for name in names where !name.hasPrefix(".") {
        let full = folder + "/" + name
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else { continue }
        if isFolder.boolValue { walk(full, depth: depth + 1) } else if name.hasSuffix(suffix) { found.append(full) }
      }
    }
    var trimmed = path
    while trimmed.utf8.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    walk(trimmed, depth: 0)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
