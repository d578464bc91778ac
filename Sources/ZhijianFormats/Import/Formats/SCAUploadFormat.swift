public import Zhijian

/// The `UploadData` of 阿里云智能对话分析 (SCA): `tickets` with a `dialogue` each. `SCAUploadWriter` writes it.
public struct SCAUploadFormat: ImportFormat {
  public let name = "sca"
  public let title = LocalizedText(zh: "阿里云智能对话分析 UploadData", en: "UploadData of Alibaba Cloud SCA")
  public let fileExtensions = ["json", "jsonl"]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    guard sniff.firstByte == 0x7B || sniff.firstByte == 0x5B else { return 0 }
    let names = Set(sniff.jsonNames)
    guard names.contains("dialogue"), names.contains("words") else { return 0 }
    return names.contains("tickets") || names.contains("tid") ? 0.98 : 0.8
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    let vocabulary = TableVocabulary(mapping: options.mapping)
    var timeless = 0
    _ = JSONValues.each(of: input, options: options, yield: yield) { value, line in
      let tickets = value.elements("tickets")
      for ticket in tickets.isEmpty ? [value] : tickets where ticket["dialogue"] != nil {
        let imported = transcript(ticket, line: line, file: input.file, vocabulary)
        if !imported.transcript.messages.contains(where: { $0.at != nil }) { timeless += 1 }
        guard yield(.transcript(imported)) else { return false }
      }
      return true
    }
    guard timeless > 0 else { return }
    input.report(
      Diagnostic(
        .note, code: "no-begin-time",
        message: LocalizedText(
          zh: "\(timeless) 个会话没有 beginTime，时间未知", en: "\(timeless) conversations have no beginTime: times are unknown"),
        location: SourceLocation(file: input.file)))
  }

  private func transcript(
    _ ticket: JSONValue, line: Int, file: String, _ vocabulary: TableVocabulary
  ) -> ImportedTranscript {
    let turns = ticket.elements("dialogue")
    // `begin` counts from the start of the dialogue, which any turn with both numbers tells.
    let start = turns.lazy.compactMap { turn -> Int64? in
      guard let time = turn.instant("beginTime").at?.milliseconds else { return nil }
      let (start, isOver) = time.subtractingReportingOverflow(turn.whole("begin") ?? 0)
      return isOver ? nil : start
    }.first
    var result = Transcript(id: ticket.text("tid") ?? "", messages: [])
    var warnings = IssueList()
    var dropped = 0
    for turn in turns {
      guard result.messages.count < Transcript.maximumMessages else {
        dropped += 1
        continue
      }
      let said = turn.text("role") ?? turn.text("identity") ?? ""
      let role = vocabulary.role(said)?.role ?? .unknown
      if role == .unknown {
        warnings.add(TableWarning.role(said).diagnostic(location: SourceLocation(file: file, line: line)))
      }
      let words = turn.text("words") ?? ""
      var message = Message(
        role: role, sender: turn.text("identity"), kind: MessageText.kind(of: words) ?? .text, text: words)
      let (at, isBad) = turn.instant("beginTime")
      if isBad {
        let shown = turn["beginTime"]?.cellText ?? "?"
        warnings.add(TableWarning.time(shown).diagnostic(location: SourceLocation(file: file, line: line)))
      }
      message.at = at
      if at == nil, let start, let begin = turn.whole("begin") {
        let (time, isOver) = start.addingReportingOverflow(begin)
        if !isOver { message.at = Timestamp(milliseconds: time) }
      }
      result.messages.append(message)
    }
    if let id = ticket.text("customerServiceId") ?? ticket.text("customerServiceName") {
      result.agents = [Transcript.Party(id: id, name: ticket.text("customerServiceName"))]
    }
    if let id = ticket.text("customerId") ?? ticket.text("customerName") {
      result.customer = Transcript.Party(id: id, name: ticket.text("customerName"))
    }
    for sender in result.messages.compactMap({ $0.role == .agent ? $0.sender : nil })
    where !result.agents.contains(where: { $0.id == sender }) {
      result.agents.append(Transcript.Party(id: sender))
    }
    if result.agents.count == 1 {
      for index in result.messages.indices where result.messages[index].role == .agent {
        result.messages[index].sender = result.messages[index].sender ?? result.agents.first?.id
      }
    }
    var diagnostics = warnings.closed(file: file)
    if dropped > 0 {
      diagnostics.append(tooManyMessages(dropped: dropped, location: SourceLocation(file: file, line: line)))
    }
    return ImportedTranscript(transcript: result, line: line, diagnostics: diagnostics)
  }
}
