import Testing

@testable import Zhijian

@Suite struct WordDiscoveryTests {
  /// Characters that are no word together, so that a planted word is new and a junction is chance.
  private static let planted = ["桉珐", "绮枫钛", "v榕", "钒沐珑绒"]

  /// A seeded corpus: planted words in varying contexts, among words that meet by chance.
  private func corpus(_ discovery: inout WordDiscovery, seed: UInt64 = 1, conversations: Int = 200) {
    var generator = SeededGenerator(seed: seed)
    let fillers = ["颜色", "地址", "昨天", "包裹", "质量", "红色", "衣服", "仓库", "电话", "朋友", "公司", "时间", "问题", "东西", "鞋子"]
    for _ in 0..<conversations {
      discovery.beginConversation()
      var message = ""
      for _ in 0..<12 {
        message +=
          Int.random(in: 0..<6, using: &generator) == 0
          ? Self.planted.randomElement(using: &generator) ?? "" : fillers.randomElement(using: &generator) ?? ""
      }
      discovery.add(message)
    }
  }

  private func discovery(
    _ options: WordDiscovery.Options = .init(), excluding: [String] = []
  ) throws -> WordDiscovery {
    try WordDiscovery(tokenizer: try SharedTokenizers.plain.get(), options: options, excluding: excluding)
  }

  @Test func plantedWordsAreFoundAndChanceJunctionsAreNot() throws {
    var discovery = try discovery()
    corpus(&discovery)
    let found = discovery.proposals()
    #expect(Set(found.map(\.word)) == Set(Self.planted))
    for proposal in found {
      #expect(proposal.count >= 60 && proposal.conversations <= proposal.count && proposal.cohesion > 3)
      #expect(proposal.example.lowercased().contains(proposal.word))
    }
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
  }

  @Test func theSameMessagesGiveTheSameProposals() throws {
    var (first, second) = (try discovery(), try discovery())
    corpus(&first)
    corpus(&second)
    #expect(first.proposals() == second.proposals())
  }

  @Test func knownAndRejectedWordsAreNotProposed() throws {
    var rejecting = try discovery(excluding: ["桉珐", "V榕"])
    corpus(&rejecting)
    #expect(Set(rejecting.proposals().map(\.word)) == ["绮枫钛", "钒沐珑绒"])
    let list = WordList(name: "shop.tsv", words: [("绮枫钛", nil)])
    var knowing = try WordDiscovery(tokenizer: try Tokenizer(wordLists: [list]))
    corpus(&knowing)
    #expect(!knowing.proposals().contains { $0.word.contains("绮枫钛") })
  }

  @Test func limitsHold() throws {
    var options = WordDiscovery.Options()
    options.limit = 2
    var few = try discovery(options)
    corpus(&few)
    #expect(few.proposals().count == 2)
    options = .init()
    options.minimumCount = 1_000
    var rare = try discovery(options)
    corpus(&rare)
    #expect(rare.proposals().isEmpty)
    #expect(try discovery().proposals().isEmpty)
  }

  @Test func personsAndNumbersAreNeitherProposedNorShown() throws {
    var discovery = try discovery()
    for number in 0..<40 {
      discovery.beginConversation()
      let (before, after) = (["要", "换", "买", "退"][number % 4], ["吗", "好", "呢", "了"][number / 4 % 4])
      // What else is said: against so much text the word stands out.
      discovery.add("颜色红色衣服仓库朋友公司时间问题东西鞋子昨天质量")
      discovery.add("收件人：闵黎霁，电话138001380\(10 + number)，\(before)桉珐\(after)")
    }
    let found = discovery.proposals()
    #expect(!found.contains { $0.word.contains("黎霁") })
    #expect(found.contains { $0.word == "桉珐" })
    #expect(!found.contains { $0.example.contains("闵黎霁") || $0.example.contains("13800138") })
  }

  /// The answer to a question is personal by the question alone.
  @Test func answersAreNotShown() throws {
    var discovery = try discovery()
    for number in 0..<40 {
      discovery.beginConversation()
      let (before, after) = (["要", "换", "买", "退"][number % 4], ["吗", "好", "呢", "了"][number / 4 % 4])
      let messages = [
        Message(role: .agent, text: "颜色红色衣服仓库朋友公司时间问题东西鞋子昨天质量"), Message(role: .agent, text: "您微信号多少"),
        Message(role: .customer, text: "\(before)桉珐\(after) lily_888888"),
      ]
      for index in 0...messages.count { discovery.add(message: index, of: messages) }
    }
    let found = try #require(discovery.proposals().first { $0.word == "桉珐" })
    #expect(found.count == 40 && found.example.contains("桉珐") && !found.example.contains("lily"))
  }

  @Test func memoryIsBoundedAndCountsAreNeverTooHigh() {
    var counter = LossyCounter(capacity: 100)
    var generator = SeededGenerator(seed: 4)
    var frequent = WordKey()
    _ = frequent.append(Array("桉珐".utf16)[...])
    for round in 0..<5_000 {
      var key = WordKey()
      _ = key.append([UInt16.random(in: 0x4E00...0x9FFF, using: &generator), 0x4E00][...])
      counter.add(key, in: Int32(round))
      if round % 10 == 0 { counter.add(frequent, in: Int32(round)) }
      #expect(counter.entries.count <= 101)
    }
    let kept = counter.entries[frequent]
    #expect(kept.map { $0.count <= 500 && $0.count + counter.missed >= 500 } == true)
  }

  @Test func keysHoldSixUnitsAndANeighbour() {
    var key = WordKey()
    let hasRoom = key.append(Array("一二三四五六".utf16)[...])
    #expect(hasRoom && key.count == 6 && key.text == "一二三四五六")
    let hasMore = key.append([0x4E00][...])
    #expect(!hasMore)
    let (plain, neighbor) = key.with(neighbor: 0x4E03).withoutNeighbor
    #expect(plain == key && neighbor == 0x4E03)
    let (head, tail) = key.split(at: 5)
    #expect(head.text == "一二三四五" && tail.text == "六")
  }
}
