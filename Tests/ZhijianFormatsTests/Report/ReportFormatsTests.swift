import Foundation
import Testing
import Zhijian
import ZhijianFormats

@Suite struct ReportFormatsTests {
  @Test func everyFormatHasItsFile() throws {
    let folder = packageFolder() + "/Sources/ZhijianFormats/Report"
    // The formats of evaluations; what other commands report has folders of its own.
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix("Report.swift") }.map { String($0.dropLast(6)) }
    let types = ReportFormats.all.map { String(describing: type(of: $0)) }
    #expect(files.sorted() == types.sorted())
    let names = ReportFormats.all.map(\.name)
    #expect(Set(names).count == names.count)
    for format in ReportFormats.all {
      #expect(ReportFormats.named(format.name)?.name == format.name)
      #expect(!format.title.chinese.isEmpty && !format.title.english.isEmpty)
    }
    #expect(ReportFormats.named("none") == nil)
  }

  @Test func masksWherePeopleRead() throws {
    let fixture = try ReportFixture()
    for format in ReportFormats.all {
      let all = try fixture.files(format, try fixture.conversations()).values.joined()
      let isForPrograms = format.name == "jsonl" || format.name == "json"
      #expect(all.contains("加我微信"), "\(format.name)")
      // Programs are given evidence only, which holds no number here.
      if !isForPrograms { #expect(!all.contains("13812345678") && all.contains("138****5678"), "\(format.name)") }
    }
  }

  @Test func nothingPersonalPassesTheMask() throws {
    let fixture = try ReportFixture()
    let secret = "13812345678"
    var transcript = try Dialogue("[+0:00] 客服(\(secret)): 加我微信\(secret)，保证").transcript
    transcript.id = "chat-\(secret)"
    transcript.shop = secret
    transcript.agents[0].name = secret
    transcript.customer = .init(id: secret, name: secret)
    let evaluation = try fixture.analyzer.evaluate(transcript)
    let problem = Diagnostic(
      .error, code: "x", message: LocalizedText(zh: secret, en: secret),
      location: SourceLocation(file: "\(secret).txt", line: 1))
    for format in ReportFormats.all {
      for privacy in [Redactor.Policy.mask, .pseudonym(key: [7])] {
        let options = fixture.options(detail: .full, privacy: privacy)
        let files = try fixture.files(format, [evaluation], options: options, problems: [problem])
        for (name, text) in files { #expect(!text.contains(secret), "\(format.name) \(name)") }
      }
    }
  }
}
