import Foundation
import Testing

/// The whole output for the shipped transcripts against fixtures/expected, and the same bytes whatever the machine.
@Suite struct GoldenTests {
  @Test func theShippedTranscriptsComeOutAsExpected() throws {
    let folder = Program.root + "/fixtures/expected"
    let manager = FileManager.default
    guard manager.fileExists(atPath: folder + "/evaluations.jsonl") else {
      Issue.record("fixtures/expected is missing: run `make golden`, look at it and commit it")
      return
    }
    let sandbox = try Sandbox()
    let written = try Program.shell("scripts/golden.sh '\(sandbox.path)/new'", environment: ["ZHIJIAN": Program.path])
    #expect(written.code == 0, "\(written.errors)")
    let expected = try files(in: folder)
    let found = try files(in: sandbox.path + "/new")
    #expect(expected.keys.sorted() == found.keys.sorted())
    for (name, content) in expected.sorted(by: { $0.key < $1.key }) {
      guard let new = found[name], new != content else { continue }
      Issue.record(
        "fixtures/expected/\(name) differs, first in line \(difference(content, new)): run `make golden` and look at the difference"
      )
    }
  }

  private func files(in folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      var isFolder: ObjCBool = false
      FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
      if !isFolder.boolValue { files[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)) }
    }
    return files
  }

  private func difference(_ left: Data, _ right: Data) -> Int {
    zip(left, right).prefix { $0 == $1 }.count { $0.0 == 0x0A } + 1
  }

  /// Threads, zone, locale and the order of paths leave no trace in any format.
  @Test func theSameBytesEverywhere() throws {
    let sandbox = try Sandbox()
    let runs: [(name: String, jobs: String, paths: String, environment: [String: String])] = [
      ("one", "1", "fixtures/transcripts", ["TZ": "Asia/Shanghai"]),
      ("two", "2", "fixtures/transcripts", ["TZ": "America/New_York", "LC_ALL": "C"]),
      (
        "three", "3", "\(Program.root)/fixtures/transcripts/../transcripts fixtures/transcripts/jd",
        ["TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"]
      ),
    ]
    var lines: [String: [String]] = [:]
    for run in runs {
      let folder = sandbox.path + "/" + run.name
      try sandbox.folder(run.name)
      let outputs = [("jsonl", "e.jsonl"), ("text", "s.txt"), ("csv", "t"), ("html", "r.html")].flatMap {
        ["--format", $0.0, "--output", folder + "/" + $0.1]
      }
      let outcome = try Program.run(
        ["score"] + run.paths.split(separator: " ").map(String.init) + ["--jobs", run.jobs, "--detail", "full"]
          + outputs,
        environment: run.environment)
      #expect(outcome.code == 0, "\(outcome.errors)")
      lines[run.name] = outcome.errorLines
    }
    let one = try files(in: sandbox.path + "/one")
    let two = try files(in: sandbox.path + "/two")
    #expect(one.count >= 9)
    #expect(one == two)
    #expect(lines["one"] == lines["two"])
    // Notes name paths as they were given; the evaluations do not.
    let three = try files(in: sandbox.path + "/three")
    #expect(one["e.jsonl"] == three["e.jsonl"])
    // The overview counts them.
    for name in one.keys where name.hasPrefix("t/") && name != "t/overview.csv" {
      #expect(one[name] == three[name], "\(name)")
    }
  }
}
