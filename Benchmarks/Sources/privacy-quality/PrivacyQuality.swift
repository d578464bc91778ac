import Foundation
import Zhijian

/// Measures how much personal data the detector finds in labelled conversations, and what it takes for some.
///
/// `privacy-quality CASES [--failures FILE] [--alone]`: CASES is what a `generate.py` writes, `--failures` receives
/// what was missed and what was found wrongly, `--alone` reads each message without those around it.
@main struct PrivacyQuality {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 2 else {
      print("usage: privacy-quality CASES [--failures FILE] [--alone]")
      return
    }
    let cases = try LabelledCase.read(arguments[1])
    let detector = PersonalDataDetector()
    var tally = Tally()
    for item in cases {
      tally.add(item, Detection.all(in: item.messages, detector, alone: arguments.contains("--alone")))
    }
    PrivacyTables(tally: tally).print()
    if let at = arguments.firstIndex(of: "--failures"), at + 1 < arguments.count {
      try tally.failures.joined(separator: "\n").write(toFile: arguments[at + 1], atomically: true, encoding: .utf8)
    }
  }
}
