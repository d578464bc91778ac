import Foundation
import Testing
// README: from here to the end mark it is the example of both READMEs.
import Zhijian
import ZhijianFormats

func scoreOneConversation() throws -> Evaluation {
  let scorer = ConversationScorer(workspace: try Workspace.load())
  let conversation = Transcript(
    id: "demo", agents: [.init(id: "小丹")],
    messages: [
      Message(role: .customer, text: "在吗，这款有优惠吗"),
      Message(role: .agent, sender: "小丹", text: "亲，加我微信，给您发优惠"),
    ])
  let evaluation = try scorer.evaluate(conversation)
  for finding in evaluation.findings { print(finding.severity, finding.rule, finding.agent ?? "-") }
  return evaluation  // .scorecard.score is in hundredths of a point
}
// README: end.

/// The Swift example of the READMEs does what they say and is what is compiled here.
@Suite struct ReadmeExampleTests {
  @Test func exampleFindsTheDiversionAndFailsTheConversation() throws {
    // No test reads or writes the cache of whoever runs it.
    setenv("ZHIJIAN_CACHE_DIR", "", 1)
    let evaluation = try scoreOneConversation()
    let diversion = try #require(evaluation.findings.first { $0.rule == "off-platform-contact" })
    #expect(diversion.agent == "小丹")
    #expect(diversion.severity == .critical)
    #expect(evaluation.scorecard.score == 0)
    #expect(evaluation.scorecard.isAutoFailed)
  }

  @Test(arguments: ["README.md", "README.zh-CN.md"])
  func exampleIsTheOneThatIsCompiled(_ name: String) throws {
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8).components(separatedBy: "\n")
    let start = try #require(source.firstIndex { $0.hasPrefix("// README: from here") })
    let end = try #require(source.firstIndex(of: "// README: end."))
    let blocks = try Document(name).blocks.filter { $0.language == "swift" }
    #expect(blocks.map(\.lines) == [Array(source[(start + 1)..<end])])
  }
}
