import Testing

@testable import Zhijian

/// What judgements hold, and how hits are handed on.
@Suite struct JudgementTests {
  private func hit(_ message: Int, _ lower: Int = 0) -> RuleHit {
    RuleHit(EvidenceSpan(message: message, range: TextRange(lower, lower + 2)), position: message)
  }

  @Test func aPlainHitIsTheSameHoweverItIsMade() {
    let plain = hit(3)
    var made = RuleHit(spans: [], position: 3)
    #expect(made != plain && made.firstSpan == nil && made.length == 0)
    made.spans = [EvidenceSpan(message: 3, range: TextRange(0, 2))]
    #expect(made == plain && made.hashValue == plain.hashValue)
    made.related = [RelatedMessage(message: 1, why: .asked)]
    #expect(made != plain && made.spans == plain.spans)
    made.related = []
    made.isAnchor = false
    #expect(made != plain && !made.isAnchor)
    made.isAnchor = true
    #expect(made == plain)
  }

  @Test func aHitKeepsWhatFewHave() {
    let spans = [EvidenceSpan(message: 1, range: TextRange(4, 6)), EvidenceSpan(message: 2, range: TextRange(0, 3))]
    var hit = RuleHit(spans: spans, position: 2, folds: [.pinyin], owner: .agent("甲"), confidence: 0.6)
    #expect(hit.spans == spans && hit.firstSpan == spans[0] && hit.lastSpan == spans[1] && hit.length == 5)
    #expect(hit.folds == [.pinyin] && hit.owner == .agent("甲") && hit.confidence == 0.6)
    hit.owner = .whenWindowClosed
    #expect(hit.owner == .whenWindowClosed && hit.folds == [.pinyin])
  }

  @Test func groupsAreWhatTheyWereMadeOf() {
    let hits = [hit(0), hit(1), hit(2)]
    #expect(Judgement(truth: .hit, hits: hits).hitGroups == [[hits[0]], [hits[1]], [hits[2]]])
    #expect(Judgement(truth: .hit).hitGroups == [[]])
    #expect(Judgement(truth: .hit, hits: hits, groups: [hits]).hitGroups == [hits])
    let groups = [[hits[0]], [], [hits[1], hits[2]]]
    let judgement = Judgement(truth: .hit, hits: hits, groups: groups)
    #expect(judgement.hitGroups == groups && judgement.holdsWithoutMessage)
    #expect(!Judgement(truth: .noHit).holdsWithoutMessage)
  }

  @Test func anyPassesEachGroupOnOnce() {
    let (first, second, third) = (hit(0), hit(1), hit(2))
    func leaf(_ hits: RuleHit...) -> Judgement { Judgement(truth: .hit, hits: hits) }
    func together(_ hits: RuleHit...) -> Judgement { Judgement(truth: .hit, hits: hits, groups: [hits]) }
    let leaves = Judgement.any([leaf(first, second), Judgement(truth: .noHit), leaf(second, third)])
    #expect(leaves.hitGroups == [[first], [second], [third]])
    #expect(leaves.hits == [first, second, third])
    let mixed = Judgement.any([leaf(first, second), together(first, second), together(first, second), leaf(second)])
    #expect(mixed.hitGroups == [[first], [second], [first, second]])
    #expect(Judgement.any([together(first, second)]).hitGroups == [[first, second]])
    #expect(Judgement.any([Judgement(truth: .hit), leaf(first)]).hitGroups == [[], [first]])
    let many = (0..<50).map { hit($0 % 40) }
    #expect(Judgement.any([Judgement(truth: .hit, hits: many)]).hits == Array(many[..<40]))
    #expect(Judgement.all([leaf(first), together(second, third)]).hitGroups == [[first, second, third]])
  }

  @Test func whatFewHaveIsPassedOn() {
    let problem = LocalizedText(zh: "错", en: "wrong")
    let parts = [PartState(name: "a", state: .found)]
    #expect(Judgement.all([Judgement(truth: .unknown), .error(problem)]).problem == problem)
    #expect(Judgement.any([Judgement(truth: .noHit, parts: parts), Judgement(truth: .noHit)]).parts == parts)
    #expect(Judgement(truth: .hit, parts: parts, closesAt: 3).negated.parts == parts)
    let closing = Judgement.all([Judgement(truth: .hit, closesAt: 3), Judgement(truth: .hit, closesAt: 7)])
    #expect(closing.closesAt == 7)
    #expect(Judgement.any([Judgement(truth: .hit, closesAt: 3), Judgement(truth: .hit, closesAt: 7)]).closesAt == 3)
  }
}
