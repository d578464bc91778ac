extension TextFolding {
  /// `pattern` with its literal characters in the base view, so that it can match folded text: 運 and Ｖ in a pattern
  /// never stand in one. Letters of ASCII keep their case, which is left to the expression's option.
  ///
  /// A form that has a meaning in patterns is escaped. Ends of ranges, quotations (`\Q`) and characters of several
  /// units' forms within sets stay as they are.
  public func foldPattern(_ pattern: String) -> String {
    let scalars = Array(pattern.unicodeScalars)
    if scalars.allSatisfy(\.isASCII) { return pattern }
    var result = String.UnicodeScalarView()
    var open = 0
    var isEscaped = false
    for (index, scalar) in scalars.enumerated() {
      if isEscaped, scalar == "Q" { return pattern }
      guard !scalar.isASCII else {
        if !isEscaped, scalar == "[" { open += 1 }
        if !isEscaped, scalar == "]", open > 0 { open -= 1 }
        isEscaped = scalar == "\\" && !isEscaped
        result.append(scalar)
        continue
      }
      let form = fold(Array(String(Character(scalar)).utf16), view: .base).units
      let folded = Array(String(decoding: form, as: UTF16.self).unicodeScalars)
      let isRangeEnd =
        open > 0 && (index > 0 && scalars[index - 1] == "-" || index + 1 < scalars.count && scalars[index + 1] == "-")
      let isLetter = folded.count == 1 && folded[0].isASCII && folded[0].properties.isAlphabetic
      if folded == [scalar] || (open > 0 && folded.count > 1) || (isRangeEnd && !isLetter) {
        result.append(scalar)
      } else if isEscaped, folded.count == 1, isLetter || ("0"..."9").contains(folded[0]) {
        // The backslash before it would make an escape of the form.
        result.removeLast()
        result.append(folded[0])
      } else {
        if isEscaped { result.removeLast() }
        if folded.count > 1 { result.append(contentsOf: "(?:".unicodeScalars) }
        for part in folded {
          if open > 0, part == ":" {
            // A colon behind a bracket would begin the name of a class: [:：].
            result.append(contentsOf: "\\x{3A}".unicodeScalars)
            continue
          }
          if part.isASCII, !part.properties.isAlphabetic, !("0"..."9").contains(part), part != " " {
            result.append("\\")
          }
          result.append(part)
        }
        if folded.count > 1 { result.append(")") }
      }
      isEscaped = false
    }
    return String(result)
  }
}
