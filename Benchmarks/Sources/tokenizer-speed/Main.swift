import CIterator
import Foundation
import Zhijian

/// Speed of the tokenizer beside that of ICU's own word iterator, on the texts of canonical JSONL:
/// `tokenizer-speed CHATS.jsonl WORDS.tsv …`. Any other file is read line by line.
///
/// Prints a line `name<TAB>characters<TAB>seconds` for each, the best of several rounds in which all
/// take turns, by the thread's processor time. Characters are UTF-16 units.
@main
struct TokenizerSpeed {
  private static let rounds = 15

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let path = arguments.first, let iterator = icu_iterator_open() else {
      print("usage: tokenizer-speed CHATS.jsonl [WORDS.tsv …]")
      return
    }
    let texts = try texts(path)
    let files = try arguments.dropFirst().map { ($0, [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0)))) }
    var start = threadSeconds()
    let lists = files.map { WordList.parse(utf8: $0.1, file: $0.0).0 }
    let tokenizer = try Tokenizer(wordLists: lists)
    let build = threadSeconds() - start
    let compiled = tokenizer.compiled
    start = threadSeconds()
    let isLoaded = Tokenizer(compiled: compiled, listNames: lists.map(\.name)) != nil
    let load = threadSeconds() - start
    let worker = try tokenizer.makeWorker()
    var tokens: [Token] = []
    var count = 0
    let ways: [(name: String, run: ([UInt16]) -> Int)] = [
      ("icu-iterator", { Int(icu_iterator_count(iterator, $0, Int32($0.count))) }),
      ("zhijian", { worker.tokenize($0).tokens.count }),
      (
        "zhijian-reused-storage",
        { text in
          worker.tokenize(text, into: &tokens)
          return tokens.count
        }
      ),
      ("zhijian-with-icu-cuts", { text in worker.tokenize(text).dictionaryCuts.count }),
    ]
    var best = [Double](repeating: .infinity, count: ways.count)
    for _ in 0..<rounds {
      for (index, way) in ways.enumerated() {
        let start = threadSeconds()
        for text in texts { count += way.run(text) }
        best[index] = min(best[index], threadSeconds() - start)
      }
    }
    let units = texts.reduce(0) { $0 + $1.count }
    for (way, seconds) in zip(ways, best) { print("\(way.name)\t\(units)\t\(seconds)") }
    print("dictionary-build\t\(compiled.count * 8)\t\(build)")
    print("dictionary-load\t\(isLoaded ? compiled.count * 8 : 0)\t\(load)")
    // So that no work can be left out.
    if count == 0 { print("no tokens") }
  }

  private static func texts(_ path: String) throws -> [[UInt16]] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    var texts: [[UInt16]] = []
    for line in data.split(separator: 0x0A) {
      guard let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else {
        texts.append(Array(String(decoding: line, as: UTF8.self).utf16))
        continue
      }
      let messages = object["messages"] as? [[String: Any]] ?? [object]
      for case let text as String in messages.map({ $0["text"] }) { texts.append(Array(text.utf16)) }
    }
    return texts
  }

  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
