import Foundation

/// What cases and innocent lines are made of: the files of Benchmarks/evasion.
struct Material {
  let phrases: [String]
  let carriers: [String]
  let traditional: [String: [String]]
  let syllables: [String: [String]]
  let homophones: [String: [String]]
  let splits: [String: [String]]
  let lookalikes: [String: [String]]
  let pictures: [(written: [String], forms: [String])]
  let templates: [String]
  let traps: [String]
  let words: [String: [String]]

  init(folder: String) throws {
    func lines(_ name: String) throws -> [String] {
      try String(contentsOfFile: folder + "/" + name, encoding: .utf8).split(separator: "\n").map(String.init)
        .filter { !$0.hasPrefix("# ") }
    }
    func rows(_ name: String) throws -> [(String, [String])] {
      try lines(name).compactMap { line in
        let columns = line.split(separator: "\t")
        return columns.count == 2 ? (String(columns[0]), columns[1].split(separator: " ").map(String.init)) : nil
      }
    }
    func table(_ name: String) throws -> [String: [String]] { Dictionary(try rows(name)) { $0 + $1 } }
    phrases = try lines("phrases.txt")
    carriers = try lines("carriers.txt")
    traditional = try table("traditional.tsv")
    syllables = try table("pinyin.tsv")
    homophones = try table("homophones.tsv")
    splits = try table("splits.tsv")
    lookalikes = try table("lookalikes.tsv")
    pictures = try rows("emoji.tsv").map { (written: $0.0.map(String.init), forms: $0.1) }
    templates = try lines("benign-templates.txt")
    traps = try lines("benign-traps.txt")
    words = try table("benign-words.tsv")
  }
}
