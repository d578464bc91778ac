internal import Zhijian

extension BusinessRecordReader {
  func rating(_ row: BusinessRow) throws(Fault) -> RatingRecord {
    _ = try time(.at, row)
    var record = RatingRecord(keys: keys(row), isResolved: try flag(.resolved, row))
    record.rating = try score(row)
    if let answer = try number(.recommendation, row), answer >= 0 {
      let scale = table.recommendation ?? .standard
      guard (scale.minimum...scale.maximum).contains(answer) else {
        throw offScale(.recommendation, answer, scale.minimum, scale.maximum)
      }
      record.recommendation =
        answer >= scale.promoters ? .promoter : answer <= scale.detractors ? .detractor : .passive
    }
    return record
  }

  /// Points on the scale of the mapping, or the words of five-point scales; codes below zero, and 0 where the scale
  /// does not have it, mean that nobody rated.
  private func score(_ row: BusinessRow) throws(Fault) -> Transcript.Rating? {
    guard let text = row.text(.score), !BusinessCell.isAbsent(text) else { return nil }
    let (low, high) = table.scale
    guard let value = BusinessCell.number(text) else {
      guard case .rating(let rating) = TableWords.rating(text), low == 1, high == 5 else {
        if case .absent = TableWords.rating(text) { return nil }
        throw unreadable(.score, text, zh: "评分", en: "a rating")
      }
      return rating
    }
    if value < min(low, 0) || (value == 0 && low > 0) { return nil }
    guard (low...high).contains(value) else { throw offScale(.score, value, low, high) }
    return Transcript.Rating(value: value, minimum: low, maximum: high)
  }

  private func offScale(_ field: BusinessField, _ value: Double, _ low: Double, _ high: Double) -> Fault {
    offScale(field.rawValue, Self.shown(value), low, high)
  }

  func offScale(_ place: String, _ value: String, _ low: Double, _ high: Double) -> Fault {
    let (low, high) = (Self.shown(low), Self.shown(high))
    return Fault(
      message: LocalizedText(
        zh: "\(place) \(value) 不在量表 \(low)–\(high) 内，量表写错了？",
        en: "\(place) \(value) is not on the scale \(low)–\(high); is the scale right?"))
  }

  /// Without a fraction where there is none; scales may be as large as numbers are.
  private static func shown(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : number.description
  }

  func order(_ row: BusinessRow) throws(Fault) -> OrderRecord {
    let created = try time(.created, row)
    var paid = try time(.paid, row)
    guard let amount = try cents(.amount, row) else { throw missing(.amount) }
    let refund = try cents(.refund, row) ?? 0
    guard amount >= 0, refund >= 0 else {
      throw Fault(message: LocalizedText(zh: "金额不能是负数", en: "amounts must not be negative"))
    }
    if let status = row.text(.status), Self.isUnpaid(status) { paid = nil }
    if let created, let paidAt = paid, paidAt < created { paid = created }
    return OrderRecord(keys: keys(row), createdAt: created, paidAt: paid, amountCents: amount, refundCents: refund)
  }

  private static func isUnpaid(_ status: String) -> Bool {
    ["待付款", "等待买家付款", "未付款", "已取消", "未支付", "unpaid", "cancelled"].contains(TableColumn.normalised(status))
  }

  func complaint(_ row: BusinessRow) throws(Fault) -> ComplaintRecord {
    guard let opened = try time(.opened, row) else { throw missing(.opened) }
    return ComplaintRecord(
      keys: keys(row), openedAt: opened, firstResponseAt: try time(.response, row), closedAt: try time(.closed, row),
      isValid: try flag(.valid, row) ?? true)
  }

  func issue(_ row: BusinessRow) throws(Fault) -> IssueRecord {
    IssueRecord(
      keys: keys(row), topic: row.text(.topic), at: try time(.at, row), isComplex: try flag(.complex, row) ?? false,
      isResolved: try flag(.resolved, row), isResolvable: try flag(.resolvable, row) ?? true)
  }

  /// Nil for time away from the desk.
  func login(_ row: BusinessRow) throws(Fault) -> LoginRecord? {
    guard row.text(.agent) != nil else { throw missing(.agent) }
    if let status = row.text(.status), Self.awayWords.contains(TableColumn.normalised(status)) { return nil }
    let start = try time(.start, row)
    let end = try time(.end, row)
    if let start, let end {
      guard start <= end else {
        throw Fault(message: LocalizedText(zh: "end 早于 start", en: "'end' is before 'start'"))
      }
      return LoginRecord(keys: keys(row), span: .between(start, end))
    }
    guard let hours = try number(.hours, row) else { throw missing(start == nil ? .start : .end) }
    guard (0...10_000).contains(hours) else {
      throw unreadable(.hours, row.text(.hours) ?? "", zh: "0 到 10000 的小时数", en: "hours from 0 to 10000")
    }
    return LoginRecord(keys: keys(row), span: .milliseconds(Int64((hours * 3_600_000).rounded())))
  }

