import Foundation
import Zhijian
import ZhijianFormats

/// Why a report could not be written.
struct OutputError: Error {
  let path: String
  let reason: String

  func message(in language: Language) -> String {
    language == .chinese ? "错误: 写不了 \(path)：\(reason)" : "error: cannot write \(path): \(reason)"
  }
}

/// Writes a report to standard output, a file or a folder. Files become visible only when the whole
/// report is there; what was there before stays until then.
final class FileReportOutput: ReportOutput {
  private let path: String?
  private let isFolder: Bool
  private var descriptors: [String: Int32] = [:]
  private var pending: [String: [UInt8]] = [:]
  private var isCommitted = false

  private static let bufferSize = 1 << 16

  init(path: String?, isFolder: Bool) {
    self.path = path
    self.isFolder = isFolder
  }

  func write(_ bytes: [UInt8], to name: String?) throws {
    let target = try target(name)
    pending[target, default: []].append(contentsOf: bytes)
    if (pending[target]?.count ?? 0) >= Self.bufferSize { try flush(target) }
  }

  private func target(_ name: String?) throws -> String {
    guard let path else { return "" }
    guard isFolder else { return path }
    guard let name, !name.isEmpty, !name.contains("/"), name != ".." else {
      throw OutputError(path: path, reason: "file name")
    }
    return path + "/" + name
  }

  private func flush(_ target: String) throws {
    guard let bytes = pending.removeValue(forKey: target), !bytes.isEmpty else { return }
    if path == nil {
      // A reader that went away, such as head, is no fault of ours.
      guard StandardStreams.write(bytes, to: 1) || errno == EPIPE else {
        throw OutputError(path: "stdout", reason: String(cString: strerror(errno)))
      }
      return
    }
    if descriptors[target] == nil {
      if isFolder, let path {
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
      let descriptor = open(Self.temporary(target), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw OutputError(path: target, reason: String(cString: strerror(errno))) }
      descriptors[target] = descriptor
    }
    guard let descriptor = descriptors[target], StandardStreams.write(bytes, to: descriptor) else {
      throw OutputError(path: target, reason: String(cString: strerror(errno)))
    }
  }

  private static func temporary(_ target: String) -> String { target + ".part" }

  /// Hands on what is still held back.
  func flushAll() throws {
    for target in pending.keys.sorted() { try flush(target) }
  }

  /// Makes everything written visible.
  func commit() throws {
    try flushAll()
    for (target, descriptor) in descriptors.sorted(by: { $0.key < $1.key }) {
      let isSynced = fsync(descriptor) == 0 || errno == EINVAL
      let isClosed = close(descriptor) == 0
      descriptors[target] = nil
      guard isSynced, isClosed, rename(Self.temporary(target), target) == 0 else {
        let reason = String(cString: strerror(errno))
        unlink(Self.temporary(target))
        throw OutputError(path: target, reason: reason)
      }
    }
    isCommitted = true
  }

  /// Takes back what was not committed.
  func discard() {
    guard !isCommitted else { return }
    for (target, descriptor) in descriptors {
      close(descriptor)
      unlink(Self.temporary(target))
    }
    descriptors = [:]
    pending = [:]
  }
}
