import Foundation

/// One required script with its samples, its slots and the cases that are judged.
struct ScriptCases {
  struct Case {
    /// What the agent sent, one or several messages.
    let messages: [String]
    /// Whether a QA person takes it for the script.
    let isSaid: Bool
  }

  let id: String
  var samples: [String] = []
  var slots: [(name: String, wordings: [String])] = []
  var cases: [Case] = []

  struct Fault: Error, CustomStringConvertible {
    let line: Int
    var description: String { "line \(line) is not of the format of Benchmarks/similarity/README.md" }
  }

  static func read(_ path: String) throws -> [ScriptCases] {
    var scripts: [ScriptCases] = []
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let fields = line.split(separator: "\t").map(String.init)
      if fields.first == "script", fields.count > 1 {
        scripts.append(ScriptCases(id: fields[1]))
        continue
      }
      guard !scripts.isEmpty, fields.count > 1 else { throw Fault(line: offset + 1) }
      let last = scripts.count - 1
      switch fields[0] {
      case "sample": scripts[last].samples.append(fields[1])
      case "slot" where fields.count > 2:
        scripts[last].slots.append((fields[1], fields[2].split(separator: "|").map(String.init)))
      case "said", "not":
        scripts[last].cases.append(Case(messages: Array(fields.dropFirst()), isSaid: fields[0] == "said"))
      default: throw Fault(line: offset + 1)
      }
    }
    return scripts
  }
}

/// How many cases came out which way.
struct Confusion {
  var found = 0
  var missed = 0
  var wrong = 0
  var refused = 0

  var precision: Double { found + wrong == 0 ? 0 : Double(found) / Double(found + wrong) }
  var recall: Double { found + missed == 0 ? 0 : Double(found) / Double(found + missed) }
  var balanced: Double { precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall) }

  mutating func add(_ isHit: Bool, _ isSaid: Bool) {
    switch (isHit, isSaid) {
    case (true, true): found += 1
    case (false, true): missed += 1
    case (true, false): wrong += 1
    case (false, false): refused += 1
    }
  }
}

/// The plain measure to beat: one minus the edit distance over the longer length.
enum EditRatio {
  static func of(_ left: [UInt16], _ right: [UInt16]) -> Double {
    guard !left.isEmpty, !right.isEmpty else { return left.count == right.count ? 1 : 0 }
    var row = Array(0...right.count)
    for (line, unit) in left.enumerated() {
      var corner = row[0]
      row[0] = line + 1
      for column in right.indices {
        let substituted = corner + (unit == right[column] ? 0 : 1)
        corner = row[column + 1]
        row[column + 1] = min(substituted, row[column] + 1, corner + 1)
      }
    }
    return 1 - Double(row[right.count]) / Double(max(left.count, right.count))
  }
}
