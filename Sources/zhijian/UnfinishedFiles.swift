import Dispatch
import Foundation
import Synchronization

/// Files and folders that are being written, so that a run that is broken off leaves none of them behind.
enum UnfinishedFiles {
  private static let paths = Mutex<Set<String>>([])
  // Safe: only kept alive here; written by the main thread before any other begins, read by nobody.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// From here on a signal to end takes the files away before it ends the program.
  static func watchSignals() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        paths.withLock { paths in for path in paths { _ = try? FileManager.default.removeItem(atPath: path) } }
        // The caller is to see which signal it was.
        signal(number, SIG_DFL)
        kill(getpid(), number)
        // It may be blocked, as whoever started the program left it.
        usleep(100_000)
        _exit(128 + number)
      }
      source.resume()
      sources.append(source)
    }
  }
}
