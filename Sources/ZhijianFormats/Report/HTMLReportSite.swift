import Zhijian

/// Where the pages of a report of many files lie, and how they lead to each other.
///
/// Everything is written with links inside one page, `#a3`, `#r5`, `#c12-m4`; a page of a folder is rewritten in the
/// end, so that each link leads to the page that has its anchor. Text from outside cannot be taken for a link: its
/// quotes are escaped.
struct HTMLReportSite {
  enum Page: Hashable {
    case main, agents, performance, findings, rules, conversations
    /// The page of an agent, by its number, from 1.
    case agent(Int)
    /// A part of the conversations, from 1.
    case part(Int)
  }

  let pages: ReportPages
  /// Agents of higher numbers have no page of their own.
  let agentPages: Int
  /// The number of the first conversation of each part.
  var partStarts: [Int] = []

  init(pages: ReportPages, agentPages: Int) {
    self.pages = pages
    self.agentPages = agentPages
  }

  /// The name of a page's file; nil for the main one.
  func file(_ page: Page) -> String? {
    switch page {
    case .main: nil
    case .agents: "agents.html"
    case .agent(let number): "agent-\(HTMLReportNumber.padded(number, 3)).html"
    case .performance: "performance.html"
    case .findings: "findings.html"
    case .rules: "rules.html"
    case .conversations: "conversations.html"
    case .part(let number): "conversations-\(HTMLReportNumber.padded(number, 3)).html"
    }
  }

  /// The address of `page` seen from `other`; empty for the page itself.
  func address(of page: Page, from other: Page) -> String {
    if page == other { return "" }
    guard let file = file(page) else { return "../" + Self.encoded(pages.main) }
    return other == .main ? Self.encoded(pages.folder) + "/" + file : file
  }

  /// The part that holds a conversation.
  func part(of conversation: Int) -> Page {
    // The starts rise.
    var (low, high) = (0, partStarts.count)
    while low < high {
      let middle = (low + high) / 2
      if partStarts[middle] <= conversation { low = middle + 1 } else { high = middle }
    }
    return .part(max(1, low))
  }

  /// The page that has an anchor; nil where it may be anywhere.
  private func page(of anchor: some Sequence<UInt8>) -> Page? {
    let name = String(decoding: Array(anchor), as: UTF8.self)
    switch name {
    case "overview", "problems": return .main
    case "agents": return .agents
    case "performance": return .performance
    case "findings": return .findings
    case "rules": return .rules
    case "conversations": return .conversations
    default: break
    }
    let digits = name.dropFirst().prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    switch name.first {
    case "a": return number <= agentPages ? .agent(number) : .agents
    case "r": return .rules
    case "c": return part(of: number)
    default: return nil
    }
  }

  /// The bytes of `page` with its links leading to where their anchors are.
  func linked(_ bytes: [UInt8], on page: Page) -> [UInt8] {
    let mark = Array("href=\"#".utf8)
    let choice = Array("\" data-set=\"".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 16)
    var at = 0
    while at < bytes.count {
      guard bytes[at] == mark[0], bytes[at...].starts(with: mark) else {
        result.append(bytes[at])
        at += 1
        continue
      }
      let anchor = bytes[(at + mark.count)...].prefix { $0 != 0x22 }
      at += mark.count + anchor.count
      result += mark.dropLast()
      let target = self.page(of: anchor)
      if let target { result += Array(address(of: target, from: page).utf8) }
      result.append(0x23)
      // What a list is narrowed down to goes along with the address.
      if let target, target == .findings, target != page, bytes[at...].starts(with: choice) {
        let value = bytes[(at + choice.count)...].prefix { $0 != 0x22 }
        result += Array("set=".utf8) + value.map { $0 == 0x20 ? 0x2C : $0 }
        at += choice.count + value.count
      } else {
        result += anchor
      }
    }
    return result
  }

  /// A file name as part of an address, after RFC 3986.
  static func encoded(_ name: String) -> String {
    var result = ""
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}
