/// The formats that are known, in the order in which they are listed to users.
public enum ReportFormats {
  public static let all: [any ReportFormat] = [
    TextReport(),
    JSONReport(),
    JSONLReport(),
    CSVReport(),
    HTMLReport(),
  ]

  /// The format called `name`.
  public static func named(_ name: String) -> (any ReportFormat)? { all.first { $0.name == name } }
}
