internal import Zhijian

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a path was not read.
enum OpenFailure {
  /// The error number of a call.
  case system(Int32)
  /// The mode of something that is no regular file.
  case kind(mode_t)

  func diagnostic(path: String) -> Diagnostic {
    let location = SourceLocation(file: path)
    switch self {
    case .system(let number):
      let reason = String(cString: strerror(number))
      switch number {
      case ENOENT:
        return Diagnostic(
          .error, code: "not-found", message: LocalizedText(zh: "没有这个文件或文件夹", en: "no such file or folder"),
          location: location)
      case EACCES, EPERM:
        return Diagnostic(
          .error, code: "no-permission", message: LocalizedText(zh: "没有读取权限", en: "no permission to read"),
          location: location)
      default:
        return Diagnostic(
          .error, code: "read-error", message: LocalizedText(zh: "无法读取：\(reason)", en: "cannot be read: \(reason)"),
          location: location)
      }
    case .kind(let mode):
      let kind: LocalizedText =
        switch mode & S_IFMT {
        case S_IFDIR: LocalizedText(zh: "这是文件夹", en: "this is a folder")
        case S_IFIFO: LocalizedText(zh: "这是管道，不读取", en: "this is a pipe and is not read")
        case S_IFSOCK: LocalizedText(zh: "这是套接字，不读取", en: "this is a socket and is not read")
        default: LocalizedText(zh: "这是设备，不读取", en: "this is a device and is not read")
        }
      return Diagnostic(.error, code: "not-a-file", message: kind, location: location)
    }
  }
}
