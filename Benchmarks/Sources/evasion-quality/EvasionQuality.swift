import Foundation
import Zhijian
import ZhijianFormats

/// Measures how much of disguised forbidden phrases the rules find, and how many innocent lines they hit.
///
/// `evasion-quality MATERIAL HOME [--misses FILE] [--lines FILE]`: MATERIAL is Benchmarks/evasion, HOME the folder of
/// `rules` and `lexicons`. `--misses` writes what was not found and what was hit wrongly, `--lines` all lines.
@main struct EvasionQuality {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      print("usage: evasion-quality MATERIAL HOME [--misses FILE] [--lines FILE]")
      return
    }
    func option(_ name: String) -> String? {
      guard let at = arguments.firstIndex(of: name), at + 1 < arguments.count else { return nil }
      return arguments[at + 1]
    }
    let material = try Material(folder: arguments[1])
    let cases = EvasionCases(material)
    let benign = BenignLines(material)
    if let file = option("--lines") {
      let lines =
        cases.cases.map { "\($0.mutator.rawValue)\t\($0.phrase)\t\($0.line)" } + benign.traps.map { "trap\t\t" + $0 }
        + benign.ordinary.map { "ordinary\t\t" + $0 }
      try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    }
    let engine = try Engine(phrases: material.phrases, home: arguments[2])
    var measurement = Measurement(phrases: material.phrases, engine: engine)
    measurement.measure(cases, carriers: material.carriers)
    measurement.measure(benign)
    if let file = option("--misses") {
      try measurement.misses.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    }
  }
}
