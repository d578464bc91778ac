import Foundation
import Testing

/// What is kept from run to run shows in nothing but time.
@Suite struct CacheTests {
  private static let chats = [
    SmallWorkspace.chat("a", customer: "气死了", reply: "保证退款"), SmallWorkspace.chat("b", reply: "您好"),
    SmallWorkspace.chat("c"),
  ].joined(separator: "\n")

  private func run(_ workspace: SmallWorkspace, cache: String) throws -> Program.Outcome {
    try workspace.run(["score", "--stdin"], input: Self.chats, environment: ["ZHIJIAN_CACHE_DIR": cache])
  }

  private func files(_ cache: Sandbox) throws -> [String] { try cache.names().filter { $0.hasSuffix(".cache") } }

  @Test func aWarmCacheAndNoneGiveTheSame() throws {
    let workspace = try SmallWorkspace()
    let cache = try Sandbox()
    let expected = try run(workspace, cache: "")
    #expect(expected.code == 0 && expected.lines.count == 3)
    for _ in 0..<2 {
      let outcome = try run(workspace, cache: cache.path + "/new")
      #expect(outcome.output == expected.output)
      #expect(outcome.errors == expected.errors)
    }
    let kinds = Set(try cache.names("new").compactMap { $0.split(separator: "-").first.map(String.init) })
    #expect(
      kinds.isSuperset(of: [
        "dictionary", "documents", "rules", "phrases", "sentiment", "folding", "bridging", "expressions",
      ]))
  }

  @Test func theShippedRulesGiveTheSame() throws {
    let cache = try Sandbox()
    let arguments = ["score", "fixtures/transcripts", "--format", "jsonl", "--output", "-", "--detail", "full"]
    let expected = try Program.run(arguments, environment: ["ZHIJIAN_CACHE_DIR": ""])
    for _ in 0..<2 {
      #expect(try Program.run(arguments, environment: ["ZHIJIAN_CACHE_DIR": cache.path]).output == expected.output)
    }
    // Examples that were not read again are still there.
    let tested = try Program.run(["rules", "test"], environment: ["ZHIJIAN_CACHE_DIR": cache.path])
    #expect(tested.output == (try Program.run(["rules", "test"], environment: ["ZHIJIAN_CACHE_DIR": ""])).output)
  }

  @Test func damagedFilesAreMadeAnew() throws {
    let workspace = try SmallWorkspace()
    let cache = try Sandbox()
    let expected = try run(workspace, cache: cache.path)
    let whole = try Dictionary(
      uniqueKeysWithValues: files(cache).map { ($0, try Data(contentsOf: cache.url($0))) })
    #expect(!whole.isEmpty)
    let damages: [(String, (Data) -> Data)] = [
      ("empty", { _ in Data() }), ("half", { $0.prefix($0.count / 2) }), ("one byte less", { $0.dropLast() }),
      ("longer", { $0 + Data([0]) }), ("other", { Data(repeating: 0x41, count: $0.count) }),
      (
        "one bit",
        { data in
          var data = data
          data[data.count - 3] ^= 4
          return data
        }
      ),
      (
        "another format",
        { data in
          var data = data
          data[8] ^= 1
          return data
        }
      ),
    ]
    for (name, damage) in damages {
      for (file, content) in whole { try damage(content).write(to: cache.url(file)) }
      let outcome = try run(workspace, cache: cache.path)
      #expect(outcome.code == 0 && outcome.errors == expected.errors, "\(name)")
      #expect(outcome.output == expected.output, "\(name)")
      for (file, content) in whole { #expect(try Data(contentsOf: cache.url(file)) == content, "\(name): \(file)") }
    }
    // One kind in the place of another.
    for (file, _) in whole { for (_, content) in whole { try content.write(to: cache.url(file)) } }
    #expect(try run(workspace, cache: cache.path).output == expected.output)
  }

  @Test func whatChangedIsReadAnew() throws {
    let workspace = try SmallWorkspace()
    let cache = try Sandbox()
    let changes: [(String, String)] = [
      ("rules/no-promise.yaml", SmallWorkspace.promise.replacing("保证", with: "您好")),
      ("lexicons/lists/closing.txt", "退款\n"),
      ("lexicons/sentiment/words.tsv", "entry\tweight\tkind\tsource\tnote\n气死了\t-0.3\tanger\town\t愤怒\n"),
      ("lexicons/folding/width.tsv", "退\t您\n"),
      ("lexicons/words/words.tsv", "保证退\n款\n"),
      ("rules/draft-rule.yaml", SmallWorkspace.draft.replacing("draft\n", with: "stable\n")),
      (
        "zhijian.yaml",
        "rules: [rules]\nlexicons: lexicons\nscorecard: scorecard.yaml\noverrides: {no-promise: {status: retired}}\n"
      ),
    ]
    var last = try run(workspace, cache: cache.path).output
    for (file, text) in changes {
      try workspace.sandbox.file(file, text)
      let expected = try run(workspace, cache: "")
      for _ in 0..<2 { #expect(try run(workspace, cache: cache.path).output == expected.output, "\(file)") }
      #expect(expected.output != last, "\(file)")
      last = expected.output
    }
  }

  @Test func faultsAreFoundEveryTime() throws {
    let workspace = try SmallWorkspace()
    let cache = try Sandbox()
    _ = try run(workspace, cache: cache.path)
    try workspace.sandbox.file(
      "rules/no-promise.yaml", SmallWorkspace.promise + "examples:\n  - finding: 谁说的\nwat: 1\n")
    let expected = try run(workspace, cache: "")
    #expect(expected.code == 2 && expected.errors.contains("invalid-dialogue"))
    for _ in 0..<2 { #expect(try run(workspace, cache: cache.path).errors == expected.errors) }
  }

  @Test func whereNothingCanBeWrittenNothingIsSaid() throws {
    let workspace = try SmallWorkspace()
    let sandbox = try Sandbox()
    try sandbox.file("file", "x")
    let expected = try run(workspace, cache: "")
    for cache in [sandbox.path + "/file", "/proc/nowhere", "relative"] {
      let outcome = try run(workspace, cache: cache)
      #expect(outcome.code == 0 && outcome.output == expected.output && outcome.errors == expected.errors, "\(cache)")
    }
    #expect(!workspace.sandbox.exists("relative"))
  }

  @Test func programsStartedTogetherDoNotDisturbEachOther() throws {
    let workspace = try SmallWorkspace()
    let cache = try Sandbox()
    try workspace.sandbox.file("chats.jsonl", Self.chats)
    let expected = try run(workspace, cache: "").text
    let line = "for i in 1 2 3 4 5 6; do $Z score --stdin < chats.jsonl > out$i 2>> errors & done; wait; cat out*"
    let outcome = try workspace.shell(line, environment: ["ZHIJIAN_CACHE_DIR": cache.path])
    #expect(outcome.text == String(repeating: expected, count: 6))
    #expect(try workspace.sandbox.text("errors").isEmpty)
    #expect(try cache.names().allSatisfy { $0.hasSuffix(".cache") })
  }
}
