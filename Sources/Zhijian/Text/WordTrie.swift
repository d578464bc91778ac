/// All words of ICU's dictionary and of the word lists, with what they cost, in one double array.
///
/// A node is one 64-bit number: where its children start, what ends at it, and the code of its own
/// unit. The child by a code is at the sum of start and code, if that place holds the code; no two
/// nodes start their children at the same place. Frequent units have small codes, so what texts use
/// most lies close together.
struct WordTrie: Sendable {
  struct Node {
    let bits: UInt64

    @inline(__always) init(bits: UInt64) { self.bits = bits }

    init(cost: UInt32, list: UInt8, dictionaryCost: UInt32, code: UInt16) {
      let known = cost == WordTrieBuilder.Value.noCost ? 0 : UInt64(min(cost, 0x1FF))
      bits = known << 31 | UInt64(list & 0x7F) << 24 | UInt64(dictionaryCost & 0xFF) << 16 | UInt64(code)
    }

    /// Where the children start, 0 if no longer word goes on from here.
    @inline(__always) var base: Int { Int(truncatingIfNeeded: bits >> 40) }
    /// The word's cost by dictionary and lists together, 0 if it is not a word.
    @inline(__always) var cost: UInt64 { bits >> 31 & 0x1FF }
    /// The index of the list that has the word, `icu` if none has.
    @inline(__always) var list: UInt64 { bits >> 24 & 0x7F }
    /// The word's cost in ICU's dictionary, 0 if it lacks the word.
    @inline(__always) var dictionaryCost: UInt64 { bits >> 16 & 0xFF }
    /// Of the unit that leads here; 0 in a free place, `unitCode` for nodes of one unit, which are no
    /// node's children.
    @inline(__always) var code: UInt16 { UInt16(truncatingIfNeeded: bits) }

    func starting(at base: Int) -> Node { Node(bits: bits & 0xFF_FFFF_FFFF | UInt64(base) << 40) }
  }

  /// In place of a list's index: ICU's dictionary alone has the word.
  static let icu: UInt8 = WordTrieBuilder.Value.icu
  /// No unit has this code.
  static let unitCode: UInt16 = 0xFFFF
  /// Words are followed no further; this bounds the work for any content.
  static let longestWord = 64

  /// The code of each unit, folded; 0 for units that no word holds.
  let codes: [UInt16]
  /// A node of one unit is at its code; a node without children leads there and finds no child.
  let nodes: [UInt64]

  /// Nil unless every step from every node stays inside and every list is one of `listCount`.
  init?(codes: [UInt16], nodes: [UInt64], listCount: Int) {
    guard codes.count == 0x10000 else { return nil }
    let room = nodes.count - Int(codes.max() ?? 0) - 1
    var largest: UInt64 = 0
    var isListKnown = true
    for bits in nodes {
      largest = max(largest, bits)
      let list = Int(truncatingIfNeeded: bits >> 24 & 0x7F)
      isListKnown = isListKnown && (list < listCount || list == Int(Self.icu) || bits >> 31 & 0x1FF == 0)
    }
    guard isListKnown, room >= Node(bits: largest).base else { return nil }
    self.codes = codes
    self.nodes = nodes
  }
}

/// The one folding of the tokenizer: ASCII letters to lower case, full-width ASCII to ASCII, so that
/// `t恤` and `Ｔ恤` are the list's `T恤`.
enum CharacterFold {
  @inline(__always)
  static func fold(_ unit: UInt16) -> UInt16 {
    let narrow = unit >= 0xFF01 && unit <= 0xFF5E ? unit &- 0xFEE0 : unit
    return narrow >= 0x41 && narrow <= 0x5A ? narrow | 0x20 : narrow
  }
}
