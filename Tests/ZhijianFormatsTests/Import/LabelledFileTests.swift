import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct LabelledFileTests {
  private func labels(_ lines: [String]) throws -> (labels: [Double?], unlabelled: Int) {
    let path = FileManager.default.temporaryDirectory.appending(path: "zhijian-\(UUID().uuidString).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
    let file = LabelledFile.read(path)
    #expect(file.diagnostics.isEmpty)
    return (file.set.conversations.map(\.label), file.unlabelled)
  }

  private func line(_ rating: String) -> String {
    "{\"messages\":[{\"role\":\"customer\",\"text\":\"好\"}],\"rating\":\(rating)}"
  }

  @Test func ratingsAreLabelsOnTheirScale() throws {
    let read = try labels([line("5"), line("4"), line("1"), line(#"{"value":0,"min":0,"max":10}"#), line("9")])
    #expect(read.labels == [1, 0.5, -1, -1, 1] && read.unlabelled == 0)
  }

  /// Learning from what is no number would end the program when weights are written.
  @Test(arguments: [
    #"{"value":1e308,"min":-1.7e308,"max":1.7e308}"#, #"{"value":1.7e308,"min":-1e308,"max":1.7e308}"#,
  ])
  func ratingsBeyondAllScalesAreNone(_ rating: String) throws {
    let read = try labels([line(rating), line("5")])
    #expect(read.labels.allSatisfy { $0.map { (-1...1).contains($0) } ?? true } && read.labels.last == 1)
    #expect(read.labels.count + read.unlabelled == 2)
  }
}
