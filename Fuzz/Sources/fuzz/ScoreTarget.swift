@testable import Zhijian
@testable import ZhijianFormats

/// A conversation through everything: rules, sentiment, metrics, score; evidence lies in its message.
struct ScoreTarget: FuzzTarget {
  static let name = "score"
  private let reader = CanonicalJSONLReader(file: "f.jsonl")
  private let worker = made { try ShippedTables.workspace().analyzer.makeWorker() }

  func run(_ bytes: [UInt8]) {
    guard let transcript = try? reader.parse(line: bytes, number: 1).transcript else { return }
    let evaluation = worker.evaluate(transcript)
    expect(evaluation.transcript.messages.count == transcript.messages.count, "messages were lost")
  }
}
