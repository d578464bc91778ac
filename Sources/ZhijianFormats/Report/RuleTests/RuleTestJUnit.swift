import Zhijian

extension RuleTestReport {
  /// JUnit's XML as CI systems read it: a suite for each rule, and one for the files that could not be read.
  ///
  /// There are no times in it: the same tests give the same bytes.
  func junit() -> [UInt8] {
    var xml = XMLText()
    let faults = run.faults.filter { $0.severity == .error }
    let errors = run.count(.error) + faults.count
    xml.open(
      "testsuites",
      [
        ("name", "zhijian rules test"), ("tests", "\(run.results.count + faults.count)"),
        ("failures", "\(run.count(.failed))"), ("errors", "\(errors)"),
      ])
    var start = 0
    while start < run.results.count {
      let rule = run.results[start].test.rule
      let end = run.results[start...].firstIndex { $0.test.rule != rule } ?? run.results.count
      write(Array(run.results[start..<end]), of: rule, to: &xml)
      start = end
    }
    if !faults.isEmpty { write(faults, to: &xml) }
    xml.close("testsuites")
    return xml.bytes
  }

  private func write(_ results: [RuleTestResult], of rule: String, to xml: inout XMLText) {
    func count(_ verdict: RuleTestResult.Verdict) -> String { "\(results.count { $0.verdict == verdict })" }
    xml.open(
      "testsuite",
      [
        ("name", rule), ("tests", "\(results.count)"), ("failures", count(.failed)), ("errors", count(.error)),
        ("skipped", count(.knownGap)),
      ])
    let text = RuleTestText(run: run, language: language)
    for result in results {
      xml.open("testcase", [("name", result.test.name), ("classname", rule)])
      let message = result.differences.map { $0.text(in: language) }.joined(separator: "; ")
      let account = text.lines(of: result).joined(separator: "\n")
      switch result.verdict {
      case .passed: break
      case .failed: xml.element("failure", [("message", message), ("type", "test-failed")], account)
      case .error: xml.element("error", [("message", message), ("type", "test-error")], account)
      case .knownGap: xml.element("skipped", [("message", result.test.reason ?? "known gap")], "")
      case .closedGap: xml.element("system-out", [], account)
      }
      xml.close("testcase")
    }
    xml.close("testsuite")
  }

  private func write(_ faults: [Diagnostic], to xml: inout XMLText) {
    xml.open(
      "testsuite",
      [
        ("name", "files"), ("tests", "\(faults.count)"), ("failures", "0"), ("errors", "\(faults.count)"),
        ("skipped", "0"),
      ])
    let names = diagnostics([])
    for fault in faults {
      let file = fault.location.map { names.name(of: $0.file) } ?? ""
      let place = [fault.location?.line, fault.location?.column].compactMap { $0.map { ":\($0)" } }.joined()
      xml.open("testcase", [("name", "\(file)\(place)"), ("classname", "files")])
      xml.element(
        "error", [("message", fault.message.text(in: language)), ("type", fault.code)],
        fault.hint?.text(in: language) ?? "")
      xml.close("testcase")
    }
    xml.close("testsuite")
  }
}

/// XML 1.0, an element a line.
private struct XMLText {
  private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

  mutating func open(_ name: String, _ attributes: [(String, String)]) {
    tag(name, attributes)
    bytes += ">\n".utf8
  }

  mutating func close(_ name: String) { bytes += "</\(name)>\n".utf8 }

  mutating func element(_ name: String, _ attributes: [(String, String)], _ text: String) {
    tag(name, attributes)
    guard !text.isEmpty else {
      bytes += "/>\n".utf8
      return
    }
    bytes += ">".utf8
    escape(text, isAttribute: false)
    bytes += "</\(name)>\n".utf8
  }

  private mutating func tag(_ name: String, _ attributes: [(String, String)]) {
    bytes += "<\(name)".utf8
    for (key, value) in attributes {
      bytes += " \(key)=\"".utf8
      escape(value, isAttribute: true)
      bytes.append(0x22)
    }
  }

  /// Everything that XML cannot hold becomes U+FFFD; line ends of attributes are written as references.
  private mutating func escape(_ text: String, isAttribute: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: bytes += "&amp;".utf8
      case 0x3C: bytes += "&lt;".utf8
      case 0x3E: bytes += "&gt;".utf8
      case 0x22: bytes += "&quot;".utf8
      case 0x09, 0x0A, 0x0D:
        if isAttribute || scalar.value == 0x0D {
          bytes += "&#\(scalar.value);".utf8
        } else {
          bytes += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      case 0..<0x20, 0xFFFE, 0xFFFF: bytes += UTF8.encodedReplacementCharacter
      default: bytes += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
