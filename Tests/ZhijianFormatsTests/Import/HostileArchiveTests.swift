import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// Archives and workbooks that lie: what could not be read, or not where it says, is named, and nothing else is lost.
@Suite struct HostileArchiveTests {
  private func read(_ name: String) -> Reading {
    Reading(path: packageFolder() + "/fixtures/import-hostile/" + name)
  }

  @Test(arguments: [
    ("size-too-small.zip", "bad-archive", 0), ("size-too-large.zip", "bad-archive", 0),
    ("overlap-quoted.zip", "overlapping-entries", 0), ("bad-crc.zip", "bad-archive", 0),
    // The library takes no name with control characters.
    ("way-out-15.zip", "bad-archive", 0),
    ("crossed-tags.xlsx", "bad-workbook", 0), ("unquoted-attribute.xlsx", "bad-workbook", 0),
    ("same-sheet-often.xlsx", "bad-workbook", 0), ("2000-sheets.xlsx", "too-many-sheets", 0),
    ("target-way-out.xlsx", "bad-workbook", 0), ("laughs-in-strings.xlsx", "xml-document-type", 0),
    ("encrypted-part.xlsx", "password-needed", 0), ("cut-strings.xlsx", "bad-workbook", 0),
    ("bad-crc-strings.xlsx", "bad-archive", 0),
    // What stood before the fault was handed out.
    ("bad-crc.xlsx", "bad-archive", 1), ("deep-xml.xlsx", "bad-workbook", 1),
  ])
  func refused(_ name: String, _ code: String, _ conversations: Int) {
    let reading = read(name)
    #expect(reading.failures.map(\.diagnostic.code) == [code], "\(name)")
    #expect(reading.failures.allSatisfy { $0.diagnostic.location?.file.contains(name) ?? false }, "\(name)")
    #expect(reading.transcripts.count == conversations, "\(name)")
  }

  @Test(arguments: [
    ("symbolic-link-beside-sound.zip", "symbolic-link", 2), ("device-entry.zip", "not-a-file", 2),
    ("folder-with-data.zip", "not-a-file", 0), ("duplicate-names.zip", "duplicate-entry", 4),
    ("way-out-0.zip", "unsafe-entry-name", 2), ("way-out-4.zip", "unsafe-entry-name", 2),
    ("column-beyond-XFD.xlsx", "misplaced-cell", 2), ("columns-backwards.xlsx", "misplaced-cell", 2),
    ("no-strings.xlsx", "missing-text", 0), ("not-utf-8.xlsx", "replaced-bytes", 1),
    ("date-hexadecimal.xlsx", "bad-time", 1),
  ])
  func readAndNamed(_ name: String, _ code: String, _ messages: Int) {
    let reading = read(name)
    #expect(reading.failures.isEmpty, "\(name)")
    #expect(reading.codes.contains(code), "\(name): \(reading.codes)")
    #expect(reading.messages.count == messages, "\(name): \(reading.messages)")
  }

  @Test func namesOfEntries() {
    for name in ["../x", "a/../../x", "/x", "C:/x", "\\\\server\\x", "a\nb", "", "a\u{202E}vsc.csv", "a\u{1B}[31m"] {
      #expect(ArchiveNotes.isUnsafe(Array(name.utf8)), "\(name)")
    }
    for name in ["x.csv", "会话/11 月.csv", "a\\b.csv", "..x/y..csv"] {
      #expect(!ArchiveNotes.isUnsafe(Array(name.utf8)), "\(name)")
    }
  }

  @Test func timesThatNoChatCanHave() {
    let huge = "9223372036854775807"
    let turn = #"{"role":"客户","words":"x","begin":-\#(huge),"beginTime":\#(huge)}"#
    let sca = #"{"tickets":[{"tid":"t","dialogue":[\#(turn)]}]}"#
    let connect =
      #"{"ContactId":"x","Transcript":[{"Id":"1","Type":"MESSAGE","AbsoluteTime":"99-99","Content":"x","ParticipantId":"p","#
      + #""ParticipantRole":"KING"}]}"#
    let wecom =
      #"{"msgid":"1","action":"send","from":"a","tolist":["wmx"],"msgtime":\#(huge),"msgtype":"text","#
      + #""text":{"content":"x"}}"#
    let qiyu = #"{"id":1,"sessionId":5,"from":7.5e300,"time":\#(huge),"mType":1,"msg":"x","staffId":1}"#
    let files = [
      (sca, "a.json"), (connect, "a.json"), (wecom + "\n", "a.jsonl"), (qiyu + "\n{}x\n", "message.txt"),
    ]
    for (text, file) in files {
      let reading = Reading(text, file: file)
      #expect(reading.codes.contains("bad-time"), "\(text): \(reading.codes)")
      #expect(reading.messages.allSatisfy { $0.at == nil }, "\(text)")
    }
    #expect(Reading(connect, file: "a.json").codes.contains("unknown-role"))
    #expect(Reading(qiyu + "\n{}x\n", file: "message.txt").codes.contains("unknown-role"))
  }

  @Test func headersWithImpossibleTimes() {
    let text = "甲 --> 店:乙 2026-8-6 9:00:00\n在吗\n店:乙 2026-13-45 99:99:99\n还在\n店:乙 2026-8-6 9:00:10\n在的\n"
    let reading = Reading(text, file: "a.txt")
    #expect(reading.codes.contains("bad-time"))
    #expect(reading.messages.map(\.text) == ["在吗\n店:乙 2026-13-45 99:99:99\n还在", "在的"])
  }

  @Test func aSparseFileIsRefusedUnread() throws {
    let path = NSTemporaryDirectory() + "sparse-\(UUID().uuidString).csv"
    defer { unlink(path) }
    #expect(FileManager.default.createFile(atPath: path, contents: Data("会话编号,角色,内容\nA,客户,在吗\n".utf8)))
    #expect(truncate(path, 20 << 30) == 0)
    let start = ContinuousClock.now
    let reading = Reading(path: path)
    #expect(reading.failures.map(\.diagnostic.code) == ["file-too-large"])
    // Reading it took minutes.
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func rowsThatAreTooWide() {
    let head = "<table><tr><th>会话编号</th><th>角色</th><th>内容</th></tr><tr>"
    let wide = head + String(repeating: "<td colspan=\"999\">x</td>", count: 60) + "</tr></table>"
    #expect(Reading(wide, file: "a.xls").codes.contains("long-row"))
  }
}
