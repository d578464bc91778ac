public import Zhijian

/// Why a report cannot be written, apart from the place it goes to.
public enum ReportFault: Error, Sendable, Equatable {
  /// The file that a workbook is put together in; the number is the system's.
  case temporaryFile(Int32)
  /// What the library for workbooks says.
  case workbook(String)

  /// What to tell the user.
  public var message: LocalizedText {
    switch self {
    case .temporaryFile(let number):
      LocalizedText(
        zh: "写 XLSX 要用的临时文件写不了（系统错误 \(number)）；可用环境变量 TMPDIR 换一个地方",
        en: "the temporary file for the XLSX cannot be written (system error \(number)); TMPDIR names another place")
    case .workbook(let text):
      LocalizedText(zh: "XLSX 写不成：\(text)", en: "the XLSX cannot be written: \(text)")
    }
  }
}
