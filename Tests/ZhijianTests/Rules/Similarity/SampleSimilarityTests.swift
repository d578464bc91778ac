import Testing

@testable import Zhijian

/// Scores that can be worked out by hand. A word of the lexicon weighs its length (2 to 4), a quantity 3, a character of
/// no list 1; 亲 请 您 的 … weigh nothing.
@Suite struct SampleSimilarityTests {
  private static let lexicon = RuleBench.scriptLexicon

  private static func reading(_ text: String) -> ScriptReading { ScriptReading(Array(text.utf16), lexicon: lexicon) }

  private static func compare(_ sample: String, _ message: String, isAsserted: Bool = true) -> SampleSimilarity {
    SampleSimilarity(
      sample: reading(sample), message: reading(message), contrary: lexicon.vocabulary.contrary, checksVoice: true,
      isAsserted: isAsserted)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let sample: String
    let message: String
    /// What is said and the whole, whose quotient's cube root is the score.
    let said: Double
    let whole: Double
    var testDescription: String { "\(sample) | \(message)" }

    init(_ sample: String, _ message: String, _ said: Double, of whole: Double) {
      (self.sample, self.message, self.said, self.whole) = (sample, message, said, whole)
    }
  }

  static let rows: [Row] = [
    Row("申请退款", "申请退款", 4, of: 4),
    Row("申请退款", "亲，请您提交退钱的申请哦", 4, of: 4),
    Row("申请退款", "退款", 2, of: 4),
    Row("申请退款", "退钱", 2, of: 4),
    // Beyond it 运费 (2), of which a tenth counts.
    Row("申请退款", "申请退款运费", 4, of: 4.2),
    // Beyond it at most as much as the sample has counts.
    Row("退款", "退款运费运费运费", 2, of: 2.2),
    Row("48小时退款", "48小时退款", 5, of: 5),
    Row("48小时退款", "四十八小时内退款", 5, of: 5.1),
    Row("两天退款", "48小时退款", 5, of: 5),
    Row("48小时退款", "退款", 2, of: 5),
    // Characters of no list count with a neighbour; 窗 is new.
    Row("红木桌", "红木桌", 3, of: 3),
    Row("红木桌", "红木窗", 2, of: 3.1),
    // Alone a character says little, and here 木 is beyond.
    Row("红桌", "红木", 0.4, of: 2.1),
    // A homophone beside its neighbour: 元 for 原, each of the two in a pair of which one character is right.
    Row("原木", "元木", 2 * 0.85, of: 2),
  ]

  @Test(arguments: rows) func theScoreIsTheCubeRootOfTheShare(_ row: Row) {
    let similarity = Self.compare(row.sample, row.message)
    #expect(similarity.objection == nil)
    let share = similarity.score * similarity.score * similarity.score
    #expect(abs(share - row.said / row.whole) < 1e-9, "\(similarity.score)")
  }

  static let objections: [(String, String, SampleSimilarity.Objection?)] = [
    ("48小时退款", "72小时退款", .quantity),
    ("48小时退款", "1-3个工作日退款", .quantity),
    ("1-3天退款", "1-5天退款", .quantity),
    ("1-3天退款", "一到三天退款", nil),
    ("48小时退款", "48小时退款，3次", nil),
    ("半个月退款", "15天退款", nil),
    ("一年免费", "12个月免费", nil),
    ("可以申请退款", "不可以申请退款", .negation),
    ("不要寄回", "寄回", .negation),
    ("不要寄回", "请勿寄回", nil),
    ("不要寄回", "不用寄回", .negation),
    ("请勿寄回或登记", "请勿寄回，也不要登记", nil),
    ("申请退款", "申请退款吗", .question),
    ("申请退款", "怎么申请退款？", .question),
    ("申请退款吗", "您申请退款吗", nil),
    ("申请退款", "申请退款的话，可以吗？", nil),
    ("申请退款", "你们申请退款", .customersVoice),
    ("申请退款", "我的退款申请", .customersVoice),
    ("申请退款", "我帮您申请退款", nil),
    ("运费延迟", "运费提前", .contrary),
    ("运费延迟", "运费晚到", nil),
  ]

  @Test(arguments: objections)
  func whatContradictsTheSampleScoresNothing(
    _ sample: String, _ message: String, _ objection: SampleSimilarity.Objection?
  ) {
    let similarity = Self.compare(sample, message)
    #expect(similarity.objection == objection, "\(message)")
    #expect((similarity.score == 0) == (objection != nil))
  }

  @Test func withoutAssertionNegationQuestionsAndVoiceDoNotMatter() {
    for message in ["不申请退款", "申请退款吗", "你们申请退款"] {
      #expect(Self.compare("申请退款", message, isAsserted: false).score > 0.9)
    }
    #expect(Self.compare("48小时退款", "72小时退款", isAsserted: false).score == 0)
  }

  @Test func thePartsSayWhatIsThereAndWhatIsNot() {
    func parts(_ sample: String, _ message: String) -> String {
      Self.compare(sample, message).parts.map { "\($0.name) \($0.state.rawValue)" }.joined(separator: ", ")
    }
    #expect(parts("请您把红木桌寄回，48小时退款", "红木椅退钱") == "红木 found, 桌 missing, 寄回 missing, 48小时 missing, 退款 found")
    // What is negated is not said.
    #expect(parts("申请退款", "申请，不退款") == "申请 found, 退款 missing")
    #expect(Self.compare("请您把红木桌寄回", "红木桌").lacks == "寄回")
  }

  static let quantities: [(String, SpokenQuantity.Dimension, Double, Double?)] = [
    ("48小时", .time, 48, nil), ("三天", .time, 72, nil), ("两个星期", .time, 336, nil), ("半小时", .time, 0.5, nil),
    ("1-3个工作日", .workingDays, 1, 3), ("一至三 天", .time, 24, 72), ("一百二十元", .money, 120, nil),
    ("1.5折", .discount, 1.5, nil),
    ("两万块", .money, 20_000, nil), ("199", .plain, 199, nil), ("十五天", .time, 360, nil), ("24h", .time, 24, nil),
  ]

  @Test(arguments: quantities)
  func quantitiesAreReadInOneUnit(
    _ text: String, _ dimension: SpokenQuantity.Dimension, _ lower: Double, _ upper: Double?
  ) throws {
    let read = try #require(SpokenQuantity.read(Array(text.utf16), at: 0))
    #expect(read.quantity.dimension == dimension)
    #expect(abs(read.quantity.lower - lower) < 1e-9)
    #expect(read.quantity.upper == upper)
    #expect(read.end == text.utf16.count)
  }

  @Test func numeralsWithoutAUnitAreCharacters() {
    #expect(SpokenQuantity.read(Array("一起".utf16), at: 0) == nil)
    #expect(SpokenQuantity.read(Array("万一".utf16), at: 0) == nil)
    // Too long to be a number.
    #expect(SpokenQuantity.read(Array(String(repeating: "9", count: 400).utf16), at: 0) == nil)
  }
}
