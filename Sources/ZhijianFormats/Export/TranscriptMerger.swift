public import Zhijian

/// Puts together what several exports hold of the same conversations: the same id on the same platform and shop, or,
/// where there are no ids, the same customer and at least two of the same messages.
///
/// Messages of one id or of one time, side and text count once; the others are put in the order of their times. Holds all
/// conversations.
public struct TranscriptMerger {
  /// What two messages have in common that are the same one.
  private struct Same: Hashable {
    var at: Timestamp?
    var role: Role
    var sender: String?
    var kind: MessageKind
    var text: String

    init(_ message: Message) {
      (at, role, sender) = (message.at, message.role, message.role == .system ? nil : message.sender)
      (kind, text) = (message.kind, message.text)
    }
  }

  private struct Key: Hashable {
    var id: String
    var platform: String?
    var shop: String?
  }

  public private(set) var transcripts: [Transcript] = []
  /// Conversations that were the same as an earlier one in every message.
  public private(set) var duplicates = 0
  /// Conversations that added messages to an earlier one.
  public private(set) var merged = 0
  /// Messages that stood in both.
  public private(set) var sharedMessages = 0
  private var byID: [Key: Int] = [:]
  private var byCustomer: [Key: [Int]] = [:]

  public init() {}

  /// Takes a conversation in.
  public mutating func add(_ transcript: Transcript) {
    if let index = place(of: transcript) { return merge(transcript, into: index) }
    let index = transcripts.count
    transcripts.append(transcript)
    if !transcript.id.isEmpty {
      byID[Key(id: transcript.id, platform: transcript.platform, shop: transcript.shop)] = index
    } else if let customer = transcript.customer?.id {
      byCustomer[Key(id: customer, platform: transcript.platform, shop: transcript.shop), default: []].append(index)
    }
  }

  private func place(of transcript: Transcript) -> Int? {
    if !transcript.id.isEmpty {
      return byID[Key(id: transcript.id, platform: transcript.platform, shop: transcript.shop)]
    }
    guard let customer = transcript.customer?.id,
      let others = byCustomer[Key(id: customer, platform: transcript.platform, shop: transcript.shop)]
    else { return nil }
    let own = Set(transcript.messages.filter { $0.at != nil }.map(Same.init))
    return others.first { index in
      let shared = transcripts[index].messages.count { $0.at != nil && own.contains(Same($0)) }
      return shared >= 2 || shared > 0 && shared == min(own.count, transcripts[index].messages.count)
    }
  }

  private mutating func merge(_ other: Transcript, into index: Int) {
    var seen: [Same: Int] = [:]
    var ids: Set<String> = []
    for message in transcripts[index].messages {
      seen[Same(message), default: 0] += 1
      if let id = message.id { ids.insert(id) }
    }
    var added: [Message] = []
    for message in other.messages {
      let same = Same(message)
      if let id = message.id, ids.contains(id) {
        sharedMessages += 1
        if message.isRecalled { markRecalled(id, in: index) }
      } else if let count = seen[same], count > 0 {
        seen[same] = count - 1
        sharedMessages += 1
      } else {
        added.append(message)
      }
    }
    fill(index, from: other)
    guard !added.isEmpty else {
      duplicates += 1
      return
    }
    merged += 1
    transcripts[index].messages = Self.ordered(transcripts[index].messages + added)
    if transcripts[index].messages.count > Transcript.maximumMessages {
      transcripts[index].messages.removeLast(transcripts[index].messages.count - Transcript.maximumMessages)
    }
  }

  private mutating func markRecalled(_ id: String, in index: Int) {
    for place in transcripts[index].messages.indices where transcripts[index].messages[place].id == id {
      transcripts[index].messages[place].isRecalled = true
    }
  }

  /// By time; a message without one stays behind the one before it.
  private static func ordered(_ messages: [Message]) -> [Message] {
    var latest = Int64.min
    var keyed: [(time: Int64, index: Int)] = []
    for (index, message) in messages.enumerated() {
      latest = message.at?.milliseconds ?? latest
      keyed.append((latest, index))
    }
    return keyed.sorted { ($0.time, $0.index) < ($1.time, $1.index) }.map { messages[$0.index] }
  }

  /// What the earlier one does not say.
  private mutating func fill(_ index: Int, from other: Transcript) {
    func set<Value>(_ path: WritableKeyPath<Transcript, Value?>) {
      if transcripts[index][keyPath: path] == nil { transcripts[index][keyPath: path] = other[keyPath: path] }
    }
    set(\.group)
    set(\.customer)
    set(\.queueAt)
    set(\.rating)
    set(\.closeReason)
    transcripts[index].startedAt = [transcripts[index].startedAt, other.startedAt].compactMap { $0 }.min()
    transcripts[index].endedAt = [transcripts[index].endedAt, other.endedAt].compactMap { $0 }.max()
    transcripts[index].isOpen = transcripts[index].isOpen && other.isOpen
    for agent in other.agents where !transcripts[index].agents.contains(where: { $0.id == agent.id }) {
      transcripts[index].agents.append(agent)
    }
    for member in other.fields where !transcripts[index].fields.contains(where: { $0.key == member.key }) {
      transcripts[index].fields.append(member)
    }
  }
}
