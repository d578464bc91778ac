/// What trainings cost and brought, beside those who were not trained.
///
/// The effect is a difference of differences: how much more the trained gained than the others did in the same time.
public struct TrainingTotals: Sendable, Hashable {
  /// Members of one side, with what each yielded a day before and after, in hundredths of a yuan, summed.
  public struct Side: Sendable, Hashable {
    public var people = 0
    public var beforeCents: Int64 = 0
    public var afterCents: Int64 = 0

    public init() {}

    /// Gain a head and day in hundredths of a yuan; nil without people.
    var gainCents: Double? {
      people == 0 ? nil : (Double(afterCents) - Double(beforeCents)) / Double(people)
    }

    static func += (left: inout Side, right: Side) {
      left.people += right.people
      left.beforeCents = left.beforeCents.saturatingAdd(right.beforeCents)
      left.afterCents = left.afterCents.saturatingAdd(right.afterCents)
    }
  }

  public var trained = Side()
  public var control = Side()
  public var costCents: Int64 = 0
  /// Days over which the benefit is counted, the most of all programs.
  public var days = 0
  /// Exam points before and after, of those who sat both, in thousandths.
  public var examBeforeThousandths: Int64 = 0
  public var examAfterThousandths: Int64 = 0
  public var examined = 0
  public var passedBefore = 0
  public var passedAfter = 0
  /// Those of whom it is known whether they passed.
  public var passJudged = 0

  public init() {}

  public static func += (left: inout TrainingTotals, right: TrainingTotals) {
    left.trained += right.trained
    left.control += right.control
    left.costCents = left.costCents.saturatingAdd(right.costCents)
    left.days = max(left.days, right.days)
    left.examBeforeThousandths = left.examBeforeThousandths.saturatingAdd(right.examBeforeThousandths)
    left.examAfterThousandths = left.examAfterThousandths.saturatingAdd(right.examAfterThousandths)
    left.examined += right.examined
    left.passedBefore += right.passedBefore
    left.passedAfter += right.passedAfter
    left.passJudged += right.passJudged
  }

  /// What the training brings a day in hundredths of a yuan; nil without people on both sides.
  public var benefitCentsPerDay: Double? {
    guard let trained = trained.gainCents, let control = control.gainCents else { return nil }
    return (trained - control) * Double(self.trained.people)
  }

  /// (benefit − cost) / cost over `days`; nil without a control group, a cost or a number of days.
  public var returnOnCost: Double? {
    guard let benefit = benefitCentsPerDay, costCents > 0, days > 0 else { return nil }
    return (benefit * Double(days) - Double(costCents)) / Double(costCents)
  }

  /// Days until the benefit has paid for the cost; nil where it never does, or without a control group.
  public var paybackDays: Double? {
    guard let benefit = benefitCentsPerDay, costCents > 0, benefit > 0 else { return nil }
    return Double(costCents) / benefit
  }
}
