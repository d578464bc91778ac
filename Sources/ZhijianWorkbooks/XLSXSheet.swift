#if Workbooks
  internal import CXLSXWriter

  /// A sheet of a workbook. Rows are written from top to bottom; one that was left cannot be changed.
  public final class XLSXSheet {
    public let name: String
    /// How many rows were written.
    public private(set) var rowCount = 0
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private let formats: [UnsafeMutablePointer<lxw_format>?]

    init(
      _ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String, workbook: UnsafeMutablePointer<lxw_workbook>,
      formats: [UnsafeMutablePointer<lxw_format>?]
    ) {
      self.sheet = sheet
      self.name = name
      self.workbook = workbook
      self.formats = formats
    }

    private func format(_ style: XLSXStyle) -> UnsafeMutablePointer<lxw_format>? {
      formats.indices.contains(style.rawValue) ? formats[style.rawValue] : nil
    }

    /// Sets the width of columns from the first on, in characters.
    public func setWidths(_ widths: [Double]) throws(XLSXFault) {
      for (column, width) in widths.enumerated() {
        try check(worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), width, nil))
      }
    }

    /// Adds a row below the last one.
    public func append(_ cells: [(cell: XLSXCell, style: XLSXStyle)]) throws(XLSXFault) {
      let row = lxw_row_t(rowCount)
      for (column, cell) in cells.enumerated() {
        switch cell.cell {
        case .empty: break
        case .text(let text):
          if text.isEmpty { continue }
          try check(worksheet_write_string(sheet, row, lxw_col_t(column), XLSXText.cellText(text), format(cell.style)))
        case .number(let value):
          try check(worksheet_write_number(sheet, row, lxw_col_t(column), value, format(cell.style)))
        }
      }
      rowCount += 1
    }

    /// Keeps the first row, and `columns` columns from the left, in sight.
    public func freezeHead(columns: Int) { worksheet_freeze_panes(sheet, 1, lxw_col_t(columns)) }

    /// Lets the reader filter the rows written so far, the first of which is the head.
    public func addFilter(columns: Int) throws(XLSXFault) {
      guard rowCount > 0, columns > 0 else { return }
      try check(worksheet_autofilter(sheet, 0, 0, lxw_row_t(rowCount - 1), lxw_col_t(columns - 1)))
    }

    /// Prints one page wide, upright or lying, with the first row on each page.
    public func setPrinting(isLandscape: Bool) throws(XLSXFault) {
      worksheet_set_paper(sheet, 9)
      if isLandscape { worksheet_set_landscape(sheet) } else { worksheet_set_portrait(sheet) }
      worksheet_fit_to_pages(sheet, 1, 0)
      try check(worksheet_repeat_rows(sheet, 0, 0))
    }

    private func check(_ error: lxw_error) throws(XLSXFault) {
      guard error == LXW_NO_ERROR else {
        throw .library("\(name): " + (lxw_strerror(error).map { String(cString: $0) } ?? "?"))
      }
    }
  }

  extension XLSXSheet {
    /// A native chart of two columns of the sheet.
    public struct Chart: Sendable {
      public enum Shape: Sendable {
        /// Upright bars.
        case columns
        /// Lying bars, the first on top.
        case bars
      }

      public var shape: Shape
      public var title: String
      /// The rows of the data, from 0.
      public var rows: ClosedRange<Int>
      public var categoryColumn: Int
      public var valueColumn: Int
      /// Where the upper left corner is.
      public var row: Int
      public var column: Int
      /// The ends of the axis of values; nil where the program chooses.
      public var range: ClosedRange<Double>?

      public init(
        shape: Shape, title: String, rows: ClosedRange<Int>, categoryColumn: Int, valueColumn: Int, row: Int,
        column: Int, range: ClosedRange<Double>? = nil
      ) {
        self.shape = shape
        self.title = title
        self.rows = rows
        self.categoryColumn = categoryColumn
        self.valueColumn = valueColumn
        self.row = row
        self.column = column
        self.range = range
      }
    }

    /// Puts a chart on the sheet. Its data may be written later.
    public func insert(_ chart: Chart) throws(XLSXFault) {
      let type = chart.shape == .columns ? LXW_CHART_COLUMN : LXW_CHART_BAR
      guard let drawn = workbook_add_chart(workbook, UInt8(type.rawValue)),
        let series = chart_add_series(drawn, nil, nil)
      else { throw .library("\(name): chart") }
      let (first, last) = (lxw_row_t(chart.rows.lowerBound), lxw_row_t(chart.rows.upperBound))
      let (categories, values) = (lxw_col_t(chart.categoryColumn), lxw_col_t(chart.valueColumn))
      chart_series_set_categories(series, name, first, categories, last, categories)
      chart_series_set_values(series, name, first, values, last, values)
      chart_series_set_labels(series)
      chart_title_set_name(drawn, chart.title)
      chart_legend_set_position(drawn, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
      if chart.shape == .bars { chart_axis_set_reverse(drawn.pointee.y_axis) }
      if let range = chart.range {
        let axis = chart.shape == .bars ? drawn.pointee.x_axis : drawn.pointee.y_axis
        chart_axis_set_min(axis, range.lowerBound)
        chart_axis_set_max(axis, range.upperBound)
      }
      try check(worksheet_insert_chart(sheet, lxw_row_t(chart.row), lxw_col_t(chart.column), drawn))
    }
  }
#endif
