internal import Foundation

/// One file of the cache: a header of eight 64-bit numbers (mark, format, key, length, checksum, the
/// size of an element), then the payload as it lies in memory.
struct CompiledCacheFile: ~Copyable {
  private static let mark: UInt64 = 0x0045_4843_4143_4A5A  // "ZJCACHE"
  private static let format: UInt64 = 1
  private static let headerCount = 8
  /// More is not read, whatever a file says of itself.
  private static let maximumBytes = 256 << 20

  private let descriptor: Int32
  private let payloadBytes: Int

  /// Opens a file of this user; nil for anything else, such as a pipe or what others may write to.
  init?(reading path: String) {
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard opened >= 0 else { return nil }
    var status = stat()
    let headerBytes = Self.headerCount * 8
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & (S_IWGRP | S_IWOTH) == 0, status.st_size >= headerBytes, status.st_size <= Self.maximumBytes
    else {
      close(opened)
      return nil
    }
    descriptor = opened
    payloadBytes = Int(status.st_size) - headerBytes
  }

  deinit { close(descriptor) }

  /// The payload, if the file is whole and belongs to `key`.
  func payload<Element: FixedWidthInteger & BitwiseCopyable>(key: Fingerprint, as type: Element.Type) -> [Element]? {
    let size = MemoryLayout<Element>.stride
    guard let header = read(Self.headerCount, as: UInt64.self), payloadBytes % size == 0,
      let payload = read(payloadBytes / size, as: type),
      header == Self.header(of: payload, key: key)
    else { return nil }
    return payload
  }

  /// Says that the file is in use: those that are not make room first.
  func touch() { futimens(descriptor, nil) }

  private static func header<Element: FixedWidthInteger & BitwiseCopyable>(
    of payload: [Element], key: Fingerprint
  ) -> [UInt64] {
    var checksum = key
    checksum.add(payload)
    let size = MemoryLayout<Element>.stride
    return [mark, format, key.high, key.low, UInt64(payload.count), checksum.high, checksum.low, UInt64(size)]
  }

  /// The next `count` numbers of the file, nil if it ends before.
  private func read<Element: BitwiseCopyable>(_ count: Int, as type: Element.Type) -> [Element]? {
    let wanted = count * MemoryLayout<Element>.stride
    let numbers = [Element](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      var done = 0
      while done < wanted {
        // Safe: the rest of the buffer has room for `wanted - done` bytes.
        let got = Foundation.read(descriptor, bytes.baseAddress.map { $0 + done }, wanted - done)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { break }
        done += got
      }
      // Safe: any bits are a value of a bitwise copyable number, and these were all read.
      initializedCount = done / MemoryLayout<Element>.stride
    }
    return numbers.count == count ? numbers : nil
  }

  /// Writes a new file beside `path` and puts it in its place at once; false if that failed.
  static func write<Element: FixedWidthInteger & BitwiseCopyable>(
    _ payload: [Element], key: Fingerprint, to path: String
  ) -> Bool {
    let temporary = path + ".\(getpid()).\(UInt32.random(in: 0...UInt32.max)).new"
    let opened = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard opened >= 0 else { return false }
    var isWritten = header(of: payload, key: key).withUnsafeBytes { writeAll($0, to: opened) }
    isWritten = isWritten && payload.withUnsafeBytes { writeAll($0, to: opened) }
    isWritten = close(opened) == 0 && isWritten
    guard isWritten, rename(temporary, path) == 0 else {
      unlink(temporary)
      return false
    }
    return true
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      // Safe: `done` is below the count, so the pointer stays inside of the buffer.
      let put = Foundation.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { return false }
      done += put
    }
    return true
  }
}
