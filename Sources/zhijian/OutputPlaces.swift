import Zhijian
import ZhijianFormats

/// Pairs `--format` with `--output`.
enum OutputPlaces {
  /// Formats with the paths they are written to, nil for standard output; the first of `known` where none is named.
  static func pairs(
    formats: [String], outputs: [String], known: [String], isFolder: (String) -> Bool
  ) throws -> [(format: String, path: String?)] {
    var pairs: [(format: String, path: String?)] = []
    for (number, name) in (formats.isEmpty ? Array(known.prefix(1)) : formats).enumerated() {
      guard known.contains(name) else { throw unknown(name, known: known) }
      let path = outputs.indices.contains(number) ? outputs[number] : "-"
      guard !path.isEmpty else { throw UsageError(zh: "--output 是空的", en: "--output is empty") }
      if isFolder(name), path == "-" {
        throw UsageError(
          zh: "\(name) 要写成文件夹，请用 --output 指定", en: "\(name) is written as a folder: name it by --output")
      }
      pairs.append((name, path == "-" ? nil : path))
    }
    if pairs.count(where: { $0.path == nil }) > 1 {
      throw UsageError(zh: "只能有一种格式写到标准输出", en: "only one format can go to standard output")
    }
    let places = pairs.compactMap(\.path)
    for (number, path) in places.enumerated()
    where places[..<number].contains(where: { TranscriptFolder.Listing.isSamePlace($0, path) }) {
      throw UsageError(zh: "两种格式写到同一个位置 \(path)", en: "two formats are written to one place: \(path)")
    }
    return pairs
  }

  /// Throws where there are more outputs than formats.
  static func checkCounts(formats: [String], outputs: [String]) throws {
    if outputs.count > max(1, formats.count) {
      throw UsageError(zh: "--output 比 --format 多", en: "there are more --output than --format")
    }
  }

  private static func unknown(_ name: String, known: [String]) -> UsageError {
    let closest = SpellingSuggestion.closest(to: name, among: known)
    return UsageError(
      zh: "没有输出格式 \(name)\(closest.map { "，是不是想写 \($0)？" } ?? "")（可选：\(known.joined(separator: "、"))）",
      en:
        "there is no format \(name)\(closest.map { ", did you mean \($0)?" } ?? "") (one of \(known.joined(separator: ", ")))"
    )
  }

  /// The files to read for `paths`, without what the run writes to `outputs`; throws where a transcript would be
  /// overwritten by one of the `files` among them.
  static func listing(
    of paths: [String], outputs: [String], files: [String]
  ) throws -> TranscriptFolder.Listing {
    let listing = TranscriptFolder.list(paths)
    for output in files {
      guard let file = listing.files.first(where: { TranscriptFolder.Listing.isSamePlace($0.path, output) }) else {
        continue
      }
      var isTranscript = paths.contains { TranscriptFolder.Listing.isSamePlace($0, output) }
      TranscriptReader(options: .withShippedMappings).read(path: file.path) { record in
        if case .transcript = record { isTranscript = true }
        return false
      }
      if isTranscript {
        throw UsageError(
          zh: "--output \(output) 会覆盖聊天记录", en: "--output \(output) would overwrite a transcript")
      }
    }
    return listing.leavingOut(outputs, paths: paths)
  }
}
