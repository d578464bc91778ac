internal import Zhijian

/// Finds conversations that are the same as an earlier one: same id, same content. All that grows with the input of
/// a run: at most 24 bytes a conversation.
struct DuplicateIndex {
  /// An open hash table: the key at a place, and the number of the conversation it belongs to, 0 for none.
  private var keys = [UInt64](repeating: 0, count: 1 << 10)
  private var numbers = [Int32](repeating: 0, count: 1 << 10)
  private var count = 0

  /// What tells conversations apart.
  static func key(of evaluation: Evaluation) -> UInt64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(evaluation.transcript.id.utf8.count + evaluation.transcriptHash.utf8.count + 1)
    bytes.append(contentsOf: evaluation.transcript.id.utf8)
    bytes.append(0)
    bytes.append(contentsOf: evaluation.transcriptHash.utf8)
    return SHA256.leading64(bytes)
  }

  /// The number of the earlier one, from 1; nil, and remembered under `number`, where there is none.
  mutating func insert(_ key: UInt64, number: Int) -> Int? {
    let place = place(of: key)
    if numbers[place] != 0 { return Int(numbers[place]) }
    keys[place] = key
    numbers[place] = Int32(truncatingIfNeeded: number)
    count += 1
    if count * 4 > keys.count * 3 { grow() }
    return nil
  }

  /// The place of a key, or the free one where it belongs. Keys are digests: their low bits are as good as any hash.
  private func place(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: key) & mask
    while numbers[place] != 0, keys[place] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let (oldKeys, oldNumbers) = (keys, numbers)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    numbers = [Int32](repeating: 0, count: oldKeys.count * 2)
    for (old, number) in oldNumbers.enumerated() where number != 0 {
      let place = place(of: oldKeys[old])
      keys[place] = oldKeys[old]
      numbers[place] = number
    }
  }
}
