/// Who says that a matter was resolved.
public enum ResolutionSource: String, Sendable, CaseIterable {
  /// A field that an agent or a system filled in.
  case record
  /// The customer's own answer to a survey.
  case customer
  /// Nobody: the customer did not come back within the window.
  case inferred

  public var title: LocalizedText {
    switch self {
    case .record: LocalizedText(zh: "处理记录", en: "agent's or system's record")
    case .customer: LocalizedText(zh: "客户回答", en: "customer's answer")
    case .inferred: LocalizedText(zh: "推断（期内没有再来）", en: "inferred: did not come back")
    }
  }
}

/// How many cases of a figure rest on which source.
public struct ResolutionBasis: Sendable, Hashable {
  public private(set) var counts: [ResolutionSource: Int] = [:]

  public init(_ counts: [ResolutionSource: Int] = [:]) {
    self.counts = counts.filter { $0.value > 0 }
  }

  mutating func add(_ source: ResolutionSource) { counts[source, default: 0] += 1 }

  public static func += (left: inout ResolutionBasis, right: ResolutionBasis) {
    left.counts.merge(right.counts, uniquingKeysWith: +)
  }

  public var isEmpty: Bool { counts.isEmpty }

  /// In the order of the sources.
  public var sorted: [(source: ResolutionSource, count: Int)] {
    ResolutionSource.allCases.compactMap { source in counts[source].map { (source, $0) } }
  }
}
