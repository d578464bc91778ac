/// Parts of a path, as text. Foundation's own functions trap on a path of one character.
public enum FilePath {
  /// What stands before the last part; empty for a name alone, `/` for a name below the root.
  public static func folder(of path: String) -> String {
    let parts = split(path)
    return parts.folder.isEmpty ? "" : String(decoding: parts.folder, as: UTF8.self)
  }

  /// The last part.
  public static func name(of path: String) -> String { String(decoding: split(path).name, as: UTF8.self) }

  /// The last part without its extension; a name that begins with its only dot stays whole.
  public static func stem(of path: String) -> String {
    let name = split(path).name
    guard let dot = name.lastIndex(of: 0x2E), dot > name.startIndex else {
      return String(decoding: name, as: UTF8.self)
    }
    return String(decoding: name[..<dot], as: UTF8.self)
  }

  /// The path of the file called `name` in the folder of `path`.
  static func sibling(_ name: String, of path: String) -> String {
    let folder = folder(of: path)
    return folder.isEmpty ? name : folder == "/" ? "/" + name : folder + "/" + name
  }

  private static func split(_ path: String) -> (folder: ArraySlice<UInt8>, name: ArraySlice<UInt8>) {
    var bytes = Array(path.utf8)[...]
    while bytes.count > 1, bytes.last == 0x2F { bytes.removeLast() }
    guard let slash = bytes.lastIndex(of: 0x2F) else { return ([], bytes) }
    var folder = bytes[..<slash]
    while folder.last == 0x2F { folder.removeLast() }
    return (folder.isEmpty ? [0x2F] : folder, bytes[(slash + 1)...])
  }
}
