internal import Foundation

/// Keeps what costs time to compile (dictionaries, rules, tables) from one start of the program to the
/// next.
///
/// A cache never shows: what is missing, damaged, written by another version or by another user is
/// not there, and where nothing can be written nothing is kept. Each entry is a file of its own with
/// a checksum; entries are replaced as a whole.
public struct CompiledCache: Sendable {
  /// Nil where there is no place for a cache.
  public let folder: String?

  /// A cache in `folder`, which is made when first needed.
  public init(folder: String?) { self.folder = folder }

  /// The cache of this user: `$ZHIJIAN_CACHE_DIR` (none where that is empty), else `$XDG_CACHE_HOME/zhijian`, else
  /// `~/.cache/zhijian`.
  public static let standard = CompiledCache(folder: folder(ProcessInfo.processInfo.environment))

  static func folder(_ environment: [String: String]) -> String? {
    // Relative paths would make a cache in whatever folder the program is started in.
    func absolute(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    if environment["ZHIJIAN_CACHE_DIR"] != nil { return absolute("ZHIJIAN_CACHE_DIR") }
    if let base = absolute("XDG_CACHE_HOME") { return base + "/zhijian" }
    return absolute("HOME").map { $0 + "/.cache/zhijian" }
  }

  /// The bytes stored for this kind and key; nil if there are none or they are not as they were stored.
  public func load(kind: Kind, key: Fingerprint) -> [UInt8]? { load(kind: kind, key: key, as: UInt8.self) }

  /// The numbers stored for this kind and key, as `load(kind:key:)`.
  public func load<Element: FixedWidthInteger & BitwiseCopyable>(
    kind: Kind, key: Fingerprint, as type: Element.Type
  ) -> [Element]? {
    guard let path = path(kind, key), let file = CompiledCacheFile(reading: path),
      let payload = file.payload(key: key, as: type)
    else { return nil }
    file.touch()
    return payload
  }

  /// Stores numbers for a kind and key, replacing what was there. Does nothing where it cannot.
  public func store<Element: FixedWidthInteger & BitwiseCopyable>(kind: Kind, key: Fingerprint, _ payload: [Element]) {
    guard let folder, let path = path(kind, key) else { return }
    // Nobody else need see what shops' rules hold.
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard CompiledCacheFile.write(payload, key: key, to: path) else { return }
    removeOldest(of: kind, in: folder)
  }

  private func path(_ kind: Kind, _ key: Fingerprint) -> String? {
    folder.map { $0 + "/" + kind.rawValue + "-" + key.hexString + Self.suffix }
  }

  private static let suffix = ".cache"
  /// So many workspaces can take turns without compiling anew.
  private static let entriesPerKind = 8

  private func removeOldest(of kind: Kind, in folder: String) {
    let manager = FileManager.default
    let names = ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).filter {
      $0.hasPrefix(kind.rawValue + "-") && $0.hasSuffix(Self.suffix)
    }
    guard names.count > Self.entriesPerKind else { return }
    let dated = names.map { name in
      let attributes = try? manager.attributesOfItem(atPath: folder + "/" + name)
      return (name, attributes?[.modificationDate] as? Date ?? .distantPast)
    }
    for (name, _) in dated.sorted(by: { $0.1 > $1.1 }).dropFirst(Self.entriesPerKind) {
      try? manager.removeItem(atPath: folder + "/" + name)
    }
  }
}

extension CompiledCache {
  /// What is kept; the raw value starts the name of the file.
  public enum Kind: String, Sendable, CaseIterable {
    case dictionary, documents, rules, phrases, sentiment, folding, bridging, expressions
  }
}
