internal import Zhijian

extension Configuration.Override {
  /// What it changes, as it would be written.
  public var text: String {
    let members = [
      severity.map { "severity: \($0.rawValue)" }, score.map { "score: \($0.text)" },
      status.map { "status: \($0.rawValue)" },
    ]
    return "{\(members.compactMap { $0 }.joined(separator: ", "))}"
  }
}

extension Configuration.Shop {
  /// Its lists as they are written, with the files that they are in.
  public var listTexts: [(name: String, text: String, file: String)] {
    lists.sorted { $0.key < $1.key }.map { name, list in
      let phrases: [String] =
        if case .sequence(let items) = list.phrases.content { items.compactMap(\.scalar) } else {
          [list.phrases.scalar ?? ""]
        }
      return (name, "[\(phrases.joined(separator: ", "))]", list.location.file)
    }
  }
}

extension RuleScore {
  /// The score as it would be written.
  var text: String {
    func points(_ hundredths: Int) -> String {
      hundredths % 100 == 0 ? "\(hundredths / 100)" : "\(Double(hundredths) / 100)"
    }
    let effect: String? =
      switch self.effect {
      case .none: nil
      case .deduct(let value): "deduct: \(points(value))"
      case .award(let value): "award: \(points(value))"
      case .autoFail: "auto_fail: true"
      }
    let unit = unit == .conversation ? nil : "per: \(unit.rawValue)"
    let members = [effect, unit, cap.map { "cap: \(points($0))" }]
    return "{\(members.compactMap { $0 }.joined(separator: ", "))}"
  }
}
