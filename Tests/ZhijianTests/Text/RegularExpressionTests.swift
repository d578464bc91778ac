import Testing

@testable import Zhijian

@Suite("Regular expression")
struct RegularExpressionTests {
  private func search(_ pattern: String, _ text: [UInt16], limit: Int = .max) throws -> [Range<Int>] {
    try RegularExpression(pattern).makeWorker().matches(in: text, limit: limit)
  }

  @Test("matches from left to right, in units of UTF-16")
  func findsMatches() throws {
    #expect(try search("微.?信", Array("加微信🐧微-信".utf16)) == [1..<3, 5..<8])
    #expect(try search("(?:微|v)信?", Array("加V信".utf16)) == [1..<3])
    #expect(try search("x", []) == [])
  }

  @Test("case counts if asked for")
  func caseSensitive() throws {
    #expect(try RegularExpression("v信", ignoresCase: false).makeWorker().matches(in: Array("V信".utf16)) == [])
  }

  @Test("the number of matches can be bounded")
  func bounded() throws {
    let text = [UInt16](repeating: 0x61, count: 1000)
    #expect(try search("a", text).count == 1000)
    #expect(try search("a", text, limit: 3) == [0..<1, 1..<2, 2..<3])
    #expect(try search("a", text, limit: 0) == [])
  }

  @Test("empty matches come once a place, also at the end")
  func emptyMatches() throws {
    #expect(try search("b*", Array("abb".utf16)) == [0..<0, 1..<3, 3..<3])
    #expect(try search("b*", []) == [0..<0])
  }

  @Test("lone surrogates are characters and never split a pair")
  func loneSurrogates() throws {
    #expect(try search(".", [0xD83D, 0x41, 0xDC27]) == [0..<1, 1..<2, 2..<3])
    #expect(try search(".", Array("🐧".utf16)) == [0..<2])
    #expect(try search("a", [0xDC00, 0x61, 0xD800]) == [1..<2])
  }

  @Test(
    "catastrophic patterns end in an error",
    arguments: [
      "(a+)+b", "(a|a)*b", "(a|aa)+b", "(a*)*b", "((a+)+)+b", "(?:a?){50}a{50}b", "(.*)*b", "(a+a+)+b",
      "(?:(?:a+)*)*c", "(a+){2,}b", "(?:a|a|a)+b", "a*a*a*a*a*a*b", "(\\w+\\s?)+b$", "([a-z]+)*1",
      "a+b", ".*b.*c",
    ])
  func catastrophic(pattern: String) throws {
    let text = [UInt16](repeating: 0x61, count: 100_000)
    let worker = try RegularExpression(pattern).makeWorker()
    #expect(throws: RegularExpressionError.limitExceeded) { try worker.matches(in: text) }
    // The worker is as good as new.
    #expect(throws: Never.self) { try worker.matches(in: [0x63]) }
  }

  @Test(
    "harmless patterns finish on long texts",
    arguments: [
      "您.{0,20}微信", "(?:微|薇|v)\\s*信?\\s*[:：]?\\s*[a-z][a-z0-9_-]{5,19}", "\\d{11}", "[^，。]{0,10}保证",
    ])
  func harmless(pattern: String) throws {
    let worker = try RegularExpression(pattern).makeWorker()
    for count in [30_000, 100_000, 1_000_000] {
      let sentence = Array("您好，您的订单已经发出，请您放心，您可以在订单里查看物流v123。".utf16)
      let text = (0..<(count / sentence.count)).flatMap { _ in sentence }
      #expect(throws: Never.self) { try worker.matches(in: text) }
    }
  }

  @Test(
    "the fault of a pattern is where reading it failed",
    arguments: [
      ("(ab", 2), ("ab)", 2), ("a**b", 2), ("[a", 1), ("微信\\y", 3), ("a{2,1}", 5), ("🐧(", 1), ("x\n(?<1>a)", 5),
      ("[z-a]", 3), ("\\1", 1), ("", 0), ("a\r\nb\n+*", 6),
    ])
  func faultColumn(pattern: String, column: Int) {
    do throws(RegularExpressionError) {
      _ = try RegularExpression(pattern)
      Issue.record("'\(pattern)' compiled")
    } catch {
      guard case .invalidPattern(let message, let found) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(found == column, "\(message.english)")
    }
  }

  @Test("comparing long captures is bounded too, comparing short ones is not hindered")
  func references() throws {
    for count in [1000, 8000, 100_000] {
      let text = [UInt16](repeating: 0x61, count: count)
      #expect(throws: RegularExpressionError.limitExceeded) { try search("(.+)\\1b", text) }
    }
    let text = Array(repeatElement(Array("好的亲稍等哈哈哈哈哈哈。".utf16), count: 3000).joined())
    #expect(try search("(.)\\1{5,}", text).count == 3000)
    #expect(try search("(\\d+)元.*\\1", Array("收您30元退您30".utf16)) == [2..<9])
  }

  @Test("workers of one expression on several threads")
  func threads() async throws {
    let expression = try RegularExpression("(\\d)\\1")
    let text = Array("112233".utf16)
    let results = await withTaskGroup(of: [Range<Int>]?.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let worker = expression.makeWorker()
          return (0..<200).map { _ in try? worker.matches(in: text) }.last ?? nil
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.allSatisfy { $0 == [0..<2, 2..<4, 4..<6] })
  }
}
