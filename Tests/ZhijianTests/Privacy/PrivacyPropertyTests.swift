import Foundation
import Testing
import Zhijian

/// What holds for every text there is.
struct PrivacyPropertyTests {
  /// Units that recognisers react to, so that random texts are hard ones.
  static let alphabet: [UInt16] = Array(
    ("0123456789138139８６Xx@.-_ +*[]#()（）：:,，。/？?=&http://www.jd.comqqQQvxwx微信号扣扣加V卡号订单单号身份证电话姓名收件人我叫王小明欧阳广东省深圳市南山区"
      + "科技路15号3栋2单元一三八零二五京粤沪A1B新¥元块万年月日①②㈤SFYT邮箱艾特圈a点\n😀𝟏\u{200b}").utf16)

  static func text(_ random: inout SeededGenerator, length: Int) -> [UInt16] {
    (0..<length).map { _ in
      switch Int.random(in: 0..<40, using: &random) {
      case 0: UInt16.random(in: .min ... .max, using: &random)
      case 1: UInt16.random(in: 0xd800...0xdfff, using: &random)
      default: alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
    }
  }

  /// Values, masks and connecting words in any order: closer to what people write than single characters.
  static func mixture(_ generator: inout LabelledTextGenerator, _ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 2...5, using: &random)).map { _ -> String in
      let kind = PersonalDataKind.allCases[Int.random(in: 0..<PersonalDataKind.allCases.count, using: &random)]
      let sample = generator.value(of: kind)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return Redactor(policy: .mask).redact(sample.text).text
      case 1: return String(sample.text.dropFirst(2))
      default: return sample.text
      }
    }.joined(separator: ["", " ", "，", "-", "*", "加"][Int.random(in: 0..<6, using: &random)])
  }

  @Test(arguments: 0..<8)
  func rangesAreInTheTextSortedAndDisjoint(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for round in 0..<400 {
      let units = Self.text(&random, length: round % 90)
      var end = 0
      for data in PersonalDataDetector(kinds: Set(PersonalDataKind.allCases)).detect(in: units) {
        #expect(data.range.lower >= end && data.range.upper <= units.count && !data.range.isEmpty)
        #expect(!data.value.isEmpty && (0...1).contains(data.confidence))
        end = data.range.upper
      }
    }
  }

  @Test(arguments: 0..<8)
  func redactingTwiceIsRedactingOnce(seed: UInt64) {
    var random = SeededGenerator(seed: seed &+ 100)
    var generator = LabelledTextGenerator(seed: seed)
    for round in 0..<250 {
      let policy: Redactor.Policy = round % 2 == 0 ? .mask : .pseudonym(key: [7])
      let redactor = Redactor(policy: policy)
      let units =
        round % 4 < 2
        ? Self.text(&random, length: 10 + round % 60) : Array(Self.mixture(&generator, &random).utf16)
      let once = redactor.redact(units)
      let twice = redactor.redact(once.text)
      #expect(twice.text == once.text)
      #expect(PersonalDataDetector().detect(in: Array(once.text.utf16)).isEmpty)
    }
  }

  @Test(arguments: 0..<4)
  func everyRangeOfTheOriginalHasARangeInTheRedactedText(seed: UInt64) {
    var random = SeededGenerator(seed: seed &+ 200)
    var generator = LabelledTextGenerator(seed: seed &+ 1)
    for _ in 0..<150 {
      let original = Self.mixture(&generator, &random) + "😀"
      let units = Array(original.utf16)
      let redacted = Redactor(policy: .mask).redact(original)
      let scalars = Array(redacted.text.unicodeScalars)
      let originalScalars = Array(original.unicodeScalars)
      #expect(redacted.redactedRange(of: TextRange(0, units.count)) == 0..<scalars.count)
      let lower = Int.random(in: 0...units.count, using: &random)
      let range = TextRange(lower, Int.random(in: lower...units.count, using: &random))
      let target = redacted.redactedRange(of: range)
      #expect(target.lowerBound >= 0 && target.upperBound <= scalars.count)
      let touched = redacted.replacements.filter { $0.original.overlaps(range) }
      if touched.isEmpty {
        #expect(Array(scalars[target]) == Array(originalScalars[redacted.originalRange(of: range)]))
      }
      for replacement in touched {
        #expect(target.contains(redacted.redactedRange(of: replacement.original)))
      }
    }
  }

  @Test func plantedValuesAreNotInTheRedactedText() {
    var generator = LabelledTextGenerator(seed: 77)
    let structured: [PersonalDataKind] = [.phone, .idCard, .bankCard, .email, .plate, .landline, .order]
    for _ in 0..<100 {
      for kind in structured {
        let sample = generator.value(of: kind)
        let units = Array(sample.text.utf16)
        let value = String(decoding: units[sample.range.lower..<sample.range.upper], as: UTF16.self)
        for policy in [Redactor.Policy.mask, .pseudonym(key: [9])] {
          #expect(!Redactor(policy: policy).redact(sample.text).text.contains(value))
        }
      }
    }
  }

  @Test func whatIsFoundDoesNotDependOnTheKindsAskedFor() {
    var random = SeededGenerator(seed: 5)
    var generator = LabelledTextGenerator(seed: 5)
    for _ in 0..<60 {
      let units = Array(Self.mixture(&generator, &random).utf16)
      let all = PersonalDataDetector().detect(in: units)
      for kind in PersonalDataKind.personal {
        #expect(PersonalDataDetector(kinds: [kind]).detect(in: units) == all.filter { $0.kind == kind })
      }
    }
  }

  @Test(arguments: [
    "1", "1 ", "一", "区", "a", "a.", "a@", "*", "[", "138 ", "号", "省市", "微信", "+", "1,", "http://a.b/?a=", "我叫", "😀",
    "-a", "1-", "\u{200b}", "A1-",
  ])
  func timeIsLinear(unit: String) {
    func nanoseconds(_ count: Int) -> UInt64 {
      let units = Array(repeatElement(unit.utf16, count: count / unit.utf16.count).joined())
      return (0..<3).map { _ in
        let start = Self.threadTime()
        _ = Redactor(policy: .mask).redact(units)
        return Self.threadTime() - start
      }.min() ?? 0
    }
    // Ten times the text: ten times the time; a quadratic pass takes a hundred.
    let short = max(nanoseconds(2000), 500_000)
    #expect(nanoseconds(20_000) < short * 40)
  }

  /// The time this thread has computed: other processes and tests do not count.
  private static func threadTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
