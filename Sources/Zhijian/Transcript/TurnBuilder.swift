/// Builds the turns (对话轮次) of conversations; every time metric and every timing rule reads them.
///
/// The rules are those of docs/metrics.md. In short: a burst of customer messages opens a turn at its first
/// message, the first valid reply of an agent closes it, and what is open at a transfer, at the close or at the
/// end is unreplied. A bot answers only while no agent has taken over; handing a customer from the bot to people
/// restarts the clock.
public struct TurnBuilder: Sendable, Hashable {
  public var preset: TurnPreset
  /// The shop's hours, and the zone in which days and the preset's window are read.
  public var calendar: WorkCalendar
  /// Folded texts that say no more than thanks, such as `谢谢`; a turn of nothing else is excluded. Empty
  /// (the default) switches this off, for stickers and order numbers too.
  public var closingPhrases: Set<String>
  /// Phrases by which a customer asks the bot for a person.
  public var handOffPhrases: [String] {
    didSet { handOff = HandOffRequest(phrases: handOffPhrases) }
  }
  /// The phrases as they are looked for.
  private(set) var handOff: HandOffRequest
  /// Silence after which the next customer message begins a new visit, unless an earlier one still waits.
  public var idleMilliseconds: Int64

  /// Phrases by which a customer asks for a person.
  public static let defaultHandOffPhrases = [
    "转人工", "轉人工", "转接人工", "轉接人工", "接人工", "找人工", "要人工", "人工客服", "人工服务", "人工服務", "真人客服",
  ]
  /// Messages that say no more than thanks, for `closingPhrases`.
  public static let commonClosingPhrases: Set<String> = [
    "谢谢", "谢谢你", "谢谢您", "谢谢亲", "谢谢啦", "谢谢了", "多谢", "谢了", "感谢", "辛苦了", "好的", "好的谢谢", "好", "好滴", "嗯",
    "嗯嗯", "哦", "收到", "知道了", "明白了", "ok", "谢谢客服", "謝謝", "再见", "拜拜",
  ]

  public init(
    preset: TurnPreset = .generic, calendar: WorkCalendar = .always, closingPhrases: Set<String> = [],
    handOffPhrases: [String] = TurnBuilder.defaultHandOffPhrases, idleMilliseconds: Int64 = 1_800_000
  ) {
    self.preset = preset
    self.calendar = calendar
    self.closingPhrases = closingPhrases
    self.handOffPhrases = handOffPhrases
    handOff = HandOffRequest(phrases: handOffPhrases)
    self.idleMilliseconds = idleMilliseconds
  }

  /// The turns of a conversation in time order.
  public func turns(of transcript: Transcript) -> [Turn] { timeline(of: transcript).turns }

  /// The turns of a conversation, with its first response and what the clock did.
  public func timeline(of transcript: Transcript) -> TurnTimeline {
    var state = start(transcript)
    for index in MessageOrder.timeOrder(of: transcript) {
      state.append(transcript.messages[index], index: index)
    }
    var timeline = state.timeline(isOpen: transcript.isOpen)
    timeline.clockSkewCount += MessageOrder.clockSkewCount(of: transcript.messages)
    return timeline
  }

  /// The state before the first message of a conversation whose head is `transcript`; its messages are not read.
  public func start(_ transcript: Transcript) -> TurnBuilderState { TurnBuilderState(self, head: transcript) }
}