  private static let awayWords: Set<String> = [
    "离线", "下线", "小休", "休息", "挂起", "用餐", "离开", "offline", "away", "break", "lunch", "suspended",
  ]

  func queueEntry(_ row: BusinessRow) throws(Fault) -> QueueRecord {
    guard let queued = try time(.queued, row) else { throw missing(.queued) }
    let isAbandoned = try flag(.abandoned, row) ?? false
    return QueueRecord(keys: keys(row), queuedAt: queued, startedAt: isAbandoned ? nil : try time(.started, row))
  }

  func costs(_ row: BusinessRow) throws(Fault) -> CostRecord {
    guard let service = try cents(.serviceCost, row) else { throw missing(.serviceCost) }
    return CostRecord(serviceCents: service, operatingCents: try cents(.operatingCost, row) ?? 0)
  }

  /// A row about one agent, or about `people` members of a group with what each yielded a day.
  func training(_ row: BusinessRow) throws(Fault) -> TrainingRecord {
    var totals = TrainingTotals()
    let people = try number(.people, row) ?? 1
    guard people >= 0, people <= 1_000_000, people == people.rounded() else {
      throw unreadable(.people, row.text(.people) ?? "", zh: "人数", en: "a number of people")
    }
    totals.costCents = try cents(.cost, row) ?? 0
    let days = try number(.days, row) ?? 0
    guard (0...36_500).contains(days) else {
      throw unreadable(.days, row.text(.days) ?? "", zh: "天数", en: "a number of days")
    }
    totals.days = Int(days)
    if let before = try cents(.before, row), let after = try cents(.after, row) {
      var side = TrainingTotals.Side()
      side.people = Int(people)
      side.beforeCents = try total(before, people, .before)
      side.afterCents = try total(after, people, .after)
      if try isControl(row) { totals.control = side } else { totals.trained = side }
    }
    if let before = try number(.examBefore, row), let after = try number(.examAfter, row) {
      guard (0...1000).contains(before), (0...1000).contains(after) else {
        throw Fault(message: LocalizedText(zh: "考试得分应当在 0 到 1000 之间", en: "exam points must be from 0 to 1000"))
      }
      totals.examined = Int(people)
      totals.examBeforeThousandths = Int64((before * 1000 * people).rounded())
      totals.examAfterThousandths = Int64((after * 1000 * people).rounded())
    }
    if let after = try passed(.passedAfter, row, people) {
      totals.passJudged = Int(people)
      totals.passedAfter = after
      totals.passedBefore = try passed(.passedBefore, row, people) ?? 0
    }
    return TrainingRecord(agent: row.text(.agent), totals: totals)
  }

  private func total(_ cents: Int64, _ people: Double, _ field: BusinessField) throws(Fault) -> Int64 {
    let (product, overflow) = cents.multipliedReportingOverflow(by: Int64(people))
    guard !overflow else { throw unreadable(field, String(cents), zh: "合理的金额", en: "a likely amount") }
    return product
  }

  /// Yes or no for one, or the part of a group that passed.
  private func passed(_ field: BusinessField, _ row: BusinessRow, _ people: Double) throws(Fault) -> Int? {
    guard let text = row.text(field), !BusinessCell.isAbsent(text) else { return nil }
    if people == 1, let flag = BusinessCell.flag(text) { return flag ? 1 : 0 }
    guard let share = BusinessCell.number(text), (0...1).contains(share) else {
      throw unreadable(field, text, zh: "通过与否或通过率", en: "passed or not, or a pass rate")
    }
    return Int((share * people).rounded())
  }

  private func isControl(_ row: BusinessRow) throws(Fault) -> Bool {
    guard let group = row.text(.group) else { return false }
    switch TableColumn.normalised(group) {
    case "对照组", "对照", "control": return true
    case "受训组", "受训", "实验组", "培训组", "trained", "treatment": return false
    default: throw unreadable(.group, group, zh: "“受训组”或“对照组”", en: "'trained' or 'control'")
    }
  }

  func assessment(_ row: BusinessRow) throws(Fault) -> AssessmentRecord {
    guard let agent = row.text(.agent) else { throw missing(.agent) }
    guard let text = row.text(.assessment) else { throw missing(.assessment) }
    guard let points = BusinessCell.assessment(text) else {
      throw unreadable(.assessment, text, zh: "0 到 100 的分数或“优秀、良好、合格、待改进”", en: "points from 0 to 100")
    }
    return AssessmentRecord(agent: agent, points: points)
  }
}
