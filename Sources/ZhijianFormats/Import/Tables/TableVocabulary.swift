internal import Zhijian

/// What the words of a table mean: first as its mapping says, then as tables usually have it.
struct TableVocabulary {
  var mapping: ImportMapping?

  func role(_ cell: String) -> (role: Role, name: String?)? {
    if let mapping {
      if let role = mapping.roles[TableColumn.normalised(cell)] { return (role, nil) }
      // Words of a mapping leave no room for guessing by others.
      if !mapping.roles.isEmpty, TableWords.flag(cell) != nil { return mapping.otherRole.map { ($0, nil) } }
    }
    return TableWords.role(cell) ?? mapping?.otherRole.map { ($0, nil) }
  }

  func senderRole(_ cell: String) -> (role: Role, name: String?)? {
    if let role = mapping?.roles[TableColumn.normalised(cell)] { return (role, cell) }
    return TableWords.role(cell)
  }

  func kind(_ cell: String) -> TableWords.Kind? {
    mapping?.kinds[TableColumn.normalised(cell)] ?? TableWords.kind(cell)
  }

  /// A rating on the mapping's scale, or on the one that its size tells.
  func rating(_ cell: String) -> TableWords.RatingText {
    guard let scale = mapping?.ratingScale else { return TableWords.rating(cell) }
    guard let value = Double(cell) else { return TableWords.rating(cell) }
    guard scale.contains(value) else { return .invalid }
    return .rating(.init(value: value, minimum: scale.lowerBound, maximum: scale.upperBound))
  }

  /// The text without markup, where the mapping says that there is some.
  func text(_ cell: String) -> String { mapping?.textFormat == .html ? MarkupText.plain(cell) : cell }
}
