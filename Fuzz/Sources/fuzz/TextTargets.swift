@testable import Zhijian

/// Tokens cover any text, cut no pair of surrogates, and ICU's boundaries are those of ICU's own iterator.
struct TokenizerTarget: FuzzTarget {
  static let name = "tokenizer"
  private let plain = made { try Tokenizer(wordLists: []).makeWorker() }
  private let listed = made { try Tokenizer(wordLists: ShippedTables.wordLists()).makeWorker() }

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let units = input.units()
    let wanted = plain.iteratorCuts(in: units)
    for worker in [plain, listed] {
      let text = worker.tokenize(units)
      expect(text.units == units, "other units")
      var at: Int32 = 0
      for (index, token) in text.tokens.enumerated() {
        expect(token.start == at && token.end > at, "token \(index) leaves a hole or overlaps")
        at = token.end
        expect(text.tokenIndex(at: Int(token.start)) == index, "token \(index) is not found at its start")
        let start = Int(token.start)
        let cutsPair = start > 0 && units[start] & 0xFC00 == 0xDC00 && units[start - 1] & 0xFC00 == 0xD800
        expect(!cutsPair, "token \(index) starts inside a pair")
        if case .list(let list) = token.origin { expect(Int(list) < 127, "token \(index) of no list") }
        _ = text.text(of: token)
      }
      expect(Int(at) == units.count, "the tokens end at \(at) of \(units.count)")
      expect(text.dictionaryCuts == (units.isEmpty ? [0] : wanted), "other boundaries than ICU's")
      for position in -1...(units.count + 1) {
        let isCut = text.isDictionaryCut(at: position)
        expect(isCut == text.dictionaryCuts.contains(Int32(position)), "isDictionaryCut at \(position)")
        _ = text.isCut(at: position)
      }
    }
  }
}

/// Every view: ranges rise and lie in the text, storage can be used again, all ways lead to the same, and the base view
/// of a base view is itself.
struct FoldingTarget: FuzzTarget {
  static let name = "folding"
  private let folding = ShippedTables.folding()

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let units = input.units()
    var reused = FoldedText()
    for view in FoldView.all {
      let text = folding.fold(units, view: view)
      Self.check(text, units)
      folding.fold(units.span, view: view, into: &reused)
      expect(text == reused, "\(view.last): used storage changes the result")
    }
    for reading in folding.readings(of: units, views: FoldView.all) {
      Self.check(reading.text, units)
      for view in reading.views {
        expect(folding.fold(units, view: FoldView.all[view]).units == reading.text.units, "reading \(view) differs")
      }
    }
    let once = folding.fold(units, view: .base).units
    expect(folding.fold(once, view: .base).units == once, "the base view is not idempotent")
    guard units.count <= 64 else { return }
    let phrase = String(decoding: units, as: UTF16.self)
    for view in FoldView.all {
      let folded = folding.foldPhrase(phrase, view: view)
      expect(folded.isEmpty == phrase.isEmpty, "\(view.last) leaves nothing of a phrase")
    }
  }

  static func check(_ text: FoldedText, _ units: [UInt16]) {
    expect(text.starts.count == text.count && text.ends.count == text.count, "offsets of other length")
    var (start, end): (Int32, Int32) = (0, 0)
    for index in 0..<text.count {
      expect(text.starts[index] >= start && text.ends[index] >= end, "offsets fall at \(index)")
      expect(text.starts[index] < text.ends[index], "an empty range at \(index)")
      (start, end) = (text.starts[index], text.ends[index])
      let range = text.originalRange(index..<(index + 1))
      expect(range.lower == Int(start) && range.upper == Int(end), "originalRange at \(index)")
    }
    expect(Int(end) <= units.count, "offsets beyond the text")
    let beyond = text.originalRange((text.count + 5)..<(text.count + 9))
    expect(beyond.lower <= units.count && beyond.upper <= units.count, "a range beyond the text is not cut")
  }
}

/// What is redacted lies in the text, in order, and redacting again changes nothing.
struct PrivacyTarget: FuzzTarget {
  static let name = "privacy"
  private let redactor = Redactor(policy: .mask, kinds: Set(PersonalDataKind.allCases))

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let units = input.units()
    let once = redactor.redact(units)
    let count = once.text.utf16.count
    var (original, redacted) = (0, 0)
    for replacement in once.replacements {
      expect(replacement.original.lower >= original && replacement.original.upper <= units.count, "range in the text")
      expect(replacement.redacted.lower >= redacted && replacement.redacted.upper <= count, "range in the redacted text")
      (original, redacted) = (replacement.original.upper, replacement.redacted.upper)
    }
    for position in 0...units.count {
      let range = once.redactedRange(of: TextRange(position, min(position + 3, units.count)))
      expect(range.lowerBound >= 0 && range.upperBound <= count, "redactedRange at \(position)")
    }
    expect(redactor.redact(once.text).text == once.text, "redacting twice changes: \(once.text.debugDescription)")
  }
}
