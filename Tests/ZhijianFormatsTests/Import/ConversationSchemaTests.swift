import Foundation
import Testing
import Zhijian
import ZhijianFormats

/// The published schema and the reader name the same members and words.
@Suite struct ConversationSchemaTests {
  private func schema() throws -> [String: Any] {
    let url = URL(fileURLWithPath: packageFolder() + "/docs/schema/conversation.schema.json")
    return try #require(JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
  }

  private func at(_ path: String..., in schema: [String: Any]) throws -> [String: Any] {
    var result = schema
    for key in path { result = try #require(result[key] as? [String: Any], "\(key)") }
    return result
  }

  private func words(_ value: Any?) -> Set<String> { Set((value as? [Any] ?? []).compactMap { $0 as? String }) }

  @Test func wordsAgree() throws {
    let message = try at("$defs", "message", "properties", in: schema())
    #expect(words((message["role"] as? [String: Any])?["enum"]) == Set(Role.allCases.map(\.rawValue)))
    #expect(words((message["kind"] as? [String: Any])?["enum"]) == Set(MessageKind.allCases.map(\.rawValue)))
    #expect(words((message["reply_mode"] as? [String: Any])?["enum"]) == Set(ReplyMode.allCases.map(\.rawValue)))
    let messages = try at("properties", "messages", in: schema())
    #expect(messages["maxItems"] as? Int == Transcript.maximumMessages)
  }

  /// Every member of the schema is written, and none of them is unknown to the reader.
  @Test func membersAgree() throws {
    let full = Transcript(
      id: "c", platform: "p", shop: "s", group: "g", customer: .init(id: "u", name: "n", group: "g"),
      agents: [.init(id: "a")],
      queueAt: Timestamp(milliseconds: 1), startedAt: Timestamp(milliseconds: 1), endedAt: Timestamp(milliseconds: 1),
      isOpen: true, closeReason: "r", rating: .init(value: 1), fields: [.init(key: "k", value: .null)],
      messages: [
        Message(
          id: "m", at: Timestamp(milliseconds: 1), role: .agent, sender: "a", kind: .transfer, text: "",
          replyMode: .auto,
          isRecalled: true, transfer: .init(from: "a", to: "b"))
      ])
    let line = CanonicalJSONLWriter().line(full)
    let written = try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    #expect(Set(written.keys) == Set(try at("properties", in: schema()).keys))
    let message = try #require((written["messages"] as? [[String: Any]])?.first)
    #expect(Set(message.keys) == Set(try at("$defs", "message", "properties", in: schema()).keys))
    let transcript = try CanonicalJSONLReader(file: "x").parse(line: line, number: 1).transcript
    #expect(transcript.extra.isEmpty)
    #expect(transcript.messages[0].extra.isEmpty)
  }
}
