import Foundation
import Testing
import Zhijian
import ZhijianFormats

@Suite struct ShippedRulesPageTests {
  @Test func thePageOfShippedRulesIsCurrent() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL.path
    let workspace = try Workspace.load(Workspace.Locations(workingFolder: root, home: root))
    let wanted = RuleList(rules: workspace.rules, policy: workspace.policy).markdown().joined(separator: "\n") + "\n"
    let page = try String(contentsOfFile: root + "/docs/shipped-rules.md", encoding: .utf8)
    #expect(page == wanted, "run make docs")
  }
}
