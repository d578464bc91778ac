import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct TextReportTests {
  private let fixture: ReportFixture

  init() throws { fixture = try ReportFixture() }

  @Test func readsWellInChinese() throws {
    let problem = Diagnostic(
      .error, code: "bad-json", message: LocalizedText(zh: "不是 JSON", en: "no JSON"),
      location: SourceLocation(file: "b.jsonl", line: 3, column: 7))
    #expect(
      try fixture.text(TextReport(), try fixture.conversations(), problems: [problem]) == """
        质检报告 · 2026-01-05
        3 个会话 · 10 条消息 · 响应口径 generic · 规则 1a2b3c4d（4 条）
        读取时有 1 个错误、0 个警告，见文末

        总体
          平均分          66.33（95% 区间 0.00–100.00）
          等级            A 2 · 无等级 1
          一票否决        1 个会话
          话术覆盖        33.3% (1/3)
          情绪下滑        0 次，其中挽回 0 次
          首次响应        均值 6秒 · 中位数 6秒 · P90 8秒（2 次）
          平均响应        均值 25.7秒 · 中位数 8秒 · P90 1分05秒（3 次）
          客户评价        —

        客服
        客服      会话  得分 (区间)       等级  一票否决  话术覆盖  违规  情绪下滑  首响    均响
        小李         2  50.0 (0.0–100.0)  —            1     50.0%     3         0   6秒  25.7秒
        ---- 样本不足，不排名（至少需要 2 个有分会话）----
        小王         1  99.0              —            0      0.0%     0         0     —       —

        最需要看的问题
         1. [致命] 引导站外联系 · 一票否决
            会话 c-1 f2 · 客服 小李 · 2026-01-05 10:00:08
            客服：😀亲，【加我微信】聊，电话138****5678
            原因：平台禁止引导买家脱离平台沟通

         2. [严重] 绝对化承诺 · 扣 3.5 分
            会话 c-1 f3 · 客服 小李 · 2026-01-05 10:01:25
            客服：【保证】今天发货，保证退款
            原因：做不到时会被投诉

         3. [严重] 绝对化承诺 · 扣 2.1 分
            会话 c-1 f5 · 客服 小李 · 2026-01-05 10:01:25
            客服：保证今天发货，【保证】退款
            原因：做不到时会被投诉

         4. [一般] 接待无欢迎语 · 扣 1.02 分
            会话 c-1 f4 · 客服 小李 · 2026-01-05 10:01:25
            客服：保证今天发货，保证退款
            查找范围：客服消息 2 条（#1–#3），没有找到
            原因：第一句没有问候，客户感觉被冷落

         5. [一般] 接待无欢迎语 · 扣 1.02 分
            会话 c-3 f1 · 客服 小王 · —
            客服（最接近）：【欢迎光临】
            查找范围：客服消息 1 条（#1），没有找到
            最接近：#1，与“欢迎光临本店”相比缺“本店”
            原因：第一句没有问候，客户感觉被冷落

        命中最多的规则（前 10 条）
        规则                           结果数  命中会话  已判定  命中率  不适用  未知
        绝对化承诺 (absolute-promise)       2         1       3   33.3%       0     0
        接待无欢迎语 (greeting)             2         2       3   66.7%       0     0
        询价 (asks-for-price)               1         1       3   33.3%       0     0
        引导站外联系 (off-platform)         1         1       3   33.3%       0     0

        需要注意
        b.jsonl:3:7: 错误: 不是 JSON [bad-json]

        """)
  }

  @Test func readsWellInEnglish() throws {
    let text = try fixture.text(
      TextReport(), try fixture.conversations(), options: fixture.options(language: .english))
    #expect(text.hasPrefix("Quality report · 2026-01-05\n3 conversations · 10 messages · response preset generic"))
    #expect(text.contains("\n---- too few to rank (at least 2 scored conversations needed) ----\n小王 "))
    #expect(text.contains("\n    searched: 1 message of agent (#1), not found\n    nearest: #1 lacks '本店'"))
    #expect(text.contains("  Auto-fails      1 conversation\n"))
  }

  @Test func emptyBatchesHaveNoTables() throws {
    let text = try fixture.text(TextReport(), [])
    #expect(text.contains("平均分          —"))
    #expect(text.contains("首次响应        —"))
    #expect(!text.contains("NaN") && !text.contains("\n客服\n"))
  }

  @Test(arguments: Language.allCases) func everyLineFitsThePage(_ language: Language) throws {
    let long = String(repeating: "很长的一句话，里面什么都有。", count: 80)
    let words = String(repeating: "a rather long sentence without end ", count: 40)
    let name = String(repeating: "名字很长的客服👨‍👩‍👧", count: 10)
    let evaluations = try [
      fixture.evaluate("[+0:00] 客服(\(name)): \(long)加我微信\(long)", id: String(repeating: "会话", count: 90)),
      fixture.evaluate("[+0:00] 客户: 好\n[+99:00] 客服(b): \(words)加我微信\(words)", id: "x"),
    ]
    let problem = Diagnostic(
      .warning, code: "long", message: LocalizedText(zh: long, en: words), location: SourceLocation(file: words))
    let text = try fixture.text(
      TextReport(), evaluations, options: fixture.options(language: language), problems: [problem])
    for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 100, "\(line)") }
    // The evidence stays in sight, however long the text before it.
    #expect(text.filter { !$0.isWhitespace }.split(separator: "【加我微信】").count == 3)
  }

  @Test func transcriptsCannotSteerTheTerminal() throws {
    let evaluation = try fixture.evaluate(
      "[+0:00] 客服(小\u{1B}]0;x\u{7}李): \u{1B}[2J加我微信\u{9B}31m\u{202E}倒\u{200B}写\u{85}\u{7F}", id: "c\u{1B}[8m")
    let problem = Diagnostic(
      .error, code: "x", message: LocalizedText(zh: "坏\u{1B}[31m", en: ""), location: SourceLocation(file: "\u{8}a"))
    let text = try fixture.text(TextReport(), [evaluation], problems: [problem])
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 && scalar != "\n" || (0x7F..<0xA0).contains(scalar.value)
      #expect(!isControl && scalar != "\u{202E}" && scalar != "\u{200B}", "\(scalar.value)")
    }
    #expect(text.contains("␛[2J【加我微信】"))
  }

  @Test func coloursOnlyWhenAsked() throws {
    let evaluations = try fixture.conversations()
    let plain = try fixture.text(TextReport(), evaluations)
    let coloured = try fixture.text(TextReport(), evaluations, options: fixture.options(usesColor: true))
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[31m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
  }

  @Test func showsWhatIsPersonalOnlyWhenAsked() throws {
    let evaluations = try fixture.conversations()
    let options = fixture.options(privacy: Redactor.Policy.none)
    #expect(try fixture.text(TextReport(), evaluations, options: options).contains("电话13812345678"))
    #expect(try !fixture.text(TextReport(), evaluations).contains("13812345678"))
  }

  @Test func evidenceInSeveralPlacesIsMarkedOnce() {
    let scalars = Array("一二三四五六".unicodeScalars)
    #expect(TextPage.marked(scalars, [1..<3, 2..<4, 5..<6]) == "一【二三四】五【六】")
    #expect(TextPage.marked(scalars, [0..<2, 2..<3, 4..<4]) == "【一二三】四五六")
    #expect(TextPage.marked([], [0..<0]) == "")
  }

  @Test func durationsReadAsPeopleSayThem() {
    let chinese = ReportWording(language: .chinese)
    let english = ReportWording(language: .english)
    #expect(
      [0, 8.24, 59.94, 59.96, 65, 3599.6, 7500].map(chinese.duration) == [
        "0秒", "8.2秒", "59.9秒", "1分00秒", "1分05秒", "1时00分", "2时05分",
      ])
    #expect(english.duration(83) == "1m23s")
    #expect(chinese.duration(nil) == "—")
    #expect(chinese.percent(0.98765) == "98.8%")
  }
}
