import Foundation

/// The records that are measured; files are JSON Lines.
struct Dialogue: Decodable {
  struct Message: Decodable {
    var role: String
    var text: String
    var sat: Int?
  }

  var messages: [Message]
  /// Mean satisfaction of the raters, −2…2.
  var satisfaction: Double?

  private enum CodingKeys: String, CodingKey {
    case messages
    case satisfaction = "S"
  }
}

struct LabelledText: Decodable {
  enum Label: Decodable {
    case number(Int)
    case name(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else {
        self = .name(try container.decode(String.self))
      }
    }
  }

  var text: String
  var label: Label
}

func readLines<Record: Decodable>(_ name: String, in folder: String, as type: Record.Type) throws -> [Record] {
  let data = try Data(contentsOf: URL(filePath: folder).appending(path: name))
  let decoder = JSONDecoder()
  return try data.split(separator: 10).map { try decoder.decode(type, from: Data($0)) }
}
