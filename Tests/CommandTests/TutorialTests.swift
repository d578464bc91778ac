import Foundation
import Testing

/// 写第一条规则 and 改对一条规则, read and done by a test: their files are written, their commands run, their outputs compared.
@Suite struct TutorialTests {
  struct Block {
    let language: String
    let lines: [String]
    let number: Int
  }

  private static func blocks(of page: String) -> [Block] {
    var blocks: [Block] = []
    var open: (language: String, lines: [String], number: Int)?
    for (number, line) in page.components(separatedBy: "\n").enumerated() {
      if let block = open {
        if line == "```" {
          blocks.append(Block(language: block.language, lines: block.lines, number: block.number))
          open = nil
        } else {
          open?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), [], number + 2)
      }
    }
    return blocks
  }

  /// Whether `output` is what the page shows; a line `…` stands for any lines.
  private static func matches(_ output: ArraySlice<String>, _ shown: ArraySlice<String>) -> Bool {
    guard let first = shown.first else { return output.isEmpty }
    guard first == "…" else { return output.first == first && matches(output.dropFirst(), shown.dropFirst()) }
    let rest = shown.dropFirst()
    return (output.startIndex...output.endIndex).contains { matches(output[$0...], rest) }
  }

  @Test(arguments: ["first-rule", "rule-walkthrough"])
  func everyStepWorks(_ name: String) throws {
    let page = try String(contentsOfFile: Program.root + "/docs/\(name).md", encoding: .utf8)
    let (sandbox, tools) = (try Sandbox(), try Sandbox())
    // Where git finds it, too.
    try FileManager.default.createSymbolicLink(atPath: tools.path + "/zhijian", withDestinationPath: Program.path)
    let blocks = Self.blocks(of: page)
    var commands = 0
    var outputs = 0
    for (index, block) in blocks.enumerated() {
      if block.language == "sh" {
        commands += 1
        let outcome = try Program.shell(
          "exec 2>&1\n" + block.lines.joined(separator: "\n"), in: sandbox.path,
          environment: ["ZHIJIAN_HOME": Program.root, "PATH": "\(tools.path):/usr/bin:/bin"])
        guard index + 1 < blocks.count, blocks[index + 1].language == "text",
          blocks[index + 1].lines.first?.hasPrefix("# file: ") == false
        else {
          #expect(outcome.code == 0 && outcome.text.isEmpty, "line \(block.number): \(outcome.text)")
          continue
        }
        outputs += 1
        let lines = outcome.text.components(separatedBy: "\n").dropLast().map { $0.replacing(/[ ]+$/, with: "") }
        #expect(
          Self.matches(lines[...], blocks[index + 1].lines[...]), "line \(block.number):\n\(outcome.text)")
      } else if let first = block.lines.first, first.hasPrefix("# file: ") {
        try sandbox.file(String(first.dropFirst("# file: ".count)), block.lines.joined(separator: "\n") + "\n")
      }
    }
    #expect(commands >= 8)
    #expect(outputs >= 6)
  }
}
