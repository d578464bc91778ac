import Foundation

/// A file for what is only read by its path; in memory where there is such a folder.
struct ScratchFile {
  let path: String

  init(_ name: String) {
    let memory = "/dev/shm"
    let folder = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    path = "\(folder)/zhijian-fuzz-\(ProcessInfo.processInfo.processIdentifier)-\(name)"
  }

  /// Writes the file anew, as a new one: reading may notice that a file changes.
  func write(_ bytes: [UInt8]) {
    unlink(path)
    expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)), "\(path) cannot be written")
  }
}
