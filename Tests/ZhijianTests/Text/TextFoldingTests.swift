import Testing

@testable import Zhijian

@Suite("Text folding")
struct TextFoldingTests {
  static let folding = ShippedFolding.folding

  static func folded(_ text: String, _ fold: Fold) -> String {
    String(decoding: folding.fold(Array(text.utf16), view: FoldView(upTo: fold)).units, as: UTF16.self)
  }

  @Test("views hold the base and all folds up to theirs")
  func views() {
    #expect(FoldView.base == FoldView(upTo: .width))
    #expect(FoldView.base.folds == [.width, .case, .script])
    #expect(FoldView(upTo: .digits).folds == [.width, .case, .script, .invisible, .gap, .digits])
    #expect(FoldView.all.count == 9)
    #expect(FoldView.all == FoldView.all.sorted())
    #expect(FoldView.all.last?.folds == Fold.allCases)
  }

  @Test(
    "base view",
    arguments: [
      ("Ｖ信：ＡＢＣ１２３", "v信:abc123"), ("Ⓥ𝓥Ⅴ①⑴⁹₈㊙﹢⁺", "vvv1(1)98秘++"), ("➕✚🅥🆅➊⓿➃", "++vv104"),
      ("㈱½", "(株)1⁄2"), ("運費貨到付款", "运费货到付款"), ("轉帳到臺灣銀行", "转账到台湾银行"), ("加羣領紅包", "加群领红包"),
      ("⼤六", "大六"), ("微 信，QQ", "微 信,qq"), ("ｶﾞ가", "カ\u{3099}가"), ("é", "é"), ("İßΣς", "İßσσ"), ("🐧❤️", "🐧❤️"),
      ("點讚後線下轉賬", "点赞后线下转账"), ("⺅言", "亻言"),
    ])
  func base(text: String, expected: String) {
    #expect(Self.folded(text, .script) == expected)
  }

  @Test("spans point into the original")
  func spans() {
    let text = Self.folding.fold(Array("㈱🆅微信".utf16), view: .base)
    #expect(text.units == Array("(株)v微信".utf16))
    #expect(text.originalRange(0..<1) == TextRange(0, 1))
    #expect(text.originalRange(1..<4) == TextRange(0, 3))
    #expect(text.originalRange(4..<6) == TextRange(3, 5))
    #expect(text.originalRange(2..<2) == TextRange(0, 0))
    #expect(text.originalRange(6..<6) == TextRange(5, 5))
    #expect(text.originalRange(4..<99) == TextRange(3, 5))
    #expect(text.originalRange(-5 ..< -1) == TextRange(0, 0))
    #expect(FoldedText().originalRange(0..<0) == TextRange(0, 0))
  }
}
