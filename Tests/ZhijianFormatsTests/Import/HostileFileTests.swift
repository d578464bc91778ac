import Foundation
import Testing
import Zhijian
import ZhijianFormats

/// Files that were changed at random: whatever comes of them, nothing traps and nothing is endless.
@Suite struct HostileFileTests {
  private func fixtures() throws -> [(name: String, bytes: [UInt8])] {
    let folder = packageFolder() + "/fixtures/import"
    let names = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }.sorted()
    return names.compactMap { name in
      FileManager.default.contents(atPath: folder + "/" + name).map { (name, Array($0)) }
    }
  }

  @Test func changedFixturesNeverTrap() throws {
    let pieces: [[UInt8]] = [
      [0], [0xFF], [0xFE, 0xFF], Array("\"".utf8), Array("\n".utf8), Array("\r".utf8), Array(",".utf8),
      Array("\t".utf8),
      Array("2026-8-6 9:02:10".utf8), Array("99999999999999999999".utf8), Array(":".utf8), Array("-->".utf8),
      Array("[".utf8),
      Array("{".utf8), Array("转接".utf8), Array("将".utf8), Array("撤回了一条消息".utf8), Array("\u{2028}".utf8), [0xE4, 0xBD],
    ]
    var random = SeededGenerator(seed: 99)
    let files = try fixtures()
    #expect(files.count >= 7)
    var transcripts = 0
    for (name, bytes) in files {
      // Every format reads every change, so that more of them would take minutes.
      for _ in 0..<40 {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          let place = Int.random(in: 0...changed.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: changed.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
          case 1: changed.removeLast(changed.count - place)
          case 2 where place < changed.count: changed[place] = UInt8.random(in: 0...255, using: &random)
          default:
            let end = min(changed.count, place + Int.random(in: 0...40, using: &random))
            changed.insert(contentsOf: changed[place..<end].reversed(), at: place)
          }
        }
        let reading = Reading(bytes: changed, file: name)
        transcripts += reading.transcripts.count
        // Nothing is silent: a file gives a conversation, a failure or a word about why not.
        #expect(!reading.transcripts.isEmpty || !reading.codes.isEmpty)
        for format in ImportFormats.all {
          var options = ImportOptions()
          options.format = format.name
          options.encoding = TextEncoding.allCases.randomElement(using: &random)
          _ = Reading(bytes: changed, file: name, options: options)
        }
      }
    }
    #expect(transcripts > 500)
  }

  @Test func longLinesWithoutEndsAreLinear() {
    for unit in ["a", "\"", ",", "店:a 2026-8-6 9:02:10 ", "2026-", "[图片]", "将转接给由"] {
      let text = String(repeating: unit, count: 300_000 / unit.utf8.count)
      for name in ["a.txt", "a.csv", "a.tsv", "a.jsonl"] { _ = Reading(text, file: name) }
      _ = Reading("会话ID,角色,内容\n1,系统,\(text)\n", file: "a.csv")
      _ = Reading("店:a 2026-8-6 9:02:10\n\(text)\n", file: "a.txt")
    }
  }
}
