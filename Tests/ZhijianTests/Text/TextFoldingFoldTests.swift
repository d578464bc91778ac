import Testing

@testable import Zhijian

@Suite("Folds")
struct TextFoldingFoldTests {
  private func expect(_ text: String, _ expected: String, _ fold: Fold) {
    #expect(TextFoldingTests.folded(text, fold) == expected)
  }

  @Test(
    "invisible characters and marks go",
    arguments: [
      ("加微\u{200D}信", "加微信"), ("加\u{200B}微\u{FEFF}信\u{2060}", "加微信"), ("微\u{301}\u{20D2}信", "微信"),
      ("wēi xìn Ｅ́", "wei xin e"), ("\u{202E}信微\u{202C}", "信微"), ("a\u{E0061}\u{E0100}b", "ab"),
      ("1\u{FE0F}\u{20E3}3", "13"), ("❤\u{FE0F}", "❤"), ("👨‍👩‍👧👍🏽", "👨👍"), ("❤️‍🔥x", "❤x"), ("微\u{00AD}信\u{0}\u{7}", "微信"),
      ("a\tb\r\n", "a\tb\r\n"), ("\u{3164}微\u{2800}信", "微信"), ("\u{200D}", ""), ("が", "が"),
    ])
  func invisible(text: String, expected: String) { expect(text, expected, .invisible) }

  @Test(
    "gaps close between letters, never across clauses or lines",
    arguments: [
      ("加 微-信", "加微信"), ("加*微*信", "加微信"), ("加~ 微信", "加微信"), ("加...微信", "加...微信"), ("加，微信", "加,微信"),
      ("加。微信！", "加。微信!"), ("加\n微信", "加\n微信"), ("加 ，微信", "加 ,微信"), ("3.5元 10:30", "3.5元10:30"),
      ("138-0013 8000", "13800138000"), ("加、微、信", "加微信"), ("面积大、麻点多", "面积大、麻点多"), ("红、黄", "红黄"),
      ("微🇨🇳信", "微信"), ("微🇨🇳🌹信", "微信"), ("加🇻🇽", "加vx"), ("🇶🇶🇨🇳群", "qq群"), ("加丨微信", "加丨微信"),
      ("(微信)", "(微信)"), ("v.x", "vx"), ("微🌹信", "微信"), ("微👨‍👩‍👧信", "微信"), ("微🌹🌹🌹信", "微🌹🌹🌹信"),
      ("加_微|信", "加微信"), ("微《信》", "微信》"), ("……微信……", "......微信......"), ("加…微信", "加微信"), ("加微💯信", "加微信"),
    ])
  func gap(text: String, expected: String) { expect(text, expected, .gap) }

  @Test(
    "gaps with clause marks close between neighbours in a phrase",
    arguments: [
      ("加，微。信", "加微信"), ("加。*微信", "加微信"), ("加丨微ー信", "加微信"), ("加！？微信", "加微信"), ("加，微博", "加微博"), ("好的，微信", "好的,微信"),
      ("加\n微信", "加\n微信"), ("加，\n微信", "加,\n微信"), ("加。。。微信", "加。。。微信"), ("返现2，0元", "返现2,0元"), ("返现，20元", "返现20元"),
      ("好评、返现", "好评返现"), ("红色、绿色", "红色、绿色"),
    ])
  func bridgedGap(text: String, expected: String) {
    let folding = ShippedFolding.folding.bridging(["加微信", "返现20元", "好评返现"])
    let folded = folding.fold(Array(text.utf16), view: FoldView(upTo: .gap))
    #expect(String(decoding: folded.units, as: UTF16.self) == expected)
  }

  @Test(
    "signs that everybody types are no emoji, whatever sounds like the names of those that fold to them",
    arguments: ["1-3天发货", "5-3", "OK!!", "好!?", "*号*", "tm的", "#1"])
  func typedSigns(text: String) {
    let folding = ShippedFolding.folding.bridging(["贱", "减", "减价", "商标", "感叹", "星号", "景"])
    let units = Array(text.utf16)
    let folded = folding.fold(units, view: FoldView(upTo: .emoji))
    #expect(folded.units == folding.fold(units, view: FoldView(upTo: .repeat)).units)
  }

