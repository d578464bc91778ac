#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Comparison by bytes: fast, and blind to canonical equivalence and to how scalars join into characters, so that a
/// word is found whatever combining sign follows it.
extension String {
  func begins(with word: String) -> Bool {
    utf8.count >= word.utf8.count && utf8.starts(with: word.utf8)
  }

  func ends(with word: String) -> Bool {
    let surplus = utf8.count - word.utf8.count
    return surplus >= 0 && utf8.dropFirst(surplus).elementsEqual(word.utf8)
  }

  func has(_ word: String) -> Bool { firstRange(of: word) != nil }

  /// The first place of `word`.
  func firstRange(of word: String) -> Range<String.Index>? { range(of: word, from: 0) }

  /// The last place of `word`.
  func lastRange(of word: String) -> Range<String.Index>? {
    var result: Range<String.Index>?
    var start = 0
    while let found = range(of: word, from: start) {
      result = found
      start = utf8.distance(from: utf8.startIndex, to: found.upperBound)
    }
    return result
  }

  private func range(of word: String, from start: Int) -> Range<String.Index>? {
    var text = self
    var word = word
    let offset: Int? = text.withUTF8 { haystack in
      word.withUTF8 { needle in
        guard let base = haystack.baseAddress, let wanted = needle.baseAddress, needle.count > 0 else { return nil }
        var index = start
        // The last byte of a Chinese character tells more than its first.
        let last = needle.count - 1
        while haystack.count - index > last {
          // Safe: `index + last` is below the count, `count` bytes are left from there, and what is found lies among
          // them, so the needle's bytes before it lie in the haystack too.
          let count = haystack.count - index - last
          guard let found = memchr(base + index + last, Int32(wanted[last]), count) else { return nil }
          let place = UnsafeRawPointer(found) - UnsafeRawPointer(base) - last
          if memcmp(base + place, wanted, needle.count) == 0 { return place }
          index = place + 1
        }
        return nil
      }
    }
    guard let offset else { return nil }
    let lower = utf8.index(utf8.startIndex, offsetBy: offset)
    return lower..<utf8.index(lower, offsetBy: word.utf8.count)
  }
}
