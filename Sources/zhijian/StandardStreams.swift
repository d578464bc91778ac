import Foundation
import Zhijian

/// Standard output and error without buffering surprises.
enum StandardStreams {
  /// Puts something that can be neither read nor written for its purpose in place of every standard stream that is
  /// closed: otherwise the next file to be opened, such as a cache, would take its number and be read as the input.
  static func keepPlaces() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is taken, which is this one.
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  /// A broken terminal cannot be told about anything: what cannot be written is dropped.
  static func error(_ text: String) { _ = write(Array(text.utf8), to: 2) }

  /// Writes a line to standard output.
  static func print(_ line: String) throws {
    let failure = write(Array((line + "\n").utf8), to: 1)
    if failure == EPIPE { throw ReaderGone() }
    if failure != 0 { throw OutputError(path: "stdout", number: failure) }
  }

  /// Writes all bytes; 0, or the error number where the reader went away or the disk is full.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var offset = 0
    while offset < bytes.count {
      // Safe: `offset` is below the count, and as many bytes are given as are left.
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      offset += count
    }
    return 0
  }
}

/// Nobody reads standard output any more, such as behind `head`: no fault, and no reason to go on.
struct ReaderGone: Error {}

/// Why a report could not be written.
struct OutputError: Error {
  let path: String
  let reason: LocalizedText

  init(path: String, reason: LocalizedText) {
    self.path = path
    self.reason = reason
  }

  /// `number` is the error number of the call that failed.
  init(path: String, number: Int32) {
    let system = String(cString: strerror(number))
    let chinese =
      switch number {
      case ENOSPC, EDQUOT: "磁盘已满"
      case EFBIG: "文件超过大小限制"
      case EACCES, EPERM: "没有写权限"
      case EROFS: "文件系统只读"
      case ENOENT: "没有这个文件夹"
      case ENOTDIR: "路径中有一段不是文件夹"
      case EISDIR: "这是文件夹"
      case ENAMETOOLONG: "名字太长"
      case EIO: "读写出错"
      default: system
      }
    self.init(path: path, reason: LocalizedText(zh: chinese, en: system))
  }

  func message(in language: Language) -> String {
    let path = TerminalText.safe(path)
    let reason = reason.text(in: language)
    return language == .chinese ? "错误: 写不了 \(path)：\(reason)" : "error: cannot write \(path): \(reason)"
  }
}
