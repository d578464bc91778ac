public import Zhijian

/// How a file that no format knows by itself is read: which column or JSON value is what, what its words for roles and
/// kinds mean, how it writes times. Written as YAML; see docs/mapping.md.
public struct ImportMapping: Sendable, Equatable {
  /// How far the shape is known.
  public enum Sample: String, Sendable, CaseIterable {
    /// Read from an export of the platform itself.
    case export
    /// Made after a sample that the platform has published.
    case published
    /// Made from descriptions alone: 未验证.
    case none
  }

  /// What messages are written in.
  public enum TextFormat: String, Sendable, CaseIterable {
    case plain, html
  }

  /// What whole numbers in a time column count.
  public enum TimeUnit: String, Sendable, CaseIterable {
    case seconds = "s"
    case milliseconds = "ms"
    case microseconds = "us"
  }

  /// A name for messages and for `--mapping`.
  public var name: String
  public var title: LocalizedText?
  public var sample = Sample.none
  /// The name of a format, or `table` for any table, or `json` for any JSON.
  public var format = "table"
  /// Headers or members that a file must have for the mapping to be chosen by itself.
  public var detect: [String] = []
  /// The worksheet, by its name or its number from 1; nil for every one with chats.
  public var sheet: String?
  /// The row of the headers, from 1; 0 where there are none; nil to look for it.
  public var headerRow: Int?
  public var delimiter: UInt8?
  public var encoding: TextEncoding?
  /// Where messages stand in JSON.
  var records: [ValuePath] = []
  /// The headers or JSON paths of each column; the first that holds something counts.
  var columns: [TableColumn: [String]] = [:]
  var roles: [String: Role] = [:]
  var otherRole: Role?
  var kinds: [String: TableWords.Kind] = [:]
  public var platform: String?
  public var shop: String?
  public var timeZoneOffsetSeconds: Int?
  var timeZone: String?
  public var timeUnit: TimeUnit?
  public var year: Int?
  /// The pause after which a new conversation begins where there are no ids.
  public var idleSeconds: Int?
  /// Whether an empty cell of a conversation's column means the one above; nil for what the format usually does.
  public var fillsDown: Bool?
  /// The ends of the scale of ratings.
  public var ratingScale: ClosedRange<Double>?
  public var textFormat = TextFormat.plain
  /// Texts of machines in an agent's name; `*` stands for anything.
  public var autoReplies: [String] = []
  /// The file that it was read from.
  public var file: String?

  init(name: String, format: String = "table") {
    self.name = name
    self.format = format
  }

  /// Whether the shape is not known from a sample.
  public var isUnverified: Bool { sample == .none }

  /// Whether it is for tables.
  var isForTables: Bool { ["table", "csv", "tsv", "xlsx", "html-table"].contains(format) }

  /// Whether it is meant for files of a format called `name`.
  func fits(format name: String) -> Bool {
    format == name || format == "table" && ["csv", "tsv", "xlsx", "html-table"].contains(name)
  }

  /// Its columns in their own order.
  var orderedColumns: [(column: TableColumn, names: [String])] {
    TableColumn.allCases.compactMap { column in columns[column].map { (column, $0) } }
  }

  /// Whether all that `detect` asks for is among `names`, which are normalised as headers are.
  func isDetected(among names: Set<String>) -> Bool {
    !detect.isEmpty && detect.allSatisfy { names.contains(TableColumn.normalised($0)) }
  }
}

extension ImportMapping {
  /// The mapping of `mappings` that knows the most of `names`; the first of equals.
  static func best(of mappings: [ImportMapping], format: String, names: Set<String>) -> ImportMapping? {
    var best: ImportMapping?
    for mapping in mappings where mapping.fits(format: format) && mapping.isDetected(among: names) {
      if mapping.detect.count > best?.detect.count ?? 0 { best = mapping }
    }
    return best
  }
}
