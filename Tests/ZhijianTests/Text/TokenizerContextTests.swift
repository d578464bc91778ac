import Testing
import Zhijian

@Suite struct TokenizerContextTests {
  /// One context: its text without marks, and where the marked words lie in UTF-16 units.
  private struct Context {
    var units: [UInt16] = []
    var words: [(start: Int32, end: Int32)] = []

    init(_ marked: String) {
      var start: Int32 = 0
      for scalar in marked.unicodeScalars {
        switch scalar {
        case "⟦": start = Int32(units.count)
        case "⟧": words.append((start, Int32(units.count)))
        default: units.append(contentsOf: UTF16.encode(scalar).map(Array.init) ?? [])
        }
      }
    }
  }

  @Test func serviceWordsAreCutInContext() throws {
    let worker = try SharedTokenizers.shipped.get().makeWorker()
    #expect(tokenizerContexts.count >= 120)
    for marked in tokenizerContexts {
      let context = Context(marked)
      let text = worker.tokenize(context.units)
      for word in context.words {
        let found = text.tokens.contains { $0.start == word.start && $0.end == word.end }
        let cuts = text.tokens.map {
          String(decoding: context.units[Int($0.start)..<Int($0.end)], as: UTF16.self)
        }
        #expect(found, "\(marked) became \(cuts.joined(separator: " "))")
      }
    }
  }
}
