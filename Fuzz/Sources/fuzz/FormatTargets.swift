@testable import Zhijian
@testable import ZhijianFormats

/// What every reader promises of a conversation: it can be written as canonical JSONL and read back equal.
enum RoundTrip {
  private static let reader = CanonicalJSONLReader(file: "again.jsonl")

  static func check(_ transcript: Transcript) {
    expect(transcript.messages.count <= Transcript.maximumMessages, "too many messages")
    let line = CanonicalJSONLWriter().line(transcript)
    expect(!line.contains(0x0A) && !line.contains(0x0D), "a line end within a line")
    guard let again = try? reader.parse(line: line, number: 1).transcript else {
      return expect(false, "what was written cannot be read: \(String(decoding: line, as: UTF8.self))")
    }
    // Local times outside the years 1 to 9999 cannot be written with four digits and are clamped.
    let times = [transcript.queueAt, transcript.startedAt, transcript.endedAt] + transcript.messages.map(\.at)
    let isWritable = times.allSatisfy { time in
      time.map { (-62_135_625_600_000...253_402_271_999_999).contains($0.milliseconds) } ?? true
    }
    expect(again == transcript || !isWritable, "read back otherwise: \(String(decoding: line, as: UTF8.self))")
  }
}

/// Any bytes as a line of canonical JSONL.
struct JSONLinesTarget: FuzzTarget {
  static let name = "jsonl"
  private let reader = CanonicalJSONLReader(file: "f.jsonl", year: 2026)

  func run(_ bytes: [UInt8]) {
    do throws(DiagnosticsError) {
      RoundTrip.check(try reader.parse(line: bytes, number: 1).transcript)
    } catch {
      expect(!error.diagnostics.isEmpty, "a failure without a reason")
      for diagnostic in error.diagnostics {
        expect((diagnostic.location?.line ?? 0) >= 1 && (diagnostic.location?.column ?? 1) >= 1, "no place")
        expect((diagnostic.location?.column ?? 1) <= bytes.count + 1, "a place behind the line")
      }
    }
  }
}

/// Decoding gives well-formed UTF-8 without NUL, and says where it replaced.
struct DecodingTarget: FuzzTarget {
  static let name = "decoding"

  func run(_ bytes: [UInt8]) {
    let found = bytes.withUnsafeBufferPointer { EncodingDecision.decide($0, isComplete: true, forced: nil) }
    expect(found.markLength <= bytes.count, "a mark longer than the file")
    for encoding in TextEncoding.allCases {
      let decision = bytes.withUnsafeBufferPointer {
        EncodingDecision.decide($0, isComplete: true, forced: encoding)
      }
      guard let text = DecodedText(bytes, decision: decision) else { continue }
      expect(String(validating: text.utf8, as: UTF8.self) != nil, "\(encoding): no UTF-8")
      expect(!text.utf8.contains(0), "\(encoding): a NUL")
      var last = -1
      for offset in text.replacements {
        expect(offset > last && offset + 3 <= text.utf8.count, "\(encoding): a replacement outside of the text")
        expect(Array(text.utf8[offset..<(offset + 3)]) == [0xEF, 0xBF, 0xBD], "\(encoding): no U+FFFD at \(offset)")
        last = offset
      }
      expect(text.replacedLines.reduce(0) { $0 + $1.count } == text.replacements.count, "\(encoding): lines miscount")
    }
  }
}
