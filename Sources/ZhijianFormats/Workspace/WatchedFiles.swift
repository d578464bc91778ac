internal import Foundation
internal import Zhijian

/// The files that rules and their tests come from, as they are at one time: when each was changed, and how long it is.
struct WatchedFiles: Equatable {
  private struct Stamp: Equatable {
    let seconds: Int
    let nanoseconds: Int
    let size: Int
    /// Another file under the same name, such as editors leave.
    let number: UInt64
  }

  private var stamps: [String: Stamp] = [:]

  /// Looks at `roots`: files, and all files below folders.
  init(_ roots: [String]) {
    for root in roots { add(root, depth: 0) }
  }

  private mutating func add(_ path: String, depth: Int) {
    var status = stat()
    guard depth < 16, stat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      for name in names where !name.hasPrefix(".") { add(path + "/" + name, depth: depth + 1) }
    } else if status.st_mode & S_IFMT == S_IFREG {
      stamps[path] = Stamp(
        seconds: Int(status.st_mtim.tv_sec), nanoseconds: Int(status.st_mtim.tv_nsec), size: Int(status.st_size),
        number: UInt64(status.st_ino))
    }
  }

  /// The paths at which something is different in `later`, in order.
  func changes(to later: WatchedFiles) -> [String] {
    Set(stamps.keys).union(later.stamps.keys).filter { stamps[$0] != later.stamps[$0] }.sorted()
  }

  /// Whether there is a file, and it is not empty: an editor may be about to write it.
  func isWritten(_ path: String) -> Bool { (stamps[path]?.size ?? 0) > 0 }

  func contains(_ path: String) -> Bool { stamps[path] != nil }
}
