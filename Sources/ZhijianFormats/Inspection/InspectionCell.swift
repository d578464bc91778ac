internal import Zhijian

/// What the cells of an item say.
enum InspectionCell {
  /// How the cells of an item are to be read.
  enum Reading: Sendable, Hashable {
    /// Words; `yesIsFinding` tells what 有, 是, 1 and √ stand for: that there is what the item is about, or that all
    /// is as it should be.
    case words(yesIsFinding: Bool)
    /// Points that were taken: anything but 0 is a finding.
    case deducted
    /// Points that were given: anything below these is a finding.
    case earned(full: Double)
  }

  /// What kind of word a cell holds.
  enum Word: Sendable, Hashable {
    case yes, no
    case finding, clean
    case notApplicable
    case blank
    case number(Double)
  }

  private static let words: [String: Word] = {
    var result: [String: Word] = [:]
    for (word, texts): (Word, [String]) in [
      (.yes, ["有", "是", "是的", "1", "y", "yes", "true", "t", "√", "✓", "✔", "已", "做到", "存在"]),
      (.no, ["无", "没有", "否", "不是", "0", "n", "no", "false", "f", "×", "x", "✗", "✘", "未", "没做到", "未做到", "不存在"]),
      (
        .finding,
        [
          "不合格", "不符合", "不达标", "未达标", "不通过", "未通过", "不规范", "违规", "有违规", "有问题", "问题", "扣分", "异常", "差", "不满意", "命中",
          "违反", "fail", "failed", "violation", "bad", "finding",
        ]
      ),
      (
        .clean,
        [
          "合格", "符合", "达标", "通过", "规范", "正常", "无违规", "未违规", "没违规", "无问题", "没问题", "没有问题", "不扣分", "未扣分", "优", "优秀",
          "良", "良好", "满意", "未命中", "pass", "passed", "ok", "good", "clean",
        ]
      ),
      (
        .notApplicable,
        ["n/a", "na", "不适用", "不涉及", "未涉及", "免检", "不考核", "无此场景", "/", "notapplicable"]
      ),
      (.blank, ["", "—", "——", "…", "none", "null", "nan"]),
    ] {
      for text in texts { result[text] = word }
    }
    return result
  }()

  /// What a cell says; nil for what is neither a known word nor a number.
  static func word(_ cell: String) -> Word? {
    // Normalising takes dashes for nothing.
    let text = TableColumn.normalised(cell)
    if let word = words[text] { return word }
    return BusinessCell.number(cell.replacing("−", with: "-")).map { .number($0) }
  }

  /// What a cell says of an item; nil for an empty one. Throws the word that cannot be read.
  static func verdict(_ cell: String, _ reading: Reading) throws(UnreadableCell) -> InspectionVerdict? {
    guard let word = word(cell) else { throw UnreadableCell(text: cell) }
    switch word {
    case .blank: return nil
    case .notApplicable: return .notApplicable
    case .finding: return .finding
    case .clean: return .clean
    case .yes, .no, .number: break
    }
    switch reading {
    case .words(let yesIsFinding):
      switch word {
      case .yes: return yesIsFinding ? .finding : .clean
      case .no: return yesIsFinding ? .clean : .finding
      default: throw UnreadableCell(text: cell)
      }
    case .deducted:
      guard let points = BusinessCell.number(cell.replacing("−", with: "-")) else {
        // 无 is no deduction.
        if word == .no { return .clean }
        throw UnreadableCell(text: cell)
      }
      return points == 0 ? .clean : .finding
    case .earned(let full):
      guard let points = BusinessCell.number(cell) else { throw UnreadableCell(text: cell) }
      return points < full ? .finding : .clean
    }
  }

  struct UnreadableCell: Error {
    let text: String
  }
}
