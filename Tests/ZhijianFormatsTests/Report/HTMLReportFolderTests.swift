import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// A report of many pages.
@Suite struct HTMLReportFolderTests {
  private let fixture: HTMLReportFixture
  private let evaluations: [Evaluation]
  private var limits = HTMLReportLimits()

  /// Scoring the conversations takes longer than all tests together.
  private static let scored = Result {
    let fixture = try HTMLReportFixture.shipped()
    return (fixture, try fixture.evaluations(Array(HTMLReportFixture.transcripts().prefix(40))))
  }

  init() throws {
    (fixture, evaluations) = try Self.scored.get()
    limits.singlePageConversations = 12
    limits.partConversations = 9
  }

  /// What a link on a page leads to: the file and the anchor.
  private func target(_ href: String, from file: String) throws -> (file: String, anchor: String) {
    let parts = href.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let address = try #require(parts[0].removingPercentEncoding)
    let anchor = parts.count > 1 ? parts[1] : ""
    if address.isEmpty { return (file, anchor) }
    if file.isEmpty {
      #expect(address.hasPrefix("报告 1_files/"), "\(href)")
      return (String(address.dropFirst("报告 1_files/".count)), anchor)
    }
    return (address == "../报告 1.html" ? "" : address, anchor)
  }

  @Test(arguments: Language.allCases) func everyLinkFindsItsAnchor(_ language: Language) throws {
    let files = try fixture.pages(evaluations, language: language, limits: limits)
    let parts = (evaluations.count + 8) / 9
    let agents = Set(evaluations.flatMap { $0.agents.map(\.id) }).count
    #expect(agents > 3 && agents < 100)
    #expect(
      Set(files.keys)
        == Set(
          ["", "agents.html", "findings.html", "rules.html", "conversations.html"]
            + (1...parts).map { "conversations-00\($0).html" }
            + (1...agents).map { "agent-\(HTMLReportNumber.padded($0, 3)).html" }))
    let pages = files.mapValues { MarkupScanner($0, ofMany: true) }
    let ids = pages.mapValues { Set($0.elements.compactMap { $0.attributes["id"] }) }
    var links = 0
    for (file, page) in pages {
      #expect(page.faults == [], "\(file)")
      #expect(XMLCheck.fault(in: files[file] ?? "") == nil, "\(file)")
      for href in page.elements.compactMap({ $0.attributes["href"] }) {
        let (target, anchor) = try target(href, from: file)
        links += 1
        if anchor.hasPrefix("set=") {
          #expect(target == "findings.html")
        } else {
          #expect(ids[target]?.contains(anchor) == true, "\(file): \(href)")
        }
      }
    }
    #expect(links > 1_000)
  }

  @Test func everyConversationIsThereOnce() throws {
    let files = try fixture.pages(evaluations, limits: limits)
    let shown = files.filter { $0.key.hasPrefix("conversations-") }.sorted { $0.key < $1.key }.flatMap { file in
      MarkupScanner(file.value, ofMany: true).elements.filter { $0.attributes["class"] == "conv" }.compactMap {
        $0.attributes["id"]
      }
    }
    #expect(shown == (1...evaluations.count).map { "c\($0)" })
    let list = MarkupScanner(try #require(files["conversations.html"]), ofMany: true)
    #expect(list.elements.filter { $0.attributes["data-v"] != nil && $0.name == "td" }.count >= evaluations.count)
  }

  /// Which agents, which rules, show me the line: three clicks from the first page at most.
  @Test func aLineIsThreeClicksAway() throws {
    let files = try fixture.pages(evaluations, limits: limits)
    func links(_ file: String) throws -> [(file: String, anchor: String)] {
      try MarkupScanner(try #require(files[file]), ofMany: true).elements.compactMap { $0.attributes["href"] }
        .map { try target($0, from: file) }
    }
    for section in ["agents.html", "rules.html"] {
      #expect(try links("").contains { $0.file == section }, "\(section)")
    }
    // The page of an agent, a line.
    let pages = try links("agents.html").filter { $0.file.hasPrefix("agent-") && $0.anchor.hasPrefix("a") }
    #expect(Set(pages.map(\.file)).count == files.keys.count { $0.hasPrefix("agent-") })
    let lines = try pages.flatMap { try links($0.file) }
    #expect(lines.contains { $0.file.hasPrefix("conversations-") && $0.anchor.contains("-m") })
    // And back from a conversation.
    #expect(try links("conversations-001.html").contains { $0.file.hasPrefix("agent-") })
    // A rule, its findings, a line.
    #expect(try links("rules.html").contains { $0.file == "findings.html" && $0.anchor.hasPrefix("set=r:r") })
    #expect(try links("findings.html").contains { $0.file.hasPrefix("conversations-") && $0.anchor.contains("-m") })
  }

  /// Agents beyond the bound have no page, and their links lead to the list.
  @Test func agentsBeyondTheBoundStayInTheList() throws {
    var limits = limits
    limits.agentPages = 2
    let files = try fixture.pages(evaluations, limits: limits)
    #expect(files.keys.filter { $0.hasPrefix("agent-") }.sorted() == ["agent-001.html", "agent-002.html"])
    let pages = files.mapValues { MarkupScanner($0, ofMany: true) }
    let ids = pages.mapValues { Set($0.elements.compactMap { $0.attributes["id"] }) }
    for (file, page) in pages {
      for href in page.elements.compactMap({ $0.attributes["href"] }) {
        let (target, anchor) = try target(href, from: file)
        #expect(anchor.hasPrefix("set=") || ids[target]?.contains(anchor) == true, "\(file): \(href)")
      }
    }
    #expect(ids["agents.html"]?.contains("a3") == true && ids["agents.html"]?.contains("a1") == false)
  }

  @Test func everyRuleThatSpokeHasALine() throws {
    var limits = limits
    limits.findingRows = 3
    limits.linesOfRule = 2
    let files = try fixture.pages(evaluations, limits: limits)
    let page = MarkupScanner(try #require(files["findings.html"]), ofMany: true)
    let listed = Set(page.elements.compactMap { $0.name == "tr" ? $0.attributes["data-r"] : nil })
    let context = HTMLReportContext(options: fixture.options(), limits: limits)
    let spoken = Set(evaluations.flatMap(\.findings).map { context.ruleAnchor($0.rule) })
    #expect(listed == spoken)
    #expect(try #require(files["findings.html"]).contains("data-note=\"left-out\""))
  }

  /// The same bytes, however the conversations fall into the piles that are kept.
  @Test func sameResultsGiveTheSameFiles() throws {
    let first = try fixture.pages(evaluations, limits: limits)
    #expect(try fixture.pages(evaluations, limits: limits) == first)
  }

  @Test func fewConversationsStayOneFile() throws {
    let files = try fixture.pages(Array(evaluations.prefix(12)), limits: limits)
    #expect(files.keys.sorted() == [""])
    #expect(files[""]?.contains("href=\"#agents\"") == true)
  }

  /// Names of files are no part of the markup or of the address.
  @Test func namesOfFilesAreEscaped() throws {
    let name = "a b\"><script>alert(1)</script>#?%&'.html"
    let files = try fixture.pages(Array(evaluations.prefix(13)), main: name, limits: limits)
    for (file, page) in files {
      #expect(MarkupScanner(page, ofMany: true).faults == [], "\(file)")
      #expect(!page.contains("alert(1)"), "\(file)")
    }
    let back = MarkupScanner(try #require(files["agents.html"]), ofMany: true).elements.compactMap {
      $0.attributes["href"]
    }.first
    #expect(back?.split(separator: "#").first.flatMap { String($0).removingPercentEncoding } == "../" + name)
  }
}
