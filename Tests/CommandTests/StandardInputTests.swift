import Foundation
import Testing

/// `zhijian score --stdin` as a filter.
@Suite struct StandardInputTests {
  let workspace: SmallWorkspace

  init() throws { workspace = try SmallWorkspace() }

  @Test func answersEveryLineInOrder() throws {
    let good = SmallWorkspace.chat("c1")
    let input =
      "\u{FEFF}" + good + "\r\n" + "\n   \n" + SmallWorkspace.chat("c2", reply: "保证") + "\n" + "{\"id\":\"c3\",\n"
      + good + "\n" + SmallWorkspace.chat("c4")
    let outcome = try workspace.run(["score", "--stdin"], input: input)
    let lines = try Line.all(outcome.text)
    #expect(lines.map { $0.id ?? "error" } == ["c1", "c2", "error", "c1", "c4"])
    try #require(lines.count == 5)
    #expect(lines[1].rules.contains("no-promise"))
    #expect(outcome.lines[3] == "{\"schema\":1,\"line\":6,\"id\":\"c1\",\"duplicate_of\":1}")
    #expect(lines[2].members["schema"] as? Int == 1)
    #expect(lines[2].number == 5)
    #expect(Set(lines[2].error?.keys ?? [:].keys) == ["code", "message", "column"])
    #expect(outcome.code == 2)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.hasPrefix("stdin:5:12: 错误: JSON 有误"))
  }

  @Test func theNumberOfThreadsChangesNothing() throws {
    let input = (0..<300).map { number in
      number % 7 == 3
        ? "{broken \(number)" : SmallWorkspace.chat("c\(number % 90)", reply: number % 2 == 0 ? "保证" : "好")
    }.joined(separator: "\n")
    let one = try workspace.run(["score", "--stdin", "--jobs", "1", "--detail", "full"], input: input)
    let three = try workspace.run(["score", "--stdin", "--jobs", "3", "--detail", "full"], input: input)
    #expect(one.lines.count == 300)
    #expect(one.output == three.output)
    #expect(one.errors == three.errors)
  }

  @Test func warningsGoToStandardError() throws {
    let broken = Data(SmallWorkspace.chat("c1").utf8) + Data([0x0A])
    var bytes = broken
    if let place = bytes.firstRange(of: Data("在吗".utf8)) { bytes.replaceSubrange(place, with: [0xFF, 0xFE]) }
    let outcome = try Program.run(["score", "--stdin", "--lang", "en"], in: workspace.path, input: bytes)
    #expect(outcome.code == 0)
    #expect(outcome.lines.count == 1)
    #expect(outcome.errors == "stdin:1: warning: 2 places are no UTF-8 and became U+FFFD [broken-utf8]\n")
  }

  @Test func skipsALineThatIsTooLong() throws {
    let line = "head -c 68157440 /dev/zero | tr '\\0' ' '; echo; echo '\(SmallWorkspace.chat("c2"))'"
    let outcome = try workspace.shell("{ \(line); } | \"$Z\" score --stdin")
    #expect(
      outcome.lines.first
        == "{\"schema\":1,\"line\":1,\"error\":{\"code\":\"line-too-long\",\"message\":\"这一行超过 64 MB，未读取\",\"column\":null}}"
    )
    #expect(try Line.all(outcome.text).map(\.id) == [nil, "c2"])
    #expect(outcome.errors == "stdin:1: 错误: 这一行超过 64 MB，未读取 [line-too-long]\n")
    #expect(outcome.code == 2)
  }

  /// The answer to a line comes before the input ends.
  @Test func streams() throws {
    let chat = SmallWorkspace.chat("c1")
    let outcome = try workspace.shell(
      """
      coproc P { "$Z" score --stdin; }
      echo '\(chat)' >&"${P[1]}"
      IFS= read -t 60 -r answer <&"${P[0]}" && echo "${answer:0:22}" && kill -0 $P_PID && echo alive
      exec {P[1]}>&-
      wait $P_PID; echo $?
      """)
    #expect(outcome.lines == ["{\"schema\":1,\"id\":\"c1\",", "alive", "0"])
  }

  @Test func endsQuietlyWhenNobodyReads() throws {
    let outcome = try workspace.shell(
      "yes '\(SmallWorkspace.chat("c1"))' | \"$Z\" score --stdin | head -n 1 >/dev/null; echo ${PIPESTATUS[1]}")
    #expect(outcome.lines == ["0"])
    #expect(outcome.errors.isEmpty)
  }

  @Test func inputThatCannotBeReadIsAnError() throws {
    let folder = try workspace.shell("\"$Z\" score --stdin < .")
    #expect(folder.code == 2)
    #expect(folder.errors.hasPrefix("stdin: 错误: 无法读取："))
    let closed = try workspace.shell("\"$Z\" score --stdin --lang en <&-")
    #expect(closed.code == 2)
    #expect(closed.errors == "stdin: error: cannot be read: Bad file descriptor [read-error]\n")
    #expect(try workspace.run(["score", "--stdin"], input: "").code == 0)
  }

  @Test func hasABar() throws {
    let input = SmallWorkspace.chat("c1", reply: "保证，祝您生活愉快")
    #expect(try workspace.run(["score", "--stdin", "--fail-on", "major"], input: input).code == 1)
    #expect(try workspace.run(["score", "--stdin", "--fail-on", "critical"], input: input).code == 0)
    #expect(try workspace.run(["score", "--stdin", "--fail-under", "96"], input: input).code == 1)
    #expect(try workspace.run(["score", "--stdin", "--fail-under", "90"], input: input).code == 0)
    #expect(try workspace.run(["score", "--stdin", "--fail-on", "major"], input: input + "\n{\n").code == 2)
  }
}
