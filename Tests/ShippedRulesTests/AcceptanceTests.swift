import Foundation
import Testing
import Zhijian

/// What every shop's quality checks have to hold is shipped, with the points asked for, in at most two rules an item.
@Suite struct AcceptanceTests {
  struct Item: Sendable, CustomTestStringConvertible {
    let name: String
    let rules: [(id: String, effect: RuleScore.Effect)]
    var unit = RuleScore.Unit.conversation
    var testDescription: String { name }
  }

  static let items = [
    Item(name: "接待无欢迎语", rules: [("missing-greeting", .deduct(300))]),
    Item(name: "结束语", rules: [("excellent-closing", .award(500)), ("missing-closing", .deduct(300))]),
    Item(name: "重复让顾客复述", rules: [("customer-repeats-themselves", .deduct(1000))]),
    Item(name: "长时间等待未致歉", rules: [("slow-reply-without-apology", .deduct(1000))], unit: .finding),
    Item(name: "漏跟进", rules: [("missed-follow-up", .deduct(1000))]),
    Item(name: "邀评", rules: [("repeated-review-invitation", .deduct(500)), ("missing-review-invitation", .none)]),
    Item(name: "承诺类", rules: [("unconditional-promise", .deduct(500))]),
    Item(name: "投诉未安抚", rules: [("complaint-not-soothed", .deduct(800))]),
    Item(name: "流程", rules: [("service-flow-incomplete", .deduct(200))]),
    Item(name: "情绪恶化未挽回", rules: [("mood-drop-not-recovered", .deduct(600))]),
    Item(name: "泄露他人电话", rules: [("reveals-others-privacy", .autoFail)]),
    Item(
      name: "群、二维码、V信引流",
      rules: [("group-or-qrcode-diversion", .deduct(2000)), ("off-platform-contact", .autoFail)]),
    Item(name: "转接后无说明", rules: [("transfer-without-explanation", .deduct(300))]),
    Item(name: "首响超时", rules: [("slow-first-response", .deduct(300))]),
  ]

  @Test(arguments: items)
  func itemIsShippedWithExamplesBothWays(_ item: Item) throws {
    let shipped = try ShippedRules.shared.get()
    let page = try String(
      contentsOf: ShippedRules.root.appending(path: "docs/sca-comparison.md"), encoding: .utf8)
    #expect(item.rules.count <= 2)
    for wanted in item.rules {
      let rule = try #require(shipped.files.compactMap(\.rule).first { $0.id == wanted.id })
      #expect(rule.score.effect == wanted.effect, "\(rule.id)")
      #expect(rule.status == .stable)
      #expect(rule.examples.count { $0.expectation == .finding } >= 3)
      #expect(rule.examples.count { $0.expectation == .clean } >= 3)
      #expect(page.contains("`\(rule.id)`"), "the page does not name \(rule.id)")
      if item.rules.count == 1, item.unit == .finding { #expect(rule.score.unit == .finding) }
    }
  }

  @Test func everyPackIsThereAndLarge() throws {
    let shipped = try ShippedRules.shared.get()
    let packs = Dictionary(grouping: shipped.files) { $0.path.split(separator: "/").first.map(String.init) ?? "" }
    #expect(Set(packs.keys) == ["common", "presale", "aftersale", "compliance", "taobao", "jd"])
    #expect(shipped.files.count >= 105)
    for file in shipped.files {
      let parts = file.path.split(separator: "/").map(String.init)
      #expect(parts.count == 3 && parts.dropFirst().first == file.rule?.category, "\(file.path)")
    }
  }
}
