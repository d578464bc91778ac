internal import Zhijian

/// Files that lie among transcripts and are none, told by their names.
enum SkippedFiles {
  /// Why a file in a folder is passed over; nil where it is to be read.
  static func reason(_ name: String) -> LocalizedText? {
    let lower = name.lowercased()
    if lower.hasPrefix("~$") { return LocalizedText(zh: "办公软件的锁文件", en: "a lock file of an office program") }
    let stem = lower.utf8.firstIndex(of: 0x2E).map { String(lower[..<$0]) } ?? lower
    if names.contains(stem) || names.contains(lower) {
      return LocalizedText(zh: "说明文件，不是聊天记录", en: "not a transcript by its name")
    }
    guard let dot = lower.utf8.lastIndex(of: 0x2E) else { return nil }
    guard extensions.contains(String(lower[lower.utf8.index(after: dot)...])) else { return nil }
    return LocalizedText(zh: "按扩展名不是聊天记录", en: "not a transcript by its extension")
  }

  private static let names: Set<String> = [
    "readme", "license", "changelog", "contributing", "makefile", "thumbs.db", "desktop.ini", "说明", "使用说明",
  ]

  private static let extensions: Set<String> = [
    "md", "markdown", "yaml", "yml", "toml", "ini", "cfg", "png", "jpg", "jpeg", "gif", "webp", "bmp", "heic", "svg",
    "mp3", "amr", "wav", "m4a", "silk", "mp4", "mov", "avi", "pdf", "doc", "docx", "ppt", "pptx", "css", "js", "py",
    "sh", "exe", "dll", "log", "db", "sqlite", "bak", "tmp", "part",
  ]
}
