import Dispatch
import Zhijian
import ZhijianFormats

/// A line on the terminal that says how far a run has come.
struct ProgressLine {
  let language: Language
  let isShown: Bool
  private let start = DispatchTime.now().uptimeNanoseconds
  private var last: UInt64 = 0
  private var isThere = false

  init(language: Language, isShown: Bool) {
    self.language = language
    self.isShown = isShown
  }

  mutating func show(_ progress: BatchScorer.Progress) {
    guard isShown else { return }
    let now = DispatchTime.now().uptimeNanoseconds
    guard now - last > 200_000_000 else { return }
    last = now
    let seconds = max(0.001, Double(now - start) / 1e9)
    let rate = Int(Double(progress.conversations) / seconds)
    var text =
      language == .chinese
      ? "已检查 \(progress.conversations) 个会话，\(rate) 个/秒，文件 \(progress.filesRead)/\(progress.files)"
      : "\(progress.conversations) conversations, \(rate)/s, files \(progress.filesRead)/\(progress.files)"
    if progress.bytesRead > 0, progress.bytesRead < progress.bytes {
      let left = Int(seconds * Double(progress.bytes - progress.bytesRead) / Double(progress.bytesRead))
      text += language == .chinese ? "，约还需 \(left) 秒" : ", about \(left) s left"
    }
    StandardStreams.error("\r\u{1B}[2K\(text)")
    isThere = true
  }

  mutating func clear() {
    if isThere { StandardStreams.error("\r\u{1B}[2K") }
    isThere = false
  }
}
