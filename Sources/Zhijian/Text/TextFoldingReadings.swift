/// A text that some views, neighbours in order, read alike.
public struct FoldReading: Sendable, Equatable {
  public var text = FoldedText()
  /// Those views, as indices into the list that was asked for.
  public var views: Range<Int> = 0..<0

  public init() {}
}

/// The distinct readings of one text. One value used for many texts keeps its storage.
public struct FoldReadings: Sendable {
  fileprivate var readings: [FoldReading] = []
  /// How many readings there are; those after them are storage.
  public fileprivate(set) var count = 0

  public init() {}

  /// The reading at `index`, from 0 to below `count`; an empty one for any other index.
  public subscript(index: Int) -> FoldReading {
    readings.indices.contains(index) && index < count ? readings[index] : FoldReading()
  }

  /// The readings in order.
  public var all: ArraySlice<FoldReading> { readings[..<count] }

  /// The text of the reading at `index`, which there is.
  func text(_ index: Int) -> FoldedText { readings[index].text }

  /// The views of the reading at `index`, which there is.
  func views(_ index: Int) -> Range<Int> { readings[index].views }

  /// Makes the storage of one more reading; `keep` makes it one.
  fileprivate mutating func prepare() {
    if readings.count == count { readings.append(FoldReading()) }
  }

  /// Keeps what stands behind the last reading if its units differ from those of that, which has the view otherwise.
  fileprivate mutating func keep(view: Int) {
    if count > 0, readings[count].text.units == readings[count - 1].text.units {
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
    readings.count = 0
    guard let first = views.first, let last = views.last else { return }
    var traits = readWhole(units, view: first, into: &readings)
    // A dropped character may be what keeps an emoji sequence apart.
    let mayHoldEmoji = !traits.isDisjoint(with: [.emoji, .invisible])
    for fold in first.order { apply(fold, to: &readings.readings[0].text, &traits, in: first, isPhrase: false) }
    readings.keep(view: 0)
    if traits.isDisjoint(with: FoldingTraits(after: first.last, upTo: last.last)), !mayHoldEmoji, first <= last {
      readings.extend(to: views.count - 1)
      return
    }
    var haveShapes = first.last == .lookalike
    for index in 1..<views.count {
      let (before, view) = (views[index - 1], views[index])
      if view.last == .lookalike { haveShapes = hasShapes(readings.readings[readings.count - 1].text) }
      if view < before || (before.last < .emoji && view.last >= .emoji && mayHoldEmoji)
        || (before.last == .lookalike && view.last == .pinyin && haveShapes)
      {
        // Emoji come before gaps, and pinyin hears what lookalike sees: this view does not go on from the one before.
        traits = readWhole(units, view: view, into: &readings)
        for fold in view.order {
          apply(fold, to: &readings.readings[readings.count].text, &traits, in: view, isPhrase: false)
        }
        readings.keep(view: index)
      } else if !goOn(from: before, to: view, &readings, &traits) {
        readings.extend(to: index)
      } else {
        readings.keep(view: index)
      }
    }
  }

  /// Reads `units` in the base view behind the last reading; gives the traits.
  private func readWhole(_ units: Span<UInt16>, view: FoldView, into readings: inout FoldReadings) -> FoldingTraits {
    readings.prepare()
    foldBase(units, into: &readings.readings[readings.count].text)
    return traits(of: readings.readings[readings.count].text)
  }

  /// Puts the text of the last reading with the folds that `view` adds to those of `before` behind it; false, and
  /// nothing is there, where they change nothing.
  private func goOn(
    from before: FoldView, to view: FoldView, _ readings: inout FoldReadings, _ traits: inout FoldingTraits
  ) -> Bool {
    let added = FoldingTraits(after: before.last, upTo: view.last).subtracting(.emoji)
    guard !traits.isDisjoint(with: added) else { return false }
    let last = readings.count - 1
    var isCopied = false
    for fold in view.order where fold > before.last && fold != .emoji {
      if !isCopied {
        guard !traits.isDisjoint(with: FoldingTraits(fold)), mayChange(readings.readings[last].text, by: fold) else {
          continue
        }
        readings.prepare()
        let text = readings.readings[last].text
        readings.readings[last + 1].text.assign(text)
        isCopied = true
      }
      apply(fold, to: &readings.readings[last + 1].text, &traits, in: view, isPhrase: false)
    }
    return isCopied
  }

  /// The distinct readings of `units`; see `read(_:views:into:)`.
  public func readings(of units: [UInt16], views: [FoldView]) -> [FoldReading] {
    var readings = FoldReadings()
    read(units.span, views: views, into: &readings)
    return Array(readings.all)
  }
}
