/// What is shown of a source line: all of it, or of a long one the part around the column.
struct SourceExcerpt {
  /// Safe for a terminal; `…` stands where something is left out.
  let text: String
  /// The cells before the column, for a caret below; nil without a column.
  let caret: Int?

  /// More cells than this are cut down.
  private static let widest = 120
  /// So many cells stay before the column.
  private static let before = 40

  /// `column` counts scalars from 1.
  init(_ line: String, column: Int?) {
    let scalars = Array(line.unicodeScalars)
    let place = column.map { min(max(0, $0 - 1), scalars.count) }
    func shown(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return TerminalText.safe(String(view))
    }
    let whole = shown(0..<scalars.count)
    guard DisplayWidth.of(whole) > Self.widest else {
      text = whole
      caret = place.map { DisplayWidth.of(shown(0..<$0)) }
      return
    }
    func cells(_ index: Int) -> Int { DisplayWidth.of(shown(index..<(index + 1))) }
    var start = place ?? 0
    var width = 0
    while start > 0, width + cells(start - 1) <= Self.before {
      start -= 1
      width += cells(start)
    }
    let head = start > 0 ? "…" : ""
    caret = place.map { DisplayWidth.of(head) + DisplayWidth.of(shown(start..<$0)) }
    var end = place ?? 0
    while end < scalars.count, width + cells(end) <= Self.widest {
      width += cells(end)
      end += 1
    }
    text = head + shown(start..<end) + (end < scalars.count ? "…" : "")
  }
}
