/// The texts of a workbook that its cells name by number, end to end in one piece of memory.
struct SharedStrings {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// The most bytes of all texts together, and the most texts: they have to be in memory.
  static let maximumBytes = 1 << 27
  static let maximumCount = 1 << 22

  init() {}

  /// Reads `sharedStrings.xml`. Phonetic guides are left out.
  init(_ xml: XMLReader) throws(XMLFault) {
    var isText = false
    var guides = 0
    while true {
      switch try xml.next() {
      case .start(let isEmpty):
        if xml.isNamed("si") {
          if isEmpty { try close() }
        } else if xml.isNamed("rPh") {
          if !isEmpty { guides += 1 }
        } else if xml.isNamed("t") {
          isText = !isEmpty && guides == 0
        }
      case .end:
        if xml.isNamed("t") {
          isText = false
        } else if xml.isNamed("rPh") {
          guides = max(0, guides - 1)
        } else if xml.isNamed("si") {
          try close()
        }
      case .text: if isText { try append(xml.text) }
      case .finished: return
      }
    }
  }

  private mutating func append(_ text: [UInt8]) throws(XMLFault) {
    guard bytes.count + text.count <= Self.maximumBytes else { throw .tooLarge }
    bytes.append(contentsOf: text)
  }

  private mutating func close() throws(XMLFault) {
    guard ends.count < Self.maximumCount else { throw .tooLarge }
    ends.append(bytes.count)
  }

  /// The text with a number, from 0; nil where there is none.
  func text(_ index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }
}
