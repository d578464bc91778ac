import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// The page of the project's own conversations.
@Suite struct HTMLReportTests {
  private struct Shipped {
    let fixture: HTMLReportFixture
    let evaluations: [Evaluation]
    let page: String
    let markup: MarkupScanner
  }

  /// Made once. Nothing is masked, so that the page can be compared with the texts.
  private static let shipped = Result<Shipped, any Error> {
    let fixture = try HTMLReportFixture.shipped()
    let evaluations = try fixture.evaluations(HTMLReportFixture.transcripts())
    let page = try fixture.page(evaluations, privacy: Redactor.Policy.none)
    return Shipped(fixture: fixture, evaluations: evaluations, page: page, markup: MarkupScanner(page))
  }

  @Test func isWellFormed() throws {
    let shipped = try Self.shipped.get()
    #expect(shipped.evaluations.count >= 60)
    #expect(shipped.markup.faults == [])
    #expect(XMLCheck.fault(in: shipped.page) == nil)
    // For a look at the pages: REPORT_PAGES names a folder.
    if let folder = ProcessInfo.processInfo.environment["REPORT_PAGES"] {
      for language in Language.allCases {
        let page = try shipped.fixture.page(shipped.evaluations, language: language)
        try page.write(toFile: folder + "/\(language.rawValue).html", atomically: true, encoding: .utf8)
      }
    }
  }

  @Test func isTheSameEveryTime() throws {
    let shipped = try Self.shipped.get()
    #expect(try shipped.fixture.page(shipped.evaluations, privacy: Redactor.Policy.none) == shipped.page)
  }

  @Test func allowsItsOwnStyleAndScriptOnly() throws {
    let shipped = try Self.shipped.get()
    let elements = shipped.markup.elements
    let policy = elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?.attributes["content"]
    for name in ["style", "script"] {
      let codes = elements.filter { $0.name == name }
      #expect(codes.count == 1)
      let digest = Data(SHA256.hash(Array((codes.first?.text ?? "").utf8))).base64EncodedString()
      #expect(policy?.contains("\(name)-src 'sha256-\(digest)'") == true)
    }
    #expect(policy?.hasPrefix("default-src 'none'; ") == true)
    #expect(!shipped.page.contains("unsafe") && !shipped.page.contains("src=") && !shipped.page.contains("style=\""))
  }

  @Test func linksLeadToOnePlace() throws {
    let elements = try Self.shipped.get().markup.elements
    let ids = elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let broken = Set(elements.compactMap { $0.attributes["href"]?.dropFirst() }.map(String.init)).subtracting(ids)
    #expect(broken == [])
  }

  @Test func marksExactlyTheEvidence() throws {
    let shipped = try Self.shipped.get()
    var marked: [String: String] = [:]
    for element in shipped.markup.elements where element.name == "mark" {
      guard
        let place = element.path.last(where: { shipped.markup.elements[$0].attributes["id"]?.contains("-m") == true }),
        let message = shipped.markup.elements[place].attributes["id"]
      else { continue }
      for finding in (element.attributes["data-f"] ?? "").split(separator: " ") {
        marked["\(message) \(finding)", default: ""] += element.text
      }
    }
    var expected: [String: String] = [:]
    for (number, evaluation) in shipped.evaluations.enumerated() {
      for (place, finding) in evaluation.findings.enumerated() {
        let spans = Dictionary(grouping: finding.hits.flatMap(\.spans), by: \.message)
        for (message, spans) in spans {
          let units = Array(evaluation.transcript.messages[message].text.utf16)
          let covered = units.indices.filter { unit in
            spans.contains { $0.range.lower <= unit && unit < $0.range.upper }
          }
          let text = String(decoding: covered.map { units[$0] }, as: UTF16.self)
          if !text.isEmpty { expected["c\(number + 1)-m\(message) \(place + 1)"] = shown(text) }
        }
      }
    }
    #expect(expected.count > 100)
    #expect(marked == expected)
  }

