/// The formats that are known, in the order in which they are listed to users.
public enum ReportFormats {
  public static let all: [any ReportFormat] =
    [
      TextReport(),
      JSONReport(),
      JSONLReport(),
      CSVReport(),
      TablesReport(),
      HTMLReport(),
      CoachingReport(),
    ] + workbooks

  private static var workbooks: [any ReportFormat] {
    #if Workbooks
      [XLSXReport()]
    #else
      []
    #endif
  }

  /// The format called `name`.
  public static func named(_ name: String) -> (any ReportFormat)? { all.first { $0.name == name } }
}
