import CICU

/// Why an expression did not compile or a search did not finish.
public enum RegularExpressionError: Error, Sendable, Equatable {
  /// The pattern is not an expression; `column` is the offset in Unicode scalars of the place where reading it failed.
  case invalidPattern(message: LocalizedText, column: Int)
  /// The work limit ran out before the text was searched to its end: nothing is known about matches.
  case limitExceeded
  /// ICU failed otherwise, under the code named.
  case failed(code: String)
}

/// A compiled ICU regular expression with a bound on the work of every search.
///
/// It only compiles; a worker, one a thread, searches.
public final class RegularExpression: Sendable {
  public let pattern: String
  /// What every match must contain, for a gate in front of the search: of each inner list at least one literal occurs in
  /// any match. Lists that say more come first. Nil if nothing is known, so that the expression must run on every text.
  ///
  /// With `ignoresCase` the literals are in lower case and hold for texts in lower case, as folded texts are.
  public let requiredLiterals: [[String]]?

  // Searched by nobody, only cloned, which ICU allows from any number of threads.
  nonisolated(unsafe) private let handle: OpaquePointer

  /// Compiles `pattern`.
  public init(_ pattern: String, ignoresCase: Bool = true) throws(RegularExpressionError) {
    let units = Array(pattern.utf16)
    var fault = zhijian_regex_fault()
    let handle = units.withUnsafeBufferPointer { buffer in
      zhijian_regex_open(
        buffer.baseAddress, Int32(truncatingIfNeeded: min(buffer.count, Int(Int32.max))), ignoresCase, &fault)
    }
    guard let handle else { throw Self.error(fault, in: pattern) }
    self.handle = handle
    self.pattern = pattern
    requiredLiterals = RegularExpressionLiterals.required(by: pattern, ignoringCase: ignoresCase)
  }

  deinit {
    zhijian_regex_close(handle)
  }

  /// A searcher for one thread.
  public func makeWorker() -> RegularExpressionWorker {
    RegularExpressionWorker(zhijian_regex_clone(handle))
  }
}

/// Searches with one expression, on one thread at a time.
public final class RegularExpressionWorker {
  /// Nil only where memory ran out.
  private let handle: OpaquePointer?

  fileprivate init(_ handle: OpaquePointer?) {
    self.handle = handle
  }

  deinit {
    zhijian_regex_close(handle)
  }

  /// The ranges of the matches in `units` from left to right, not overlapping, at most `maximum` of them. Empty matches
  /// are included.
  ///
  /// The work limit is `workLimit(for:)`: it counts backtracking steps, not time, so that the same text gives the same
  /// result on any machine.
  public func matches(
    in units: [UInt16], limit maximum: Int = .max
  ) throws(RegularExpressionError) -> [Range<Int>] {
    guard maximum > 0 else { return [] }
    guard let handle, let length = Int32(exactly: units.count) else { throw .limitExceeded }
    var ranges: UnsafePointer<Int32>?
    var count: Int32 = 0
    var fault = zhijian_regex_fault()
    let status = units.withUnsafeBufferPointer { buffer in
      zhijian_regex_find(
        handle, buffer.baseAddress, length, Self.workLimit(for: units.count), Int32(clamping: maximum), &ranges, &count,
        &fault)
    }
    switch status {
    case ZHIJIAN_REGEX_OK: break
    case ZHIJIAN_REGEX_LIMIT: throw .limitExceeded
    default: throw .failed(code: String(cString: zhijian_regex_error_name(fault.code)))
    }
    guard let ranges, count > 0 else { return [] }
    // `ranges` holds `count` pairs until the next search with this handle, which is after this copy.
    return UnsafeBufferPointer(start: ranges, count: Int(count) * 2).withMemoryRebound(to: Int32.self) { pairs in
      (0..<Int(count)).map { Int(pairs[2 * $0])..<max(Int(pairs[2 * $0]), Int(pairs[2 * $0 + 1])) }
    }
  }

  /// ICU's work limit for a text of `count` units: one for all its matches together.
  ///
  /// ICU counts ten thousand backtracking states as one. An expression whose work a place is bounded needs states in
  /// proportion to the text: `.{0,20}微信` 21 a unit. So the limit grows by that rate. What backtracks without bound, or
  /// runs from every place to the end of a long text, exceeds it in 10 to 50 milliseconds.
  static func workLimit(for count: Int) -> Int32 {
    100 + Int32(clamping: count / 480)
  }
}