  private func shown(_ text: String) -> String {
    var before: Unicode.Scalar?
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      let isShown = HTMLReportInvisible.isShown(scalar, after: before)
      result += isShown ? HTMLReportInvisible.token(scalar) : String(Character(scalar))
      before = scalar
    }
  }

  @Test func effectsAddUpToTheScore() throws {
    let shipped = try Self.shipped.get()
    let markup = shipped.markup
    var ledgers = 0
    for (place, element) in markup.elements.enumerated() where element.attributes["class"] == "conv" {
      let number = Int(element.attributes["data-n"] ?? "") ?? 0
      let evaluation = shipped.evaluations[number - 1]
      let tables = markup.elements("table", in: place).filter { $0.element.attributes["class"] == "ledger" }
      let scores = [evaluation.scorecard.score] + evaluation.agents.map(\.scorecard.score)
      #expect(tables.count == scores.count { $0 != nil })
      for (table, score) in zip(tables, scores.compactMap { $0 }) {
        ledgers += 1
        var sum = 0
        for row in markup.elements("tr", in: table.place).dropFirst() {
          let cells = markup.elements("td", in: row.place).map { hundredths($0.element.text) }
          let isTotal = row.element.attributes["class"] == "total"
          if !isTotal { sum += cells[2] ?? Int.min / 4 }
          #expect(cells[3] == sum)
          if isTotal { #expect(cells[2] == score && sum == score) }
        }
      }
    }
    #expect(ledgers > 100)
  }

  /// `−12.50` as −1250.
  private func hundredths(_ text: String) -> Int? {
    Double(text.replacing("−", with: "-").replacing("+", with: "")).map { Int(($0 * 100).rounded()) }
  }

  /// Also of what was not said: then the line that asked for it is quoted first.
  @Test func linksLeadToWhatTheyQuoteFirst() throws {
    let shipped = try Self.shipped.get()
    var (followed, withoutHits) = (0, 0)
    for link in shipped.markup.elements where link.name == "a" && link.attributes["class"] == "q" {
      guard let target = link.attributes["href"]?.wholeMatch(of: /#c(\d+)-m(\d+)/),
        let number = Int(target.1), let index = Int(target.2),
        let speech = link.text.wholeMatch(of: /(?:[^／：]*最接近：)?[^：]*：(.*)/)
      else { continue }
      let quote = speech.1.split(separator: " ／ ")[0]
      let piece = quote.trimmingCharacters(in: ["…", "“", "”", " "]).prefix(6)
      let text = shipped.evaluations[number - 1].transcript.messages[index].text
      guard !text.isEmpty, !piece.isEmpty else { continue }
      #expect(shown(text).contains(piece), "\(link.attributes["href"] ?? ""): \(link.text)")
      followed += 1
      if link.text.contains("没有找到") { withoutHits += 1 }
    }
    #expect(followed > 100 && withoutHits > 20)
  }

  @Test func threeClicksFromAgentToLine() throws {
    let markup = try Self.shipped.get().markup
    let byID = Dictionary(
      markup.elements.enumerated().compactMap { place, element in element.attributes["id"].map { ($0, place) } },
      uniquingKeysWith: { first, _ in first })
    let section = try #require(byID["agents"])
    let table = try #require(markup.elements("table", in: section).first)
    // One click: the agent's name. Two: a rule. Three: a line of a conversation.
    let agent = try #require(
      markup.elements("a", in: table.place).compactMap { $0.element.attributes["href"]?.dropFirst() }.first {
        $0.hasPrefix("a")
      })
    let card = try #require(byID[String(agent)])
    #expect(markup.elements[card].name == "details")
    let rule = try #require(markup.elements("details", in: card).first)
    let line = try #require(markup.elements("a", in: rule.place).first?.element.attributes["href"])
    #expect(line.contains("-m"))
  }
}
