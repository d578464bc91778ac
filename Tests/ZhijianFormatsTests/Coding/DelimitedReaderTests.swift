import Testing

@testable import ZhijianFormats

@Suite struct DelimitedReaderTests {
  private func rows(_ text: String, _ delimiter: UInt8 = 0x2C) -> (rows: [[String]], lines: [Int], quotes: [Int]) {
    Array(text.utf8).withUnsafeBufferPointer { buffer in
      var reader = DelimitedReader(buffer, delimiter: delimiter)
      var row = TableRow()
      var rows: [[String]] = []
      var lines: [Int] = []
      while reader.next(&row) {
        rows.append((0..<row.count).map { row.text($0) })
        lines.append(row.line)
      }
      return (rows, lines, reader.strayQuotes)
    }
  }

  @Test(arguments: [
    ("", []), ("a", [["a"]]), ("a,b\nc,d", [["a", "b"], ["c", "d"]]), ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("a\rb\r", [["a"], ["b"]]), ("a,\n,b\n", [["a", ""], ["", "b"]]), ("a,", [["a", ""]]),
    ("\n\na", [[""], [""], ["a"]]),
    ("\"a,b\",c", [["a,b", "c"]]), ("\"a\nb\",c\nd", [["a\nb", "c"], ["d"]]), ("\"a\"\"b\"", [["a\"b"]]),
    ("\"\",x", [["", "x"]]),
    ("a\"b,c", [["a\"b", "c"]]), (" 亲 ,\t在 ", [["亲", "在"]]), ("\"a\r\nb\"\r\nc", [["a\r\nb"], ["c"]]),
  ])
  func readsCells(_ text: String, _ expected: [[String]]) {
    let result = rows(text)
    #expect(result.rows == expected)
    #expect(result.quotes.isEmpty)
  }

  @Test func countsLinesThroughQuotedCells() {
    #expect(rows("a,\"1\n2\r\n3\r4\",b\nc\n\"x\ny\"\nd").lines == [1, 5, 6, 8])
  }

  @Test func anUnclosedQuoteSwallowsNothing() {
    let open = rows("a,\"b\nc,d\ne,f")
    #expect(open.rows == [["a", "\"b"], ["c", "d"], ["e", "f"]])
    #expect(open.quotes == [1])
    let stray = rows("a,\"b\" c\nd,\"e\nf,\"g\"\nh,i")
    #expect(stray.rows == [["a", "\"b\" c"], ["d", "\"e"], ["f", "g"], ["h", "i"]])
    #expect(stray.quotes == [1, 2])
  }

  @Test func manyCellsAndLongCellsStayBounded() {
    let wide = rows(String(repeating: ",", count: 300_000) + "\na")
    #expect(wide.rows[0].count == DelimitedReader.maximumCells)
    #expect(wide.rows[1] == ["a"])
    let long = rows("\"" + String(repeating: "a", count: 3 << 20) + "\"\nb")
    #expect(long.rows.count == 2)
    #expect(long.quotes == [1])
    // Every line opens a quote that nothing closes.
    #expect(rows(String(repeating: "\"a\n", count: 200_001)).rows.count > 100_000)
  }

  @Test func joinsWhatAnUnquotedDelimiterCut() {
    Array("1,客服,好的,马上,发,10:00\n".utf8).withUnsafeBufferPointer { buffer in
      var reader = DelimitedReader(buffer, delimiter: 0x2C)
      var row = TableRow()
      let hasRow = reader.next(&row)
      #expect(hasRow)
      row.join(at: 2, delimiter: 0x2C, count: 4)
      #expect((0..<row.count).map { row.text($0) } == ["1", "客服", "好的,马上,发", "10:00"])
    }
  }

  @Test func neverTraps() {
    var random = SeededGenerator(seed: 5)
    let alphabet: [UInt8] = Array(",\"\n\r\ta;|".utf8) + [0xE4, 0xBD, 0xA0, 0, 0xFF]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      bytes.withUnsafeBufferPointer { buffer in
        var reader = DelimitedReader(buffer, delimiter: 0x2C)
        var row = TableRow()
        var count = 0
        while reader.next(&row) { count += 1 }
        #expect(count <= bytes.count)
      }
    }
  }

  @Test("surplus cells join the cell they were cut from", arguments: 0..<4)
  func joins(place: Int) {
    let text = "a,b,,cd,e,f"
    Array(text.utf8).withUnsafeBufferPointer { buffer in
      var reader = DelimitedReader(buffer, delimiter: 0x2C)
      var row = TableRow()
      let isRead = reader.next(&row)
      #expect(isRead)
      row.join(at: place, delimiter: 0x2C, count: 4)
      let expected = [
        ["a,b,", "cd", "e", "f"], ["a", "b,,cd", "e", "f"], ["a", "b", ",cd,e", "f"], ["a", "b", "", "cd,e,f"],
      ]
      #expect((0..<row.count).map { row.text($0) } == expected[place])
    }
  }

  @Test("a row of as many cells as there may be is joined in linear time")
  func joinsManyCells() {
    let cell = String(repeating: "内容", count: 200)
    let text = repeatElement(cell, count: 10_000).joined(separator: ",")
    Array(text.utf8).withUnsafeBufferPointer { buffer in
      var reader = DelimitedReader(buffer, delimiter: 0x2C)
      var row = TableRow()
      let isRead = reader.next(&row)
      #expect(isRead)
      let clock = ContinuousClock()
      let time = clock.measure { row.join(at: 1, delimiter: 0x2C, count: 3) }
      // Moving all that follows for each cell took minutes.
      #expect(time < .seconds(5))
      #expect(row.count == 3 && row.text(1).utf8.count == 9_998 * 1201 - 1)
    }
  }
}
