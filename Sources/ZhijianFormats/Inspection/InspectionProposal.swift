internal import Zhijian

/// Guesses how the items of a table are read and what of the program they are compared with, and says what is doubtful.
struct InspectionProposal {
  /// What was seen of one item.
  struct Column {
    let name: String
    /// How often each text occurs, up to a number of texts.
    var texts: [String: Int] = [:]
    var count = 0

    static let maximumTexts = 200

    mutating func add(_ text: String) {
      count += 1
      if texts[text] != nil || texts.count < Self.maximumTexts { texts[text, default: 0] += 1 }
    }
  }

  let rules: RuleSet
  let policy: ScoringPolicy
  private(set) var mapping = InspectionMapping()
  private(set) var doubts: [LocalizedText] = []

  /// `scores` are the total scores of the table.
  init(_ columns: [Column], scores: [Double], rules: RuleSet, policy: ScoringPolicy) {
    self.rules = rules
    self.policy = policy
    proposeScale(scores)
    for column in columns { propose(column) }
  }

  private mutating func doubt(_ zh: String, _ en: String) { doubts.append(LocalizedText(zh: zh, en: en)) }

  private mutating func proposeScale(_ scores: [Double]) {
    guard let most = scores.max() else { return }
    let scale = most <= 5 ? 5.0 : most <= 10 ? 10 : most <= 100 ? 100 : most
    mapping.fullScore = scale
    if scale != 100 {
      let text = InspectionText.number(scale)
      doubt(
        "总分最高的是 \(InspectionText.number(most))，按满分 \(text) 换算成百分制",
        "the highest total is \(InspectionText.number(most)): taken for points out of \(text)")
    }
  }

  // MARK: Items

  private mutating func propose(_ column: Column) {
    let words = column.texts.compactMap { text, count in InspectionCell.word(text).map { ($0, count) } }
    let read = words.reduce(0) { $0 + $1.1 }
    // A column of other things, such as a customer's name.
    guard read * 5 >= column.count * 4 else { return leaveOut(column) }
    guard let match = match(column.name) else {
      doubt("“\(column.name)”没有相近的规则或评分项，先不比较", "'\(column.name)' resembles no rule and no section: left out")
      return leaveOut(column)
    }
    if let other = match.doubt {
      doubt(
        "“\(column.name)”对应“\(match.title)”，也可能是“\(other)”",
        "'\(column.name)' is taken for '\(match.title)', or perhaps '\(other)'")
    }
    let reading = reading(column, words, match)
    mapping.items.append(InspectionMapping.Item(name: column.name, target: match.target, reading: reading))
    let verdicts = column.texts.compactMap { text, count -> (isFinding: Bool, count: Int)? in
      guard let verdict = try? InspectionCell.verdict(text, reading), verdict != .notApplicable else { return nil }
      return (verdict == .finding, count)
    }
    let all = verdicts.reduce(0) { $0 + $1.count }
    let findings = verdicts.reduce(0) { $0 + ($1.isFinding ? $1.count : 0) }
    if all >= 10, findings * 2 > all {
      doubt(
        "“\(column.name)”按这样读，\(all) 格里有 \(findings) 格有问题：是不是读反了？",
        "read like this '\(column.name)' is a finding in \(findings) of \(all) cells: is it the other way round?")
    }
  }

  private mutating func leaveOut(_ column: Column) {
    mapping.items.append(InspectionMapping.Item(name: column.name, target: nil, reading: .deducted))
  }

