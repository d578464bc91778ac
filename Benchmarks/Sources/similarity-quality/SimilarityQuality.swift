import Foundation
import Zhijian
import ZhijianFormats

/// Precision and recall of `similar` and `script` on required scripts, beside an edit distance.
///
///     similarity-quality HOME FILE… [--scripts] [--speed] [--cases]
///
/// `--scripts` adds a line a script, `--speed` what a message costs, `--cases` the cases that came out wrong.
@main struct SimilarityQuality {
  static let thresholds = ["0.6", "0.65", "0.7", "0.75", "0.8", "0.85", "0.9", "0.95"]

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let files = arguments.filter { !$0.hasPrefix("--") }
    guard let home = files.first, files.count > 1 else {
      print("usage: similarity-quality HOME FILE… [--scripts] [--speed] [--cases]")
      exit(2)
    }
    for file in files.dropFirst() {
      let scripts = try ScriptCases.read(file)
      let measurement = try Measurement(scripts, home: home)
      print("\n\(URL(filePath: file).lastPathComponent): \(scripts.count) scripts, \(measurement.count) cases\n")
      measurement.printTable()
      if arguments.contains("--scripts") { measurement.printScripts() }
      if arguments.contains("--speed") {
        print("\n| scripts, as two rules each | `similar` and `script` | their phrases as `keyword` |\n|--:|--:|--:|")
        for count in [1, 5, 15] {
          let cells = try [false, true].map { isKeyword in
            let cost = try Measurement.cost(scripts, count: count, isKeyword: isKeyword, home: home)
            return String(format: "%.1f µs a message", cost)
          }
          print("| \(count) | \(cells.joined(separator: " | ")) |")
        }
      }
      if arguments.contains("--cases") { measurement.printCases() }
    }
  }
}
