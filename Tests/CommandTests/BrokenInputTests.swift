import Foundation
import Testing

/// Broken files among good ones: each is named, the rest is scored, nothing is lost.
@Suite struct BrokenInputTests {
  let workspace: SmallWorkspace

  init() throws {
    workspace = try SmallWorkspace()
    let sandbox = workspace.sandbox
    try sandbox.file("c/good.jsonl", SmallWorkspace.chat("g1") + "\n" + SmallWorkspace.chat("g2"))
    try sandbox.file(
      "c/bad.jsonl",
      SmallWorkspace.chat("b1") + "\n{\"id\":\"b2\",\"messages\":[{\"role\":\"agent\" \"text\":\"x\"}]}\n"
        + SmallWorkspace.chat("b3") + "\n")
    // 会话编号,发送方,内容 / 1,客户,在吗 / 1,客服,好 in GB18030, the last character cut in half.
    try sandbox.file(
      "c/gb.csv",
      Data(
        [0xBB, 0xE1, 0xBB, 0xB0, 0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xB7, 0xA2, 0xCB, 0xCD, 0xB7, 0xBD, 0x2C]
          + [0xC4, 0xDA, 0xC8, 0xDD, 0x0A, 0x31, 0x2C, 0xBF, 0xCD, 0xBB, 0xA7, 0x2C, 0xD4, 0xDA, 0xC2, 0xF0, 0x0A]
          + [0x31, 0x2C, 0xBF, 0xCD, 0xB7, 0xFE, 0x2C, 0xBA]))
    try sandbox.file("c/pic.dat", Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]))
    try sandbox.file("c/what.txt", "hello world\n")
    try sandbox.file("c/zero.jsonl", "")
    try sandbox.file("c/\u{1B}[31mname\nx.jsonl", "{\n")
    try sandbox.file("c/sub/s.jsonl", SmallWorkspace.chat("s1"))
    try sandbox.folder("c/empty")
    mkfifo(sandbox.url("c/pipe").path, 0o644)
    symlink("../c", sandbox.url("c/loop").path)
  }

  @Test func everyFaultIsNamedInChinese() throws {
    let outcome = try workspace.run(["score", "c", "--format", "jsonl"])
    let expected = [
      "c/empty: 警告: 文件夹为空 [empty-folder]",
      "c/loop: 警告: 未跟随符号链接 [symbolic-link]",
      "c/pipe: 警告: 这是管道，不读取 [not-a-file]",
      "c/bad.jsonl:2:40: 错误: JSON 有误：此处不应出现 “\"” [bad-json]",
      "c/gb.csv: 警告: 编码不确定，按 GB18030 读取 [encoding-detected]",
      "c/gb.csv:3: 警告: 1 处无法按 GB18030 解码，已替换为 U+FFFD；行：3 [replaced-bytes]",
      "c/pic.dat: 错误: 这是 PNG 文件，不是文本 [unsupported-file]",
      "c/what.txt: 错误: 无法识别的聊天记录格式 [unknown-format]",
      "c/zero.jsonl: 警告: 文件为空 [empty-file]",
    ]
    for line in expected { #expect(outcome.errorLines.contains(line), "\(line)\n\(outcome.errors)") }
    #expect(outcome.errorLines.contains { $0.hasPrefix("c/␛[31mname x.jsonl:") && $0.contains("错误: JSON 有误") })
    #expect(!outcome.errors.contains("\u{1B}"))
    #expect(outcome.code == 2)
    // Of bad.jsonl two, of gb.csv one, of good.jsonl two, of sub one.
    #expect(try Line.all(outcome.text).compactMap(\.id) == ["b1", "b3", "1", "g1", "g2", "s1"])
  }

  @Test func everyFaultIsNamedInEnglish() throws {
    let outcome = try workspace.run(["score", "c", "--format", "text", "--lang", "en"])
    let expected = [
      "c/empty: warning: the folder is empty [empty-folder]",
      "c/loop: warning: a symbolic link, not followed [symbolic-link]",
      "c/pipe: warning: this is a pipe and is not read [not-a-file]",
      "c/bad.jsonl:2:40: error: not valid JSON: unexpected “\"” [bad-json]",
      "c/gb.csv: warning: the encoding is uncertain; read as GB18030 [encoding-detected]",
      "c/gb.csv:3: warning: 1 place could not be read as GB18030 and became U+FFFD; lines: 3 [replaced-bytes]",
      "c/pic.dat: error: this is a PNG file, not text [unsupported-file]",
      "c/what.txt: error: not a known transcript format [unknown-format]",
      "c/zero.jsonl: warning: the file is empty [empty-file]",
    ]
    for line in expected {
      #expect(outcome.errorLines.contains(line), "\(line)\n\(outcome.errors)")
      // The report names it too; there its lines are broken.
      let inOneLine = outcome.text.replacing("\n", with: "").replacing(" ", with: "")
      #expect(inOneLine.contains(line.replacing(" ", with: "")), "\(line)\n\(outcome.text)")
    }
    #expect(!outcome.text.contains("\u{1B}"))
    #expect(outcome.code == 2)
  }

  @Test func aPipeThatIsNamedItselfIsRefused() throws {
    let outcome = try workspace.run(["score", "c/pipe", "c/good.jsonl", "--format", "jsonl"], timeout: 30)
    #expect(outcome.errors == "c/pipe: 错误: 这是管道，不读取 [not-a-file]\n")
    #expect(outcome.lines.count == 2)
    #expect(outcome.code == 2)
  }

  /// Root may read everything, so the program runs as somebody else.
  @Test(.enabled(if: geteuid() != 0 || FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")))
  func whatMayNotBeReadIsNamed() throws {
    let sandbox = workspace.sandbox
    try sandbox.file("p/open.jsonl", SmallWorkspace.chat("p1"))
    try sandbox.file("p/closed.jsonl", SmallWorkspace.chat("p2"))
    try sandbox.file("p/locked/x.jsonl", SmallWorkspace.chat("p3"))
    chmod(sandbox.path, 0o755)
    chmod(sandbox.url("p/closed.jsonl").path, 0)
    chmod(sandbox.url("p/locked").path, 0)
    defer { chmod(sandbox.url("p/locked").path, 0o755) }
    let who = geteuid() == 0 ? "/usr/bin/setpriv --reuid 65534 --regid 65534 --clear-groups " : ""
    let chinese = try workspace.shell(who + "\"$Z\" score p --format jsonl")
    #expect(
      chinese.errors
        == "p/locked: 错误: 无法读取文件夹：没有读取权限 [unreadable-folder]\np/closed.jsonl: 错误: 没有读取权限 [no-permission]\n")
    #expect(chinese.code == 2)
    #expect(try Line.all(chinese.text).map(\.id) == ["p1"])
    let english = try workspace.shell(who + "\"$Z\" score p --format jsonl --lang en")
    #expect(
      english.errors
        == "p/locked: error: the folder cannot be read: no permission to read [unreadable-folder]\n"
        + "p/closed.jsonl: error: no permission to read [no-permission]\n")
  }
}
