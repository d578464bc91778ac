import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// Bytes of `text`; the system's converter is what the reader is held against.
func encode(_ text: String, _ encoding: TextEncoding, mark: Bool = false) -> [UInt8] {
  switch encoding {
  case .utf8: return (mark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
  case .utf16LittleEndian:
    return (mark ? [0xFF, 0xFE] : []) + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  case .utf16BigEndian:
    return (mark ? [0xFE, 0xFF] : []) + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  case .gb18030, .big5:
    // kCFStringEncodingGB_18030_2000 and kCFStringEncodingBig5.
    let system = String.Encoding(rawValue: encoding == .big5 ? 0x8000_0A03 : 0x8000_0632)
    return text.data(using: system).map { Array($0) } ?? []
  }
}

@Suite struct EncodingTests {
  private static let texts = [
    "在吗", "请问这款保温杯有没有𠮷祥款😀", "您好，我是客服阿木，请问有什么可以帮到您", "物流三天没动了，麻烦帮我看一下", "已经帮您催促，今天会更新", "好的谢谢",
    "不客气，祝您生活愉快", "对了，订单号是3900112233", "查到了，明天送达", "嗯嗯",
  ]

  /// A file of `format` with ten messages, with the scalar offset at which the fifth text stands.
  private static func file(_ format: String, _ end: String) -> (name: String, text: String) {
    switch format {
    case "jsonl":
      let lines = texts.map { "{\"id\":\"会话\",\"messages\":[{\"role\":\"customer\",\"text\":\"\($0)\"}]}" }
      return ("a.jsonl", lines.joined(separator: end))
    case "csv":
      let rows = texts.enumerated().map { "H1,甲,阿木,\($0 % 2 == 0 ? "客户" : "客服"),\($1)" }
      return ("a.csv", (["会话编号,客户,客服,角色,内容"] + rows).joined(separator: end))
    default:
      let rows = texts.enumerated().map { index, text in
        "\(index % 2 == 0 ? "纸短情长" : "青禾文具店:阿木") 2026-8-6 9:0\(index):00\(end)\(text)"
      }
      return ("a.txt", rows.joined(separator: end))
    }
  }

  private enum Damage: CaseIterable { case clean, badByteEarly, badByteMiddle, badByteLate, cutByOne, cutByTwo, nul }

  private static func damaged(_ bytes: [UInt8], _ damage: Damage, _ encoding: TextEncoding, places: [Int]) -> [UInt8] {
    var result = bytes
    let bad: [UInt8] =
      switch encoding {
      case .utf8, .gb18030, .big5: [0xFF]
      case .utf16LittleEndian: [0x00, 0xD8]
      case .utf16BigEndian: [0xD8, 0x00]
      }
    switch damage {
    case .clean: break
    case .badByteEarly: result.insert(contentsOf: bad, at: places[0])
    case .badByteMiddle: result.insert(contentsOf: bad, at: places[1])
    case .badByteLate: result.insert(contentsOf: bad, at: places[2])
    case .cutByOne: result.removeLast()
    case .cutByTwo: result.removeLast(2)
    case .nul:
      let unit: [UInt8] = encoding == .utf16LittleEndian || encoding == .utf16BigEndian ? [0, 0] : [0]
      result.insert(contentsOf: unit, at: places[1])
    }
    return result
  }

  /// Offsets of the beginnings of the second, fifth and ninth text in the bytes.
  private static func places(_ text: String, _ encoding: TextEncoding, mark: Bool) -> [Int] {
    [1, 4, 8].compactMap { index in
      text.range(of: texts[index]).map { encode(String(text[..<$0.lowerBound]), encoding, mark: mark).count }
    }
  }

  /// Format × encoding × line end × damage: the encoding is found, and no more than one message is lost.
  @Test(arguments: ["jsonl", "csv", "qianniu-text"]) func matrix(_ format: String) {
    let encodings: [(TextEncoding, Bool)] = [
      (.utf8, false), (.utf8, true), (.utf16LittleEndian, true), (.utf16BigEndian, true), (.gb18030, false),
    ]
    var files = 0
    for (encoding, mark) in encodings {
      for end in ["\n", "\r\n", "\r"] {
        let (name, text) = Self.file(format, end)
        let clean = encode(text, encoding, mark: mark)
        let places = Self.places(text, encoding, mark: mark)
        #expect(places.count == 3)
        for damage in Damage.allCases {
          let label = "\(format) \(encoding) \(end.utf8.map { $0 }) \(damage)"
          files += 1
          let reading = Reading(bytes: Self.damaged(clean, damage, encoding, places: places), file: name)
          #expect(reading.report.encoding == encoding, "\(label)")
          #expect(reading.report.format == format, "\(label)")
          let lost = Set(Self.texts).subtracting(reading.messages.map(\.text)).count
          #expect(lost == (damage == .clean ? 0 : 1), "\(label)")
          #expect(reading.messages.count >= 9, "\(label)")
          let codes = Set(reading.codes)
          // Two bytes are a whole character outside UTF-8, whose loss nobody can see.
          if damage == .clean || damage == .cutByTwo && encoding != .utf8 && format != "jsonl" {
            #expect(codes.isSubset(of: ["encoding-detected"]), "\(label): \(codes)")
          } else {
            #expect(!codes.isDisjoint(with: ["replaced-bytes", "bad-json", "control-character"]), "\(label): \(codes)")
          }
          if damage == .badByteMiddle, format != "jsonl" {
            let line = format == "csv" ? 6 : 10
            let replaced = reading.report.diagnostics.first { $0.code == "replaced-bytes" }
            #expect(replaced?.location?.line == line, "\(label)")
            #expect(replaced?.message.english.hasPrefix("1 place ") == true, "\(label)")
          }
        }
      }
    }
    #expect(files == 105)
  }

  @Test func guessesFromTwoHundredBytes() {
    var random = SeededGenerator(seed: 21)
    let common = Array(
      "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动"
        .unicodeScalars)
    for _ in 0..<2000 {
      var text = ""
      while text.utf8.count < 200 {
        text.unicodeScalars.append(common.randomElement(using: &random) ?? "的")
        if Int.random(in: 0..<12, using: &random) == 0 {
          text += [",", "。", "\n", "ok ", "12"].randomElement(using: &random) ?? ""
        }
      }
      for encoding in [TextEncoding.utf8, .gb18030] {
        for cut in 0..<3 {
          let bytes = Array(encode(text, encoding).dropLast(cut))
          let found = bytes.withUnsafeBufferPointer { EncodingDecision.decide($0, isComplete: true, forced: nil) }
          #expect(found.encoding == encoding)
        }
      }
      for encoding in [TextEncoding.utf16LittleEndian, .utf16BigEndian] {
        let found = encode(text + "\n12:00:00\n", encoding, mark: true).withUnsafeBufferPointer {
          EncodingDecision.decide($0, isComplete: true, forced: nil)
        }
        #expect(found.encoding == encoding)
      }
    }
  }

  /// The codes that GB18030-2022 moved out of the private use area, and four-byte codes.
  @Test func gb18030HasTheMappingsOf2022() throws {
    let codes: [(UInt32, UInt32)] = [
      (0xA6D9, 0xFE10), (0xA6DA, 0xFE12), (0xA6DB, 0xFE11), (0xA6DC, 0xFE13), (0xA6DD, 0xFE14), (0xA6DE, 0xFE15),
      (0xA6DF, 0xFE16), (0xA6EC, 0xFE17), (0xA6ED, 0xFE18), (0xA6F3, 0xFE19), (0xA8BC, 0x1E3F), (0xA8BF, 0x1F9),
      (0xFE59, 0x9FB4), (0xFE61, 0x9FB5), (0xFE66, 0x9FB6), (0xFE67, 0x9FB7), (0xFE6D, 0x9FB8), (0xFE7E, 0x9FB9),
      (0xFE90, 0x9FBA), (0xFEA0, 0x9FBB), (0xFE51, 0x20087), (0xFE91, 0x241FE), (0xA2A1, 0x2170),
      (0x9030_8130, 0x10000),
    ]
    let converter = try #require(LegacyDecoder(.gb18030))
    for (code, scalar) in codes {
      let bytes =
        code > 0xFFFF ? [24, 16, 8, 0].map { UInt8(code >> $0 & 0xFF) } : [UInt8(code >> 8), UInt8(code & 0xFF)]
      var output: [UInt8] = []
      let faults = bytes.withUnsafeBufferPointer { converter.decode($0, into: &output) }
      #expect(faults.isEmpty)
      #expect(String(decoding: output, as: UTF8.self).unicodeScalars.map(\.value) == [scalar])
    }
  }

  @Test func gb18030FaultsLoseNoASCII() throws {
    let converter = try #require(LegacyDecoder(.gb18030))
    for (bytes, text) in [
      ([0x81, 0x22, 0x41], "\u{FFFD}\"A"), ([0xFF, 0xC4, 0xE3], "\u{FFFD}你"), ([0xC4], "\u{FFFD}"),
      ([0x81, 0x30, 0x81], "\u{FFFD}0\u{FFFD}"),
      ([0x80, 0x0A], "\u{FFFD}\n"), ([0xC4, 0xE3, 0x00], "你\u{0}"),
    ] as [([UInt8], String)] {
      var output: [UInt8] = []
      _ = bytes.withUnsafeBufferPointer { converter.decode($0, into: &output) }
      #expect(String(decoding: output, as: UTF8.self) == text)
    }
    // Longer than one step of the converter, with a sequence across every border.
    let long = String(repeating: "a你😀", count: 700_000)
    var output: [UInt8] = []
    let faults = encode(long, .gb18030).withUnsafeBufferPointer { converter.decode($0, into: &output) }
    #expect(faults.isEmpty)
    #expect(output == Array(long.utf8))
  }

  @Test func repairsLikeTheStandardLibrary() {
    var random = SeededGenerator(seed: 4)
    let pieces: [[UInt8]] = [
      Array("亲".utf8), Array("😀".utf8), [0x41], [0xFF], [0xE4, 0xBD], [0xF0, 0x9F, 0x98], [0xC0, 0x80],
      [0xED, 0xA0, 0x80], [0x80],
      [0xF4, 0x90, 0x80, 0x80],
    ]
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 0...12, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? []
      }
      let decision = EncodingDecision(encoding: .utf8, basis: .option, markLength: 0)
      let decoded = DecodedText(bytes, decision: decision)
      let expected = String(decoding: bytes, as: UTF8.self)
      #expect(decoded?.utf8 == Array(expected.utf8))
      #expect(decoded?.replacements.count == expected.unicodeScalars.count { $0 == "\u{FFFD}" })
    }
  }

  @Test func plainHeadDoesNotHideWhatFollows() {
    let plain = String(
      repeating: "{\"id\":\"a\",\"messages\":[{\"role\":\"customer\",\"text\":\"hello hello hello\"}]}\n", count: 2000)
    let line = "{\"id\":\"会话\",\"messages\":[{\"role\":\"customer\",\"text\":\"在吗，乗車\"}]}\n"
    let reading = Reading(bytes: Array(plain.utf8) + encode(line + line, .gb18030), file: "a.jsonl")
    #expect(reading.report.encoding == .gb18030)
    #expect(reading.transcripts.suffix(2).map { $0.transcript.messages[0].text } == ["在吗，乗車", "在吗，乗車"])
    #expect(reading.failures.isEmpty)
    let rows = "会话ID,角色,内容\n" + String(repeating: "1,customer,hello hello hello\n", count: 4000)
    let header = Reading(bytes: encode(rows + "1,客户,在吗\n", .gb18030), file: "a.csv")
    #expect(header.messages.last?.text == "在吗")
  }

  @Test func theOptionWins() {
    var options = ImportOptions()
    options.encoding = .gb18030
    let reading = Reading(bytes: encode("会话ID,角色,内容\n1,客户,在吗\n", .gb18030), file: "a.csv", options: options)
    #expect(reading.messages.map(\.text) == ["在吗"])
    #expect(reading.codes.isEmpty)
  }
}
