/// One line of a sentiment lexicon.
public struct SentimentEntry: Sendable, Hashable {
  /// What an entry does. The names are those of the lexicon files.
  public enum Kind: String, Sendable, CaseIterable {
    case anger, anxiety, disappointment, sadness, dissatisfaction
    case gratitude, satisfaction
    /// Praise that means its opposite (呵呵, 真行).
    case irony
    /// Swear words and insults.
    case abuse
    /// Assent and settled matters (好的, 知道了): a slight plus.
    case assent
    /// An unmet need (还没, 要多久): a slight minus.
    case need
    /// Scripted politeness: neutral from an agent, weighs as written from a customer.
    case courtesy
    /// Carries no feeling and keeps the entries inside it from matching (差不多, 好像).
    case neutral
    /// Multiplies the next entry (很 1.3, 有点 0.6).
    case degree
    /// Multiplies the entry before it (极了, 死了).
    case degreeAfter = "degree_after"
    /// Turns the next entry round; the weight is the factor (不 -1, 不太 -0.7).
    case negation
    /// Marks a yes-or-no question (吗, 是不是).
    case question
    /// Asks why, or does not really ask (怎么还, 凭什么): takes nothing from the entries beside it.
    case why
    /// Multiplies what stands before it in the message (但是 0.5).
    case contrast
    /// Like `contrast`, but only where it opens a clause (不过, 就是).
    case contrastOpening = "contrast_opening"
    /// Multiplies the complaints in its clause that have not happened (如果, 万一).
    case hypothesis
    /// A short pattern that counts once a message wherever it stands, beside the words it is part of; `^` at its
    /// beginning and `$` at its end are those of the message (^还没, 吗$). Customers' messages only.
    case cue
    /// The weight of what is no word, by the name of a `SentimentFeature`.
    case feature
    /// The name of a brand, a product or another topic: weighs nothing, and nothing that holds it is learned.
    case topic

    /// Whether the weight is a contribution to the score and not a factor.
    public var isFeeling: Bool {
      switch self {
      case .anger, .anxiety, .disappointment, .sadness, .dissatisfaction, .gratitude, .satisfaction, .irony,
        .abuse, .assent, .need, .courtesy:
        true
      case .neutral, .degree, .degreeAfter, .negation, .question, .why, .contrast, .contrastOpening, .hypothesis, .cue,
        .feature, .topic:
        false
      }
    }

    /// Whether an entry of this kind names a feeling outright, so that it always means something.
    var namesFeeling: Bool {
      switch self {
      case .anger, .abuse, .anxiety, .disappointment, .sadness, .dissatisfaction, .irony, .gratitude, .satisfaction:
        true
      default: false
      }
    }

    /// Whether it is anger or insult, whose denial praises nobody.
    var isWrath: Bool { self == .anger || self == .abuse }

    /// Whether an entry of this kind takes its place in the message, so that no other entry shares its characters.
    var takesPlace: Bool {
      switch self {
      case .cue, .feature, .topic: false
      default: true
      }
    }

    /// The weights a line of this kind may have, in thousandths.
    var allowedWeights: ClosedRange<Int> {
      switch self {
      case .neutral, .topic: 0...0
      case .cue, .feature: -500...500
      case .degree, .degreeAfter: 100...3000
      case .negation: -1500...(-100)
      case .contrast, .contrastOpening, .hypothesis: 0...1000
      default: -1000...1000
      }
    }

    var emotion: Emotion? {
      switch self {
      case .anger, .abuse: .anger
      case .anxiety: .anxiety
      case .disappointment: .disappointment
      case .sadness: .sadness
      case .dissatisfaction, .irony: .dissatisfaction
      case .gratitude, .courtesy: .gratitude
      case .satisfaction: .satisfaction
      default: nil
      }
    }
  }

  /// The entry as it is written in the file; `{数}` stands for a number.
  public var text: String
  /// A contribution or a factor, in thousandths, as `kind` says.
  public var weight: Int
  public var kind: Kind
  /// Where the entry and its weight come from: `own` (thought of by people who know service chats)
  /// or `learned` (weight fitted on rated conversations).
  public var source: String
  public var note: String
  public var location: SourceLocation

  /// Whether it is a picture of a face or a thing: an emoji, a sticker, a kaomoji.
  var isEmoji: Bool {
    if text.hasPrefix("[") { return true }
    return text.unicodeScalars.allSatisfy { scalar in
      !(0x3400...0x9FFF).contains(scalar.value) && !scalar.properties.isAlphabetic
    } || text.contains("_") || text.contains("^")
  }
}
