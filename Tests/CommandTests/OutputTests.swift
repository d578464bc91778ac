import Foundation
import Testing

/// Where results go: never half-written, never over what somebody still needs.
@Suite struct OutputTests {
  let workspace: SmallWorkspace
  var sandbox: Sandbox { workspace.sandbox }

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file("chats/a.jsonl", SmallWorkspace.chat("c1", reply: "保证") + "\n")
  }

  private func score(_ arguments: String, lang: String = "zh") throws -> Program.Outcome {
    try workspace.run(["score", "chats", "--lang", lang] + arguments.split(separator: " ").map(String.init))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskLeavesWhatWasThere() throws {
    try sandbox.file("old.html", "old")
    for (lang, sentence) in [
      ("zh", "错误: 写不了 /dev/full：磁盘已满\n"), ("en", "error: cannot write /dev/full: No space left on device\n"),
    ] {
      let outcome = try score("--format html --output old.html --format json --output /dev/full", lang: lang)
      #expect(outcome.errors == sentence)
      #expect(outcome.code == 2)
    }
    #expect(try sandbox.text("old.html") == "old")
    #expect(try sandbox.names().filter { $0.hasSuffix(".part") }.isEmpty)
    var status = stat()
    #expect(stat("/dev/full", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR, "the device is still one")
    let stdout = try workspace.shell("\"$Z\" score chats > /dev/full")
    #expect(stdout.errors == "错误: 写不了 stdout：磁盘已满\n")
    #expect(stdout.code == 2)
  }

  /// A limit on the size of files is a full disk that anybody can have.
  @Test func aFileThatGrowsTooLargeLeavesNothing() throws {
    let outcome = try workspace.shell("ulimit -f 4; trap '' XFSZ; \"$Z\" score chats --format html --output r.html")
    #expect(outcome.errors == "错误: 写不了 r.html：文件超过大小限制\n")
    #expect(outcome.code == 2)
    #expect(!sandbox.exists("r.html"))
    #expect(try sandbox.names().filter { $0.hasSuffix(".part") }.isEmpty)
  }

  @Test func aPlaceThatDoesNotExistIsKnownBeforeTheWork() throws {
    let missing = try score("--format json --output nowhere/x.json")
    #expect(missing.errors == "错误: 写不了 nowhere/x.json：没有这个文件夹\n")
    #expect(missing.code == 2)
    #expect(
      try score("--format json --output nowhere/x.json", lang: "en").errors
        == "error: cannot write nowhere/x.json: No such file or directory\n")
    #expect(try score("--format json --output chats").errors == "错误: 写不了 chats：这是文件夹\n")
    #expect(
      try score("--format csv --output zhijian.yaml").errors == "错误: 写不了 zhijian.yaml：路径中有一段不是文件夹\n")
    #expect(try score("--format csv --output new/tables").code == 0)
    #expect(sandbox.exists("new/tables/agents.csv"))
  }

  @Test(.enabled(if: geteuid() != 0 || FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")))
  func aFolderThatMayNotBeWrittenTo() throws {
    chmod(sandbox.path, 0o755)
    try sandbox.folder("locked")
    chmod(sandbox.url("locked").path, 0o555)
    let who = geteuid() == 0 ? "/usr/bin/setpriv --reuid 65534 --regid 65534 --clear-groups " : ""
    let outcome = try workspace.shell(who + "\"$Z\" score chats --format json --output locked/x.json")
    #expect(outcome.errors == "错误: 写不了 locked/x.json：没有写权限\n")
    #expect(outcome.code == 2)
    #expect(try sandbox.names("locked").isEmpty)
  }

  @Test func reportsInsideTheInputAreNotReadBack() throws {
    let arguments =
      "--format csv --output chats/out --format html --output chats/r.html --format jsonl --output chats/r.jsonl"
    let first = try score(arguments)
    let lines = try sandbox.text("chats/r.jsonl")
    let second = try score(arguments)
    #expect(first.code == 0 && second.code == 0, "\(second.errors)")
    #expect(second.errors.isEmpty)
    #expect(try sandbox.text("chats/r.jsonl") == lines)
    #expect(try Line.all(lines).map(\.id) == ["c1"])
  }

  @Test func transcriptsAreNotOverwritten() throws {
    let before = try sandbox.text("chats/a.jsonl")
    let outcome = try score("--format jsonl --output chats/a.jsonl")
    #expect(outcome.errors == "错误: --output chats/a.jsonl 会覆盖聊天记录\n用法见 zhijian score --help\n")
    #expect(outcome.code == 2)
    let english = try score("--format jsonl --output chats/../chats/a.jsonl", lang: "en")
    #expect(
      english.errors
        == "error: --output chats/../chats/a.jsonl would overwrite a transcript\nSee 'zhijian score --help'.\n")
    #expect(try sandbox.text("chats/a.jsonl") == before)
  }

  @Test func anEmptyResultReplacesAnOldOne() throws {
    try sandbox.file("r.jsonl", "old\n")
    try sandbox.file("chats/a.jsonl", "{\n")
    #expect(try score("--format jsonl --output r.jsonl").code == 2)
    #expect(try sandbox.text("r.jsonl").isEmpty)
  }

  @Test func aLinkStaysALink() throws {
    try sandbox.file("real.json", "old")
    symlink("real.json", sandbox.url("link.json").path)
    #expect(try score("--format json --output link.json").code == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: sandbox.url("link.json").path) == "real.json")
    #expect(try sandbox.text("real.json").hasPrefix("{"))
  }

  @Test func aRunThatIsBrokenOffLeavesNothing() throws {
    try sandbox.file("old.jsonl", "old")
    mkfifo(sandbox.url("slow").path, 0o644)
    // The second output is a pipe that nobody reads, so that the run is still under way when the signal comes.
    let outcome = try workspace.shell(
      """
      "$Z" score chats --format jsonl --output old.jsonl --format json --output slow & p=$!
      for i in $(seq 100); do ls *.part >/dev/null 2>&1 && break; sleep 0.1; done
      ls *.part | wc -l; kill -TERM $p; wait $p; echo $?; ls *.part 2>/dev/null | wc -l
      """)
    #expect(outcome.lines == ["1", "143", "0"])
    #expect(try sandbox.text("old.jsonl") == "old")
  }
}
