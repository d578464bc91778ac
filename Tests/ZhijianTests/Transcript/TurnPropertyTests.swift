import Testing

@testable import Zhijian

/// What holds of the turns and metrics of any conversation, tried on generated ones.
@Suite struct TurnPropertyTests {
  /// A small generator with a fixed sequence per seed (SplitMix64).
  struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let lines = [
    "C 在吗", "C 怎么退货", "C 转人工", "C 谢谢", "C <image>", "C <filtered> 广告", "C <recalled> 错了", "A/a 在的", "A/a <quick> 亲",
    "A/b 您好", "A/b <assist> 好的", "A/b <auto_reply> 欢迎", "A 没有名字", "A/a <note> 备注", "A/c <recalled> 错", "B/bot 请看这里",
    "B/bot <auto_reply> 欢迎", "S <transfer a→b>", "S <transfer bot→a>", "S <transfer →c>", "S <transfer>", "S <join b>",
    "S <close>", "S <system> 提示", "U 不知道谁", "A/a <invite> 请评价", "C <rating> 5",
  ]

  static func chat(_ seed: UInt64, timed: Bool = true) -> Transcript {
    var random = Seeded(state: seed)
    var chat = Chat.transcript(id: "t\(seed)", isOpen: seed % 3 == 0)
    chat.customer = .init(id: "c\(seed % 4)")
    chat.agents = seed % 5 == 0 ? [.init(id: "a")] : []
    var at = Chat.day0 + 36_000_000
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      let steps: [Int64] = [1, 999, 30_000, 100_001, 180_001, 1_800_001, 40_000_000]
      at += steps.randomElement(using: &random) ?? 1
      var message = Chat.message("- " + (lines.randomElement(using: &random) ?? "C 在吗"))
      let isTimed = timed || Int.random(in: 0..<3, using: &random) > 0
      if isTimed { message.at = Timestamp(milliseconds: at) }
      chat.messages.append(message)
    }
    return chat
  }

  static let builders: [TurnBuilder] = TurnPreset.all.map {
    TurnBuilder(
      preset: $0, calendar: .daily(OpenHours(unchecked: 540, 1260)), closingPhrases: TurnBuilder.commonClosingPhrases)
  }

  @Test(arguments: builders.indices)
  func turnsPartitionTheCustomersMessages(row: Int) {
    let builder = Self.builders[row]
    for seed in 0..<UInt64(200) {
      let chat = Self.chat(seed, timed: seed % 2 == 0)
      let turns = builder.turns(of: chat)
      let expected = chat.messages.indices.filter { index in
        let message = chat.messages[index]
        let isFiltered = builder.preset.dropsFiltered && message.extra.contains { $0.key == "filtered" }
        return message.role == .customer && !message.isRecalled && !message.isEvent && !isFiltered
      }
      #expect(turns.flatMap(\.customerMessages).sorted() == expected)
      #expect(turns.allSatisfy { ($0.waitMilliseconds ?? 0) >= 0 })
      let replies = turns.flatMap { [$0.reply].compactMap(\.self) + $0.volume }
      #expect(Set(replies).count == replies.count)
      #expect(turns.allSatisfy { ($0.outcome == .replied) ? $0.reply != nil : true })
      #expect(turns.allSatisfy { $0.isUnreplied || $0.outcome == .pending ? $0.reply == nil : true })
    }
  }

  @Test func theOrderOfTheFileChangesNothingWhereTimesDiffer() {
    for seed in 0..<UInt64(200) {
      let chat = Self.chat(seed)
      var random = Seeded(state: seed &+ 77)
      let order = chat.messages.indices.shuffled(using: &random)
      var shuffled = chat
      shuffled.messages = order.map { chat.messages[$0] }
      let position = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
      func moved(_ turn: Turn) -> Turn {
        var turn = turn
        turn.opening = position[turn.opening] ?? -1
        turn.customerMessages = turn.customerMessages.map { position[$0] ?? -1 }
        turn.reply = turn.reply.map { position[$0] ?? -1 }
        turn.volume = turn.volume.map { position[$0] ?? -1 }
        return turn
      }
      let builder = Self.builders[Int(seed) % Self.builders.count]
      #expect(builder.turns(of: shuffled) == builder.turns(of: chat).map(moved))
      var first = ServiceMetricsReport(chat, builder: builder)
      var second = ServiceMetricsReport(shuffled, builder: builder)
      first.total.warnings["clock_skew"] = nil
      second.total.warnings["clock_skew"] = nil
      #expect(first == second)
    }
  }

  @Test func feedingMessagesOneByOneIsTheSameAsTheWhole() {
    for seed in 0..<UInt64(200) {
      let chat = Self.chat(seed, timed: seed % 2 == 0)
      let builder = Self.builders[Int(seed) % Self.builders.count]
      var sorted = chat
      sorted.messages = MessageOrder.timeOrder(of: chat).map { chat.messages[$0] }
      var state = builder.start(chat)
      var prefix = sorted
      prefix.messages = []
      for (index, message) in sorted.messages.enumerated() {
        state.append(message, index: index)
        prefix.messages.append(message)
        #expect(state.timeline(isOpen: chat.isOpen) == builder.timeline(of: prefix))
      }
    }
  }

  @Test func agentsAddUpToTheTotal() {
    let counts: [KeyPath<ServiceMetrics, Int>] = [
      \.rounds, \.unrepliedRounds, \.pendingRounds, \.timedRounds, \.repliesWithin30Seconds, \.repliesWithin3Minutes,
      \.slowRounds, \.customerMessages, \.customerMessagesToAgents, \.agentMessages, \.agentCharacters,
      \.recalledMessages,
    ]
    let samples: [KeyPath<ServiceMetrics, DurationSample>] = [\.response, \.firstResponse, \.endToEndFirstResponse]
    for seed in 0..<UInt64(300) {
      let builder = Self.builders[Int(seed) % Self.builders.count]
      let report = ServiceMetricsReport(Self.chat(seed, timed: seed % 2 == 0), builder: builder)
      let parts = report.agents.values.reduce(report.unattributed, +)
      for path in counts { #expect(parts[keyPath: path] == report.total[keyPath: path]) }
      for path in samples { #expect(parts[keyPath: path] == report.total[keyPath: path]) }
      #expect(parts.excludedRounds == report.total.excludedRounds)
      #expect(parts.directRate == report.total.directRate)
      #expect(report.total.timedRounds <= report.total.rounds)
      #expect(!report.agents.keys.contains("bot"))
    }
  }

  @Test func mergingDoesNotDependOnOrderOrGrouping() {
    for builder in Self.builders {
      let reports = (0..<UInt64(60)).map { ServiceMetricsReport(Self.chat($0), builder: builder) }
      let empty = ServiceMetricsReport(preset: builder.preset.name)
      let forwards = reports.reduce(empty, +)
      let backwards = reports.reversed().reduce(empty, +)
      let halves = reports[..<17].reduce(empty, +) + reports[17...].reduce(empty, +)
      #expect(forwards == backwards)
      #expect(forwards == halves)
      #expect(forwards + empty == forwards)
    }
  }

  @Test func junkTimesNeverTrap() {
    let times: [Int64?] = [.min, .max, 0, nil, -1, Chat.day0]
    for seed in 0..<UInt64(100) {
      var random = Seeded(state: seed)
      var chat = Self.chat(seed)
      for index in chat.messages.indices {
        chat.messages[index].at = (times.randomElement(using: &random) ?? nil).map { Timestamp(milliseconds: $0) }
      }
      chat.queueAt = Timestamp(milliseconds: .max)
      chat.startedAt = Timestamp(milliseconds: .min)
      chat.rating = .init(value: seed % 2 == 0 ? .nan : 1e300, minimum: -.infinity, maximum: 1e300)
      for builder in Self.builders {
        let report = ServiceMetricsReport(chat, builder: builder)
        for definition in MetricDefinition.all { _ = definition.figure(of: report.total + report.total) }
      }
    }
  }
}
