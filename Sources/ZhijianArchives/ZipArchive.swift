#if Archives
  internal import CZip

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// Why an archive or one of its entries cannot be read.
  public enum ZipFault: Error, Sendable, Equatable {
    /// No ZIP archive, or a broken one.
    case damaged
    /// More entries than `ZipArchive.maximumEntries`.
    case tooManyEntries(Int)
    /// The entry is encrypted and there was no password.
    case passwordNeeded
    case wrongPassword
    /// A way of packing or encrypting that the library does not know.
    case unsupported
    /// The entry unpacks to more than it may.
    case tooLarge
    /// Entries share bytes, so that a small archive unpacks to much.
    case overlapping
    case unreadable
  }

  /// A ZIP archive that is read from a descriptor or from memory. Nothing is ever written to the disk.
  public final class ZipArchive {
    /// What an entry stands for.
    public enum Kind: Sendable {
      case file, folder, link
      /// A pipe, socket or device, or a folder that has bytes.
      case other
    }

    /// One file of an archive.
    public struct Entry: Sendable, Equatable {
      public let index: UInt64
      /// The name as the archive has it, in whatever encoding.
      public let name: [UInt8]
      public let byteCount: UInt64
      public let packedByteCount: UInt64
      public let isEncrypted: Bool
      /// Whether the archive has no checksum of the content, as AE-2 encryption, which signs it instead.
      let lacksChecksum: Bool
      public let kind: Kind
      /// Whether it is a file: no folder, link or device.
      public var isFile: Bool { kind == .file }
    }

    /// The most entries that an archive may have.
    public static let maximumEntries = 10_000
    /// How many times its packed size an entry may have, once it has more than `freeByteCount`.
    public static let maximumRatio: UInt64 = 100
    public static let freeByteCount: UInt64 = 16 << 20
    /// The most bytes that all entries together may unpack to.
    public static let maximumByteCount: UInt64 = 8 << 30

    public let entries: [Entry]
    private let archive: OpaquePointer
    private let memory: UnsafeMutableRawBufferPointer?
    private var budget = maximumByteCount

    /// Reads the archive behind an open descriptor, which stays open and the caller's.
    public convenience init(descriptor: Int32) throws(ZipFault) {
      let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
      guard copy >= 0 else { throw .unreadable }
      var error: Int32 = 0
      guard let archive = zip_fdopen(copy, 0, &error) else {
        close(copy)
        throw .damaged
      }
      var status = stat()
      let size = fstat(descriptor, &status) == 0 ? UInt64(max(0, Int64(status.st_size))) : .max
      try self.init(archive, memory: nil, byteCount: size)
    }

    /// Reads an archive that is in memory.
    public convenience init(bytes: [UInt8]) throws(ZipFault) {
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
      memory.copyBytes(from: bytes)
      var error = zip_error_t()
      zip_error_init(&error)
      defer { zip_error_fini(&error) }
      guard let source = zip_source_buffer_create(memory.baseAddress, zip_uint64_t(memory.count), 0, &error) else {
        memory.deallocate()
        throw .damaged
      }
      guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
        zip_source_free(source)
        memory.deallocate()
        throw .damaged
      }
      try self.init(archive, memory: memory, byteCount: UInt64(memory.count))
    }

    /// Takes the archive over, also where it throws.
    private init(
      _ archive: OpaquePointer, memory: UnsafeMutableRawBufferPointer?, byteCount: UInt64
    ) throws(ZipFault) {
      self.archive = archive
      self.memory = memory
      let count = zip_get_num_entries(archive, 0)
      guard count >= 0, count <= Self.maximumEntries else {
        entries = []
        throw count < 0 ? .damaged : .tooManyEntries(Int(count))
      }
      entries = (0..<UInt64(count)).compactMap { Self.entry($0, of: archive) }
      var packed: UInt64 = 0
      for entry in entries {
        let (sum, isOver) = packed.addingReportingOverflow(entry.packedByteCount)
        // Where each entry has bytes of its own, all together are no more than the archive.
        guard !isOver, sum <= byteCount else { throw entry.packedByteCount > byteCount ? .damaged : .overlapping }
        packed = sum
      }
    }

    deinit {
      zip_discard(archive)
      memory?.deallocate()
    }

    private static func entry(_ index: UInt64, of archive: OpaquePointer) -> Entry? {
      var status = zip_stat_t()
      zip_stat_init(&status)
      guard zip_stat_index(archive, index, zip_flags_t(ZIP_FL_ENC_RAW), &status) == 0, let name = status.name else {
        return nil
      }
      let bytes = UnsafeBufferPointer(
        start: UnsafeRawPointer(name).assumingMemoryBound(to: UInt8.self), count: strlen(name))
      var system: zip_uint8_t = 0
      var attributes: zip_uint32_t = 0
      var kind = bytes.last != 0x2F ? Kind.file : status.size == 0 ? .folder : .other
      if zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0,
        system == zip_uint8_t(ZIP_OPSYS_UNIX), case let mode = mode_t(attributes >> 16) & S_IFMT, mode != 0,
        mode != S_IFREG
      {
        kind = mode == S_IFLNK ? .link : mode == S_IFDIR && status.size == 0 ? .folder : .other
      }
      return Entry(
        index: index, name: Array(bytes), byteCount: status.size, packedByteCount: status.comp_size,
        isEncrypted: status.encryption_method != ZIP_EM_NONE,
        lacksChecksum: status.crc == 0 && status.encryption_method != ZIP_EM_NONE
          && status.encryption_method != ZIP_EM_TRAD_PKWARE, kind: kind)
    }

    /// Opens an entry for reading from its beginning. The stream must not outlive the archive.
    public func open(_ entry: Entry, password: String? = nil) throws(ZipFault) -> ZipStream {
      guard entry.isFile else { throw .unreadable }
      let file: OpaquePointer?
      if entry.isEncrypted {
        guard let password else { throw .passwordNeeded }
        file = zip_fopen_index_encrypted(archive, entry.index, 0, password)
      } else {
        file = zip_fopen_index(archive, entry.index, 0)
      }
      guard let file else { throw fault(zip_error_code_zip(zip_get_error(archive))) }
      return ZipStream(file, archive: self, entry: entry, limit: Self.limit(of: entry))
    }

    /// The most bytes that an entry may give.
    private static func limit(of entry: Entry) -> UInt64 {
      let (product, overflow) = entry.packedByteCount.multipliedReportingOverflow(by: maximumRatio)
      return max(freeByteCount, overflow ? .max : product)
    }

    fileprivate func spend(_ count: Int) -> Bool {
      guard UInt64(count) <= budget else { return false }
      budget -= UInt64(count)
      return true
    }

    fileprivate func fault(_ code: Int32) -> ZipFault {
      switch code {
      case ZIP_ER_NOPASSWD: .passwordNeeded
      case ZIP_ER_WRONGPASSWD: .wrongPassword
      case ZIP_ER_COMPNOTSUPP, ZIP_ER_ENCRNOTSUPP, ZIP_ER_OPNOTSUPP: .unsupported
      default: .damaged
      }
    }
  }

  /// The unpacked bytes of an entry, read once from front to back.
  public final class ZipStream {
    private let file: OpaquePointer
    // The archive has to outlive its streams.
    private let archive: ZipArchive
    private let entry: ZipArchive.Entry
    private var left: UInt64
    private var given: UInt64 = 0
    /// Why the last read failed.
    public private(set) var fault: ZipFault?

    fileprivate init(_ file: OpaquePointer, archive: ZipArchive, entry: ZipArchive.Entry, limit: UInt64) {
      self.file = file
      self.archive = archive
      self.entry = entry
      left = limit
    }

    deinit { zip_fclose(file) }

    /// Reads up to the buffer's count; 0 at the end, −1 where it fails.
    public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      guard fault == nil else { return -1 }
      // Safe: the buffer has room for its own count.
      let count = Int(zip_fread(file, buffer.baseAddress, zip_uint64_t(buffer.count)))
      if count < 0 {
        // libzip before 1.8 compares with a checksum that is not there.
        if entry.lacksChecksum, given == entry.byteCount,
          zip_error_code_zip(zip_file_get_error(file)) == ZIP_ER_CRC
        {
          return 0
        }
        fault = archive.fault(zip_error_code_zip(zip_file_get_error(file)))
        return -1
      }
      guard UInt64(count) <= left, archive.spend(count) else {
        fault = .tooLarge
        return -1
      }
      left -= UInt64(count)
      given += UInt64(count)
      // Who lies about the size may lie about the rest.
      guard given <= entry.byteCount, count > 0 || given == entry.byteCount else {
        fault = .damaged
        return -1
      }
      return count
    }
  }
#endif
