import Testing

@testable import Zhijian

@Suite struct ScanFindingsTests {
  private func occurrence(_ leaf: Int, _ lower: Int, _ upper: Int) -> ScanOccurrence {
    ScanOccurrence(leaf: leaf, phrase: 0, range: TextRange(lower, upper))
  }

  /// Few excuses are gone through, many are looked up: both say what the definition says.
  @Test func excusesCoverOccurrencesOfTheirLeaf() {
    var random = SplitMix(seed: 11)
    for count in [0, 1, 24, 25, 80, 300] {
      var findings = ScanFindings()
      var excuses: [(leaf: Int, range: TextRange)] = []
      for round in 0..<400 {
        if excuses.count < count, round % 2 == 0 || excuses.isEmpty {
          let lower = random.number(below: 400)
          let excuse = (random.number(below: 4), TextRange(lower, lower + 1 + random.number(below: 12)))
          excuses.append(excuse)
          findings.addExcuse(excuse.1, leaf: excuse.0)
        }
        let lower = random.number(below: 400)
        let asked = occurrence(random.number(below: 5), lower, lower + 1 + random.number(below: 5))
        let expected = excuses.contains { $0.leaf == asked.leaf && $0.range.contains(asked.range) }
        #expect(findings.isExcused(asked) == expected)
      }
    }
  }

  /// A text of nothing but a phrase and its allow-phrase, over and over: asking for each of each would take hours. The
  /// limit counts the time in which other tests run, too.
  @Test(.timeLimit(.minutes(20))) func manyExcusesAreNotAskedOneByOne() {
    var findings = ScanFindings()
    for place in 0..<300_000 { findings.addExcuse(TextRange(place * 3, place * 3 + 2), leaf: place % 7) }
    var excused = 0
    for place in 0..<300_000 {
      if findings.isExcused(occurrence(place % 7, place * 3, place * 3 + 2)) { excused += 1 }
      #expect(place % 1000 != 0 || !findings.isExcused(occurrence(place % 7, place * 3 + 1, place * 3 + 3)))
    }
    #expect(excused == 300_000)
  }

  @Test func aMessageHasABoundedNumberOfHits() {
    func hit(_ message: Int, _ place: Int, _ suppression: Suppression?) -> ScanHit {
      ScanHit(
        message: message, phrase: 0, range: TextRange(place, place + 1), folds: [], suppression: suppression)
    }
    let most = LeafScans.mostInMessage
    var scans = LeafScans(leaves: 2)
    // What does not count comes first, and must not keep out what does.
    for place in 0..<5 * most { scans.add(hit(0, place, .excused), leaf: 0) }
    for place in 0..<5 * most { scans.add(hit(0, place, nil), leaf: 0) }
    scans.add(hit(1, 0, .excused), leaf: 0)
    scans.add(hit(2, 0, nil), leaf: 0)
    scans.add(hit(0, 0, nil), leaf: 1)
    #expect(scans[0].hits.count { $0.message == 0 && $0.suppression != nil } == most)
    #expect(scans[0].hits.count { $0.message == 0 && $0.suppression == nil } == most)
    #expect(scans[0].hits.suffix(2).map(\.message) == [1, 2])
    #expect(scans[1].hits.count == 1)
  }
}

/// Numbers that depend on a seed alone.
private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func number(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(max(1, bound)))
  }
}
