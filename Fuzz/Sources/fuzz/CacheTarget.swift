@testable import Zhijian

/// Compiled tables that were damaged, or made up: refused, or of use without a trap.
struct CacheTarget: FuzzTarget {
  static let name = "cache"
  private let phrases = ["微信", "加微信", "V", "qq号", "好评返现"].map { Array($0.utf16) } + [[UInt16](repeating: 7, count: 70)]
  private let text = Array("亲加微信V，qq号13800138000好评返现https://a.cn/x [图片]".utf16) + [UInt16](repeating: 7, count: 80)
  private let tokenizer = made { try Tokenizer(wordLists: []) }.compiled

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    switch input.byte() % 5 {
    case 0: matcher(input.rest())
    case 1:
      var writer = CompiledWriter()
      writer.write(PhraseMatcher(phrases: phrases), phrases: phrases)
      var changed = writer.bytes
      let rest = input.rest()
      for start in stride(from: 0, to: rest.count - 3, by: 4) {
        let place = (Int(rest[start]) << 16 | Int(rest[start + 1]) << 8 | Int(rest[start + 2])) % changed.count
        changed[place] = rest[start + 3]
      }
      matcher(changed)
    case 2:
      var reader = CompiledReader(input.rest())
      _ = try? reader.node(in: "r.yaml")
    case 3:
      var reader = CompiledReader(input.rest())
      _ = try? reader.expression()
    default: tokens(input.rest())
    }
  }

  private func matcher(_ bytes: [UInt8]) {
    var reader = CompiledReader(bytes)
    guard let (matcher, count) = try? reader.matcher() else { return }
    var found: [PhraseMatch] = []
    matcher.appendMatches(in: text, to: &found)
    for match in found {
      expect(match.phrase >= 0 && match.phrase < count, "phrase \(match.phrase) of \(count)")
      expect(match.start >= 0 && match.start <= match.end && match.end <= text.count, "a match outside of the text")
    }
  }

  private func tokens(_ rest: [UInt8]) {
    var words = tokenizer
    for start in stride(from: 0, to: rest.count - 5, by: 6) {
      let place = (Int(rest[start]) << 16 | Int(rest[start + 1]) << 8 | Int(rest[start + 2])) % words.count
      let shift = UInt64(rest[start + 3] & 7) * 8
      words[place] =
        words[place] & ~(0xFFFF << shift) | (UInt64(rest[start + 4]) << 8 | UInt64(rest[start + 5])) << shift
    }
    guard let changed = Tokenizer(compiled: words, listNames: []) else { return }
    let result = made { try changed.makeWorker() }.tokenize(text)
    var at: Int32 = 0
    for token in result.tokens {
      expect(token.start == at && token.end > at, "the tokens do not cover the text")
      at = token.end
    }
    expect(Int(at) == text.count, "the tokens end at \(at)")
    _ = result.dictionaryCuts
  }
}
