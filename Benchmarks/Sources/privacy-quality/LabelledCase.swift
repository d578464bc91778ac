import Foundation
import Zhijian

/// A conversation and where personal data stands in it, as a generator wrote them down.
struct LabelledCase: Decodable {
  struct Line: Decodable {
    let role: String
    let text: String
  }

  /// Unicode scalars of one message, half-open.
  struct Span: Decodable {
    let message: Int
    let start: Int
    let end: Int
    let kind: String
    let style: String
  }

  enum CodingKeys: String, CodingKey {
    case id, messages, spans, trap
    case label = "class"
  }

  let id: String
  let messages: [Line]
  let spans: [Span]
  let label: String
  let trap: String

  var isNegative: Bool { label == "negative" }

  /// The cases of a file of JSON Lines.
  static func read(_ path: String) throws -> [LabelledCase] {
    let decoder = JSONDecoder()
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try decoder.decode(LabelledCase.self, from: Data($0.utf8))
    }
  }
}

/// What the detector finds in one message, in Unicode scalars.
struct Detection {
  let message: Int
  let kind: String
  let scalars: Range<Int>

  /// The detections in all messages of a conversation, each read alone.
  static func all(in messages: [LabelledCase.Line], _ detector: PersonalDataDetector) -> [Detection] {
    messages.indices.flatMap { index in
      let text = messages[index].text
      return detector.detect(in: Array(text.utf16)).map { data in
        Detection(message: index, kind: data.kind.rawValue, scalars: scalars(data.range, in: text))
      }
    }
  }

  private static func scalars(_ range: TextRange, in text: String) -> Range<Int> {
    let units = text.utf16
    func offset(_ unit: Int) -> Int {
      let index = units.index(units.startIndex, offsetBy: unit)
      return text.unicodeScalars.distance(from: text.startIndex, to: index)
    }
    return offset(range.lower)..<offset(range.upper)
  }
}
