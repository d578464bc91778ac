import Foundation

/// A page of the documents, as far as tests look into it.
struct Document {
  /// A fenced block.
  struct Block {
    let language: String
    let lines: [String]
    /// The line of the first of `lines`, from 1.
    let firstLine: Int

    var text: String { lines.joined(separator: "\n") + "\n" }

    /// The name behind `# file: ` in the first line; nil where there is none.
    var fileName: String? {
      guard let first = lines.first, first.hasPrefix("# file: ") else { return nil }
      return String(first.dropFirst("# file: ".count))
    }
  }

  /// The folder of the package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Every page that users and contributors read, relative to `root`.
  static let all: [String] = {
    let docs = root.appending(path: "docs")
    let names = FileManager.default.enumerator(atPath: docs.path)?.compactMap { $0 as? String } ?? []
    return ["CHANGELOG.md", "CONTRIBUTING.md", "README.md", "README.zh-CN.md", "SECURITY.md"]
      + names.filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }.sorted()
  }()

  let name: String
  let lines: [String]
  let blocks: [Block]

  init(_ name: String) throws {
    self.name = name
    lines = try String(contentsOf: Self.root.appending(path: name), encoding: .utf8).components(separatedBy: "\n")
    var blocks: [Block] = []
    var open: (language: String, line: Int)?
    for (number, line) in lines.enumerated() where line.hasPrefix("```") {
      if let start = open {
        blocks.append(
          Block(language: start.language, lines: Array(lines[(start.line + 1)..<number]), firstLine: start.line + 2))
        open = nil
      } else {
        open = (String(line.dropFirst(3)), number)
      }
    }
    self.blocks = blocks
  }

  /// The lines below a heading, up to the next one of its own level or above.
  func section(_ heading: String) -> [String]? {
    guard let start = lines.firstIndex(of: heading) else { return nil }
    let level = heading.prefix { $0 == "#" }.count
    let rest = lines[(start + 1)...]
    var isInBlock = false
    let end = rest.firstIndex { line in
      if line.hasPrefix("```") { isInBlock.toggle() }
      if isInBlock { return false }
      let own = line.prefix { $0 == "#" }.count
      return (1...level).contains(own) && line.dropFirst(own).first == " "
    }
    return Array(rest[..<(end ?? rest.endIndex)])
  }

  /// The targets of links to other pages and to headings, with their lines from 1.
  var links: [(target: String, line: Int)] {
    let expression = /\]\(([^)\s]+)\)/
    return lines.enumerated().flatMap { number, line in
      line.matches(of: expression).map { (target: String($0.1), line: number + 1) }
    }
  }

  /// The anchors that its headings get.
  var anchors: Set<String> {
    Set(
      lines.filter { $0.hasPrefix("#") }.map { line in
        let title = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
        let kept = title.unicodeScalars.filter { scalar in
          scalar == "-" || scalar == "_" || scalar == " " || scalar.properties.isAlphabetic
            || scalar.properties.numericType != nil
        }
        return String(String.UnicodeScalarView(kept)).replacingOccurrences(of: " ", with: "-")
      })
  }
}
