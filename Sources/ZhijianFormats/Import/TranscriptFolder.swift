public import Zhijian

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the files of a batch: files as they are given, folders with everything below them.
///
/// The order is that of the bytes of the paths, whatever the file system or the caller says. Symbolic links
/// inside folders are not followed. Whatever is passed over is named in a diagnostic.
public struct TranscriptFolder: Sendable {
  /// A file to read.
  public struct File: Sendable, Hashable {
    public let path: String
    public let byteCount: Int
  }

  /// What was found.
  public struct Listing: Sendable {
    public internal(set) var files: [File] = []
    public internal(set) var diagnostics: [Diagnostic] = []
    /// The bytes of all files together.
    public var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }
  }

  /// How many folders may lie inside each other.
  static let maximumDepth = 64

  /// Lists the files behind `paths`; a file that is reached twice is listed once.
  public static func list(_ paths: [String]) -> Listing {
    var walk = FolderWalk()
    for path in paths.sorted(by: precedes) { walk.visit(root: path) }
    var listing = Listing()
    listing.files = walk.files.sorted { precedes($0.path, $1.path) }
    listing.diagnostics = walk.diagnostics.sorted {
      let left = $0.location?.file ?? ""
      let right = $1.location?.file ?? ""
      return left == right ? $0.code < $1.code : precedes(left, right)
    }
    return listing
  }

  /// The order of bytes, which neither locale nor Unicode version changes.
  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

/// A walk through folders and what it has met.
private struct FolderWalk {
  private struct Identity: Hashable {
    var device: UInt64
    var node: UInt64
  }

  var files: [TranscriptFolder.File] = []
  var diagnostics: [Diagnostic] = []
  private var seen: Set<Identity> = []

  mutating func visit(root path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      diagnostics.append(OpenFailure.system(errno).diagnostic(path: path))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: add(path, status)
    case S_IFDIR:
      var trimmed = path
      while trimmed.utf8.count > 1, trimmed.utf8.last == 0x2F { trimmed.removeLast() }
      let count = files.count
      let faults = diagnostics.count
      visit(folder: trimmed, depth: 0)
      let isNamed = diagnostics[faults...].contains { $0.severity != .note }
      if files.count == count, !isNamed {
        warn("empty-folder", path, zh: "文件夹中没有聊天记录", en: "no transcripts in the folder")
      }
    default: diagnostics.append(OpenFailure.kind(status.st_mode).diagnostic(path: path))
    }
  }

  private mutating func visit(folder: String, depth: Int) {
    guard depth < TranscriptFolder.maximumDepth else {
      return warn("too-deep", folder, zh: "文件夹嵌套过深，未读取", en: "nested too deeply; not read")
    }
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (depth > 0 ? O_NOFOLLOW : 0)
    let descriptor = open(folder, flags)
    guard descriptor >= 0, let stream = fdopendir(descriptor) else {
      let reason = OpenFailure.system(errno).diagnostic(path: folder).message
      if descriptor >= 0 { close(descriptor) }
      diagnostics.append(
        Diagnostic(
          .error, code: "unreadable-folder",
          message: LocalizedText(
            zh: "无法读取文件夹：\(reason.chinese)", en: "the folder cannot be read: \(reason.english)"),
          location: SourceLocation(file: folder)))
      return
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      if let name = name(of: entry, in: folder), name != ".", name != ".." { names.append(name) }
    }
    let hidden = names.count { $0.utf8.first == 0x2E }
    if hidden > 0 {
      note("hidden-files", folder, LocalizedText(zh: "跳过 \(hidden) 个隐藏文件", en: "\(hidden) hidden entries were skipped"))
    }
    if names.isEmpty, depth > 0 { warn("empty-folder", folder, zh: "文件夹为空", en: "the folder is empty") }
    // In order, so that of two links to one file always the same one counts.
    var folders: [String] = []
    for name in names.sorted(by: TranscriptFolder.precedes) where name.utf8.first != 0x2E {
      let path = folder == "/" ? "/" + name : folder + "/" + name
      if visit(entry: name, path: path, in: descriptor) { folders.append(path) }
    }
    for path in folders { visit(folder: path, depth: depth + 1) }
  }

  /// Takes an entry in; true where it is a folder, which comes after the files.
  private mutating func visit(entry name: String, path: String, in descriptor: Int32) -> Bool {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      diagnostics.append(OpenFailure.system(errno).diagnostic(path: path))
      return false
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return true
    case S_IFREG:
      if let reason = SkippedFiles.reason(name) { note("skipped-file", path, reason) } else { add(path, status) }
    case S_IFLNK: warn("symbolic-link", path, zh: "未跟随符号链接", en: "a symbolic link, not followed")
    default:
      let refusal = OpenFailure.kind(status.st_mode).diagnostic(path: path)
      diagnostics.append(
        Diagnostic(.warning, code: refusal.code, message: refusal.message, location: refusal.location))
    }
    return false
  }

  /// The entry's name; nil with an error where it is no UTF-8, so that its path could not be given back.
  private mutating func name(of entry: UnsafeMutablePointer<dirent>, in folder: String) -> String? {
    // Safe: readdir ends the name with a NUL inside of the entry, which stays valid until the next call; the bytes are
    // copied.
    let bytes = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 1) { start in
        UnsafeBufferPointer(
          start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: strlen(start)
        ).map { $0 }
      }
    }
    if let name = String(validating: bytes, as: UTF8.self) { return name }
    diagnostics.append(
      Diagnostic(
        .error, code: "unreadable-name",
        message: LocalizedText(
          zh: "文件名不是 UTF-8，无法读取：\(String(decoding: bytes, as: UTF8.self))",
          en: "the file name is not UTF-8: \(String(decoding: bytes, as: UTF8.self))"),
        location: SourceLocation(file: folder)))
    return nil
  }

  private mutating func add(_ path: String, _ status: stat) {
    let identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev), node: UInt64(truncatingIfNeeded: status.st_ino))
    guard seen.insert(identity).inserted else {
      return note("same-file", path, LocalizedText(zh: "同一文件已在列", en: "the same file is listed already"))
    }
    files.append(TranscriptFolder.File(path: path, byteCount: max(0, Int(status.st_size))))
  }

  private mutating func warn(_ code: String, _ path: String, zh: String, en: String) {
    diagnostics.append(
      Diagnostic(
        .warning, code: code, message: LocalizedText(zh: zh, en: en), location: SourceLocation(file: path)))
  }

  private mutating func note(_ code: String, _ path: String, _ message: LocalizedText) {
    diagnostics.append(Diagnostic(.note, code: code, message: message, location: SourceLocation(file: path)))
  }
}
