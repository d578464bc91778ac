import CIterator
import Foundation
import Zhijian

/// Word F1 and speed of the tokenizer on a file of segmented lines, words separated by spaces:
/// `segmentation-quality GOLD [WORDS.tsv …] [--cuts]`. With `--cuts` the tokens go to standard output.
@main
struct SegmentationQuality {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let showsCuts = arguments.contains("--cuts")
    arguments.removeAll { $0 == "--cuts" }
    guard let gold = arguments.first else {
      print("usage: segmentation-quality GOLD [WORDS.tsv …] [--cuts]")
      return
    }
    let lines = try goldLines(gold)
    let clock = ContinuousClock()
    var lists: [WordList] = []
    let reading = try clock.measure {
      lists = try arguments.dropFirst().map { path in
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        return WordList.parse(utf8: bytes, file: path).0
      }
    }
    var tokenizers: [(String, Tokenizer)] = []
    let plainBuild = try clock.measure {
      tokenizers.append(("ICU alone", try Tokenizer(wordLists: [])))
    }
    let build = try clock.measure {
      tokenizers.append(("with lists", try Tokenizer(wordLists: lists)))
    }
    if showsCuts {
      try show(lines, tokenizers[1].1)
      return
    }
    print("lists read in \(reading), tokenizer made in \(build), without lists in \(plainBuild)")
    measureIterator(lines, clock)
    for (name, tokenizer) in tokenizers { try measure(lines, name, tokenizer, clock) }
  }

  private struct Line {
    var units: [UInt16] = []
    /// Start and end of each word, one number a word.
    var words: Set<Int> = []
  }

  private static func goldLines(_ path: String) throws -> [Line] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { text in
      var line = Line()
      for word in text.split(separator: " ") {
        let start = line.units.count
        line.units.append(contentsOf: word.utf16)
        line.words.insert(start << 32 | line.units.count)
      }
      return line
    }
  }

  private static func measure(
    _ lines: [Line], _ name: String, _ tokenizer: Tokenizer, _ clock: ContinuousClock
  ) throws {
    let worker = try tokenizer.makeWorker()
    var common = 0
    var made = 0
    var wanted = 0
    var units = 0
    for line in lines {
      let tokens = worker.tokenize(line.units).tokens
      let cuts = Set(tokens.map { Int($0.start) << 32 | Int($0.end) })
      common += cuts.intersection(line.words).count
      made += cuts.count
      wanted += line.words.count
      units += line.units.count
    }
    var best = Duration.seconds(1_000)
    var tokens = 0
    for _ in 0..<5 {
      tokens = 0
      best = min(
        best,
        clock.measure { for line in lines { tokens += worker.tokenize(line.units).tokens.count } })
    }
    let precision = Double(common) / Double(made)
    let recall = Double(common) / Double(wanted)
    let f1 = 2 * precision * recall / (precision + recall)
    let seconds = Double(best.components.attoseconds) / 1e18 + Double(best.components.seconds)
    print(
      "\(name): F1 \(rounded(f1)) (precision \(rounded(precision)), recall \(rounded(recall))), "
        + "\(rounded(Double(units) / seconds / 1e6)) M characters/s, \(tokens) tokens")
  }

  /// ICU's iterator alone, in the same run.
  private static func measureIterator(_ lines: [Line], _ clock: ContinuousClock) {
    guard let iterator = icu_iterator_open() else { return }
    var best = Duration.seconds(1_000)
    var units = 0
    var boundaries = 0
    for _ in 0..<5 {
      (units, boundaries) = (0, 0)
      best = min(
        best,
        clock.measure {
          for line in lines {
            boundaries += Int(icu_iterator_count(iterator, line.units, Int32(line.units.count)))
            units += line.units.count
          }
        })
    }
    let seconds = Double(best.components.attoseconds) / 1e18 + Double(best.components.seconds)
    print(
      "ICU's iterator: \(rounded(Double(units) / seconds / 1e6)) M characters/s, \(boundaries) boundaries"
    )
  }

  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

  private static func show(_ lines: [Line], _ tokenizer: Tokenizer) throws {
    let worker = try tokenizer.makeWorker()
    for line in lines {
      let text = worker.tokenize(line.units)
      print(text.tokens.map { text.text(of: $0) }.joined(separator: " "))
    }
  }
}
