/// The scan of messages for the rules' phrases and expressions by itself, without cutting words, judging or writing: for
/// measuring what it costs.
@_spi(Measurement)
public final class MeasuredScan {
  private let scanner: MessageScanner
  private let messages: [(text: TokenizedText, role: Role)]
  private var scans: LeafScans
  /// So many messages are scanned as those of one conversation.
  private static let conversationLength = 10

  /// Cuts `messages`, UTF-16, into words.
  public init(_ analyzer: Analyzer, messages: [(text: [UInt16], role: Role)]) throws(DiagnosticsError) {
    let tokenizer = try analyzer.tokenizer.makeWorker()
    scanner = MessageScanner(rules: analyzer.rules, folding: analyzer.folding, tokenizer: tokenizer)
    self.messages = messages.map { (tokenizer.tokenize($0.text), $0.role) }
    scans = LeafScans(leaves: analyzer.rules.leaves.count)
  }

  /// Scans all messages; gives the number of occurrences found.
  public func run() -> Int {
    var count = 0
    for place in messages.indices {
      scanner.scan(
        messages[place].text, index: place % Self.conversationLength, role: messages[place].role, into: &scans)
      guard (place + 1) % Self.conversationLength == 0 || place + 1 == messages.count else { continue }
      for leaf in scans.foundLeaves { count += scans[leaf].hits.count }
      scans.removeAll()
    }
    return count
  }
}
