import Foundation
import Testing

/// Personal data that was planted does not come out where people read, nor on standard error.
@Suite struct PrivacyTests {
  static let secrets = ["13812345678", "11010519491231002X", "6222021234567890128", "zhang.san@example.com"]

  let workspace: SmallWorkspace

  init() throws {
    workspace = try SmallWorkspace()
    let all = Self.secrets
    let text = "电话\(all[0])，身份证\(all[1])，卡号\(all[2])，邮箱\(all[3])"
    try workspace.sandbox.file(
      "chats/a.jsonl",
      SmallWorkspace.chat("c1", customer: text, reply: "保证，\(text)") + "\n"
        + SmallWorkspace.chat(all[0], agent: all[3], customer: "气死了\(text)", reply: text) + "\n"
        // A role that is none, which the warning quotes.
        + "{\"id\":\"c3\",\"messages\":[{\"role\":\"\(all[0])\",\"text\":\"x\"},{\"role\":\"agent\",\"text\":\"好\",\"kind\":\"\(all[3])\"}]}\n"
        + "{\"id\":\"\(all[1])\",\"messages\":[{\"role\":\"agent\" \"text\":\"\(all[1])\"}]}\n")
    // The hint about a table without a header quotes its first row.
    try workspace.sandbox.file("chats/b.csv", "\(all[0]),\(all[3])\n\(all[0]),x\n")
  }

  private func score(_ arguments: [String], environment: [String: String] = [:]) throws -> Program.Outcome {
    try workspace.run(["score", "chats"] + arguments, environment: environment)
  }

  private func leaks(_ text: String) -> [String] { Self.secrets.filter { text.contains($0) } }

  @Test func whatPeopleReadIsMasked() throws {
    let outcome = try score([
      "--format", "text", "--output", "-", "--format", "csv", "--output", "t", "--format", "html", "--output", "r.html",
      "--detail", "full",
    ])
    #expect(outcome.code == 2)
    #expect(outcome.text.contains("138****5678"), "\(outcome.text)")
    #expect(leaks(outcome.text) == [])
    #expect(leaks(outcome.errors) == [], "\(outcome.errors)")
    #expect(leaks(try workspace.sandbox.text("r.html")) == [])
    for name in try workspace.sandbox.names("t") {
      #expect(leaks(try workspace.sandbox.text("t/\(name)")) == [], "\(name)")
    }
  }

  @Test func machinesGetTheOriginalUnlessAskedOtherwise() throws {
    let original = try score(["--format", "jsonl", "--detail", "full"])
    #expect(leaks(original.text).contains(Self.secrets[0]))
    #expect(leaks(original.errors) == [])
    let masked = try score(["--format", "jsonl", "--detail", "full", "--privacy", "mask"])
    #expect(leaks(masked.text) == [])
    let key = ["ZHIJIAN_PRIVACY_KEY": "0123456789abcdef"]
    let pseudonyms = try score(["--format", "json", "--detail", "full", "--privacy", "pseudonym"], environment: key)
    #expect(leaks(pseudonyms.text) == [])
    #expect(pseudonyms.text.contains("[电话#"))
    let other = try score(
      ["--format", "json", "--detail", "full", "--privacy", "pseudonym"],
      environment: ["ZHIJIAN_PRIVACY_KEY": "0123456789abcdeX"])
    #expect(other.output != pseudonyms.output)
    #expect(leaks(try score(["--format", "text", "--privacy", "none"]).text).contains(Self.secrets[0]))
  }

  @Test func fingerprintsDoNotDependOnThePolicy() throws {
    func fingerprints(_ policy: String) throws -> [String] {
      try Line.all(try score(["--format", "jsonl", "--privacy", policy]).text).flatMap(\.findings)
        .compactMap { $0["fingerprint"] as? String }
    }
    #expect(try fingerprints("none") == fingerprints("mask"))
    #expect(try !fingerprints("none").isEmpty)
  }

  @Test func theFilterMasksItsErrorsToo() throws {
    let input = "{\"id\":\"c\",\"messages\":[{\"role\":\"\(Self.secrets[0])\",\"text\":\"x\"}]}\n"
    let outcome = try workspace.run(["score", "--stdin", "--privacy", "mask"], input: input)
    #expect(leaks(outcome.text) == [])
    #expect(leaks(outcome.errors) == [], "\(outcome.errors)")
  }

  @Test func convertMasksWhenAsked() throws {
    let original = try workspace.run(["convert", "chats/a.jsonl"])
    #expect(leaks(original.text) == Self.secrets)
    // What is wrong with the input is quoted on standard error, masked all the same.
    #expect(leaks(original.errors) == [], "\(original.errors)")
    for target in ["jsonl", "sca", "contact-lens"] {
      let masked = try workspace.run(["convert", "chats/a.jsonl", "--to", target, "--privacy", "mask"])
      #expect(masked.text.contains("138****5678"))
      #expect(leaks(masked.text + masked.errors) == [], "\(target): \(masked.text)")
    }
    let keyless = try workspace.run(["convert", "chats/a.jsonl", "--privacy", "pseudonym"])
    #expect(keyless.code == 2 && keyless.text.isEmpty)
    let keyed = try workspace.run(
      ["convert", "chats/a.jsonl", "--privacy", "pseudonym"], environment: ["ZHIJIAN_PRIVACY_KEY": "0123456789abcdef"])
    #expect(keyed.text.contains("[电话#") && leaks(keyed.text) == [])
  }

  @Test func aMaskedConversationIsReadAgain() throws {
    let masked = try workspace.run(["convert", "chats/a.jsonl", "--privacy", "mask"])
    try workspace.sandbox.file("masked.jsonl", masked.text)
    let again = try workspace.run(["convert", "masked.jsonl", "--privacy", "mask"])
    #expect(again.text == masked.text)
  }

  @Test func theConfigurationAsksForPseudonyms() throws {
    let text = try workspace.sandbox.text("zhijian.yaml")
    try workspace.sandbox.file("zhijian.yaml", text + "privacy: pseudonym\n")
    let outcome = try score(["--format", "jsonl"])
    #expect(outcome.errors.hasPrefix("错误: pseudonym 需要环境变量 ZHIJIAN_PRIVACY_KEY"))
    #expect(outcome.code == 2)
  }
}
