/// Least squares with a penalty on the distance of each coefficient from a value known before, by coordinate descent.
///
/// Every sum is taken in the order of columns and rows, with no rounding mode or library function that differs between
/// machines, so the same material gives the same coefficients everywhere.
struct RidgeRegression {
  /// One column of the design: the rows where it is not zero, ascending.
  struct Columns {
    var starts: [Int] = [0]
    var rows: [Int32] = []
    var values: [Float] = []

    /// The transpose of rows that each list their columns.
    init(rowStarts: [Int], columns: [Int32], values: [Float], count: Int) {
      var counts = [Int](repeating: 0, count: count + 1)
      for column in columns { counts[Int(column) + 1] += 1 }
      for column in 0..<count { counts[column + 1] += counts[column] }
      starts = counts
      rows = Array(repeating: 0, count: columns.count)
      self.values = Array(repeating: 0, count: columns.count)
      for row in 0..<(rowStarts.count - 1) {
        for place in rowStarts[row]..<rowStarts[row + 1] {
          let column = Int(columns[place])
          rows[counts[column]] = Int32(row)
          self.values[counts[column]] = values[place]
          counts[column] += 1
        }
      }
    }

    var count: Int { starts.count - 1 }
  }

  /// What a coefficient starts from and is held to.
  struct Coefficient {
    var before = 0.0
    var penalty: Double
    var bounds: ClosedRange<Double> = -10...10
    var isActive = true
  }

  let columns: Columns
  let targets: [Double]
  /// By row; 0 leaves a row out.
  var weights: [Double]
  /// Most passes over all coefficients, and the change below which they end.
  var maximumPasses = 40
  var tolerance = 0.0005

  /// The coefficients, by column; those that are not active are 0.
  func coefficients(_ settings: [Coefficient]) -> [Double] {
    var found = settings.map { $0.isActive ? min(max($0.before, $0.bounds.lowerBound), $0.bounds.upperBound) : 0 }
    var residuals = targets
    for column in found.indices where found[column] != 0 {
      for place in columns.starts[column]..<columns.starts[column + 1] {
        residuals[Int(columns.rows[place])] -= Double(columns.values[place]) * found[column]
      }
    }
    let active = settings.indices.filter { settings[$0].isActive }
    for _ in 0..<maximumPasses {
      var largest = 0.0
      for column in active {
        let range = columns.starts[column]..<columns.starts[column + 1]
        var squares = 0.0
        var products = 0.0
        for place in range {
          let (row, value) = (Int(columns.rows[place]), Double(columns.values[place]))
          let weighted = weights[row] * value
          squares += weighted * value
          products += weighted * residuals[row]
        }
        let setting = settings[column]
        let all = squares + setting.penalty
        guard all > 0 else { continue }
        let old = found[column]
        let wanted = (products + squares * old + setting.penalty * setting.before) / all
        let new = min(max(wanted, setting.bounds.lowerBound), setting.bounds.upperBound)
        guard new != old else { continue }
        for place in range { residuals[Int(columns.rows[place])] -= Double(columns.values[place]) * (new - old) }
        found[column] = new
        largest = max(largest, abs(new - old))
      }
      if largest < tolerance { break }
    }
    return found
  }
}
