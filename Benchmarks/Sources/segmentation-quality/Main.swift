import CIterator
import Foundation
import Zhijian

/// Word F1 and speed of the tokenizer on a file of segmented lines, words separated by spaces:
/// `segmentation-quality GOLD [WORDS.tsv …] [--cuts]`. With `--cuts` the tokens go to standard output.
///
/// Speeds are the best of several rounds in which all take turns, by the thread's processor time.
@main
struct SegmentationQuality {
  private static let rounds = 9

  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let showsCuts = arguments.contains("--cuts")
    arguments.removeAll { $0 == "--cuts" }
    guard let gold = arguments.first else {
      print("usage: segmentation-quality GOLD [WORDS.tsv …] [--cuts]")
      return
    }
    let lines = try goldLines(gold)
    var lists: [WordList] = []
    let reading = try processorTime {
      lists = try arguments.dropFirst().map { path in
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        return WordList.parse(utf8: bytes, file: path).0
      }
    }
    var tokenizers: [Tokenizer] = []
    let plainBuild = try processorTime { tokenizers.append(try Tokenizer(wordLists: [])) }
    let build = try processorTime { tokenizers.append(try Tokenizer(wordLists: lists)) }
    let workers = try tokenizers.map { try $0.makeWorker() }
    if showsCuts {
      show(lines, workers[1])
      return
    }
    print(
      "start-up in ms: without lists \(rounded(plainBuild * 1e3)) (with ICU's own), with lists \(rounded(build * 1e3)),",
      "reading the lists \(rounded(reading * 1e3))")
    printQuality(lines, "without lists", workers[0])
    printQuality(lines, "with lists", workers[1])
    printSpeed(lines, workers)
  }

  private struct Line {
    var units: [UInt16] = []
    /// Start and end of each word, one number a word.
    var words: Set<Int> = []
  }

  private static func goldLines(_ path: String) throws -> [Line] {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    return text.split(separator: "\n").map { text in
      var line = Line()
      for word in text.split(separator: " ") {
        let start = line.units.count
        line.units.append(contentsOf: word.utf16)
        line.words.insert(start << 32 | line.units.count)
      }
      return line
    }
  }

  private struct Score {
    var common = 0
    var made = 0
    var wanted = 0

    mutating func add(_ other: Score) {
      common += other.common
      made += other.made
      wanted += other.wanted
    }

    var precision: Double { Double(common) / Double(max(made, 1)) }
    var recall: Double { Double(common) / Double(max(wanted, 1)) }
    var f1: Double { 2 * Double(common) / Double(max(made + wanted, 1)) }
  }

  /// Nothing is learned from the lines, so the folds only show how far the figure varies.
  private static func printQuality(_ lines: [Line], _ name: String, _ worker: TokenizerWorker) {
    var total = Score()
    var folds = [Score](repeating: Score(), count: 5)
    for (index, line) in lines.enumerated() {
      let tokens = worker.tokenize(line.units).tokens
      let cuts = Set(tokens.map { Int($0.start) << 32 | Int($0.end) })
      let common = cuts.intersection(line.words).count
      let score = Score(common: common, made: cuts.count, wanted: line.words.count)
      folds[index % folds.count].add(score)
      total.add(score)
    }
    print(
      "\(name): word F1 \(rounded(total.f1)), precision \(rounded(total.precision)), recall \(rounded(total.recall));",
      "five folds", folds.map { "\(rounded($0.f1))" }.joined(separator: " "))
  }

  private static func printSpeed(_ lines: [Line], _ workers: [TokenizerWorker]) {
    guard let iterator = icu_iterator_open() else { return }
    var best = [Double](repeating: .infinity, count: workers.count + 1)
    var count = 0
    for _ in 0..<rounds {
      let seconds = processorTime {
        for line in lines { count += Int(icu_iterator_count(iterator, line.units, Int32(line.units.count))) }
      }
      best[0] = min(best[0], seconds)
      for (index, worker) in workers.enumerated() {
        let seconds = processorTime { for line in lines { count += worker.tokenize(line.units).tokens.count } }
        best[index + 1] = min(best[index + 1], seconds)
      }
    }
    let units = Double(lines.reduce(0) { $0 + $1.units.count })
    for (name, seconds) in zip(["ICU's iterator", "without lists", "with lists"], best) {
      let speed = rounded(units / seconds / 1e6)
      print("\(name): \(speed) M characters/s, \(rounded(best[0] / seconds)) times ICU's iterator")
    }
    // So that no work can be left out.
    if count == 0 { print("no tokens") }
  }

  private static func show(_ lines: [Line], _ worker: TokenizerWorker) {
    for line in lines {
      let text = worker.tokenize(line.units)
      print(text.tokens.map { text.text(of: $0) }.joined(separator: " "))
    }
  }

  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

  private static func processorTime(of body: () throws -> Void) rethrows -> Double {
    let start = threadSeconds()
    try body()
    return threadSeconds() - start
  }

  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
