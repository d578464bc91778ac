/// The language of everything a person reads: reports, summaries, diagnostics.
public enum Language: String, Sendable, CaseIterable {
  case chinese = "zh"
  case english = "en"
}

/// A sentence in both languages of the program.
public struct LocalizedText: Sendable, Equatable, Hashable {
  public let chinese: String
  public let english: String

  public init(zh chinese: String, en english: String) {
    self.chinese = chinese
    self.english = english
  }

  /// The sentence in `language`.
  public func text(in language: Language) -> String {
    switch language {
    case .chinese: chinese
    case .english: english
    }
  }
}
