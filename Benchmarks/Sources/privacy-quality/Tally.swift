/// Counts of spans found and of detections that are right.
struct Tally {
  struct Recall {
    var spans = 0
    /// Covered by detections of the span's own kind.
    var found = 0
    /// Covered by detections of whatever kind, so not to be read in a redacted text.
    var covered = 0
  }

  struct Precision {
    var detections = 0
    var right = 0
  }

  struct Trap {
    var cases = 0
    var hits: [String: Int] = [:]
  }

  private(set) var styles: [String: [String: Recall]] = [:]
  private(set) var kinds: [String: Precision] = [:]
  private(set) var traps: [String: Trap] = [:]
  /// A line a failure.
  private(set) var failures: [String] = []

  mutating func add(_ item: LabelledCase, _ detections: [Detection]) {
    if item.isNegative {
      traps[item.trap, default: Trap()].cases += 1
    } else {
      for span in item.spans { addSpan(span, of: item, detections) }
    }
    for detection in detections { addDetection(detection, of: item) }
  }

  private mutating func addSpan(_ span: LabelledCase.Span, of item: LabelledCase, _ detections: [Detection]) {
    let scalars = (span.coreStart ?? span.start)..<span.end
    // Where an address ends is a matter of taste; of all else every character counts.
    let share = span.kind == "address" ? 0.8 : 1
    func isCovered(by chosen: [Detection]) -> Bool {
      let covered = scalars.count { scalar in chosen.contains { $0.scalars.contains(scalar) } }
      return Double(covered) >= share * Double(scalars.count)
    }
    let here = detections.filter { $0.message == span.message && $0.scalars.overlaps(scalars) }
    let isFound = isCovered(by: here.filter { $0.kind == span.kind })
    var recall = styles[span.kind, default: [:]][span.style, default: Recall()]
    recall.spans += 1
    if isFound { recall.found += 1 }
    if isFound || isCovered(by: here) { recall.covered += 1 }
    styles[span.kind, default: [:]][span.style] = recall
    if !isFound { note("missed", span.kind, span.style, scalars, in: span.message, of: item) }
  }

  /// A detection is right where at least half of it is a labelled value of its kind.
  private mutating func addDetection(_ detection: Detection, of item: LabelledCase) {
    let labelled = item.spans.filter { $0.message == detection.message && $0.kind == detection.kind }
    let inside = detection.scalars.count { scalar in labelled.contains { ($0.start..<$0.end).contains(scalar) } }
    let isRight = inside * 2 >= detection.scalars.count
    kinds[detection.kind, default: Precision()].detections += 1
    if isRight {
      kinds[detection.kind, default: Precision()].right += 1
    } else {
      if item.isNegative { traps[item.trap, default: Trap()].hits[detection.kind, default: 0] += 1 }
      note("wrong", detection.kind, item.trap, detection.scalars, in: detection.message, of: item)
    }
  }

  private mutating func note(
    _ what: String, _ kind: String, _ style: String, _ scalars: Range<Int>, in message: Int, of item: LabelledCase
  ) {
    let text = item.messages[message].text
    let value = String(String.UnicodeScalarView(Array(text.unicodeScalars)[scalars]))
    let dialogue = item.messages.map(\.text).joined(separator: " ⏎ ").replacing("\n", with: "\\n")
    failures.append("\(what)\t\(kind)\t\(style)\t\(value.replacing("\n", with: "\\n"))\t\(dialogue)")
  }
}
