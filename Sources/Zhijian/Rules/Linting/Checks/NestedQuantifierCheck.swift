/// Repetitions of repetitions, such as (a+)+.
enum NestedQuantifierCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "nested-quantifier", severity: .warning,
    summary: LocalizedText(zh: "正则里重复套着重复", en: "a repetition of a repetition in a regular expression"),
    reason: LocalizedText(
      zh: "(a+)+ 这样的写法在匹配不上时要试指数多种切法，长消息会超出计算上限，结果是出错。",
      en: "Forms such as (a+)+ try exponentially many ways where they do not match: long messages run out of the work "
        + "limit, which is an error."),
    remedy: LocalizedText(
      zh: "去掉里层或外层的重复，如 (?:a+)+ → a+；或给次数加上界 {1,20}。",
      en: "Drop the inner or the outer repetition, (?:a+)+ is a+, or bound it by {1,20}."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for leaf in rule.expressionLeaves {
      for (expression, location) in leaf.expressions {
        guard let part = NestedQuantifier.first(in: expression.pattern) else { continue }
        report.add(
          rule, at: location,
          LocalizedText(zh: "“\(part)”是重复套着重复", en: "'\(part)' is a repetition of a repetition"))
      }
    }
  }
}

/// Finds a group that is repeated without bound and whose only variable part is repeated without bound, too.
enum NestedQuantifier {
  private struct Group {
    let start: Int
    /// Whether something inside repeats without bound and nothing fixed stands beside it.
    var loops = false
    /// Whether the alternative at hand has a part that must be there once, which keeps repetitions apart.
    var hasFixedPart = false
    var mayLoop = false

    mutating func endAlternative() {
      if mayLoop, !hasFixedPart { loops = true }
      (mayLoop, hasFixedPart) = (false, false)
    }
  }

  /// The first such group as it stands in the pattern.
  static func first(in pattern: String) -> String? {
    let scalars = Array(pattern.unicodeScalars)
    var groups: [Group] = [Group(start: 0)]
    var place = 0
    while place < scalars.count {
      let start = place
      var loops = false
      switch scalars[place] {
      case "\\": place += 2
      case "[": place = endOfSet(scalars, from: place)
      case "(":
        groups.append(Group(start: place))
        place += 1
        if place < scalars.count, scalars[place] == "?" { place = endOfPrefix(scalars, from: place) }
        continue
      case "|":
        groups[groups.count - 1].endAlternative()
        place += 1
        continue
      case ")":
        place += 1
        guard groups.count > 1, var group = groups.popLast() else { continue }
        group.endAlternative()
        loops = group.loops
        if loops, isUnbounded(scalars, at: place) {
          return text(scalars[group.start..<min(scalars.count, place + 1)])
        }
      case "^", "$":
        place += 1
        continue
      default: place += 1
      }
      let isLoop = isUnbounded(scalars, at: place)
      if isLoop || loops {
        groups[groups.count - 1].mayLoop = true
      } else if start < scalars.count, !isOptional(scalars, at: place) {
        groups[groups.count - 1].hasFixedPart = true
      }
      place = endOfQuantifier(scalars, from: place)
    }
    return nil
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Whether the quantifier at `place` has no upper bound and gives back what it took.
  private static func isUnbounded(_ scalars: [Unicode.Scalar], at place: Int) -> Bool {
    guard place < scalars.count else { return false }
    let end = endOfQuantifier(scalars, from: place)
    // A possessive one never tries again.
    if end - place > 1, scalars[end - 1] == "+" { return false }
    switch scalars[place] {
    case "*", "+": return true
    case "{":
      guard let close = scalars[place...].firstIndex(of: "}") else { return false }
      return close > place && scalars[close - 1] == ","
    default: return false
    }
  }

  private static func isOptional(_ scalars: [Unicode.Scalar], at place: Int) -> Bool {
    guard place < scalars.count else { return false }
    if scalars[place] == "?" { return true }
    return scalars[place] == "{" && place + 1 < scalars.count && scalars[place + 1] == "0"
  }

  private static func endOfQuantifier(_ scalars: [Unicode.Scalar], from place: Int) -> Int {
    guard place < scalars.count else { return place }
    var end = place
    switch scalars[place] {
    case "*", "+", "?": end += 1
    case "{": end = (scalars[place...].firstIndex(of: "}") ?? place) + 1
    default: return place
    }
    if end < scalars.count, scalars[end] == "?" || scalars[end] == "+" { end += 1 }
    return end
  }

  private static func endOfSet(_ scalars: [Unicode.Scalar], from place: Int) -> Int {
    var depth = 0
    var index = place
    while index < scalars.count {
      switch scalars[index] {
      case "\\": index += 1
      case "[": depth += 1
      case "]" where index > place + 1:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return scalars.count
  }

  /// Behind `(?:`, `(?=`, `(?<name>` and their like.
  private static func endOfPrefix(_ scalars: [Unicode.Scalar], from place: Int) -> Int {
    var index = place + 1
    guard index < scalars.count else { return index }
    if scalars[index] == "<", index + 1 < scalars.count, scalars[index + 1] != "=", scalars[index + 1] != "!" {
      return (scalars[index...].firstIndex(of: ">") ?? scalars.count - 1) + 1
    }
    while index < scalars.count, !":=!>)".unicodeScalars.contains(scalars[index]) { index += 1 }
    // Flags alone, (?i), are a group of nothing.
    return index < scalars.count && scalars[index] == ")" ? index : index + 1
  }
}
