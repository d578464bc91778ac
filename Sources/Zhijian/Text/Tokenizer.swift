import CICU

/// Cuts texts into words, numbers, stickers and the like.
///
/// ICU's word break iterator for Chinese finds the classes of characters; shape rules make one token
/// of addresses, numbers, order codes, stickers, masks and emoticons; over the rest the likeliest
/// path through ICU's dictionary and the word lists decides. Without lists the tokens are those of
/// ICU's iterator, save the shapes.
public final class Tokenizer: Sendable {
  /// The version of the ICU library in use, such as `72.1`.
  public static var icuVersion: String { String(cString: zhijian_icu_version()) }

  let dictionary: SegmentationDictionary
  let characters = CharacterTable.shared
  /// The names of the word lists, by the index that tokens name them by.
  let listNames: [String]

  /// A tokenizer that knows ICU's dictionary and the words of `wordLists`; tokens name a list by its
  /// index here.
  ///
  /// Throws `dictionary-missing` if ICU's data lacks the dictionary or has it in an unknown layout,
  /// `word-lists-too-large` if there are more than 127 lists or about half a million words.
  public init(wordLists: [WordList]) throws(DiagnosticsError) {
    guard wordLists.count <= WordTrie.Value.listLimit else {
      throw DiagnosticsError([Self.tooLarge])
    }
    listNames = wordLists.map(\.name)
    do {
      dictionary = try SegmentationDictionary(wordLists: wordLists)
    } catch {
      switch error {
      case .full: throw DiagnosticsError([Self.tooLarge])
      case .unusable(let reason):
        throw DiagnosticsError([
          Self.missing(String(cString: zhijian_icu_dictionary_name()), reason: reason)
        ])
      }
    }
  }

  /// What the words are cut by: ICU's version, the name of its dictionary and its number of words.
  public var dictionaryDescription: String {
    let name = String(cString: zhijian_icu_dictionary_name())
    return "ICU \(Self.icuVersion) \(name) (\(dictionary.dictionaryWordCount) words)"
  }

  /// A worker for one thread. Throws `dictionary-missing` if ICU cannot open its word break rules.
  ///
  /// Without shapes and without lists its tokens are exactly those of ICU's word iterator.
  public func makeWorker(findsShapes: Bool = true) throws(DiagnosticsError) -> TokenizerWorker {
    var error: UnsafePointer<CChar>?
    guard let iterator = zhijian_icu_break_open(&error) else {
      let reason = error.map { String(cString: $0) } ?? "unknown"
      throw DiagnosticsError([Self.missing("brkitr/word", reason: reason)])
    }
    return TokenizerWorker(tokenizer: self, iterator: iterator, findsShapes: findsShapes)
  }

  private static let tooLarge = Diagnostic(
    .error, code: "word-lists-too-large",
    message: LocalizedText(
      zh: "词表过多或过大：最多 \(WordTrie.Value.listLimit) 个词表、约五十万个词",
      en:
        "too many word lists or words: the limit is \(WordTrie.Value.listLimit) lists and about half a million words"
    ))

  private static func missing(_ name: String, reason: String) -> Diagnostic {
    Diagnostic(
      .error, code: "dictionary-missing",
      message: LocalizedText(
        zh: "无法使用 ICU \(icuVersion) 的分词数据 \(name)：\(reason)",
        en: "ICU \(icuVersion)'s segmentation data \(name) cannot be used: \(reason)"),
      hint: LocalizedText(
        zh: "请安装完整的 ICU 数据（Debian 软件包 libicu72）",
        en: "install ICU with its full data (Debian: libicu72)"))
  }
}
