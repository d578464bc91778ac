import Foundation
import Zhijian
import ZhijianFormats

/// Writes a report to standard output, a file or a folder. Files become visible only when the whole
/// report is there; what was there before stays until then.
///
/// The steps are `prepare`, any number of `write`, `seal`, `publish`; `discard` takes back what was not published.
final class FileReportOutput: ReportOutput {
  private struct File {
    let descriptor: Int32
    /// What is renamed in the end; nil for a pipe or a device, which is written to as it is.
    let temporary: String?
    let target: String
  }

  private let path: String?
  private let isFolder: Bool
  /// Whether a file of an earlier run, by its name in the folder, has to go.
  private let isOwnFile: (String) -> Bool
  /// The folder of further files, where one was made.
  private var pagesFolder: (path: String, isNew: Bool)?
  private var files: [String: File] = [:]
  private var pending: [String: [UInt8]] = [:]
  private var hasMadeFolder = false
  /// Whether nobody reads standard output any more.
  private(set) var isReaderGone = false

  private static let bufferSize = 1 << 16

  /// `path` is nil for standard output.
  init(path: String?, isFolder: Bool, isOwnFile: @escaping (String) -> Bool = { _ in false }) {
    self.path = path
    self.isFolder = isFolder
    self.isOwnFile = isOwnFile
  }

  /// Opens the file or makes the folder, so that a place that cannot be written to is known before the work.
  func prepare() throws {
    guard let path else { return }
    guard isFolder else { return try open(path) }
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw OutputError(path: path, number: ENOTDIR) }
      guard access(path, W_OK | X_OK) == 0 else { throw OutputError(path: path, number: errno) }
      return
    }
    let parent = FilePath.folder(of: path)
    if !parent.isEmpty {
      try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    }
    guard mkdir(path, 0o755) == 0 else { throw OutputError(path: path, number: errno) }
    hasMadeFolder = true
  }

  /// The pages of `report.html` lie in `report_files`, as browsers do it; a pipe or a device has none.
  var pages: ReportPages? {
    guard let path, !isFolder, files[path]?.temporary != nil else { return nil }
    let main = FilePath.name(of: path)
    return ReportPages(main: main, folder: Self.pagesFolder(of: main))
  }

  /// The folder that the pages of a file would lie in.
  static func pagesFolder(of path: String) -> String {
    for ending in [".html", ".htm"] where path.lowercased().hasSuffix(ending) {
      return path.dropLast(ending.count) + "_files"
    }
    return path + "_files"
  }

  func write(_ bytes: [UInt8], to name: String?) throws {
    guard !isReaderGone else { return }
    let target = try target(name)
    pending[target, default: []].append(contentsOf: bytes)
    if (pending[target]?.count ?? 0) >= Self.bufferSize { try flush(target) }
  }

  private func target(_ name: String?) throws -> String {
    guard let path else { return "" }
    guard isFolder || name != nil else { return path }
    guard let name, !name.isEmpty, !name.contains("/"), name != ".." else {
      throw OutputError(path: path, number: EINVAL)
    }
    return try (isFolder ? path : makePagesFolder(path)) + "/" + name
  }

  private func makePagesFolder(_ path: String) throws -> String {
    if let pagesFolder { return pagesFolder.path }
    let folder = Self.pagesFolder(of: path)
    let isNew = mkdir(folder, 0o755) == 0
    guard isNew || errno == EEXIST else { throw OutputError(path: folder, number: errno) }
    pagesFolder = (folder, isNew)
    return folder
  }

  private func flush(_ target: String) throws {
    guard let bytes = pending.removeValue(forKey: target) else { return }
    guard path != nil else { return try bytes.isEmpty ? () : writeToStandardOutput(bytes) }
    if files[target] == nil { try open(target) }
    let failure = files[target].map { StandardStreams.write(bytes, to: $0.descriptor) } ?? EBADF
    guard failure == 0 else { throw OutputError(path: target, number: failure) }
  }

  private func writeToStandardOutput(_ bytes: [UInt8]) throws {
    let failure = StandardStreams.write(bytes, to: 1)
    if failure == EPIPE {
      isReaderGone = true
    } else if failure != 0 {
      throw OutputError(path: "stdout", number: failure)
    }
  }

  private func open(_ target: String) throws {
    // A link stays one: the file behind it is replaced.
    let place = realpath(target, nil).map { pointer in
      defer { free(pointer) }
      return String(cString: pointer)
    }
    var status = stat()
    var temporary: String?
    if let place, stat(place, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      guard status.st_mode & S_IFMT != S_IFDIR else { throw OutputError(path: target, number: EISDIR) }
    } else {
      temporary = "\(place ?? target).\(getpid()).part"
    }
    let descriptor =
      temporary.map { Foundation.open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
      ?? Foundation.open(target, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(path: target, number: errno) }
    if let temporary { UnfinishedFiles.add(temporary) }
    files[target] = File(descriptor: descriptor, temporary: temporary, target: place ?? target)
  }

  /// Hands on what is still held back.
  func flushAll() throws {
    for target in pending.keys.sorted() { try flush(target) }
  }

  /// Brings everything to the disk, without making it visible yet.
  func seal() throws {
    try flushAll()
    for (target, file) in files.sorted(by: { $0.key < $1.key }) where file.temporary != nil {
      // Some file systems have nothing to sync.
      guard fsync(file.descriptor) == 0 || errno == EINVAL else { throw OutputError(path: target, number: errno) }
    }
  }

  /// Makes everything visible, and takes away what an earlier run left in the folder.
  func publish() throws {
    removeOldFiles()
    for (target, file) in files.sorted(by: { $0.key < $1.key }) {
      guard close(file.descriptor) == 0 else {
        let number = errno
        if let temporary = file.temporary { unlink(temporary) }
        files[target] = nil
        throw OutputError(path: target, number: number)
      }
      if let temporary = file.temporary {
        guard rename(temporary, file.target) == 0 else {
          let number = errno
          unlink(temporary)
          files[target] = nil
          throw OutputError(path: target, number: number)
        }
        UnfinishedFiles.remove(temporary)
      }
      files[target] = nil
    }
    hasMadeFolder = false
  }

  private func removeOldFiles() {
    guard let path else { return }
    let folder = isFolder ? path : Self.pagesFolder(of: path)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    let old = names.filter { isOwnFile($0) && files[folder + "/" + $0] == nil }
    for name in old { unlink(folder + "/" + name) }
    // Only where nothing is left in it.
    if !isFolder, !old.isEmpty { rmdir(folder) }
  }

  /// Writes whole reports, each to its path or, where that is nil, to standard output: all of them or none.
  static func publish(_ reports: [(bytes: [UInt8], path: String?)]) throws {
    let outputs = reports.map { FileReportOutput(path: $0.path, isFolder: false) }
    do {
      for output in outputs { try output.prepare() }
      for (report, output) in zip(reports, outputs) { try output.write(report.bytes, to: nil) }
      for output in outputs { try output.seal() }
      for output in outputs { try output.publish() }
    } catch {
      for output in outputs { output.discard() }
      throw error
    }
  }

  /// Takes back what was not published.
  func discard() {
    for file in files.values {
      close(file.descriptor)
      guard let temporary = file.temporary else { continue }
      unlink(temporary)
      UnfinishedFiles.remove(temporary)
    }
    files = [:]
    pending = [:]
    if hasMadeFolder, let path { rmdir(path) }
    if let pagesFolder, pagesFolder.isNew { rmdir(pagesFolder.path) }
  }
}
