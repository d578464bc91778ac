import Foundation
import Zhijian
import ZhijianFormats

/// Measures how well the word lists and rules for abuse and contempt find offensive posts.
///
/// `sentiment-quality POSTS HOME`: POSTS is a file of JSON Lines with `text` and `label` (1 offensive, 0 not), HOME the
/// folder of `rules` and `lexicons`. Each post is read as a message of a customer, then as one of an agent.
@main struct SentimentQuality {
  /// A post and whether people call it offensive.
  struct Post: Decodable {
    var text: String
    var label: Int
  }

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      print("usage: sentiment-quality POSTS HOME")
      return
    }
    let data = try Data(contentsOf: URL(filePath: arguments[1]))
    let decoder = JSONDecoder()
    let posts = try data.split(separator: 10).map { try decoder.decode(Post.self, from: Data($0)) }
    print("posts \(posts.count), offensive \(posts.count { $0.label == 1 })")
    let lists = try finder(
      """
      id: abuse-lists
      title: 辱骂与贬损
      why: 衡量
      category: customer-emotion
      severity: info
      status: stable
      observe:
        role: customer
        keyword: [$customer-abuse, $contempt]
        boundary: any
        unless: [$customer-abuse-innocent, $contempt-innocent]
      """, home: arguments[2])
    report("lists customer-abuse and contempt", posts, role: .customer, finder: lists, rules: ["abuse-lists"])
    var locations = Workspace.Locations(workingFolder: "/", home: arguments[2])
    locations.rules = [arguments[2] + "/rules/common"]
    let shipped = try Workspace.load(locations).analyzer.makeWorker()
    report(
      "rules about customers", posts, role: .customer, finder: shipped,
      rules: ["customer-abuses-agent", "customer-contempt"])
    report(
      "rules about agents", posts, role: .agent, finder: shipped,
      rules: ["insulting-customer", "mocking-customer", "contempt-of-customer", "brush-off"])
  }

  /// An analyzer with one rule.
  private static func finder(_ rule: String, home: String) throws -> AnalyzerWorker {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sentiment-quality-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try rule.write(to: folder.appending(path: "rule.yaml"), atomically: true, encoding: .utf8)
    var locations = Workspace.Locations(workingFolder: folder.path, home: home)
    locations.rules = [folder.path]
    return try Workspace.load(locations).analyzer.makeWorker()
  }

  private static func report(
    _ name: String, _ posts: [Post], role: Role, finder: AnalyzerWorker, rules: Set<String>
  ) {
    var (found, right) = (0, 0)
    for post in posts {
      let transcript = Transcript(id: "post", messages: [Message(role: role, text: post.text)])
      guard finder.evaluate(transcript).findings.contains(where: { rules.contains($0.rule) }) else { continue }
      found += 1
      right += post.label == 1 ? 1 : 0
    }
    let offensive = posts.count { $0.label == 1 }
    let precision = found == 0 ? 0 : Double(right) / Double(found)
    print(
      String(
        format: "%@: precision %.3f, recall %.3f, found %d", name, precision, Double(right) / Double(max(1, offensive)),
        found))
  }
}
