/// Searches with one expression by the cheapest way that gives ICU's answer. One a thread.
///
/// A screen says where nothing can match; `SpanSearch` finds the matches of expressions that it knows, in texts of plain
/// units; all others are ICU's.
struct ExpressionSearch {
  private let worker: RegularExpressionWorker
  private var screen: RegularExpressionScreen?
  private var spans: SpanSearch?

  /// Searches with `expression` and what was made of its pattern, if a screen or an own search speaks of it.
  init(_ expression: RegularExpression, screen: RegularExpressionScreen.Tables?, spans: SpanSearch.Tables?) {
    worker = expression.makeWorker()
    self.screen = screen.map { RegularExpressionScreen($0) }
    self.spans = spans.map { SpanSearch($0) }
  }

  /// Appends the ranges of the matches in `units`, at most `maximum`; `text` is made of the same units. See
  /// `RegularExpressionWorker.matches`.
  mutating func appendRanges(
    in units: [UInt16], _ text: ExpressionText, limit maximum: Int, to ranges: inout [Range<Int>]
  ) throws(RegularExpressionError) {
    let classes = text.classes.span
    if !text.endsLine, screen?.mayMatch(classes) == false { return }
    let known = ranges.count
    if text.isPlain, !text.endsLine, spans?.appendRanges(in: classes, limit: maximum, to: &ranges) == true { return }
    ranges.removeLast(ranges.count - known)
    ranges += try worker.matches(in: units, limit: maximum)
  }
}

/// What searches with expressions have to know of a text. The storage is used again for the next.
struct ExpressionText {
  /// The class of each unit in the alphabet of the expressions.
  private(set) var classes: [UInt16] = []
  /// Whether no unit is of class 0, of which own searches cannot speak.
  private(set) var isPlain = false
  /// Whether it ends with a line end, which is an end to ICU.
  private(set) var endsLine = false
  private(set) var isRead = false

  /// Takes up the next text; it is read when somebody asks.
  mutating func forget() { isRead = false }

  mutating func read(_ units: [UInt16], alphabet: ScreenAlphabet) {
    guard !isRead else { return }
    isRead = true
    classes.removeAll(keepingCapacity: true)
    isPlain = alphabet.appendClasses(of: units, to: &classes)
    endsLine = units.last.map { $0 < 0x0E || ScreenUnits.lineEnds.contains($0) } ?? false
  }
}
