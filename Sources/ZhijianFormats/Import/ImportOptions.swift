/// How files are read where they leave a choice.
public struct ImportOptions: Sendable {
  /// Seconds east of UTC of times without an offset.
  public var timeZoneOffsetSeconds = 8 * 3600
  /// The year of dates without one; without it such times stay unknown, with a warning.
  public var year: Int?
  /// The encoding of every file; nil detects each file's own.
  public var encoding: TextEncoding?
  /// The name of the format of every file; nil detects each file's own.
  public var format: String?
  /// How files are read that it fits; nil leaves that to detection.
  public var mapping: ImportMapping?
  /// Mappings that may be chosen by the headers or members of a file.
  public var presets: [ImportMapping] = []
  /// What opens encrypted archives.
  public var zipPassword: String?
  /// The most bytes of a file that has to be held in memory at once.
  public var maximumFileBytes = 1 << 29
  /// The most bytes of a line where a file is read line by line.
  public var maximumLineBytes = 1 << 26
  /// The idle time after which a table without session ids starts a new conversation, unless the
  /// customer is still waiting for an answer.
  public var idleSplitSeconds = 30 * 60
  /// The same for pasted chat text, where somebody chose already what belongs together.
  public var textSplitSeconds = 24 * 3600
  /// Texts that a machine sends in an agent's name; compared whole, without the white space at both ends.
  public var autoReplyTemplates: Set<String> = []

  public init() {}

  /// The defaults, with the shipped mappings to choose from.
  public static var withShippedMappings: ImportOptions {
    var options = ImportOptions()
    options.presets = MappingCatalog.shipped
    return options
  }

  /// The settings of a mapping for a format that says the rest itself.
  func following(_ mapping: ImportMapping) -> ImportOptions {
    var result = self
    result.timeZoneOffsetSeconds = mapping.timeZoneOffsetSeconds ?? timeZoneOffsetSeconds
    result.year = mapping.year ?? year
    result.encoding = mapping.encoding ?? encoding
    if let idle = mapping.idleSeconds {
      result.idleSplitSeconds = idle
      result.textSplitSeconds = idle
    }
    return result
  }

  var timeReader: TimeReader { TimeReader(offsetSeconds: timeZoneOffsetSeconds, year: year) }
}
