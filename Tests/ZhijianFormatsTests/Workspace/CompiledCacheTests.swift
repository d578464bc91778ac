import Foundation
import Testing

@testable import ZhijianFormats

@Suite struct CompiledCacheTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "/zhijian-cache-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func key(_ text: String) -> Fingerprint {
    var key = Fingerprint()
    key.add(text)
    return key
  }

  @Test func whatIsStoredIsLoaded() throws {
    try withFolder { folder in
      let cache = CompiledCache(folder: folder + "/new/deep")
      let words: [UInt64] = [1, .max, 7]
      #expect(cache.load(kind: .dictionary, key: key("a"), as: UInt64.self) == nil)
      cache.store(kind: .dictionary, key: key("a"), words)
      cache.store(kind: .rules, key: key("a"), [UInt8]())
      #expect(cache.load(kind: .dictionary, key: key("a"), as: UInt64.self) == words)
      #expect(cache.load(kind: .rules, key: key("a")) == [])
      #expect(cache.load(kind: .dictionary, key: key("b"), as: UInt64.self) == nil)
      #expect(cache.load(kind: .dictionary, key: key("a")) == nil)
      cache.store(kind: .dictionary, key: key("a"), [UInt64(2)])
      #expect(cache.load(kind: .dictionary, key: key("a"), as: UInt64.self) == [2])
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/new/deep")
      #expect(names.count == 2 && names.allSatisfy { $0.hasSuffix(".cache") })
    }
  }

  @Test func damagedFilesAreNotThere() throws {
    try withFolder { folder in
      let cache = CompiledCache(folder: folder)
      cache.store(kind: .sentiment, key: key("a"), Array(repeating: UInt8(9), count: 100))
      let path = folder + "/sentiment-" + key("a").hexString + ".cache"
      let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      func isRefused(_ bytes: [UInt8]) throws -> Bool {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o600)
        return cache.load(kind: .sentiment, key: key("a")) == nil
      }
      #expect(try isRefused(whole) == false)
      for index in whole.indices {
        var changed = whole
        changed[index] ^= 0x10
        #expect(try isRefused(changed), "\(index)")
      }
      for count in [0, 1, 63, 64, 65, whole.count - 1] { #expect(try isRefused(Array(whole.prefix(count)))) }
      #expect(try isRefused(whole + [0]))
      #expect(try isRefused(whole) == false)
      chmod(path, 0o666)
      #expect(cache.load(kind: .sentiment, key: key("a")) == nil)
    }
  }

  @Test func withoutAPlaceNothingHappens() {
    for folder in [nil, "/dev/null/zhijian", "/proc/zhijian"] {
      let cache = CompiledCache(folder: folder)
      cache.store(kind: .rules, key: key("a"), [UInt8(1)])
      #expect(cache.load(kind: .rules, key: key("a")) == nil)
    }
  }

  @Test func oldEntriesMakeRoom() throws {
    try withFolder { folder in
      let cache = CompiledCache(folder: folder)
      for number in 0..<12 { cache.store(kind: .rules, key: key("\(number)"), [UInt8(number)]) }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names.count == 8)
    }
  }

  @Test func whatIsInUseStays() throws {
    try withFolder { folder in
      let cache = CompiledCache(folder: folder)
      for number in 0..<8 {
        cache.store(kind: .rules, key: key("\(number)"), [UInt8(number)])
        // The first is the oldest.
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000 + Double(number))],
          ofItemAtPath: folder + "/rules-" + key("\(number)").hexString + ".cache")
      }
      #expect(cache.load(kind: .rules, key: key("0")) == [0])
      cache.store(kind: .rules, key: key("8"), [UInt8(8)])
      let left = (0..<9).filter { cache.load(kind: .rules, key: key("\($0)")) != nil }
      #expect(left == [0, 2, 3, 4, 5, 6, 7, 8])
    }
  }

  @Test func theFolderComesFromTheEnvironment() {
    #expect(CompiledCache.folder(["ZHIJIAN_CACHE_DIR": "/c", "HOME": "/h"]) == "/c")
    #expect(CompiledCache.folder(["XDG_CACHE_HOME": "/x", "HOME": "/h"]) == "/x/zhijian")
    #expect(CompiledCache.folder(["XDG_CACHE_HOME": "x", "HOME": "/h"]) == "/h/.cache/zhijian")
    #expect(CompiledCache.folder(["ZHIJIAN_CACHE_DIR": "relative", "HOME": "/h"]) == nil)
    #expect(CompiledCache.folder([:]) == nil)
  }

  @Test func fingerprintsTellPartsApart() {
    let parts: [[String]] = [
      [], [""], ["a"], ["a", ""], ["", "a"], ["ab", "c"], ["a", "bc"], [String(repeating: "a", count: 40)],
    ]
    let keys = parts.map { parts in
      var key = Fingerprint()
      for part in parts { key.add(part) }
      return key.hexString
    }
    #expect(Set(keys).count == parts.count)
    #expect(keys.allSatisfy { $0.utf8.count == 32 })
  }
}
