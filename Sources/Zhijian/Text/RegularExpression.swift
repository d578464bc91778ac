import CICU
internal import Synchronization

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
  /// The pattern as it is searched, with its literal characters folded; nil where case counts, which screens do not
  /// know.
  var screenedPattern: String? { compiled.ignoresCase ? compiled.pattern : nil }
  /// What every match must contain, for a gate in front of the search: of **each** inner list **at least one** literal
  /// occurs in any match (您.{0,20}(微信|QQ) gives [[微信, qq], [您]]), so any one list alone is a gate. Lists whose
  /// literals are longest come first. Nil if nothing is known, so that the expression must run on every text.
  ///
  /// With `ignoresCase` the literals are in lower case and hold for folded texts.
  public var requiredLiterals: [[String]]? { compiled.facts.requiredLiterals }

  let compiled: CompiledExpression
  /// Searched by nobody, only cloned; nil until somebody wants to search.
  private let original: Mutex<Handle?>

  /// ICU's expression. Safe: it may go from thread to thread, as long as one at a time uses it, which the lock sees to;
  /// closed by deinit alone.
  private struct Handle: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  /// Compiles `pattern`. With `folding` its literal characters are folded to the base view first, as the texts are that
  /// it will search; errors speak of the pattern as written.
  public init(
    _ pattern: String, ignoresCase: Bool = true, folding: TextFolding? = nil
  ) throws(RegularExpressionError) {
    var handle = try Self.compile(pattern, ignoresCase)
    let folded = folding?.foldPattern(pattern) ?? pattern
    if folded != pattern {
      zhijian_regex_close(handle)
      handle = try Self.compile(folded, ignoresCase)
    }
    original = Mutex(Handle(pointer: handle))
    self.pattern = pattern
    compiled = CompiledExpression(
      pattern: folded, ignoresCase: ignoresCase, facts: RegularExpressionFacts(folded, ignoresCase: ignoresCase))
  }

  /// An expression that is known to be sound; it is opened by the first search.
  init(_ pattern: String, compiled: CompiledExpression) {
    self.pattern = pattern
    self.compiled = compiled
    original = Mutex(nil)
  }

  private static func compile(_ pattern: String, _ ignoresCase: Bool) throws(RegularExpressionError) -> OpaquePointer {
    let units = Array(pattern.utf16)
    var fault = zhijian_regex_fault()
    // Safe: ICU copies the pattern.
    let handle = units.withUnsafeBufferPointer { buffer in
      zhijian_regex_open(buffer.baseAddress, Int32(clamping: buffer.count), ignoresCase, &fault)
    }
    guard let handle else { throw error(fault, in: pattern) }
    return handle
  }

  deinit {
    original.withLock { if let handle = $0 { zhijian_regex_close(handle.pointer) } }
  }

  /// A searcher for one thread.
  public func makeWorker() -> RegularExpressionWorker { RegularExpressionWorker(self) }

  /// A handle to search with; nil where memory ran out.
  fileprivate func makeHandle() -> OpaquePointer? {
    let handle = original.withLock { original -> Handle? in
      if original == nil {
        original = (try? Self.compile(compiled.pattern, compiled.ignoresCase)).map(Handle.init)
      }
      return original.flatMap { zhijian_regex_clone($0.pointer) }.map(Handle.init)
    }
    return handle?.pointer
  }
}

/// Searches with one expression, on one thread at a time.
public final class RegularExpressionWorker {
  private let expression: RegularExpression
  /// Safe: a clone of this worker's own, closed by its deinit alone. Opened by the first search: of many expressions few ever see a text that may match. Then nil only where memory
  /// ran out.
  private var handle: OpaquePointer?
  private var isOpen = false

  fileprivate init(_ expression: RegularExpression) {
    self.expression = expression
  }

  deinit {
    zhijian_regex_close(handle)
  }

  /// The ranges of the matches in `units` from left to right, not overlapping, at most `maximum` of them. Empty matches
  /// are included.
  ///
  /// Work is bounded in backtracking steps, not time, so that the same text gives the same result on any machine; see
  /// `workLimit(for:comparesLongText:)`. Where the bound runs out nothing is known and `.limitExceeded` is thrown.
  public func matches(
    in units: [UInt16], limit maximum: Int = .max
  ) throws(RegularExpressionError) -> [Range<Int>] {
    guard maximum > 0 else { return [] }
    let work = Self.workLimit(for: units.count, comparesLongText: expression.compiled.facts.comparesLongText)
    if !isOpen {
      handle = expression.makeHandle()
      isOpen = true
    }
    guard let handle, let work, let length = Int32(exactly: units.count) else { throw .limitExceeded }
    var ranges: UnsafePointer<Int32>?
    var count: Int32 = 0
    var fault = zhijian_regex_fault()
    // Safe: ICU keeps a pointer to the text but reads it only in a search, and each search begins with its own text.
    let status = units.withUnsafeBufferPointer { buffer in
      zhijian_regex_find(
        handle, buffer.baseAddress, length, work, Int32(clamping: maximum), &ranges, &count,
        &fault)
    }
    switch status {
    case ZHIJIAN_REGEX_OK: break
    case ZHIJIAN_REGEX_LIMIT: throw .limitExceeded
    default: throw .failed(code: String(cString: zhijian_regex_error_name(fault.code)))
    }
    guard let ranges, count > 0 else { return [] }
    // Safe: `ranges` holds `count` pairs until the next search with this handle, which is after this copy.
    return UnsafeBufferPointer(start: ranges, count: Int(count) * 2).withMemoryRebound(to: Int32.self) { pairs in
      (0..<Int(count)).map { Int(pairs[2 * $0])..<max(Int(pairs[2 * $0]), Int(pairs[2 * $0 + 1])) }
    }
  }

  /// ICU's work limit for a text of `count` units: one for all its matches together.
  ///
  /// ICU counts ten thousand backtracking states as one. An expression whose work a place is bounded needs states in
  /// proportion to the text: `.{0,20}微信` 21 a unit. So the limit grows by that rate. What backtracks without bound, or
  /// runs from every place to the end of a long text, exceeds it in 10 to 50 milliseconds.
  ///
  /// A step that compares a long capture with the text counts as one and costs as many as the capture has units. Such
  /// expressions, (.+)\1, get fewer steps the longer the text is, and none on texts above 4,096 units.
  static func workLimit(for count: Int, comparesLongText: Bool) -> Int32? {
    let limit = 100 + count / 480
    guard comparesLongText, count > 16 else { return Int32(clamping: limit) }
    return count <= 4096 ? Int32(clamping: max(1, limit * 16 / count)) : nil
  }
}
