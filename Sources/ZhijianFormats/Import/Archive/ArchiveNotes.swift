#if Archives
  internal import Zhijian
  internal import ZhijianArchives

  /// What an archive's list of files says that nobody would expect: links and devices, ways out, the same name twice.
  struct ArchiveNotes {
    /// The most entries that are named one by one.
    static let mostNamed = 20

    private let file: String
    private var linked: [String] = []
    private var special: [String] = []
    private var unsafe: [String] = []
    private var repeated: [String] = []
    private var hidden = 0

    init(_ archive: ZipArchive, file: String) {
      self.file = file
      var seen: Set<[UInt8]> = []
      for entry in archive.entries {
        let name = ArchiveReading.name(entry.name)
        switch entry.kind {
        case .folder: continue
        case .link: linked.append(name)
        case .other: special.append(name)
        case .file:
          if ArchiveReading.isHidden(name) { hidden += 1 }
          if Self.isUnsafe(entry.name) { unsafe.append(name) }
          if !seen.insert(entry.name).inserted { repeated.append(name) }
        }
      }
    }

    /// Whether a name leads out of the folder that it would be unpacked to, or holds characters of no name.
    static func isUnsafe(_ name: [UInt8]) -> Bool {
      guard let first = name.first else { return true }
      if first == 0x2F || first == 0x5C || name.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return true }
      if name.count > 1, name[1] == 0x3A { return true }
      // What turns the direction of writing round hides the extension.
      let scalars = String(decoding: name, as: UTF8.self).unicodeScalars
      if scalars.contains(where: { (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value) }) {
        return true
      }
      return name.split(whereSeparator: { $0 == 0x2F || $0 == 0x5C }).contains { $0.elementsEqual([0x2E, 0x2E]) }
    }

    var diagnostics: [Diagnostic] {
      var result: [Diagnostic] = []
      func add(_ names: [String], _ code: String, zh: String, en: String) {
        for name in names.prefix(Self.mostNamed) {
          result.append(
            Diagnostic(
              .warning, code: code, message: LocalizedText(zh: zh, en: en),
              location: SourceLocation(file: file + "/" + name)))
        }
        guard names.count > Self.mostNamed else { return }
        let rest = names.count - Self.mostNamed
        result.append(
          Diagnostic(
            .warning, code: code, message: LocalizedText(zh: "还有 \(rest) 个：\(zh)", en: "\(rest) more: \(en)"),
            location: SourceLocation(file: file)))
      }
      add(linked, "symbolic-link", zh: "压缩包里的符号链接，未跟随", en: "a symbolic link in an archive, not followed")
      add(special, "not-a-file", zh: "压缩包里的这一项不是文件，未读取", en: "no file in spite of its place in an archive; not read")
      add(
        unsafe, "unsafe-entry-name", zh: "压缩包里的文件名指向压缩包之外，或有控制字符；只在压缩包里读取，不写到磁盘",
        en: "the name in the archive leads out of it or has control characters; it is read from the archive only")
      add(
        repeated, "duplicate-entry", zh: "压缩包里有同名的文件，都已读取",
        en: "the archive has several files of this name; all were read")
      if hidden > 0 {
        result.append(
          Diagnostic(
            .note, code: "hidden-files",
            message: LocalizedText(zh: "跳过 \(hidden) 个隐藏文件", en: "\(hidden) hidden entries were skipped"),
            location: SourceLocation(file: file)))
      }
      return result
    }
  }
#endif
