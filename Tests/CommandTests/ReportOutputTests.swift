import Foundation
import Testing

/// The reports of many files, and of none that is text.
@Suite struct ReportOutputTests {
  let workspace: SmallWorkspace
  var sandbox: Sandbox { workspace.sandbox }

  init() throws { workspace = try SmallWorkspace() }

  private func write(_ count: Int) throws {
    let lines = (0..<count).map { SmallWorkspace.chat("c\($0)", reply: $0 % 3 == 0 ? "保证" : "您好") }
    try sandbox.file("chats/a.jsonl", lines.joined(separator: "\n") + "\n")
  }

  private func score(_ arguments: String) throws -> Program.Outcome {
    try workspace.run(["score", "chats"] + arguments.split(separator: " ").map(String.init))
  }

  @Test func manyConversationsBecomeAFolderOfPages() throws {
    try write(501)
    #expect(try score("--format html --output 报告.html").code == 0)
    let pages = try sandbox.names("报告_files")
    #expect(
      pages.sorted() == [
        "agent-001.html", "agents.html", "conversations-001.html", "conversations-002.html", "conversations-003.html",
        "conversations.html", "findings.html", "rules.html",
      ])
    #expect(try sandbox.text("报告.html").contains("href=\"%E6%8A%A5%E5%91%8A_files/agents.html#agents\""))
    #expect(try sandbox.text("报告_files/agents.html").contains("href=\"../%E6%8A%A5%E5%91%8A.html#overview\""))
    // Fewer the next time: what is left of the last time would be taken for a part of it.
    try sandbox.file("报告_files/notes.txt", "mine")
    try write(401)
    #expect(try score("--format html --output 报告.html").code == 0)
    #expect(try sandbox.names("报告_files") == ["notes.txt"])
    #expect(try sandbox.text("报告.html").contains("href=\"#agents\""))
    // Where there is no place for pages it is one page that says what it leaves out.
    try write(2_001)
    let page = try score("--format html")
    #expect(page.code == 0 && page.text.contains("其余 1 个未列出"))
  }

  @Test func pagesInsideTheInputAreNotReadBack() throws {
    try write(501)
    for _ in 0..<2 {
      let outcome = try score("--format html --output chats/r.html")
      #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    }
  }

  @Test func aBrokenRunLeavesNoPages() throws {
    try write(501)
    let outcome = try workspace.shell(
      "ulimit -f 100; trap '' XFSZ; \"$Z\" score chats --format html --output r.html")
    #expect(outcome.code == 2)
    #expect(!sandbox.exists("r.html") && !sandbox.exists("r_files"))
  }

  @Test func sheetsOfAgentsWhoAreGoneGo() throws {
    try write(3)
    #expect(try score("--format coaching --output sheets").code == 0)
    #expect(try sandbox.names("sheets").sorted() == ["agent-001.html", "index.html"])
    try sandbox.file("sheets/agent-002.html", "old")
    try sandbox.file("sheets/agenda.html", "mine")
    #expect(try score("--format coaching --output sheets").code == 0)
    #expect(try sandbox.names("sheets").sorted() == ["agenda.html", "agent-001.html", "index.html"])
  }

  @Test func aWorkbookIsWrittenWhole() throws {
    try write(3)
    let outcome = try score("--format xlsx --output r.xlsx --format tables --output t")
    // A build without workbooks says so.
    guard outcome.code == 0 else {
      #expect(outcome.errors.contains("没有输出格式 xlsx"))
      return
    }
    let bytes = try Data(contentsOf: sandbox.url("r.xlsx"))
    #expect(bytes.starts(with: [0x50, 0x4B, 3, 4]))
    #expect(try sandbox.text("t/conversations.jsonl").split(separator: "\n").count == 3)
    let piped = try score("--format xlsx")
    #expect(piped.code == 0 && piped.output == bytes)
    let nowhere = try workspace.run(
      ["score", "chats", "--format", "xlsx", "--output", "s.xlsx"], environment: ["TMPDIR": "/nonexistent"])
    #expect(nowhere.code == 2 && nowhere.errors.contains("TMPDIR"))
    #expect(!sandbox.exists("s.xlsx"))
  }
}
