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
    /// Where the value proper begins behind +86 or the like; absent where nothing stands before it.
    let coreStart: Int?

    enum CodingKeys: String, CodingKey {
      case message, start, end, kind, style
      case coreStart = "core_start"
    }
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

  /// The detections in all messages of a conversation, as reports look for them; with `alone` in each message by
  /// itself.
  static func all(in lines: [LabelledCase.Line], _ detector: PersonalDataDetector, alone: Bool) -> [Detection] {
    let messages = lines.map { Message(role: Role(rawValue: $0.role) ?? .unknown, text: $0.text) }
    return lines.indices.flatMap { index in
      let text = lines[index].text
      let found = alone ? detector.detect(in: Array(text.utf16)) : detector.detect(inMessage: index, of: messages)
      return found.map { data in
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
