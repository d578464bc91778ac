internal import Foundation
public import Zhijian

/// One side of a back-test: a folder or file of rules, a project with its `zhijian.yaml`, or either in a git revision.
///
/// `git:REV` is the project of that revision: the configuration nearest to the working folder, with its rules, lexicons
/// and scorecard. `git:REV:PATH` names rules, or a project, in it; PATH counts from the top of the repository, or from
/// the working folder where it begins with `./`. REV ends at the first colon.
public struct RuleSide: Sendable {
  public let name: String
  /// Told of a temporary folder when it is made and when it is gone.
  public var temporaryFolder: @Sendable (_ path: String, _ isThere: Bool) -> Void = { _, _ in }

  static let configurationName = "zhijian.yaml"

  public init(_ name: String) {
    self.name = name
  }

  /// Reads the side; lexicons and scorecard of `locations` win, its configuration counts where the side has none.
  public func load(_ locations: Workspace.Locations) throws(DiagnosticsError) -> Workspace {
    guard name.hasPrefix("git:") else {
      return try Workspace.load(Self.locations(of: name, from: locations))
    }
    let parts = name.dropFirst(4).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var template = Array((FileManager.default.temporaryDirectory.path + "/zhijian-rules-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else {
      throw DiagnosticsError([failure(LocalizedText(zh: "临时文件夹建不了", en: "no temporary folder can be made"))])
    }
    let folder = String(cString: made)
    temporaryFolder(folder, true)
    defer {
      _ = try? FileManager.default.removeItem(atPath: folder)
      temporaryFolder(folder, false)
    }
    let places: Workspace.Locations
    do throws(GitCommand.Failure) {
      places = try extract(revision: parts[0], path: parts.count > 1 ? parts[1] : nil, locations, to: folder)
    } catch {
      throw DiagnosticsError([failure(error.reason)])
    }
    return try load(places, from: folder + "/files/", revision: parts[0])
  }

  /// A folder with a configuration, or a configuration, is a project; anything else is rules.
  private static func locations(of path: String, from locations: Workspace.Locations) -> Workspace.Locations {
    var result = locations
    let inside = path + (path.hasSuffix("/") ? "" : "/") + configurationName
    if FilePath.name(of: path) == configurationName {
      result.configuration = path
    } else if FileManager.default.fileExists(atPath: inside) {
      result.configuration = inside
    } else {
      result.rules = [path]
    }
    return result
  }

  // MARK: Revisions

  /// Writes what the side needs of a revision to `folder` and says where it lies.
  private func extract(
    revision: String, path: String?, _ locations: Workspace.Locations, to folder: String
  ) throws(GitCommand.Failure) -> Workspace.Locations {
    let files = folder + "/files"
    let tree = try GitTree(
      revision: revision, git: GitCommand(folder: locations.workingFolder, scratch: folder))
    try tree.write(to: files) { $0.hasSuffix(".yaml") && !$0.hasSuffix(".test.yaml") }
    var start = tree.prefix
    var result = locations
    if let path {
      let inside = path.hasPrefix("./") ? tree.prefix + path.dropFirst(2) : path
      let trimmed = String(inside.reversed().drop { $0 == "/" }.reversed())
      guard GitTree.isInside(trimmed), FileManager.default.fileExists(atPath: files + "/" + trimmed) else {
        throw .init(
          LocalizedText(zh: "这个版本里的 \(path) 没有规则文件", en: "the revision has no rule files at \(path)"))
      }
      result = Self.locations(of: files + "/" + trimmed, from: locations)
      start = trimmed + "/"
    }
    if result.configuration == locations.configuration, let nearest = Self.configuration(in: files, from: start) {
      result.configuration = nearest
    }
    guard path != nil || result.configuration?.hasPrefix(files) ?? false else {
      throw .init(
        LocalizedText(
          zh: "这个版本里没有 zhijian.yaml，请用 git:版本:路径 指明规则在哪里",
          en: "the revision has no zhijian.yaml: name its rules by git:REV:PATH"))
    }
    // Faults of the configuration are reported when all is read.
    if let configuration = result.configuration,
      let lexicons = Configuration.read(configuration, sink: DiagnosticSink())?.lexicons,
      case let place = URL(fileURLWithPath: lexicons).standardizedFileURL.path, place.hasPrefix(files + "/")
    {
      let inside = place.dropFirst(files.utf8.count + 1) + "/"
      try tree.write(to: files) { $0.hasPrefix(inside) && ($0.hasSuffix(".tsv") || $0.hasSuffix(".txt")) }
    }
    return result
  }

  /// The nearest configuration at or above `start` among the files of a revision.
  private static func configuration(in files: String, from start: String) -> String? {
    var parts = start.split(separator: "/").map(String.init)
    while true {
      let candidate = ([files] + parts + [configurationName]).joined(separator: "/")
      if FileManager.default.fileExists(atPath: candidate) { return candidate }
      guard parts.popLast() != nil else { return nil }
    }
  }

  /// Loads what was extracted; places in diagnostics are given as `git:REV:PATH`.
  private func load(
    _ locations: Workspace.Locations, from folder: String, revision: String
  ) throws(DiagnosticsError) -> Workspace {
    func named(_ text: String) -> String { text.replacing(folder, with: "git:\(revision):") }
    func named(_ text: LocalizedText) -> LocalizedText {
      LocalizedText(zh: named(text.chinese), en: named(text.english))
    }
    func named(_ diagnostic: Diagnostic) -> Diagnostic {
      Diagnostic(
        diagnostic.severity, code: diagnostic.code, message: named(diagnostic.message),
        location: diagnostic.location.map {
          SourceLocation(file: named($0.file), line: $0.line, column: $0.column)
        }, hint: diagnostic.hint.map(named))
    }
    do throws(DiagnosticsError) {
      let loaded = try Workspace.load(locations)
      return Workspace(
        configuration: loaded.configuration, mapping: loaded.mapping, lists: loaded.lists,
        scriptLexicon: loaded.scriptLexicon,
        policy: loaded.policy, warnings: loaded.warnings.map(named), analyzer: loaded.analyzer, shops: loaded.shops)
    } catch {
      throw DiagnosticsError(error.diagnostics.map(named))
    }
  }

  private func failure(_ reason: LocalizedText) -> Diagnostic {
    Diagnostic(
      .error, code: "git",
      message: LocalizedText(
        zh: "读不出 git 版本：\(reason.chinese)", en: "the git revision cannot be read: \(reason.english)"),
      location: SourceLocation(file: name))
  }
}
