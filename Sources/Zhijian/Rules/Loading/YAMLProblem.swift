/// libyaml's sentences in Chinese.
enum YAMLProblem {
  /// The sentence in both languages; one that is not known stays English.
  static func text(_ problem: String) -> LocalizedText {
    LocalizedText(zh: sentences[problem] ?? problem, en: problem)
  }

  private static let sentences: [String: String] = [
    "found character that cannot start any token": "值不能以这个字符开头（文字请加引号）",
    "block sequence entries are not allowed in this context": "这里不能写“- ”开头的列表项",
    "mapping keys are not allowed in this context": "这里不能写键",
    "mapping values are not allowed in this context": "这里不能再写“键: 值”（文字里有“: ”请加引号，或检查缩进）",
    "could not find expected ':'": "这里缺少冒号 :",
    "found unexpected ':'": "这里多了一个冒号 :",
    "found unexpected end of stream": "文件到头了，引号或括号还没有合上",
    "found unexpected document indicator": "引号里不能出现 --- 或 ...",
    "found unknown escape character": "双引号里没有这种转义（反斜杠请写成 \\\\，或改用单引号）",
    "did not find expected hexdecimal number": "\\x、\\u、\\U 后面应当是十六进制数字",
    "found invalid Unicode character escape code": "没有这个编号的 Unicode 字符",
    "found a tab character where an indentation space is expected": "缩进要用空格，不能用制表符",
    "found a tab character that violates indentation": "缩进要用空格，不能用制表符",
    "did not find expected comment or line break": "| 或 > 后面只能是注释或换行",
    "found an indentation indicator equal to 0": "缩进指示不能是 0",
    "did not find expected node content": "这里应当有一个值",
    "did not find expected '-' indicator": "这里应当是“- ”开头的列表项（检查缩进）",
    "did not find expected key": "这里应当是一个键（检查缩进）",
    "did not find expected ',' or ']'": "列表没有写完：缺少 , 或 ]",
    "did not find expected ',' or '}'": "映射没有写完：缺少 , 或 }",
    "did not find expected <document start>": "这里应当是文件开头的 ---",
    "but found another document": "一个文件只能有一份内容，不能再用 --- 分开",
    "expected a single document in the stream": "一个文件只能有一份内容，不能再用 --- 分开",
    "did not find expected whitespace or line break": "这里应当是空格或换行",
    "control characters are not allowed": "有看不见的控制字符",
  ]

  /// What most likely happened, judged by the lines around.
  static func hint(_ text: String, line: Int) -> LocalizedText? {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    let around = [line - 2, line - 1].filter { lines.indices.contains($0) }.map {
      String(decoding: lines[$0], as: UTF8.self)
    }
    if around.contains(where: { $0.utf8.first { $0 != 0x20 } == 0x09 }) {
      return LocalizedText(zh: "把行首的制表符换成空格", en: "replace the tabs at the beginning of the line by spaces")
    }
    guard around.contains(where: { $0.contains("：") || $0.contains("，") || $0.contains("、") }) else { return nil }
    return LocalizedText(
      zh: "YAML 的冒号和逗号要用半角 : 和 ,；全角标点写在短语里时请给短语加引号",
      en: "YAML wants ASCII : and , ; quote phrases that hold full-width punctuation")
  }

  /// The first character that YAML allows nowhere, or that ends a line for YAML and for hardly any editor; line and
  /// column from 1.
  static func forbiddenCharacter(in text: String) -> (scalar: Unicode.Scalar, line: Int, column: Int)? {
    var line = 1
    var column = 0
    var carriageReturn: (Unicode.Scalar, Int, Int)?
    for scalar in text.unicodeScalars {
      column += 1
      if scalar == "\n" {
        (line, column, carriageReturn) = (line + 1, 0, nil)
        continue
      }
      if let carriageReturn { return carriageReturn }
      if scalar == "\r" {
        carriageReturn = (scalar, line, column)
      } else if YAMLText.isForbidden(scalar) {
        return (scalar, line, column)
      }
    }
    return carriageReturn
  }
}
