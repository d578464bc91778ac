import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// Generated files in every encoding, with every end of line and every damage: what is found, what is lost.
@Suite struct EncodingMatrixTests {
  enum Writing: CaseIterable {
    case utf8, utf8Mark, utf16Little, utf16LittleMark, utf16Big, utf16BigMark, gbk, gb18030FourBytes, big5, mixed

    var encoding: TextEncoding {
      switch self {
      case .utf8, .utf8Mark: .utf8
      case .utf16Little, .utf16LittleMark: .utf16LittleEndian
      case .utf16Big, .utf16BigMark: .utf16BigEndian
      case .gbk, .gb18030FourBytes, .mixed: .gb18030
      case .big5: .big5
      }
    }

    var hasMark: Bool { self == .utf8Mark || self == .utf16LittleMark || self == .utf16BigMark }
    var isWide: Bool { encoding == .utf16LittleEndian || encoding == .utf16BigEndian }
  }

  enum Damage: CaseIterable {
    case none, badEarly, badMiddle, badLate, nul, surrogate, overlong, cutOne, cutTwo, cutThree
  }

  static let simplified = [
    "请问这款保温杯有没有大号的", "您好，我是客服阿木，请问有什么可以帮到您", "物流三天没动了，麻烦帮我看一下", "已经帮您催促，今天会更新", "那我再等等吧，谢谢您",
    "不客气，祝您生活愉快", "对了，杯盖可以单独买吗", "可以的，链接发给您", "收到，我去看看颜色", "好的，有问题随时找我",
  ]
  static let traditional = [
    "請問這款保溫杯有沒有大號的", "您好，我是客服阿木，請問有什麼可以幫到您", "物流三天沒動了，麻煩幫我看一下", "已經幫您催促，今天會更新", "那我再等等吧，謝謝您",
    "不客氣，祝您生活愉快", "對了，杯蓋可以單獨買嗎", "可以的，連結發給您", "收到，我去看看顏色", "好的，有問題隨時找我",
  ]

  static func texts(_ writing: Writing) -> [String] {
    switch writing {
    case .big5: traditional
    case .gb18030FourBytes: simplified.map { $0 + "𠮷㐂" }
    default: simplified
    }
  }

  static func bytes(_ text: String, _ writing: Writing) -> [UInt8] {
    writing == .mixed ? encode(text, .gb18030) : encode(text, writing.encoding, mark: writing.hasMark)
  }

  /// The file and the beginnings of the texts in it.
  static func file(_ writing: Writing, end: String, isTable: Bool) -> (bytes: [UInt8], places: [Int]) {
    var result = writing.hasMark ? encode("", writing.encoding, mark: true) : []
    var places: [Int] = []
    func add(_ text: String, as other: TextEncoding? = nil) {
      result += encode(text, other ?? writing.encoding)
    }
    let isTraditional = writing == .big5
    if isTable { add((isTraditional ? "會話編號,客戶,客服,角色,內容" : "会话编号,客户,客服,角色,内容") + end) }
    for (index, text) in texts(writing).enumerated() {
      // Every third line of a mixed file is in UTF-8.
      let other: TextEncoding? = writing == .mixed && index % 3 == 2 ? .utf8 : nil
      if isTable {
        add("H1,甲,阿木,\(index % 2 == 1 ? "客服" : isTraditional ? "客戶" : "客户"),", as: other)
      } else {
        add((index % 2 == 0 ? "老主\(isTraditional ? "顧" : "顾")甲" : "青禾文具店:阿木") + " 2026-8-6 9:0\(index):00" + end)
      }
      places.append(result.count)
      add(text, as: other)
      if index < texts(writing).count - 1 { add(end) }
    }
    return (result, places)
  }

  static func damaged(_ file: (bytes: [UInt8], places: [Int]), _ damage: Damage, _ writing: Writing) -> [UInt8] {
    var result = file.bytes
    func overwrite(_ index: Int) {
      // In UTF-16 a byte gone wrong is one that was changed: one that came in between moves all that follows.
      if writing.isWide {
        let high = writing.encoding == .utf16LittleEndian ? 1 : 0
        result[file.places[index] + high] = 0xD8
      } else {
        result.insert(0xFF, at: file.places[index])
      }
    }
    switch damage {
    case .none: break
    case .badEarly: overwrite(1)
    case .badMiddle: overwrite(4)
    case .badLate: overwrite(8)
    case .nul: result.insert(contentsOf: writing.isWide ? [0, 0] : [0], at: file.places[4])
    case .surrogate:
      let unit: [UInt8] = writing.encoding == .utf16LittleEndian ? [0, 0xDC] : [0xDC, 0]
      result.insert(contentsOf: writing.isWide ? unit : [0xED, 0xA0, 0x80], at: file.places[4])
    case .overlong: if !writing.isWide { result.insert(contentsOf: [0xC0, 0x80], at: file.places[4]) }
    case .cutOne: result.removeLast()
    case .cutTwo: result.removeLast(2)
    case .cutThree: result.removeLast(3)
    }
    return result
  }

