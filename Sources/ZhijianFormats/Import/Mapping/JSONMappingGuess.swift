internal import Zhijian

/// Guesses a mapping for JSON from the usual names of members: the list of objects that knows most of them, one of
/// them the text.
enum JSONMappingGuess {
  private struct Candidate {
    var records: String
    var columns: [(column: TableColumn, path: String)]
    var count: Int
  }

  /// Nil where nothing looks like messages.
  static func mapping(for sniff: FileSniff) -> ImportMapping? {
    guard let value = firstValue(sniff) else { return nil }
    var best: Candidate?
    search(value, path: "", around: [], depth: 0) { candidate in
      if candidate.count > best?.count ?? 1 { best = candidate }
    }
    guard let best, let path = ValuePath(best.records) else { return nil }
    var mapping = ImportMapping(name: FilePath.stem(of: sniff.name), format: "json")
    mapping.records = [path]
    for (column, path) in best.columns { mapping.columns[column] = [path] }
    return mapping
  }

  /// The first value of the file as far as its beginning shows it; what is cut off is closed.
  private static func firstValue(_ sniff: FileSniff) -> JSONValue? {
    var bytes = sniff.utf8
    for _ in 0..<64 {
      if let value = parse(bytes) {
        if case .array(let elements) = value { return elements.first }
        return value
      }
      guard !sniff.isComplete, let closed = JSONPrefix.closed(bytes) else { return nil }
      bytes = closed
    }
    return nil
  }

  private static func parse(_ bytes: [UInt8]) -> JSONValue? {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var scanner = JSONScanner(base: base, end: buffer.count)
      return try? scanner.value()
    }
  }

  private static func search(
    _ value: JSONValue, path: String, around objects: [JSONValue], depth: Int, _ found: (Candidate) -> Void
  ) {
    guard depth < 6 else { return }
    switch value {
    case .object(let members):
      if let candidate = candidate(value, path: path, around: objects) { found(candidate) }
      for member in members.prefix(200) {
        let inner = path.isEmpty ? member.key : path + "." + member.key
        search(member.value, path: inner, around: objects + [value], depth: depth + 1, found)
      }
    case .array(let elements):
      if let first = elements.first { search(first, path: path + "[]", around: objects, depth: depth + 1, found) }
    default: break
    }
  }

  private static func candidate(_ record: JSONValue, path: String, around objects: [JSONValue]) -> Candidate? {
    var columns: [(column: TableColumn, path: String)] = []
    func add(_ object: JSONValue, prefix: String, only: Set<TableColumn>?) {
      guard case .object(let members) = object else { return }
      for member in members.prefix(200) {
        if member.value.cellText != nil, let column = TableColumn(header: member.key),
          only?.contains(column) ?? true, !columns.contains(where: { $0.column == column })
        {
          columns.append((column, prefix + member.key))
        }
      }
      guard only == nil else { return }
      for member in members.prefix(200) {
        guard case .object(let inner) = member.value else { continue }
        for leaf in inner.prefix(50) where leaf.value.cellText != nil {
          guard let column = nested(member.key, leaf.key), !columns.contains(where: { $0.column == column }) else {
            continue
          }
          columns.append((column, prefix + member.key + "." + leaf.key))
        }
      }
    }
    add(record, prefix: "", only: nil)
    guard columns.contains(where: { $0.column == .text || $0.column == .agentText }) else { return nil }
    let sides: [TableColumn] = [.role, .sender, .isFromAgent, .agentText]
    guard columns.contains(where: { sides.contains($0.column) }) else { return nil }
    for (step, object) in objects.reversed().enumerated() {
      add(object, prefix: String(repeating: "^", count: step + 1), only: outer)
      if !columns.contains(where: { $0.column == .session }), path.has("[]"), object["id"]?.cellText != nil {
        columns.append((.session, String(repeating: "^", count: step + 1) + "id"))
      }
    }
    return Candidate(records: path, columns: columns, count: columns.count)
  }

  /// What an object around the messages can say of them.
  private static let outer: Set<TableColumn> = [
    .session, .agentID, .agentName, .customerID, .customerName, .queueAt, .startedAt, .endedAt, .rating, .order, .group,
    .platform, .shop, .closeReason,
  ]

  /// `author.type` is a role, `text.content` the text.
  private static func nested(_ name: String, _ leaf: String) -> TableColumn? {
    let outer = TableColumn(header: name)
    switch TableColumn.normalised(leaf) {
    case "type", "role": return outer == .sender || outer == .role ? .role : nil
    case "id", "name", "nick", "nickname": return outer == .sender ? .sender : nil
    case "content", "text": return outer == .text ? .text : nil
    default: return nil
    }
  }
}

/// The beginning of a JSON text, made whole.
enum JSONPrefix {
  /// `bytes` up to the last element that is whole, with the open brackets closed; nil where there is none.
  static func closed(_ bytes: [UInt8]) -> [UInt8]? {
    var open: [UInt8] = []
    var isString = false
    var isEscaped = false
    var cut: (count: Int, open: [UInt8])?
    for (index, byte) in bytes.enumerated() {
      if isString {
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isString = false
        }
        continue
      }
      switch byte {
      case 0x22: isString = true
      case 0x7B, 0x5B:
        guard open.count < JSONScanner.maximumDepth else { return nil }
        open.append(byte == 0x7B ? 0x7D : 0x5D)
      case 0x7D, 0x5D: if !open.isEmpty { open.removeLast() }
      case 0x2C: if !open.isEmpty { cut = (index, open) }
      default: break
      }
    }
    guard let cut else { return nil }
    return bytes[..<cut.count] + cut.open.reversed()
  }
}

extension FileSniff {
  /// The names of members in JSON, each once, in the order in which they come.
  var jsonNames: [String] {
    var names: [String] = []
    var seen: Set<[UInt8]> = []
    var index = 0
    while index < utf8.count {
      guard utf8[index] == 0x22 else {
        index += 1
        continue
      }
      var end = index + 1
      while end < utf8.count, utf8[end] != 0x22 { end += utf8[end] == 0x5C ? 2 : 1 }
      guard end < utf8.count else { break }
      var next = end + 1
      while next < utf8.count, utf8[next] <= 0x20 { next += 1 }
      if next < utf8.count, utf8[next] == 0x3A, end - index <= 80 {
        let name = Array(utf8[index + 1..<end])
        if seen.insert(name).inserted { names.append(String(decoding: name, as: UTF8.self)) }
      }
      index = end + 1
    }
    return names
  }
}
