import Foundation
import Testing

/// `rules test --watch`: what is written while it runs is run again, and nothing else.
@Suite struct RulesWatchTests {
  /// The program while it watches.
  private final class Watch {
    private let process = Process()
    private let sandbox: Sandbox
    private let ended = DispatchSemaphore(value: 0)

    init(_ workspace: SmallWorkspace, _ arguments: [String] = []) throws {
      sandbox = try Sandbox()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments = ["rules", "test", "--watch"] + arguments
      process.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
      process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "ZHIJIAN_CACHE_DIR": Program.cache]
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: try sandbox.file("out", Data()))
      process.standardError = try FileHandle(forWritingTo: try sandbox.file("err", Data()))
      process.terminationHandler = { [ended] _ in ended.signal() }
      try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    func lines() throws -> [String] { try sandbox.text("out").split(separator: "\n").map(String.init) }
    func errors() throws -> String { try sandbox.text("err") }

    /// The lines of run `number`, from 1, when it is there.
    func run(_ number: Int, timeout: Double = 60) throws -> [String] {
      let end = Date(timeIntervalSinceNow: timeout)
      while Date() < end {
        let runs = try lines().split(omittingEmptySubsequences: false) { $0.hasPrefix("== ") }
        let marks = try lines().filter { $0.hasPrefix("== ") }
        if marks.count >= number { return Array(runs[number - 1]) + [marks[number - 1]] }
        usleep(20_000)
      }
      throw Program.TimedOut()
    }

    /// Ends it as Ctrl-C does; gives the exit code.
    func interrupt() throws -> Int32 {
      kill(process.processIdentifier, SIGINT)
      guard ended.wait(timeout: .now() + 20) == .success else { throw Program.TimedOut() }
      return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }
  }

  private static let total = "3 条规则，2 个例子："

  private func workspace() throws -> SmallWorkspace {
    let workspace = try SmallWorkspace()
    try workspace.sandbox.file(
      "rules/no-promise.yaml", SmallWorkspace.promise + "examples:\n  - finding: '客服: 保证到'\n")
    try workspace.sandbox.file(
      "rules/missing-closing.yaml", SmallWorkspace.closing + "examples:\n  - clean: '客服: 祝您生活愉快'\n")
    return workspace
  }

  @Test func onlyWhatAChangeTouchesIsRunAgain() throws {
    let workspace = try workspace()
    let watch = try Watch(workspace)
    let first = try watch.run(1)
    #expect(first.first == Self.total + "2 通过，0 失败，0 错误，0 已知缺口" && first.count == 2)
    #expect(first[1].contains(/^== 跑了 3 条规则，\d+ 毫秒；等文件改动，Ctrl-C 结束$/), "\(first)")

    // A rule.
    let rule = try workspace.sandbox.text("rules/no-promise.yaml")
    try workspace.sandbox.file("rules/no-promise.yaml", rule.replacing("[保证]", with: "[包赔]"))
    let failed = try watch.run(2)
    #expect(failed[0].hasSuffix("失败: no-promise · example 1 (finding)"))
    #expect(failed.contains(Self.total + "1 通过，1 失败，0 错误，0 已知缺口"))
    #expect(failed.last?.hasPrefix("== 改了 no-promise.yaml，跑了 1 条规则，") == true)

    // A broken one is named, and does not end it.
    try workspace.sandbox.file("rules/no-promise.yaml", rule.replacing("role:", with: "rloe:"))
    #expect(try watch.run(3).last?.hasPrefix("== 改了 no-promise.yaml，文件有错（见上），跑了 1 条规则") == true)
    #expect(try watch.errors().contains("rules/no-promise.yaml:9:3: 错误: 未知的键“rloe” [unknown-key]"))
    try workspace.sandbox.file("rules/no-promise.yaml", rule)
    #expect(try watch.run(4).first == Self.total + "2 通过，0 失败，0 错误，0 已知缺口")

    // A word list: the rule that names it.
    try workspace.sandbox.file("lexicons/lists/closing.txt", "再见\n")
    let list = try watch.run(5)
    #expect(list[0].hasSuffix("失败: missing-closing · example 1 (clean)"), "\(list)")
    #expect(list.last?.hasPrefix("== 改了 closing.txt，跑了 1 条规则，") == true)
    try workspace.sandbox.file("lexicons/lists/closing.txt", "祝您生活愉快\n")
    _ = try watch.run(6)

    // A test file that comes and goes.
    try workspace.sandbox.file(
      "rules/no-promise.test.yaml", "rule: no-promise\ntests:\n  - {name: a, dialogue: '客服: 好', expect: []}\n")
    let more = try watch.run(7)
    #expect(more.first == "3 条规则，2 个例子，1 个测试：3 通过，0 失败，0 错误，0 已知缺口", "\(more)")
    #expect(more.last?.hasPrefix("== 改了 no-promise.test.yaml，跑了 1 条规则，") == true)
    try FileManager.default.removeItem(at: workspace.sandbox.url("rules/no-promise.test.yaml"))
    #expect(try watch.run(8).first == Self.total + "2 通过，0 失败，0 错误，0 已知缺口")

    // Settings, lexicons and new rules: everything.
    let settings = try workspace.sandbox.text("zhijian.yaml")
    try workspace.sandbox.file("zhijian.yaml", "rules: [rules\n")
    #expect(try watch.run(9).last?.contains("文件有错（见上），跑了 0 条规则") == true)
    try workspace.sandbox.file("zhijian.yaml", settings + "# x\n")
    #expect(try watch.run(10).last?.hasPrefix("== 改了 zhijian.yaml，跑了 3 条规则，") == true)
    try workspace.sandbox.file("lexicons/words/words.tsv", "客服\n")
    #expect(try watch.run(11).last?.hasPrefix("== 改了 words.tsv，跑了 3 条规则，") == true)
    try workspace.sandbox.file("rules/other.yaml", SmallWorkspace.promise.replacing("no-promise", with: "other"))
    #expect(try watch.run(12).first?.hasPrefix("4 条规则，") == true)
    #expect(try watch.interrupt() == 0)
  }

  @Test func onlyTextOnStandardOutput() throws {
    let workspace = try workspace()
    let outcome = try workspace.run(["rules", "test", "--watch", "--format", "json"])
    #expect(outcome.code == 2 && outcome.errors.hasPrefix("错误: --watch 只在终端显示"))
  }
}
