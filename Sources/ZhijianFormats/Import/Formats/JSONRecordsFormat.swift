public import Zhijian

/// JSON of any shape, by a mapping: one value a line, an array of them, or one document; the mapping is asked for,
/// shipped, or guessed from the names of members.
public struct JSONRecordsFormat: ImportFormat {
  public let name = "json"
  public let title = LocalizedText(zh: "任意 JSON（按映射）", en: "JSON of any shape, by a mapping")
  public let fileExtensions = ["json", "jsonl", "ndjson", "txt"]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    let first = sniff.firstByte
    guard first == 0x7B || first == 0x5B else { return 0 }
    if let mapping = options.mapping, mapping.format == name { return 1 }
    let names = Set(sniff.jsonNames.map(TableColumn.normalised))
    if ImportMapping.best(of: options.presets, format: name, names: names) != nil { return 0.95 }
    return names.contains { TableColumn(header: $0) == .text }
      && names.contains { Self.tellsSide.contains(TableColumn(header: $0)) }
      ? 0.5 : names.isEmpty ? 0 : ImportFormats.minimumConfidence
  }

  private static let tellsSide: [TableColumn?] = [.role, .sender, .isFromAgent]

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    let chosen = mapping(for: input.sniff, options: options)
    guard let (mapping, basis) = chosen else {
      _ = yield(.failure(line: nil, Self.noMapping(input)))
      return
    }
    let layout = TableLayout(json: mapping, basis: basis)
    var records = JSONRecords(file: input.file, mapping: mapping, layout: layout, options: options)
    guard
      JSONValues.each(
        of: input, options: options, yield: yield,
        { value, line in
          records.take(value, line: line)
          return true
        })
    else { return }
    records.finish(input: input, yield: yield)
  }

  private func mapping(
    for sniff: FileSniff, options: ImportOptions
  ) -> (ImportMapping, ImportDescription.Basis)? {
    if let mapping = options.mapping, mapping.format == name { return (mapping, .mapping) }
    let names = Set(sniff.jsonNames.map(TableColumn.normalised))
    if let preset = ImportMapping.best(of: options.presets, format: name, names: names) { return (preset, .preset) }
    return JSONMappingGuess.mapping(for: sniff).map { ($0, .guess) }
  }

  private static func noMapping(_ input: ImportInput) -> Diagnostic {
    let names = input.sniff.jsonNames.prefix(30).joined(separator: "、")
    return Diagnostic(
      .error, code: "no-mapping",
      message: LocalizedText(
        zh: "认不出这个 JSON 里哪些是消息", en: "it is not clear what in this JSON is a message"),
      location: SourceLocation(file: input.file),
      hint: LocalizedText(
        zh: "成员：\(names)。请写映射文件并用 --mapping 指定", en: "members: \(names). Write a mapping and name it by --mapping"))
  }
}
