/// A way in which two spellings count as the same. The order is that in which folds are added to views.
public enum Fold: String, CaseIterable, Sendable, Comparable {
  /// Full-width, circled, styled and other compatibility forms to plain ones.
  case width
  /// Upper to lower case.
  case `case`
  /// Traditional to Simplified characters, one for one.
  case script
  /// What nobody sees goes: zero-width characters, bidi controls, tags, variation selectors, marks on letters.
  case invisible
  /// One or two spaces, punctuation marks or symbols between letters or digits go.
  case gap
  /// Chinese and other scripts' digits to ASCII, in runs.
  case digits
  /// Runs of one character to one.
  case `repeat`
  /// Emoji and signs that stand in for words to those words.
  case emoji
  /// Characters written as their parts joined: 弓长 to 张.
  case split
  /// Characters that look alike to one of them: 徽 to 微.
  case lookalike
  /// Characters and pinyin to toneless syllables.
  case pinyin

  /// Where it stands among all folds, from 0.
  var rank: Int {
    switch self {
    case .width: 0
    case .case: 1
    case .script: 2
    case .invisible: 3
    case .gap: 4
    case .digits: 5
    case .repeat: 6
    case .emoji: 7
    case .split: 8
    case .lookalike: 9
    case .pinyin: 10
    }
  }

  public static func < (left: Fold, right: Fold) -> Bool { left.rank < right.rank }
}

/// A way to read a text: the base folds (width, case, script) and all further folds up to one of them.
public struct FoldView: Sendable, Hashable, Comparable {
  /// The last fold applied; `.script` for the base view.
  public let last: Fold

  /// The view that has `fold` and all folds before it, at least those of the base view.
  public init(upTo fold: Fold) {
    last = max(fold, .script)
  }

  /// Width, case and script: the view of every rule that names no other.
  public static let base = FoldView(upTo: .script)

  /// All views, those with fewer folds first.
  public static let all: [FoldView] = Fold.allCases.filter { $0 >= .script }.map(FoldView.init(upTo:))

  /// The folds applied, in order.
  public var folds: [Fold] { Fold.allCases.filter { $0 <= last } }

  public static func < (left: FoldView, right: FoldView) -> Bool { left.last < right.last }
}
