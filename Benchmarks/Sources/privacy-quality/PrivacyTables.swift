import Foundation
import Zhijian

/// The tally as Markdown.
struct PrivacyTables {
  let tally: Tally

  /// What is to be reached: recall and precision of a kind, or the F1 of addresses.
  private static let targets: [String: (recall: Double, precision: Double?)] = [
    "phone": (0.99, 0.98), "id_card": (0.99, 0.98), "bank_card": (0.99, 0.98), "email": (0.99, 0.98),
    "plate": (0.99, 0.98), "landline": (0.95, nil), "order": (0.95, nil), "wechat": (0.95, nil), "qq": (0.95, nil),
    "name": (0.95, nil),
  ]
  private static let leastAddressF1 = 0.85

  func print() {
    kinds()
    styles()
    traps()
  }

  private func kinds() {
    let kinds = PersonalDataKind.allCases.map(\.rawValue).filter { tally.styles[$0] != nil || tally.kinds[$0] != nil }
    Swift.print("| kind | spans | recall | precision | F1 | covered by any kind | target | |")
    Swift.print("|---|---|---|---|---|---|---|---|")
    for kind in kinds {
      let recall = Self.sum(tally.styles[kind, default: [:]].values)
      let precision = tally.kinds[kind, default: Tally.Precision()]
      let found = Self.share(recall.found, recall.spans)
      let right = Self.share(precision.right, precision.detections)
      let harmonic = found + right > 0 ? 2 * found * right / (found + right) : 0
      let verdict = Self.verdict(kind, found, right, harmonic)
      Swift.print(
        "| \(kind) | \(recall.spans) | \(Self.interval(recall.found, recall.spans)) | "
          + "\(Self.interval(precision.right, precision.detections)) | \(Self.decimal(harmonic)) | "
          + "\(Self.decimal(Self.share(recall.covered, recall.spans))) | \(verdict.target) | \(verdict.reached) |")
    }
    let all = Self.sum(tally.styles.values.flatMap(\.values))
    Swift.print(
      "| all | \(all.spans) | \(Self.interval(all.found, all.spans)) | | | "
        + "\(Self.decimal(Self.share(all.covered, all.spans))) | | |")
  }

  private func styles() {
    Swift.print("\n| kind | way of writing | spans | recall | covered by any kind |")
    Swift.print("|---|---|---|---|---|")
    for kind in PersonalDataKind.allCases.map(\.rawValue) {
      for (style, recall) in tally.styles[kind, default: [:]].sorted(by: { $0.key < $1.key }) {
        Swift.print(
          "| \(kind) | \(style) | \(recall.spans) | \(Self.interval(recall.found, recall.spans)) | "
            + "\(Self.decimal(Self.share(recall.covered, recall.spans))) |")
      }
    }
  }

  private func traps() {
    let cases = tally.traps.values.reduce(0) { $0 + $1.cases }
    Swift.print("\n| negatives | cases | wrong detections | per 1,000 | of which |")
    Swift.print("|---|---|---|---|---|")
    for (trap, counts) in tally.traps.sorted(by: { $0.key < $1.key }) { row(trap, counts) }
    var all = Tally.Trap()
    all.cases = cases
    for trap in tally.traps.values { all.hits.merge(trap.hits, uniquingKeysWith: +) }
    row("all", all)
  }

  private func row(_ name: String, _ trap: Tally.Trap) {
    let hits = trap.hits.values.reduce(0, +)
    let kinds = trap.hits.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let rate = String(format: "%.1f", 1000 * Self.share(hits, trap.cases))
    Swift.print("| \(name) | \(trap.cases) | \(hits) | \(rate) | \(kinds) |")
  }

  private static func verdict(
    _ kind: String, _ recall: Double, _ precision: Double, _ harmonic: Double
  ) -> (target: String, reached: String) {
    if kind == "address" { return ("F1 ≥ \(leastAddressF1)", harmonic >= leastAddressF1 ? "met" : "missed") }
    guard let target = targets[kind] else { return ("", "") }
    let isMet = recall >= target.recall && precision >= target.precision ?? 0
    let aim = "≥ \(target.recall)" + (target.precision.map { ", ≥ \($0)" } ?? "")
    return (aim, isMet ? "met" : "missed")
  }

  private static func sum(_ parts: some Sequence<Tally.Recall>) -> Tally.Recall {
    parts.reduce(into: Tally.Recall()) { sum, part in
      sum.spans += part.spans
      sum.found += part.found
      sum.covered += part.covered
    }
  }

  private static func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

  private static func decimal(_ value: Double) -> String { String(format: "%.3f", value) }

  /// A share with Wilson's interval of 95 %.
  private static func interval(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let count = Double(whole)
    let rate = share(part, whole)
    let z = 1.96
    let centre = (rate + z * z / (2 * count)) / (1 + z * z / count)
    let reach = z * (rate * (1 - rate) / count + z * z / (4 * count * count)).squareRoot() / (1 + z * z / count)
    return "\(decimal(rate)) (\(decimal(max(0, centre - reach)))–\(decimal(min(1, centre + reach))))"
  }
}