  private static func tables() -> (FoldingTables, [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let tables = FoldingTables(
      files: [
        FoldingTables.File(name: "emoji.tsv", text: "📱\t手机\n外📱\t外线\n"),
        FoldingTables.File(name: "emoji-names.tsv", text: "🚉\t车站 火车\n🐔\t鸡\n🐏\t绵羊\n📱\t电话\n🧿\t护身符\n"),
        FoldingTables.File(name: "lookalike.tsv", text: "徽\t微\n"),
        FoldingTables.File(name: "lookalike-shapes.tsv", text: "沾\t粘站\n饯\t钱线\n站\t沾\nl\t1\n"),
        FoldingTables.File(name: "pinyin.tsv", text: "zhan\t站沾\nxian\t线\njian\t饯\nji\t鸡机\nyang\t羊样\nche\t车\n"),
      ], diagnostics: &diagnostics)
    return (tables, diagnostics)
  }

  @Test(
    "emoji are taken for what phrases say of them",
    arguments: [
      // What phrases hold of a name, and by what follows which of them; a chosen word only where none does.
      (["站外交易"], "🚉外交易", "站外交易"), (["站外", "车费"], "🚉外和🚉费", "站外和车费"), (["车费"], "🚉", "车"),
      (["私下电话"], "打📱", "打电话"), (["加微信"], "打📱", "打手机"), (["加微信"], "🚉🧿", "🚉🧿"),
      // What sounds like a name.
      (["手机号"], "手🐔号", "手机号"), (["保护费"], "🧿", "护"),
      // What sounds like the end of a name only beside what stands there in a phrase.
      (["样品"], "🐏品", "样品"), (["同样"], "同🐏", "同样"), (["同样"], "看🐏", "看🐏"), (["样品"], "🐏", "🐏"),
      // But not where the word chosen for it is what stands there.
      (["手机号"], "📱号", "手机号"),
      // Two that spell neighbours, and what stands beside one is left for the next.
      (["车上", "站机"], "🚉🐔", "站机"), (["车上", "站外线"], "🚉外📱", "站外线"),
    ])
  func emojiNames(phrases: [String], text: String, expected: String) {
    let (tables, diagnostics) = Self.tables()
    #expect(diagnostics == [])
    let folding = TextFolding(tables: tables).bridging(phrases)
    let folded = folding.fold(Array(text.utf16), view: FoldView(upTo: .emoji))
    #expect(String(decoding: folded.units, as: UTF16.self) == expected)
  }

  @Test("what stands beside emoji decides whatever else is looked for")
  func manyPhrases() {
    let (tables, _) = Self.tables()
    // 🚉 may stand for 火, too, which has each of them behind it.
    let others = (UInt16(0x3400)...0x9FFF).compactMap(UnicodeScalar.init).filter { $0 != "外" }.map { "火\($0)" }
    let folding = TextFolding(tables: tables).bridging(["车票"] + others + ["站外交易"])
    let folded = folding.fold(Array("🚉外".utf16), view: FoldView(upTo: .emoji))
    #expect(String(decoding: folded.units, as: UTF16.self) == "站外")
  }

  @Test("characters are taken for those of phrases that have their shape, but keep their sound")
  func shapes() {
    let (tables, _) = Self.tables()
    let folding = TextFolding(tables: tables)
    let read = { (text: String, phrases: [String], fold: Fold) in
      folding.bridging(phrases).fold(Array(text.utf16), view: FoldView(upTo: fold)).units
    }
    #expect(read("沾外l", ["站外1"], .lookalike) == Array("站外1".utf16))
    #expect(read("沾外", ["粘外", "站外"], .lookalike) == Array("粘外".utf16))
    #expect(read("沾外", ["沾光", "站外"], .lookalike) == Array("沾外".utf16))
    #expect(read("沾外", [], .lookalike) == Array("沾外".utf16))
    #expect(read("沾外", ["站外"], .split) == Array("沾外".utf16))
    #expect(read("徽饯", ["线"], .lookalike) == Array("微线".utf16))
    // Signs that look like letters are a gap only inside of a phrase.
    let shipped = { (text: String, phrase: String) in
      ShippedFolding.folding.bridging([phrase]).fold(Array(text.utf16), view: FoldView(upTo: .lookalike)).units
    }
    #expect(shipped("加∨X", "加VX") == Array("加vx".utf16))
    #expect(shipped("加∨微√信", "加微信") == Array("加微信".utf16))
    // Pinyin hears 饯 as jian.
    #expect(read("饯", ["线下"], .pinyin) == read("饯", [], .pinyin))
    let views = FoldView.all
    let readings = folding.bridging(["线下"]).readings(of: Array("饯下".utf16), views: views)
    for reading in readings {
      for view in reading.views.map({ views[$0] }) {
        #expect(reading.text.units == read("饯下", ["线下"], view.last))
      }
    }
  }

  @Test("two regional letters that make a flag are one picture, others are letters")
  func flags() {
    #expect(TextFoldingTests.folded("🇨🇳🇯🇵", .script) == "🇨🇳🇯🇵")
    #expect(TextFoldingTests.folded("🇻🇽🇨🇳", .script) == "vx🇨🇳")
    #expect(TextFoldingTests.folded("🇨", .script) == "c")
    let flag = TextFolding(tables: FoldingTables()).fold(Array("a🇨🇳".utf16), view: .base)
    #expect(flag.originalRange(1..<3) == TextRange(1, 5))
  }

  @Test(
    "numerals are digits in runs",
    arguments: [
      ("一三八零零", "13800"), ("一二", "一二"), ("第一", "第一"), ("1三8", "138"), ("壹贰叁肆", "1234"), ("٣٤", "34"),
      ("①三⓿", "130"), ("二〇二六年", "2026年"), ("一 三 八", "138"), ("三十二", "三十二"), ("१", "1"),
      ("2零元", "20元"), ("群八8", "群88"), ("八八", "八八"),
    ])
  func digits(text: String, expected: String) { expect(text, expected, .digits) }

  @Test(
    "runs of a letter are one, of an often doubled one two",
    arguments: [
      ("加加加微信信信", "加微信"), ("五五星星好好评评", "五星好评"), ("谢谢谢谢", "谢谢"), ("谢", "谢"), ("加QQQQ", "加qq"), ("100元", "100元"),
      ("哈哈哈", "哈哈"),
      ("加 加 微 微 信", "加微信"), ("！！！", "!!!"), ("𠮷𠮷𠮷", "𠮷"), ("一一一一", "一"), ("五五五星好评", "五星好评"),
    ])
  func repeats(text: String, expected: String) { expect(text, expected, .repeat) }

  @Test(
    "emoji say words",
    arguments: [
      ("薇❤️", "微信"), ("V❤", "v信"), ("加🐧群", "加qq群"), ("➕微信", "加微信"), ("可以+V聊", "可以加v聊"), ("1+1", "11"),
      ("Ctrl+V", "ctrlv"), ("您好+V", "您好加v"),
      ("转💰", "转钱"), ("🛰️", "微信"), ("🔙现", "返现"), ("5⭐好评", "5星好评"), ("微🌹信", "微信"), ("扫🐎", "扫码"),
      ("薇❤️‍🔥", "微信"), ("绿泡泡", "微信"), ("加-薇❤", "加微信"),
      ("返💰", "返现"), ("👍评", "好评"), ("👍", "赞"), ("发📦", "发货"), ("贰拾元", "20元"), ("返三百元", "返300元"), ("第１", "第一"),
      ("第10", "第十"), ("假1赔❿", "假一赔十"), ("群八八", "群88"),
      ("贰比٢", "2比2"), ("٣块红包", "3块红包"),
    ])
  func emoji(text: String, expected: String) { expect(text, expected, .emoji) }

  @Test("parts side by side are one character", arguments: [("力口亻言", "加信"), ("马扁子", "骗子"), ("女子", "女子"), ("弓-长", "张")])
  func split(text: String, expected: String) { expect(text, expected, .split) }

  @Test("look-alikes", arguments: [("徽信", "微信"), ("薇芯", "微心"), ("薇信囙", "微信因"), ("加Vх", "加vx"), ("最便宣", "最便宜")])
  func lookalike(text: String, expected: String) { expect(text, expected, .lookalike) }

  @Test(
    "characters and pinyin that sound alike read alike",
    arguments: [
      ("微信", "威信"), ("微信", "weixin"), ("加微信", "jia wei xin"), ("加微信", "加wei心"), ("加QQ", "jiaqq"), ("转账", "赚帐"),
      ("女", "nv"), ("最便宜", "zui pian yi"), ("方便", "fang bian"),
    ])
  func pinyin(one: String, other: String) {
    #expect(TextFoldingTests.folded(one, .pinyin) == TextFoldingTests.folded(other, .pinyin))
  }

  @Test("words that are not pinyin throughout stay", arguments: ["vivo", "iphone", "x", "ok"])
  func notPinyin(text: String) { expect(text, text, .pinyin) }

  @Test("a text's own private-use characters are no syllables")
  func privateUse() {
    let text = Self.allFolds.fold([0xE000, 0xE100], view: FoldView(upTo: .pinyin))
    #expect(text.units == [0xF8FF, 0xF8FF])
  }

  private static var allFolds: TextFolding { ShippedFolding.folding }

  @Test("spans of every fold point into the original")
  func spans() {
    func span(_ text: String, _ fold: Fold, _ phrase: String) -> TextRange? {
      let folded = Self.allFolds.fold(Array(text.utf16), view: FoldView(upTo: fold))
      let units = Self.allFolds.foldPhrase(phrase, view: FoldView(upTo: fold))
      var found: TextRange?
      PhraseMatcher(phrases: [units]).forEachMatch(in: folded.units) { found = folded.originalRange($1..<$2) }
      return found
    }
    #expect(span("亲加微\u{200D}信", .invisible, "微信") == TextRange(2, 5))
    #expect(span("微\u{200B}信\u{301}吗", .invisible, "微信") == TextRange(0, 4))
    #expect(span("加 微*-信。", .gap, "微信") == TextRange(2, 6))
    #expect(span("号一三八", .digits, "138") == TextRange(1, 4))
    #expect(span("加微微信信信吧", .repeat, "微信") == TextRange(1, 6))
    #expect(span("您薇❤️吧", .emoji, "微信") == TextRange(1, 3 + 1))
    #expect(span("可以+薇", .emoji, "加") == TextRange(2, 3))
    #expect(span("他是马扁子", .split, "骗子") == TextRange(2, 5))
    #expect(span("加徽信", .lookalike, "微信") == TextRange(1, 3))
    #expect(span("加wei-xin吧", .pinyin, "微信") == TextRange(1, 8))
  }

  @Test("a phrase never folds to nothing or to less than it says")
  func phrases() {
    func phrase(_ text: String, _ fold: Fold) -> String {
      String(decoding: Self.allFolds.foldPhrase(text, view: FoldView(upTo: fold)), as: UTF16.self)
    }
    #expect(phrase("\u{200B}", .emoji) == "\u{200B}")
    #expect(phrase("", .emoji) == "")
    #expect(phrase("加 V", .gap) == "加v")
    #expect(phrase("滚滚", .repeat) == "滚滚")
    #expect(phrase("QQ", .repeat) == "qq")
    #expect(phrase("滚", .pinyin) == "滚")
    #expect(phrase("滚！", .pinyin) == "滚!")
    #expect(phrase("加V", .pinyin) != "加v")
    #expect(phrase("微信", .pinyin) != "微信")
    for view in FoldView.all { #expect(!Self.allFolds.foldPhrase("，", view: view).isEmpty) }
  }
}
