/// A text that some views, neighbours in order, read alike.
public struct FoldReading: Sendable, Equatable {
  public var text = FoldedText()
  /// Those views, as indices into the list that was asked for.
  public var views: Range<Int> = 0..<0

  public init() {}
}

/// The distinct readings of one text. One value used for many texts keeps its storage.
public struct FoldReadings: Sendable {
  private var readings: [FoldReading] = []
  /// How many readings there are; those after them are storage.
  public private(set) var count = 0

  public init() {}

  /// The reading at `index`, from 0 to below `count`; an empty one for any other index.
  public subscript(index: Int) -> FoldReading {
    readings.indices.contains(index) && index < count ? readings[index] : FoldReading()
  }

  /// The readings in order.
  public var all: ArraySlice<FoldReading> { readings[..<count] }

  fileprivate mutating func start() {
    count = 0
  }

  /// Fills the next place; keeps it if the units differ from those of the reading before, which has the view otherwise.
  fileprivate mutating func add(view: Int, _ fill: (_ before: FoldedText, inout FoldedText) -> Void) {
    if readings.count == count { readings.append(FoldReading()) }
    let before = count > 0 ? readings[count - 1].text : FoldedText()
    fill(before, &readings[count].text)
    if count > 0, readings[count].text.units == before.units {
      extend(to: view)
    } else {
      readings[count].views = view..<(view + 1)
      count += 1
    }
  }

  /// Gives `view` to the last reading.
  fileprivate mutating func extend(to view: Int) {
    readings[count - 1].views = readings[count - 1].views.lowerBound..<(view + 1)
  }
}

extension TextFolding {
  /// Reads `units`, the original UTF-16 text, as each of `views` does, which are ascending; each distinct text once. Most
  /// messages read the same in all views, and it costs little more than the base view to know.
  public func read(_ units: Span<UInt16>, views: [FoldView], into readings: inout FoldReadings) {
    readings.start()
    var traits: FoldingTraits = []
    var mayHoldEmoji = false
    for (index, view) in views.enumerated() {
      guard index > 0 else {
        readings.add(view: 0) { _, text in
          foldBase(units, into: &text)
          traits = self.traits(of: text)
          // A dropped character may be what keeps an emoji sequence apart.
          mayHoldEmoji = !traits.isDisjoint(with: [.emoji, .invisible])
          for fold in view.order { apply(fold, to: &text, &traits, isPhrase: false) }
        }
        continue
      }
      let before = views[index - 1]
      if view < before || (before.last < .emoji && view.last >= .emoji && mayHoldEmoji) {
        // Emoji come before gaps: this view does not go on from the one before.
        readings.add(view: index) { _, text in
          foldBase(units, into: &text)
          traits = self.traits(of: text)
          for fold in view.order { apply(fold, to: &text, &traits, isPhrase: false) }
        }
        continue
      }
      let added = FoldingTraits(after: before.last, upTo: view.last).subtracting(.emoji)
      guard !traits.isDisjoint(with: added) else {
        readings.extend(to: index)
        continue
      }
      readings.add(view: index) { previous, text in
        text.assign(previous)
        for fold in view.order where fold > before.last && fold != .emoji {
          apply(fold, to: &text, &traits, isPhrase: false)
        }
      }
    }
  }

  /// The distinct readings of `units`; see `read(_:views:into:)`.
  public func readings(of units: [UInt16], views: [FoldView]) -> [FoldReading] {
    var readings = FoldReadings()
    read(units.span, views: views, into: &readings)
    return Array(readings.all)
  }
}
