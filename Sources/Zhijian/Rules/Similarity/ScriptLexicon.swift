import Synchronization

/// The words of service scripts, for `similar` and `script`: which say the same, which carry no content, which
/// contradict each other.
public final class ScriptLexicon: Sendable {
  /// One file of the lexicon; what it holds is told by the start of its name: `light` words without content,
  /// `contrary` pairs that contradict each other, anything else groups of words that say the same.
  public struct File: Sendable {
    public let name: String
    public let text: String

    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// What a word is in a script.
  enum Meaning: Sendable, Hashable {
    /// A word of content, with the number of those that say the same.
    case group(Int)
    case light
    case negation(NegationKind)
    /// Holds a negator's character and negates nothing.
    case harmless
  }

  private let entries: ScriptLexiconEntries
  let folding: TextFolding
  private let made = Mutex<ScriptVocabulary?>(nil)

  private init(entries: ScriptLexiconEntries, folding: TextFolding) {
    self.entries = entries
    self.folding = folding
  }

  /// A lexicon without words of its own: only negation and quantities are known.
  public convenience init(folding: TextFolding) {
    self.init(entries: ScriptLexiconEntries(), folding: folding)
  }

  /// Reads the files of a lexicon and everything that is wrong with them; faulty entries are left out.
  public static func parse(files: [File], folding: TextFolding) -> (ScriptLexicon, [Diagnostic]) {
    var reader = ScriptLexiconReader()
    for file in files { reader.read(file) }
    return (ScriptLexicon(entries: reader.entries, folding: folding), reader.diagnostics)
  }

  /// The words as texts are compared with them: made when the first sample is read.
  var vocabulary: ScriptVocabulary {
    made.withLock { made in
      let known = made ?? ScriptVocabulary(entries, folding: folding)
      made = known
      return known
    }
  }
}

/// What the files of a lexicon say.
struct ScriptLexiconEntries: Sendable {
  var groups: [[String]] = []
  var light: [String] = []
  var contrary: [(String, String)] = []
}

/// The words of a lexicon, folded and compiled.
struct ScriptVocabulary: Sendable {
  private let matcher: PhraseMatcher
  private let meanings: [ScriptLexicon.Meaning]
  /// For each group those that contradict it.
  let contrary: [Int: Set<Int>]

  init(_ entries: ScriptLexiconEntries, folding: TextFolding) {
    var numbers: [[UInt16]: Int] = [:]
    var words: [[UInt16]] = []
    var meanings: [ScriptLexicon.Meaning] = []
    func add(_ word: String, _ meaning: ScriptLexicon.Meaning) {
      let units = folding.foldPhrase(word, view: .base)
      guard numbers[units] == nil else { return }
      numbers[units] = words.count
      words.append(units)
      meanings.append(meaning)
    }
    for (number, group) in entries.groups.enumerated() {
      for word in group { add(word, .group(number)) }
    }
    for word in ScriptWording.harmless { add(word, .harmless) }
    for (kind, negators) in ScriptWording.negators { for word in negators { add(word, .negation(kind)) } }
    for word in entries.light { add(word, .light) }
    var groupCount = entries.groups.count
    var contrary: [Int: Set<Int>] = [:]
    func group(_ word: String) -> Int? {
      let units = folding.foldPhrase(word, view: .base)
      if let number = numbers[units] {
        if case .group(let group) = meanings[number] { return group }
        return nil
      }
      add(word, .group(groupCount))
      groupCount += 1
      return groupCount - 1
    }
    for (left, right) in entries.contrary {
      guard let left = group(left), let right = group(right), left != right else { continue }
      contrary[left, default: []].insert(right)
      contrary[right, default: []].insert(left)
    }
    matcher = PhraseMatcher(phrases: words)
    self.meanings = meanings
    self.contrary = contrary
  }

  /// The longest word at every place of `units` where one begins.
  func longestWords(in units: [UInt16]) -> [Int: (end: Int, meaning: ScriptLexicon.Meaning)] {
    var longest: [Int: (end: Int, meaning: ScriptLexicon.Meaning)] = [:]
    matcher.forEachMatch(in: units) { number, start, end in
      // Matches of one start come in the order of their ends.
      longest[start] = (end, meanings[number])
    }
    return longest
  }
}

extension Rule {
  /// Whether it compares messages with samples or scripts.
  package var usesScriptLexicon: Bool {
    func uses(_ node: ConditionNode) -> Bool {
      if case .leaf(let leaf, _) = node.logic, leaf is SimilarOperator || leaf is ScriptOperator { return true }
      return node.children.contains(where: uses)
    }
    return [given, condition].compactMap { $0 }.contains(where: uses)
  }
}
