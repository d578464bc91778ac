internal import Foundation
internal import Zhijian

/// The text files of one revision in a git repository, which are written to a folder as they are asked for.
///
/// Only plain files are written, and only under names that stay inside the folder: links, submodules and hidden names
/// are left out, and no filter of the repository runs.
struct GitTree {
  struct File {
    let object: String
    let size: Int
    let path: String
  }

  /// Beyond these a revision is refused.
  static let maximumFiles = 20_000
  static let maximumBytes = 256 << 20
  private static let maximumListing = 512 << 20

  let git: GitCommand
  let files: [File]
  /// Where the folder that git was called in lies in the repository: empty, or parts with `/` behind them.
  let prefix: String

  /// Finds a revision by whatever git takes for a commit.
  init(revision: String, git: GitCommand) throws(GitCommand.Failure) {
    guard !revision.isEmpty, !revision.hasPrefix("-"), !revision.utf8.contains(0) else {
      throw .init(LocalizedText(zh: "这不是版本的写法", en: "this names no revision"))
    }
    let commit = Self.line(
      try git.run(["rev-parse", "--verify", "--quiet", revision + "^{commit}"], limit: 1 << 16, orElse: "没有这个版本"))
    guard commit.utf8.count >= 40, commit.utf8.allSatisfy({ $0.isHexadecimal }) else {
      throw .init(LocalizedText(zh: "没有这个版本", en: "there is no such revision"))
    }
    self.git = git
    prefix = Self.line(try git.run(["rev-parse", "--show-prefix"], limit: 1 << 20))
    files = Self.files(
      in: try git.run(["ls-tree", "-r", "-z", "-l", "--full-tree", commit], limit: Self.maximumListing))
  }

  /// Writes the files that `isWanted` to `folder`.
  func write(to folder: String, where isWanted: (String) -> Bool) throws(GitCommand.Failure) {
    let wanted = files.filter { isWanted($0.path) }
    guard wanted.count <= Self.maximumFiles, wanted.reduce(0, { $0 + $1.size }) <= Self.maximumBytes else {
      throw .init(LocalizedText(zh: "这个版本里的文件太多", en: "the revision has too many files"))
    }
    guard !wanted.isEmpty else { return }
    let content = try git.run(
      ["cat-file", "--batch"], input: Array(wanted.map { $0.object + "\n" }.joined().utf8),
      limit: Self.maximumBytes + wanted.count * 128)
    var place = 0
    for file in wanted {
      // `OBJECT blob SIZE`, a line feed, the bytes, a line feed.
      guard let end = content[place...].firstIndex(of: 0x0A),
        String(decoding: content[place..<end], as: UTF8.self) == "\(file.object) blob \(file.size)",
        content.count - end > file.size + 1
      else { throw .init(LocalizedText(zh: "git 的输出读不懂", en: "what git wrote is not understood")) }
      let body = content[(end + 1)..<(end + 1 + file.size)]
      place = end + file.size + 2
      let target = folder + "/" + file.path
      do {
        try FileManager.default.createDirectory(atPath: FilePath.folder(of: target), withIntermediateDirectories: true)
        try Data(body).write(to: URL(fileURLWithPath: target))
      } catch {
        throw .init(LocalizedText(zh: "临时文件夹写不了", en: "the temporary folder cannot be written to"))
      }
    }
  }

  private static func line(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// Reads `MODE TYPE OBJECT SIZE`, a tabulator and a path, with a zero behind each.
  private static func files(in listing: [UInt8]) -> [File] {
    var files: [File] = []
    for entry in listing.split(separator: 0) {
      guard let tab = entry.firstIndex(of: 0x09) else { continue }
      let head = entry[..<tab].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      guard head.count == 4, head[0].hasPrefix("100"), head[1] == "blob", let size = Int(head[3]), size >= 0,
        let path = String(validating: entry[entry.index(after: tab)...], as: UTF8.self), isInside(path)
      else { continue }
      files.append(File(object: head[2], size: size, path: path))
    }
    return files
  }

  /// Whether every part of a path is an ordinary name.
  static func isInside(_ path: String) -> Bool {
    let parts = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      part.first.map { $0 != 0x2E } ?? false && part.count <= 255 && !part.contains(0)
    }
  }
}

extension UInt8 {
  fileprivate var isHexadecimal: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}

extension GitCommand {
  /// The same, with words of our own where git fails without any.
  fileprivate func run(_ arguments: [String], limit: Int, orElse chinese: String) throws(Failure) -> [UInt8] {
    do throws(Failure) {
      return try run(arguments, limit: limit)
    } catch {
      guard error.reason.english.hasPrefix("git gave no reason") else { throw error }
      throw Failure(LocalizedText(zh: chinese, en: "there is no such revision"))
    }
  }
}
