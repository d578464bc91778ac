import Foundation
import Testing

@testable import ZhijianFormats

@Suite struct LineBatchReaderTests {
  /// The lines that come of `bytes`, nil for those that are too long.
  private func lines(_ bytes: [UInt8], maximumLineBytes: Int) throws -> [[UInt8]?] {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let handle = try FileHandle(forReadingFrom: url)
    var lines: [[UInt8]?] = []
    var next = 1
    LineBatchReader(descriptor: handle.fileDescriptor, maximumLineBytes: maximumLineBytes).read { batch in
      #expect(batch.firstLine == next)
      #expect(batch.failure == nil)
      next += batch.lines.count
      lines += batch.lines.map { $0.map { Array(batch.bytes[$0]) } }
      return true
    }
    return lines
  }

  @Test func cutsAtLineFeeds() throws {
    #expect(try lines(Array("a\n\nbc\r\nd".utf8), maximumLineBytes: 9) == [[97], [], [98, 99, 13], [100]])
    #expect(try lines(Array("a\n".utf8), maximumLineBytes: 9) == [[97]])
    #expect(try lines([], maximumLineBytes: 9).isEmpty)
  }

  @Test func theLimitCountsTheLineAlone() throws {
    #expect(try lines(Array("abc\nabcd\nab\nabcde".utf8), maximumLineBytes: 3) == [[97, 98, 99], nil, [97, 98], nil])
  }

  /// What is longer than one reading, at every position of the limit.
  @Test func linesGoOnBeyondOneReading() throws {
    let long = [UInt8](repeating: 0x78, count: 300_000)
    let input = Array("a\n".utf8) + long + [0x0A] + long + [0x0A, 0x62]
    #expect(try lines(input, maximumLineBytes: 300_000) == [[97], long, long, [98]])
    #expect(try lines(input, maximumLineBytes: 299_999) == [[97], nil, nil, [98]])
  }

  /// A line that is too long in one reading, with lines before and behind it in the same one.
  @Test func aLineThatIsTooLongLeavesItsNeighbours() throws {
    let long = [UInt8](repeating: 0x78, count: 40)
    let input = Array("a\nbc\n".utf8) + long + Array("\nd\n".utf8) + long
    #expect(try lines(input, maximumLineBytes: 39) == [[97], [98, 99], nil, [100], nil])
  }

  @Test func aReadThatFailsIsTold() {
    var failure: Int32?
    LineBatchReader(descriptor: -1, maximumLineBytes: 10).read { batch in
      failure = batch.failure
      return true
    }
    #expect(failure == EBADF)
  }
}
