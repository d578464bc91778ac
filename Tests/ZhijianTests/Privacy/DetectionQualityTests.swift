import Testing
import Zhijian

/// Recall and precision over generated texts: what the shipped figures are measured with.
struct DetectionQualityTests {
  static let bars: [(kind: PersonalDataKind, recall: Double, precision: Double)] = [
    (.phone, 0.99, 0.98), (.idCard, 0.99, 0.98), (.bankCard, 0.99, 0.98), (.email, 0.99, 0.98), (.plate, 0.99, 0.98),
    (.landline, 0.99, 0.98), (.order, 0.99, 0.98), (.wechat, 0.95, 0.98), (.qq, 0.95, 0.98), (.name, 0.95, 0.95),
    (.address, 0.85, 0.85),
  ]

  @Test func recallAndPrecisionReachTheBars() {
    var generator = LabelledTextGenerator(seed: 20_261_101)
    var planted: [PersonalDataKind: Int] = [:]
    var hits: [PersonalDataKind: Int] = [:]
    var reported: [PersonalDataKind: Int] = [:]
    var misses: [String] = []
    func check(_ sample: LabelledText) {
      let found = PersonalDataDetector().detect(in: Array(sample.text.utf16))
      for data in found { reported[data.kind, default: 0] += 1 }
      if let kind = sample.kind {
        planted[kind, default: 0] += 1
        if found.contains(where: { $0.kind == kind && $0.range == sample.range }) { hits[kind, default: 0] += 1 }
      }
      let isRight =
        found.map(\.kind) == [sample.kind].compactMap { $0 } && found.allSatisfy { $0.range == sample.range }
      if !isRight { misses.append("\(sample.text) → \(found.map { ($0.kind.rawValue, $0.value) })") }
    }
    for _ in 0..<400 { for bar in Self.bars { check(generator.value(of: bar.kind)) } }
    for _ in 0..<8000 { check(generator.nothing()) }
    for (kind, recall, precision) in Self.bars {
      let hit = Double(hits[kind, default: 0])
      let measuredRecall = hit / Double(max(1, planted[kind, default: 0]))
      let measuredPrecision = hit / Double(max(1, reported[kind, default: 0]))
      #expect(measuredRecall >= recall, "\(kind) recall; \(misses.prefix(40).joined(separator: "\n"))")
      #expect(measuredPrecision >= precision, "\(kind) precision; \(misses.prefix(40).joined(separator: "\n"))")
    }
    #expect(planted.values.reduce(0, +) == 4400)
  }
}
