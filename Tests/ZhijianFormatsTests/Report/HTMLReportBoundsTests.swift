import Testing
import Zhijian

@testable import ZhijianFormats

/// A page has bounds, and says what it leaves out.
@Suite struct HTMLReportBoundsTests {
  private static let rule = """
    id: bad-word
    title: Bad word
    why: Nobody should say it.
    category: attitude
    severity: major
    status: stable
    score: { deduct: 5, per: finding }
    forbid:
      role: agent
      keyword: [evil]
      boundary: any
    examples:
      - finding: '客服: ⟦evil⟧'
      - finding: '客服: an ⟦evil⟧'
      - finding: '客服: the ⟦evil⟧'
      - clean: '客服: good'
      - clean: '客服: better'
      - clean: '客服: best'

    """

  /// A conversation with so many bad lines among good ones.
  private func transcript(_ id: String, bad: [Int], of count: Int) -> Transcript {
    Transcript(
      id: id, agents: [Transcript.Party(id: "a")],
      messages: (0..<count).map { index in
        Message(role: .agent, sender: "a", text: bad.contains(index) ? "evil \(index)" : "line \(index)")
      })
  }

  private func shown(_ page: String) -> [String] {
    MarkupScanner(page).elements.filter { $0.attributes["class"] == "conv" }.compactMap { $0.attributes["id"] }
  }

  @Test func keepsTheWorstConversationsAndSaysSo() throws {
    let fixture = try HTMLReportFixture(rules: [Self.rule])
    let evaluations = try fixture.evaluations(
      (0..<40).map { transcript("t\($0)", bad: Array(0..<($0 % 7)), of: 8) })
    let all = try fixture.page(evaluations)
    #expect(shown(all).count == 40 && !all.contains("data-note"))
    var limits = HTMLReportLimits()
    limits.conversations = 7
    let some = try fixture.page(evaluations, limits: limits)
    // Six bad lines: conversations 7, 14, 21, 28, 35 (from 1); then the first of those with five.
    #expect(shown(some) == ["c7", "c14", "c21", "c28", "c35", "c6", "c13"])
    #expect(some.contains("共 40 个会话，本页只展开得分最低的 7 个，其余 33 个未列出"))
    #expect(MarkupScanner(some).faults == [])
    // The same choice however often the writer had to make room.
    limits.conversations = 2_000
    limits.bytes = all.utf8.count / 6
    let small = shown(try fixture.page(evaluations, limits: limits))
    #expect((2..<12).contains(small.count) && small == Array(shown(all).prefix(small.count)))
  }

  @Test func keepsWhatFindingsPointAtInALongConversation() throws {
    let fixture = try HTMLReportFixture(rules: [Self.rule])
    var limits = HTMLReportLimits()
    limits.messages = 60
    limits.findings = 3
    let page = try fixture.page(
      try fixture.evaluations([transcript("long", bad: [100, 200, 300, 400], of: 500)]), limits: limits)
    let markup = MarkupScanner(page)
    #expect(markup.faults == [])
    let ids = Set(markup.elements.compactMap { $0.attributes["id"] })
    #expect(["c1-m0", "c1-m98", "c1-m100", "c1-m300", "c1-m499"].allSatisfy(ids.contains))
    #expect(!ids.contains("c1-m150") && !ids.contains("c1-m400"))
    let cuts = markup.elements.filter { $0.attributes["class"] == "ev cut" }.map(\.text)
    #expect(cuts.first == "此处略去 78 条消息")
    #expect(page.contains("另有 1 条未在此列出"))
    let links = Set(markup.elements.compactMap { $0.attributes["href"]?.dropFirst() }.map(String.init))
    #expect(links.subtracting(ids) == [])
  }

  @Test func anEmptyBatchIsAPageToo() throws {
    let fixture = try HTMLReportFixture(rules: [Self.rule])
    let page = try fixture.page([])
    #expect(MarkupScanner(page).faults == [] && page.contains("没有人工客服的消息"))
  }

  @Test func numbersAreWrittenTheSameEverywhere() {
    #expect(HTMLReportNumber.points(9_850) == "98.50" && HTMLReportNumber.points(nil) == "–")
    #expect(HTMLReportNumber.signedPoints(-1_250) == "−12.50" && HTMLReportNumber.signedPoints(300) == "+3.00")
    #expect(HTMLReportNumber.signed(0.0001, 2) == "0.00" && HTMLReportNumber.signed(-0.0001, 2) == "0.00")
    #expect(HTMLReportNumber.decimal(.nan, 2) == "–" && HTMLReportNumber.decimal(.infinity, 2) == "–")
    #expect(Base64.encode(Array("foobar".utf8)) == "Zm9vYmFy" && Base64.encode(Array("fooba".utf8)) == "Zm9vYmE=")
    #expect(Base64.encode(Array("foob".utf8)) == "Zm9vYg==" && Base64.encode([]) == "")
  }
}
