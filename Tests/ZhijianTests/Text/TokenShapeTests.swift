import Testing
import Zhijian

/// The text of each token, and its kind where it is not a word or punctuation.
private func cut(_ text: String, lists: [WordList] = []) throws -> [String] {
  let tokenizer = lists.isEmpty ? try SharedTokenizers.plain.get() : try Tokenizer(wordLists: lists)
  let tokenized = try tokenizer.makeWorker().tokenize(Array(text.utf16))
  return tokenized.tokens.map { token in
    let part = tokenized.text(of: token)
    switch token.kind {
    case .word, .punctuation, .space, .latin: return part
    default: return "\(part)/\(token.kind.name)"
    }
  }
}

@Suite struct TokenShapeTests {
  @Test(arguments: [
    ("155，90", ["155/number", "，", "90/number"]),
    ("1,299.50元", ["1,299.50元/number"]),
    ("打9.5折", ["打", "9.5折/number"]),
    ("50%和５０％", ["50%/number", "和", "５０％/number"]),
    ("1,2,3", ["1/number", ",", "2/number", ",", "3/number"]),
    ("v1.5", ["v1.5"]),
    ("12:30", ["12/number", ":", "30/number"]),
    ("3kg", ["3kg"]),
    ("100元,", ["100元/number", ","]),
  ])
  func numbers(_ text: String, _ expected: [String]) throws { #expect(try cut(text) == expected) }

  @Test(arguments: [
    ("SF1234567890123", ["SF1234567890123/order_number"]),
    ("JD0012345", ["JD0012345/order_number"]),
    ("单号2023110112345678，谢谢", ["单", "号", "2023110112345678/order_number", "，", "谢谢"]),
    ("iPhone15", ["iPhone15"]),
    ("13800138000,13900139000", ["13800138000/order_number", ",", "13900139000/order_number"]),
  ])
  func orderNumbers(_ text: String, _ expected: [String]) throws {
    #expect(try cut(text) == expected)
  }

  @Test(arguments: [
    ("看https://item.jd.com/100.html?a=1。", ["看", "https://item.jd.com/100.html?a=1/url", "。"]),
    ("(www.taobao.com)", ["(", "www.taobao.com/url", ")"]),
    ("jd.com/abc好", ["jd.com/abc/url", "好"]),
    ("发到li.wei@qq.com吧", ["发", "到", "li.wei@qq.com/email", "吧"]),
    ("12345@qq.com", ["12345@qq.com/email"]),
    ("version.two", ["version.two"]),
    ("a.b", ["a.b"]),
  ])
  func addresses(_ text: String, _ expected: [String]) throws { #expect(try cut(text) == expected) }

  @Test(arguments: [
    ("好[微笑]", ["好", "[微笑]/sticker"]),
    ("[笑cry][doge]", ["[笑cry]/sticker", "[doge]/sticker"]),
    ("[1]", ["[", "1/number", "]"]),
    ("[]", ["[", "]"]),
    ("[订单x]呢", ["[订单x]/mask", "呢"]),
    ("[数字x][ORDERID_10124449]", ["[数字x]/mask", "[ORDERID_10124449]/mask"]),
    ("#E-s[数字x]您好", ["#E-s[数字x]/sticker", "您好"]),
    ("#E-s12#E-s3", ["#E-s12/sticker", "#E-s3/sticker"]),
    ("/:^_^亲", ["/:^_^/sticker", "亲"]),
    ("/:066好", ["/:066/sticker", "好"]),
    ("【包邮】", ["【", "包", "邮", "】"]),
  ])
  func stickersAndMasks(_ text: String, _ expected: [String]) throws {
    #expect(try cut(text) == expected)
  }

  @Test(arguments: [
    ("👍🏻好", ["👍🏻/emoji", "好"]),
    ("👨‍👩‍👧👍", ["👨‍👩‍👧/emoji", "👍/emoji"]),
    ("🇨🇳🇯🇵", ["🇨🇳/emoji", "🇯🇵/emoji"]),
    ("❤️", ["❤️/emoji"]),
    ("(╥﹏╥)", ["(╥﹏╥)/kaomoji"]),
    ("谢谢^_^", ["谢谢", "^_^/kaomoji"]),
    ("T_T", ["T_T/kaomoji"]),
    ("orz，QAQ", ["orz/kaomoji", "，", "QAQ/kaomoji"]),
    ("╮(╯▽╰)╭", ["╮(╯▽╰)╭/kaomoji"]),
    ("-_-", ["-_-/kaomoji"]),
    ("(包邮)", ["(", "包", "邮", ")"]),
    ("(...)", ["(", ".", ".", ".", ")"]),
    ("a-o-b", ["a", "-", "o", "-", "b"]),
    ("hat_t", ["hat_t"]),
  ])
  func emoticons(_ text: String, _ expected: [String]) throws { #expect(try cut(text) == expected) }

  @Test func listedWordsMayMixLatinDigitsAndHan() throws {
    let list = WordList(
      name: "shop.tsv", words: [("T恤", nil), ("加V", nil), ("3C认证", nil), ("双11", nil)])
    #expect(try cut("这件t恤有3C认证", lists: [list]) == ["这", "件", "t恤", "有", "3C认证"])
    #expect(try cut("加VIP，加ｖ", lists: [list]) == ["加", "VIP", "，", "加ｖ"])
    #expect(try cut("双11.5", lists: [list]) == ["双", "11.5/number"])
  }

  @Test func aTokenNamesTheListItComesFrom() throws {
    let lists = [
      WordList(name: "a.tsv", words: [("发货", nil)]), WordList(name: "b.tsv", words: [("包邮", nil)]),
    ]
    let text = try Tokenizer(wordLists: lists).makeWorker().tokenize(Array("发货包邮吗".utf16))
    #expect(text.tokens.map(\.origin) == [.list(0), .list(1), .icu])
    #expect(text.dictionaryCuts == [0, 1, 2, 3, 4, 5])
    #expect(text.isCut(at: 2) && !text.isCut(at: 1) && text.isCut(at: 5) && !text.isCut(at: 6))
    #expect(text.tokenIndex(at: 3) == 1 && text.tokenIndex(at: 5) == nil)
  }

  @Test func traditionalTextIsCutByICU() throws {
    #expect(try cut("請問運費是多少") == ["請問", "運費", "是", "多少"])
  }

  @Test func theDictionaryIsNamed() throws {
    #expect(try Tokenizer(wordLists: []).dictionaryDescription.contains("cjdict"))
    #expect(Tokenizer.icuVersion.contains("."))
  }
}
