/// What a token is, by its shape.
public enum TokenKind: UInt8, Sendable, CaseIterable {
  case word, number, latin, orderNumber, url, email, sticker, mask, emoji, kaomoji, punctuation,
    space, other

  /// The stable name of the kind in output files, such as `order_number`.
  public var name: String {
    switch self {
    case .word: "word"
    case .number: "number"
    case .latin: "latin"
    case .orderNumber: "order_number"
    case .url: "url"
    case .email: "email"
    case .sticker: "sticker"
    case .mask: "mask"
    case .emoji: "emoji"
    case .kaomoji: "kaomoji"
    case .punctuation: "punctuation"
    case .space: "space"
    case .other: "other"
    }
  }
}

/// Where a token's boundaries come from.
public enum TokenOrigin: Sendable, Hashable {
  /// ICU's rules or ICU's dictionary.
  case icu
  /// A shape rule, such as the one for web addresses.
  case rule
  /// The word list with this index, from 0, in the order the tokenizer was given them.
  case list(UInt8)
}

/// One token of a message: a half-open range of UTF-16 units of the original text, counted from 0.
public struct Token: Sendable, Hashable {
  public let start: Int32
  public let end: Int32
  public let kind: TokenKind
  public let origin: TokenOrigin

  public init(start: Int32, end: Int32, kind: TokenKind, origin: TokenOrigin) {
    self.start = start
    self.end = end
    self.kind = kind
    self.origin = origin
  }

  public var range: TextRange { TextRange(Int(start), Int(end)) }
}

/// A text and its tokens, which cover it from 0 to its end without gap or overlap.
public struct TokenizedText: Sendable {
  /// The text's UTF-16 units, as given; they need not be well-formed.
  public let units: [UInt16]
  public var tokens: [Token]
  /// The positions at which ICU alone, without lists and shapes, has a word boundary: sorted, 0 and
  /// the count included; of the empty text just 0. Adding words to a list never changes them.
  ///
  /// They are worked out whenever they are asked for, since most texts are never asked: ask once.
  public var dictionaryCuts: [Int32] { tokenizer?.dictionaryCuts(in: units) ?? knownCuts }
  private let knownCuts: [Int32]
  /// Finds the cuts where they are not known.
  private let tokenizer: Tokenizer?

  public init(units: [UInt16], tokens: [Token], dictionaryCuts: [Int32]) {
    self.units = units
    self.tokens = tokens
    knownCuts = dictionaryCuts
    tokenizer = nil
  }

  /// A text without complex characters.
  init(units: [UInt16], tokens: [Token], tokenizer: Tokenizer) {
    self.units = units
    self.tokens = tokens
    knownCuts = []
    self.tokenizer = tokenizer
  }

  /// Whether a token starts or ends at `position`, counted in UTF-16 units.
  public func isCut(at position: Int) -> Bool {
    guard position >= 0, position <= units.count else { return false }
    if position == units.count { return true }
    let index = tokenIndex(at: position)
    return index.map { Int(tokens[$0].start) == position } ?? true
  }

  /// Whether ICU alone has a word boundary at `position`, counted in UTF-16 units.
  public func isDictionaryCut(at position: Int) -> Bool {
    guard position >= 0, position <= units.count else { return false }
    let wanted = Int32(position)
    let dictionaryCuts = dictionaryCuts
    var low = 0
    var high = dictionaryCuts.count
    while low < high {
      let middle = (low + high) / 2
      if dictionaryCuts[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < dictionaryCuts.count && dictionaryCuts[low] == wanted
  }

  /// The index of the token that holds the unit at `position`; nil outside of the text.
  public func tokenIndex(at position: Int) -> Int? {
    guard position >= 0, position < units.count, !tokens.isEmpty else { return nil }
    let wanted = Int32(position)
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].end <= wanted { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count ? low : nil
  }

  /// The text of `token`, one of this text's tokens; unpaired surrogates are replaced by U+FFFD.
  public func text(of token: Token) -> String {
    let start = min(max(Int(token.start), 0), units.count)
    let end = min(max(Int(token.end), start), units.count)
    return String(decoding: units[start..<end], as: UTF16.self)
  }
}
