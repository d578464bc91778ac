/// Forms that follow a pattern rather than a list of one's own.
enum Forms {
  static let invisible = [
    "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}", "\u{FE0F}", "\u{FE0E}", "\u{202A}",
    "\u{202E}", "\u{2066}", "\u{2069}", "\u{34F}", "\u{180E}", "\u{E0041}", "\u{E0101}", "\u{3164}", "\u{115F}",
    "\u{336}", "\u{338}", "\u{61C}", "\u{2063}",
  ]
  static let symbols = [
    "-", "_", ".", "·", "*", "/", "|", "~", "、", "，", "…", "=", "+", "#", "^", "&", "@", "'", "`", "—", "•",
    "°", "】", "【", "。", "～", "★", "♥", "→", "\\", ":", ";", "%", "丨", "〃", "※",
  ]
  static let blanks = [" ", "\u{3000}", "\t", "\u{A0}", "\u{2002}", "\u{2003}", "\u{2009}", "\u{202F}", "\u{205F}"]
  static let emoji = [
    "😊", "🌹", "❤️", "👍", "👍🏻", "🎉", "😂", "🙏", "🔥", "✨", "🐱", "👨‍👩‍👧", "🇨🇳", "☀️", "💯", "🍎", "🐶", "⭐", "⚡",
  ]

  static let digits: [String: [String]] = {
    let plain = Array("0123456789").map(String.init)
    let lists = [
      Array("⓪①②③④⑤⑥⑦⑧⑨"), Array("⓿❶❷❸❹❺❻❼❽❾"), Array("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"), Array("𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡"),
      Array("⁰¹²³⁴⁵⁶⁷⁸⁹"), Array("₀₁₂₃₄₅₆₇₈₉"), Array("٠١٢٣٤٥٦٧٨٩"), Array("〇一二三四五六七八九"), Array("零壹贰叁肆伍陆柒捌玖"),
    ]
    var forms: [String: [String]] = [:]
    for (value, digit) in plain.enumerated() {
      forms[digit] = lists.map { String($0[value]) } + [digit + "\u{FE0F}\u{20E3}", digit + "\u{20E3}"]
    }
    forms["一"] = ["1", "１", "①", "❶", "➀", "壹", "㊀", "㈠", "1\u{FE0F}\u{20E3}", "𝟏"]
    forms["十"] = ["10", "１０", "⑩", "❿", "拾", "㊉", "㈩", "1\u{FE0F}\u{20E3}0\u{FE0F}\u{20E3}"]
    return forms
  }()

  static let numbers = [
    "20": ["二十", "贰拾", "二〇", "廿", "⑳", "⒇"], "5": ["五", "伍", "⑤", "⑸", "⒌", "㊄", "㈤"],
    "300": ["三百", "叁佰", "三〇〇", "叁百"], "88": ["八八", "捌捌", "八十八", "⑧⑧"],
  ]

  /// Wide, enclosed and styled forms of letters and digits; the radicals' own code points of Han.
  static func wide(_ cell: String) -> [String] {
    let radicals = ["一": ["⼀"], "十": ["⼗"], "色": ["⾊"]]
    guard let scalar = cell.unicodeScalars.first, scalar.isASCII else { return radicals[cell] ?? [] }
    let value = scalar.value
    func text(_ codes: [UInt32]) -> [String] { codes.compactMap { Unicode.Scalar($0).map { String(Character($0)) } } }
    switch scalar {
    case "A"..."Z":
      let at = value - 65
      return text([
        0xFF21 + at, 0x24B6 + at, 0x1D400 + at, 0x1D5A0 + at, 0x1F130 + at, 0x1F150 + at, 0x1F170 + at, 0xFF21 + at,
      ])
    case "a"..."z":
      let at = value - 97
      return text([0xFF41 + at, 0x24D0 + at, 0x1D41A + at, 0x1D5BA + at, 0x249C + at, 0xFF41 + at])
    case "0"..."9": return text([0xFF10 + value - 48])
    default: return []
    }
  }

  /// A syllable such as `wei1`, plain, capital, and with its tone.
  static func syllable(_ numbered: String) -> [String] {
    let plain = String(numbered.dropLast())
    let tone = Int(String(numbered.suffix(1))) ?? 0
    return [plain, plain, plain.capitalized, plain.uppercased(), marked(plain, tone: tone), plain]
  }

  private static func marked(_ plain: String, tone: Int) -> String {
    let marks = ["a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù"]
    var letters = plain.map(String.init)
    let place =
      letters.firstIndex(of: "a") ?? letters.firstIndex(of: "e")
      ?? (plain.contains("ou") ? letters.firstIndex(of: "o") : letters.lastIndex { marks[$0] != nil })
    guard let place, let forms = marks[letters[place]], (1...4).contains(tone) else { return plain }
    letters[place] = String(Array(forms)[tone - 1])
    return letters.joined()
  }
}
