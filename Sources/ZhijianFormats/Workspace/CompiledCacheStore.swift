internal import Foundation
internal import Zhijian

extension CompiledCache {
  /// Everything under `key` that this very program, with this ICU, wrote.
  var store: CompiledStore {
    guard folder != nil, let program = Self.program else { return .none }
    let cache = self
    @Sendable func fingerprint(_ key: [UInt8]) -> Fingerprint {
      var fingerprint = program
      fingerprint.add(key)
      return fingerprint
    }
    return CompiledStore(
      read: { kind, key in Kind(rawValue: kind.rawValue).flatMap { cache.load(kind: $0, key: fingerprint(key)) } },
      write: { kind, key, bytes in
        if let kind = Kind(rawValue: kind.rawValue) { cache.store(kind: kind, key: fingerprint(key), bytes) }
      })
  }

  /// Tells one build of the program from another: what one compiles the other may read differently. Nil where that
  /// cannot be told.
  static let program: Fingerprint? = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return nil }
    var fingerprint = Fingerprint()
    fingerprint.add(ProgramVersion.current)
    fingerprint.add(Tokenizer.icuVersion)
    fingerprint.add([
      Int64(status.st_size), Int64(truncatingIfNeeded: status.st_ino), Int64(truncatingIfNeeded: status.st_dev),
      Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec), Int64(status.st_ctim.tv_sec),
      Int64(status.st_ctim.tv_nsec),
    ])
    return fingerprint
  }()
}
