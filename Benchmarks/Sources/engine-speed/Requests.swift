import CIterator
import Foundation
@_spi(Measurement) import Zhijian
import ZhijianFormats

/// The messages and what can be measured on them.
struct Requests {
  private let messages: [[UInt16]]
  private let worker: TokenizerWorker
  private let home: String
  private var matchers: [String: PhraseMatcher] = [:]
  private var scans: [String: MeasuredScan] = [:]

  init(messages: [[UInt16]], words: [WordList], home: String) throws {
    self.messages = messages
    self.home = home
    worker = try Tokenizer(wordLists: words).makeWorker()
  }

  mutating func answer(_ request: String, amount: String, file: String) throws -> String {
    let seconds = Double(amount) ?? 0
    switch request {
    case "tokens":
      return measured(for: seconds) { messages in
        messages.reduce(0) { $0 + worker.tokenize($1).tokens.count }
      }
    case "iterator":
      guard let iterator = icu_iterator_open() else { return Self.fault("ICU has no iterator") }
      defer { icu_iterator_close(iterator) }
      return measured(for: seconds) { messages in
        messages.reduce(0) { $0 + Int(icu_iterator_count(iterator, $1, Int32(clamping: $1.count))) }
      }
    case "phrases":
      let matcher = try matcher(of: file)
      return measured(for: seconds) { messages in
        var count = 0
        for message in messages { matcher.forEachMatch(in: message) { _, _, _ in count += 1 } }
        return count
      }
    case "scan":
      let scan = try scan(of: file)
      return measured(for: seconds) { _ in scan.run() }
    case "hits":
      return try hits(inFirst: Int(amount) ?? 0, file: file)
    default:
      return Self.fault("unknown request")
    }
  }

  private mutating func matcher(of file: String) throws -> PhraseMatcher {
    if let matcher = matchers[file] { return matcher }
    let matcher = PhraseMatcher(phrases: try EngineSpeed.lines(of: file))
    matchers[file] = matcher
    return matcher
  }

  private mutating func scan(of folder: String) throws -> MeasuredScan {
    if let scan = scans[folder] { return scan }
    var locations = Workspace.Locations(workingFolder: folder, home: home)
    locations.rules = [folder]
    locations.cache = .standard
    let said = messages.enumerated().map { (text: $1, role: $0 % 2 == 0 ? Role.customer : Role.agent) }
    let scan = try MeasuredScan(try Workspace.load(locations).analyzer, messages: said)
    scans[folder] = scan
    return scan
  }

  private mutating func hits(inFirst count: Int, file: String) throws -> String {
    let matcher = try matcher(of: file)
    var hits: [String] = []
    for (index, message) in messages.prefix(count).enumerated() {
      matcher.forEachMatch(in: message) { phrase, start, end in
        hits.append("[\(index),\(start),\(end),\(phrase)]")
      }
    }
    return "[" + hits.joined(separator: ",") + "]"
  }

  /// Goes over all messages until the time is used up; tells the processor seconds of one pass in the best slice of
  /// 50 ms or one pass, and what a pass counted. Slices are as long for all peers, so that none finds a quiet moment
  /// more easily.
  private func measured(for seconds: Double, _ pass: ([[UInt16]]) -> Int) -> String {
    let end = Self.threadSeconds() + seconds
    var best = Double.infinity
    var count = 0
    repeat {
      let start = Self.threadSeconds()
      var passes = 0
      var taken = 0.0
      repeat {
        count = pass(messages)
        passes += 1
        taken = Self.threadSeconds() - start
      } while taken < 0.05
      best = min(best, taken / Double(passes))
    } while Self.threadSeconds() < end
    return #"{"seconds":\#(best),"count":\#(count)}"#
  }

  private static func fault(_ text: String) -> String { #"{"error":"\#(text)"}"# }

  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
