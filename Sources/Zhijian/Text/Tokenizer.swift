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
  let characters: CharacterTable
  /// The names of the word lists, by the index that tokens name them by.
  let listNames: [String]
  let storage = ClassifiedTextStorage()

  /// A tokenizer that knows ICU's dictionary and the words of `wordLists`; tokens name a list by its
  /// index here.
  ///
  /// If ICU's data lacks the dictionary or has it in an unknown layout, the words of ICU's iterator
  /// stand in for it; see `isDictionaryMissing`. Throws `word-lists-too-large` if there are more than
  /// 127 lists or about half a million words.
  public convenience init(wordLists: [WordList]) throws(DiagnosticsError) {
    try self.init(wordLists: wordLists, source: .icu)
  }

  init(wordLists: [WordList], source: DictionarySource) throws(DiagnosticsError) {
    guard wordLists.count <= WordTrieBuilder.Value.listLimit else {
      throw DiagnosticsError([Self.tooLarge])
    }
    listNames = wordLists.map(\.name)
    do {
      dictionary = try SegmentationDictionary(wordLists: wordLists, source: source)
    } catch {
      throw DiagnosticsError([Self.tooLarge])
    }
    var characters = CharacterTable.shared
    characters.setCodes(dictionary.trie.codes)
    self.characters = characters
  }

  init(dictionary: SegmentationDictionary, characters: CharacterTable, listNames: [String]) {
    self.dictionary = dictionary
    self.characters = characters
    self.listNames = listNames
  }

  /// Whether ICU's dictionary could not be read, so that words come from ICU's iterator.
  public var isDictionaryMissing: Bool { !dictionary.hasDictionary }

  /// Ends a version that names the tokenizer: names what stands in for ICU's dictionary, if anything.
  public var versionSuffix: String { isDictionaryMissing ? "-icu-iterator" : "" }

  /// What the words are cut by: ICU's version, and the name of its dictionary and its number of words
  /// or that its iterator stands in for it.
  public var dictionaryDescription: String {
    guard dictionary.hasDictionary else { return "ICU \(Self.icuVersion) word iterator" }
    let name = String(cString: zhijian_icu_dictionary_name())
    return "ICU \(Self.icuVersion) \(name) (\(dictionary.dictionaryWordCount) words)"
  }

  /// A worker for one thread. Throws `dictionary-missing` if ICU cannot open its word break rules.
  ///
  /// Without shapes and without lists its tokens are exactly those of ICU's word iterator.
  public func makeWorker(findsShapes: Bool = true) throws(DiagnosticsError) -> TokenizerWorker {
    // Safe: the worker closes the iterator; the error is a string with static lifetime.
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
      zh: "词表过多或过大：最多 \(WordTrieBuilder.Value.listLimit) 个词表、约五十万个词",
      en:
        "too many word lists or words: the limit is \(WordTrieBuilder.Value.listLimit) lists and about half a million words"
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
