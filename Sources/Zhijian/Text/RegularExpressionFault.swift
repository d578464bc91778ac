import CICU

extension RegularExpression {
  /// The error for what ICU found wrong with `pattern`.
  static func error(_ fault: zhijian_regex_fault, in pattern: String) -> RegularExpressionError {
    let code = String(cString: zhijian_regex_error_name(fault.code))
    let column = column(line: Int(fault.line), characters: Int(fault.characters), in: pattern)
    let unnamed = LocalizedText(zh: "正则表达式有误（\(code)）", en: "invalid regular expression (\(code))")
    return .invalidPattern(message: messages[code] ?? unnamed, column: column)
  }

  /// The offset of the last character that ICU read, which counts lines from 1 and the characters read of the line.
  private static func column(line: Int, characters: Int, in pattern: String) -> Int {
    var current = 1
    var read = 0
    var previous: Unicode.Scalar?
    var last = 0
    for (offset, scalar) in pattern.unicodeScalars.enumerated() {
      if scalar == "\r" || scalar == "\u{85}" || scalar == "\u{2028}" || (scalar == "\n" && previous != "\r") {
        current += 1
        read = 0
      } else if scalar != "\n" {
        read += 1
      }
      previous = scalar
      if current > line || (current == line && read > characters) { break }
      last = offset
      if current == line && read == characters { break }
    }
    return last
  }

  private static let messages: [String: LocalizedText] = [
    "U_ILLEGAL_ARGUMENT_ERROR": LocalizedText(zh: "表达式为空", en: "empty expression"),
    "U_REGEX_RULE_SYNTAX": LocalizedText(zh: "语法错误", en: "syntax error"),
    "U_REGEX_BAD_ESCAPE_SEQUENCE": LocalizedText(zh: "未知的反斜杠转义", en: "unknown backslash escape"),
    "U_REGEX_PROPERTY_SYNTAX": LocalizedText(zh: "字符属性写法有误", en: "wrong character property"),
    "U_REGEX_UNIMPLEMENTED": LocalizedText(zh: "不支持的写法", en: "unsupported construct"),
    "U_REGEX_MISMATCHED_PAREN": LocalizedText(zh: "括号不成对", en: "unbalanced parenthesis"),
    "U_REGEX_NUMBER_TOO_BIG": LocalizedText(zh: "数字过大", en: "number too large"),
    "U_REGEX_BAD_INTERVAL": LocalizedText(zh: "{次数} 写法有误", en: "wrong {repetition}"),
    "U_REGEX_MAX_LT_MIN": LocalizedText(zh: "{最少,最多} 中最多小于最少", en: "in {min,max} the maximum is below the minimum"),
    "U_REGEX_INVALID_BACK_REF": LocalizedText(zh: "引用了不存在的分组", en: "reference to a group that does not exist"),
    "U_REGEX_INVALID_FLAG": LocalizedText(zh: "未知的标志", en: "unknown flag"),
    "U_REGEX_LOOK_BEHIND_LIMIT": LocalizedText(zh: "后行断言的长度没有上限", en: "look-behind without a bound on its length"),
    "U_REGEX_MISSING_CLOSE_BRACKET": LocalizedText(zh: "缺少 ]", en: "missing ]"),
    "U_REGEX_INVALID_RANGE": LocalizedText(zh: "字符范围的首尾颠倒", en: "character range out of order"),
    "U_REGEX_PATTERN_TOO_BIG": LocalizedText(zh: "表达式过大", en: "expression too large"),
    "U_REGEX_INVALID_CAPTURE_GROUP_NAME": LocalizedText(zh: "分组名有误", en: "wrong group name"),
    "U_REGEX_SET_CONTAINS_STRING": LocalizedText(zh: "字符集里不能有字符串", en: "a set cannot contain strings"),
  ]
}