  private mutating func reading(
    _ column: Column, _ words: [(InspectionCell.Word, Int)], _ match: Match
  ) -> InspectionCell.Reading {
    let numbers = words.compactMap { word, count -> (Double, Int)? in
      if case .number(let number) = word { return (number, count) }
      return nil
    }
    // A stray number among words is a mistake, and 无 among numbers is no deduction.
    let answers = column.texts.reduce(0) { sum, entry in
      BusinessCell.number(entry.key) == nil && InspectionCell.word(entry.key) == .yes ? sum + entry.value : sum
    }
    if let most = numbers.map(\.0).max(), numbers.reduce(0, { $0 + $1.1 }) > answers {
      let zeros = words.reduce(0) { $0 + ($1.0 == .no ? $1.1 : 0) }
      let full = numbers.filter { $0.0 == most }.reduce(0) { $0 + $1.1 }
      if most > 0, !column.name.contains("扣"), full > zeros {
        doubt(
          "“\(column.name)”按得分读，满分 \(InspectionText.number(most))，不到满分算有问题",
          "'\(column.name)' is read as points given, \(InspectionText.number(most)) for no fault")
        return .earned(full: most)
      }
      return .deducted
    }
    let usesFlags = words.contains { $0.0 == .yes || $0.0 == .no }
    guard usesFlags else { return .words(yesIsFinding: false) }
    let cues = [
      "未", "没", "无", "缺", "漏", "不", "违", "错", "误", "辱", "骂", "扣", "超时", "慢", "投诉", "敏感", "过度", "推诿", "冷漠", "催", "私下",
      "泄", "打断", "绝对", "承诺", "诱导", "问题", "消极",
    ]
    // 是否 and 有无 say nothing of what is asked for.
    let bare = InspectionText.bare(column.name)
    let yesIsFinding = match.verb == .credit || match.verb == .forbid || cues.contains { bare.contains($0) }
    if match.verb == nil {
      let sense = yesIsFinding ? ("有问题", "a finding") : ("没有问题", "no finding")
      doubt(
        "“\(column.name)”里的“有、是、1”当作\(sense.0)", "'yes' and 1 under '\(column.name)' are taken for \(sense.1)")
    }
    return .words(yesIsFinding: yesIsFinding)
  }

  // MARK: Targets

  private struct Match {
    let target: AgreementItem.Target
    let title: String
    /// Nil for a section.
    let verb: RuleVerb?
    let likeness: Double
    /// What it might be as well.
    var doubt: String?
  }

  private func match(_ name: String) -> Match? {
    let bare = InspectionText.bare(name)
    var found: [Match] = []
    for rule in rules.rules where rule.status != .retired {
      let isSame = rule.id == name || rule.title == name
      // Checklists name faults and duties before merits.
      let weight = rule.verb == .credit || rule.verb == .observe ? 0.85 : 1
      let likeness = isSame ? 1 : weight * InspectionText.likeness(bare, InspectionText.bare(rule.title))
      found.append(Match(target: .rules([rule.id]), title: rule.title, verb: rule.verb, likeness: likeness))
    }
    for section in policy.sections {
      let isSame = section.id == name || section.title == name
      let likeness = isSame ? 1 : InspectionText.likeness(bare, InspectionText.bare(section.title))
      found.append(Match(target: .section(section.id), title: section.title, verb: nil, likeness: likeness))
    }
    // Equal ones in the order of rules, then sections.
    var best: Match?
    var second: Match?
    for next in found {
      if best.map({ next.likeness > $0.likeness }) ?? true {
        second = best
        best = next
      } else if second.map({ next.likeness > $0.likeness }) ?? true {
        second = next
      }
    }
    guard var best, best.likeness >= 0.5 else { return nil }
    if best.likeness < 1, let second, second.likeness >= max(0.4, best.likeness - 0.2) {
      best.doubt = second.title
    } else if best.likeness < 0.75 {
      best.doubt = LocalizedText(zh: "别的规则", en: "another rule").chinese
    }
    return best
  }
}

/// Names of items, compared and written.
enum InspectionText {
  /// A name without what checklists add to it: brackets with points, and the words that make a question of it.
  static func bare(_ name: String) -> String {
    var text = TableColumn.normalised(name)
    if let bracket = text.firstIndex(of: "("), bracket > text.startIndex { text = String(text[..<bracket]) }
    for word in ["是否存在", "是否", "有没有", "有无", "存在", "使用", "进行", "检查", "的", "项"] { text = text.replacing(word, with: "") }
    if text.hasPrefix("有"), text.count > 2 { text.removeFirst() }
    return text.isEmpty ? TableColumn.normalised(name) : text
  }

  /// How much two names have in common, 0…1: pairs of neighbouring characters (Dice), more where one holds the other.
  static func likeness(_ left: String, _ right: String) -> Double {
    guard !left.isEmpty, !right.isEmpty else { return 0 }
    if left == right { return 1 }
    func pairs(_ text: String) -> [String] {
      let characters = Array(text)
      return zip(characters, characters.dropFirst()).map { String([$0, $1]) }
    }
    var rest = pairs(right)
    let (first, size) = (pairs(left), rest.count)
    var shared = 0
    for pair in first {
      guard let place = rest.firstIndex(of: pair) else { continue }
      rest.remove(at: place)
      shared += 1
    }
    let dice = first.count + size > 0 ? 2 * Double(shared) / Double(first.count + size) : 0
    let isWithin = min(left.count, right.count) >= 2 && (left.contains(right) || right.contains(left))
    return isWithin ? max(dice, 0.8) : dice
  }

  static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e12 ? String(Int64(value)) : value.description
  }
}