  @Test func fiveHundredFiles() {
    var files = 0
    var misread: [String] = []
    for writing in Writing.allCases {
      for isTable in [false, true] {
        let ends = isTable ? ["\n", "\r\n", "\r"] : ["\n", "\r\n", "\r", "\u{2028}", "\u{85}"]
        for end in ends
        where !(end == "\u{85}" && writing.encoding == .big5 || end == "\u{2028}" && writing.encoding == .big5) {
          // The encodings of two bytes have lines of their own only where lines end.
          if writing == .mixed, end == "\u{2028}" || end == "\u{85}" { continue }
          let file = Self.file(writing, end: end, isTable: isTable)
          for damage in Damage.allCases {
            files += 1
            let label = "\(writing) \(end.unicodeScalars.map(\.value)) \(isTable ? "csv" : "txt") \(damage)"
            let reading = Reading(bytes: Self.damaged(file, damage, writing), file: isTable ? "a.csv" : "a.txt")
            if reading.report.encoding != writing.encoding {
              misread.append(label)
              continue
            }
            let lost = Set(Self.texts(writing)).subtracting(reading.messages.map(\.text)).count
            #expect(lost <= (damage == .none ? 0 : 1), "\(label)")
            #expect(reading.messages.count >= 9, "\(label)")
            let codes = Set(reading.codes)
            if damage == .none { #expect(!codes.contains("replaced-bytes"), "\(label): \(codes)") }
            if [.badEarly, .badMiddle, .badLate, .nul, .surrogate].contains(damage) {
              #expect(codes.contains("replaced-bytes"), "\(label): \(codes)")
            }
            if writing == .mixed { #expect(codes.contains("mixed-encodings"), "\(label): \(codes)") }
            if damage == .badMiddle, ["\n", "\r\n", "\r"].contains(end) {
              let replaced = reading.report.diagnostics.first { $0.code == "replaced-bytes" }
              #expect(replaced?.location?.line == (isTable ? 6 : 10), "\(label)")
            }
          }
        }
      }
    }
    #expect(files >= 500, "\(files)")
    #expect(misread.isEmpty, "\(misread)")
  }

  /// Two hundred bytes of chat are enough, in every encoding.
  @Test func detectionFromTwoHundredBytes() {
    var random = SeededGenerator(seed: 77)
    var right = 0
    var all = 0
    for _ in 0..<400 {
      for writing in Writing.allCases where writing != .mixed {
        var text = ""
        let texts = Self.texts(writing)
        while encode(text, writing.encoding).count < 200 {
          text += texts.randomElement(using: &random) ?? ""
          if Int.random(in: 0..<3, using: &random) == 0 {
            text += ["\n", " 12:0", "ok,", "\r\n"].randomElement(using: &random) ?? ""
          }
        }
        let bytes = Array(
          encode(text, writing.encoding, mark: writing.hasMark).dropLast(Int.random(in: 0..<3, using: &random)))
        let found = bytes.withUnsafeBufferPointer { EncodingDecision.decide($0, isComplete: true, forced: nil) }
        all += 1
        if found.encoding == writing.encoding {
          right += 1
        } else if writing.hasMark {
          Issue.record("\(writing) \(text)")
        }
      }
    }
    #expect(Double(right) >= 0.995 * Double(all), "\(right) of \(all)")
  }

  /// Characters drawn by chance from the common ones of a script, not from our own sentences.
  @Test func simplifiedAndTraditionalAreToldApart() {
    var random = SeededGenerator(seed: 78)
    let scripts: [(TextEncoding, String)] = [
      (
        .gb18030,
        "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动快递退换货款尺码颜色"
      ),
      (
        .big5,
        "的一是了我不人在他有這個上們來到時大地為子中你說生國年著就那和要她出也得裡後自以會家可下而過天去能對小多然於心學麼之都好看起發當沒成只如事把還用第樣道想作種開美總從無情己面最女但現前些所同日手又行意動快遞退換貨款尺碼顏色"
      ),
    ]
    var wrong = 0
    for _ in 0..<1000 {
      for (encoding, letters) in scripts {
        let scalars = Array(letters.unicodeScalars)
        var text = ""
        while encode(text, encoding).count < 200 {
          text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "的")
        }
        let found = encode(text, encoding).withUnsafeBufferPointer {
          EncodingDecision.decide($0, isComplete: true, forced: nil)
        }
        if found.encoding != encoding { wrong += 1 }
      }
    }
    #expect(wrong <= 10, "\(wrong) of 2000")
  }
}
