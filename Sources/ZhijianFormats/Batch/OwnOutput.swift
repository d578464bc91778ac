internal import Foundation
internal import Zhijian

extension TranscriptFolder.Listing {
  /// The listing without what lies at `outputs`, so that what a run wrote is no input of the next one. A file that
  /// was named itself, in `paths`, stays.
  public func leavingOut(_ outputs: [String], paths: [String]) -> TranscriptFolder.Listing {
    guard !outputs.isEmpty else { return self }
    let named = Set(paths.map(Self.canonical))
    let places = outputs.map(Self.canonical)
    func isOutput(_ path: String) -> Bool {
      let path = Self.canonical(path)
      return !named.contains(path) && places.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
    var listing = TranscriptFolder.Listing()
    var passedOver = 0
    for file in files {
      if isOutput(file.path) { passedOver += 1 } else { listing.files.append(file) }
    }
    listing.diagnostics = diagnostics.filter { $0.location.map { !isOutput($0.file) } ?? true }
    if passedOver > 0 {
      listing.diagnostics.append(
        Diagnostic(
          .note, code: "own-output",
          message: LocalizedText(
            zh: "\(passedOver) 个文件是输出位置里的旧结果，不读取",
            en: passedOver == 1
              ? "1 file is an earlier result where this run writes; not read"
              : "\(passedOver) files are earlier results where this run writes; not read")))
    }
    return listing
  }

  /// The path without links and dots, also of a file that is not there yet.
  static func canonical(_ path: String) -> String {
    let url = URL(fileURLWithPath: path)
    if FileManager.default.fileExists(atPath: path) { return url.resolvingSymlinksInPath().standardizedFileURL.path }
    let folder = url.deletingLastPathComponent().resolvingSymlinksInPath().standardizedFileURL.path
    return (folder == "/" ? "" : folder) + "/" + url.lastPathComponent
  }

  /// Whether two paths lead to the same place.
  public static func isSamePlace(_ left: String, _ right: String) -> Bool { canonical(left) == canonical(right) }
}
