import Foundation
import Zhijian

/// Measures the tokenizer, ICU's own iterator and the phrase matcher on request: `engine-speed HOME TEXTS`.
///
/// HOME holds `lexicons/words`; TEXTS holds one message a line. Requests come on standard input, one a line, and each is
/// answered by one line of JSON on standard output, so that programs can take turns without starting anew:
///
///     tokens SECONDS              the tokenizer with the shipped words
///     iterator SECONDS            ICU's word iterator
///     phrases SECONDS FILE        the phrase matcher, one phrase a line of FILE
///     scan SECONDS FOLDER         the scan of messages for the rules in FOLDER; customer and agent say every other line
///     hits MESSAGES FILE          all hits in the first messages, as [message, start, end, phrase] in UTF-16
@main
struct EngineSpeed {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      print("usage: engine-speed HOME TEXTS < REQUESTS")
      exit(2)
    }
    var requests = try Requests(
      messages: lines(of: arguments[2]), words: wordLists(in: arguments[1] + "/lexicons/words"), home: arguments[1])
    while let line = readLine() {
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      let answer = try requests.answer(
        words.first ?? "", amount: words.count > 1 ? words[1] : "", file: words.count > 2 ? words[2] : "")
      FileHandle.standardOutput.write(Data((answer + "\n").utf8))
    }
  }

  static func lines(of path: String) throws -> [[UInt16]] {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    return text.split(separator: "\n").map { Array($0.utf16) }
  }

  private static func wordLists(in folder: String) throws -> [WordList] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try names.filter { $0.hasSuffix(".tsv") }.map { name in
      let path = folder + "/" + name
      return WordList.parse(utf8: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), file: path).0
    }
  }
}
