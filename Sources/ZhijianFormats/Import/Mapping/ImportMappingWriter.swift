public import Zhijian

extension ImportMapping {
  /// The mapping as a YAML file that a person can mend; reading it back gives an equal mapping. `description` adds what
  /// was seen, as comments.
  public func yaml(describing description: ImportDescription? = nil, language: Language = .chinese) -> String {
    var lines: [String] = []
    let isChinese = language == .chinese
    func comment(_ zh: String, _ en: String) { lines.append("# " + (isChinese ? zh : en)) }
    func add(_ key: String, _ value: String?) { if let value { lines.append("\(key): \(value)") } }
    comment("映射文件：哪一列是什么。说明见 docs/mapping.md", "A mapping: which column is what. See docs/mapping.md")
    add("schema", "1")
    add("name", Self.quoted(name))
    if let title {
      add("title", Self.quoted(title.chinese))
      if title.english != title.chinese { add("title_en", Self.quoted(title.english)) }
    }
    if sample != .none { add("sample", sample.rawValue) }
    add("format", format)
    if !detect.isEmpty { add("detect", Self.list(detect)) }
    add("sheet", sheet.map(Self.quoted))
    add("header", headerRow.map { $0 == 0 ? "none" : String($0) })
    add("delimiter", delimiter.map { $0 == 0x09 ? "tab" : Self.quoted(String(UnicodeScalar($0))) })
    add("encoding", encoding?.rawValue)
    if !records.isEmpty { add("records", Self.list(records.map(\.text))) }
    if !columns.isEmpty {
      lines.append("columns:")
      for (column, names) in orderedColumns {
        let value = names.count == 1 ? Self.quoted(names[0]) : Self.list(names)
        lines.append("  \(column.key): \(value)\(sampleComment(names.first, description))")
      }
    }
    if let description { addLeftOver(description, isChinese: isChinese, to: &lines) }
    addWords(description, isChinese: isChinese, to: &lines)
    add("platform", platform.map(Self.quoted))
    add("shop", shop.map(Self.quoted))
    let time = [
      timeZone.map { "zone: \(Self.quoted($0))" }, timeUnit.map { "unit: \($0.rawValue)" }, year.map { "year: \($0)" },
    ].compactMap { $0 }
    if !time.isEmpty { add("time", "{\(time.joined(separator: ", "))}") }
    let session = [idleSeconds.map { "idle: \($0)s" }, fillsDown.map { "fill_down: \($0)" }].compactMap { $0 }
    if !session.isEmpty { add("session", "{\(session.joined(separator: ", "))}") }
    if let scale = ratingScale {
      add("rating", "{min: \(Self.decimal(scale.lowerBound)), max: \(Self.decimal(scale.upperBound))}")
    }
    if textFormat != .plain { add("text_format", textFormat.rawValue) }
    if !autoReplies.isEmpty { add("auto_replies", Self.list(autoReplies)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func sampleComment(_ name: String?, _ description: ImportDescription?) -> String {
    guard let name, let sample = description?.columns.first(where: { $0.header == name })?.sample, !sample.isEmpty
    else {
      return ""
    }
    return "    # " + Self.oneLine(sample)
  }

  private func addLeftOver(_ description: ImportDescription, isChinese: Bool, to lines: inout [String]) {
    let left = description.columns.filter { $0.meaning == nil && !$0.header.isEmpty }
    guard !left.isEmpty else { return }
    lines.append(
      isChinese ? "# 以下各列原样保留；要用就写到 columns 里：" : "# These are kept as they are; name them in columns to use them:")
    for column in left {
      let competes = column.competes.map { isChinese ? "（也像 \($0)）" : " (also like \($0))" } ?? ""
      lines.append("#   \(Self.oneLine(column.header))\(competes): \(Self.oneLine(column.sample))")
    }
  }

  private func addWords(_ description: ImportDescription?, isChinese: Bool, to lines: inout [String]) {
    if !roles.isEmpty || otherRole != nil {
      lines.append("roles:")
      for role in Role.allCases {
        let words = roles.filter { $0.value == role }.keys.sorted()
        if !words.isEmpty { lines.append("  \(role.rawValue): \(Self.list(words))") }
      }
      if let otherRole { lines.append("  other: \(otherRole.rawValue)") }
    } else if let words = description?.roleWords, !words.isEmpty {
      let isUnclear = words.contains { $0.meaning == nil }
      lines.append(
        isUnclear
          ? (isChinese ? "# 有认不出的发送方，请改正后去掉行首的 #：" : "# Some senders are not known: mend this and take the # away:")
          : (isChinese ? "# 发送方是这样认的：" : "# Senders were read so:"))
      lines.append("# roles:")
      for role in Role.allCases where role != .unknown {
        let known = words.filter { $0.meaning == role.rawValue }.map(\.text)
        let all = known + (role == .agent ? words.filter { $0.meaning == nil }.map(\.text) : [])
        if !all.isEmpty { lines.append("#   \(role.rawValue): \(Self.list(all))") }
      }
    }
    guard !kinds.isEmpty else { return }
    lines.append("kinds:")
    for kind in MessageKind.allCases {
      let words = kinds.filter { $0.value.kind == kind && !$0.value.isSkipped }.keys.sorted()
      if !words.isEmpty { lines.append("  \(kind.rawValue): \(Self.list(words))") }
    }
    let skipped = kinds.filter(\.value.isSkipped).keys.sorted()
    if !skipped.isEmpty { lines.append("  skip: \(Self.list(skipped))") }
  }

  // MARK: YAML

  private static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }

  private static func decimal(_ number: Double) -> String {
    number == number.rounded() ? String(Int(number)) : String(number)
  }

  /// Plain where YAML takes it as it stands.
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_.^$/-".unicodeScalars.contains(scalar)
      }
      && !"-.".unicodeScalars.contains(text.unicodeScalars.first ?? "-")
      && !["null", "true", "false", "yes", "no", "none", "~"].contains(text.lowercased())
    guard !isPlain else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if YAMLText.isForbidden(scalar) {
          result += YAMLText.escaped(scalar)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// `text` as a comment can hold it.
  private static func oneLine(_ text: String) -> String {
    let flat = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isWhitespace ? " " : $0 }))
    let safe = TerminalText.safe(flat).filter { !$0.unicodeScalars.contains(where: YAMLText.isForbidden) }
    return safe.count > 40 ? safe.prefix(40) + "…" : safe
  }
}

extension ValuePath {
  /// The path as it is written.
  var text: String {
    var result = ""
    for step in steps {
      switch step {
      case .member(let name): result += result.isEmpty ? name : "." + name
      case .element(let index): result += "[\(index)]"
      case .every: result += "[]"
      }
    }
    switch outward {
    case .some(let count): return String(repeating: "^", count: count) + result
    case .none: return result.isEmpty ? "$" : "$." + result
    }
  }
}
