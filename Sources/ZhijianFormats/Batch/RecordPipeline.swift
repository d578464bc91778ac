internal import Zhijian

/// Reads the files of a listing once and has their records worked on by all threads; what comes of them is taken in the
/// order of the files and of the records in them, whatever the number of threads.
struct RecordPipeline {
  /// How much has been read.
  struct Reading {
    var files = 0
    var bytes = 0
  }

  private enum Item: Sendable {
    case records([ImportedRecord])
    case endOfFile(ImportReport, byteCount: Int)
  }

  private enum Result<Product: Sendable>: Sendable {
    case worked([Product])
    case endOfFile(ImportReport, byteCount: Int)
  }

  let listing: TranscriptFolder.Listing
  let options: ImportOptions
  let jobs: Int

  private static let batchSize = 32
  /// A batch of more bytes is not filled up.
  private static let batchBytes = 1 << 20

  /// `take`, `problem` and `read` are called on the calling thread, `read` after each batch.
  func run<Worker, Product: Sendable>(
    makeWorker: @escaping @Sendable () -> Worker, work: @escaping @Sendable (Worker, ImportedRecord) -> Product,
    take: (Product) throws -> Void, problem: (Diagnostic) throws -> Void, read: (Reading) -> Void
  ) throws {
    for diagnostic in listing.diagnostics { try problem(diagnostic) }
    let (files, options) = (listing.files, options)
    var reading = Reading()
    let pipeline = OrderedPipeline<Item, Result<Product>>(capacity: jobs * 4) { item in
      guard case .records(let records) = item else { return 0 }
      return records.reduce(0) { $0 + $1.byteCount }
    }
    try pipeline.run(
      workers: jobs,
      produce: { yield in
        let reader = TranscriptReader(options: options)
        for file in files {
          var batch: [ImportedRecord] = []
          var byteCount = 0
          var wantsMore = true
          let report = reader.read(path: file.path) { record in
            batch.append(record)
            byteCount += record.byteCount
            if batch.count == Self.batchSize || byteCount >= Self.batchBytes {
              wantsMore = yield(.records(batch))
              batch.removeAll(keepingCapacity: true)
              byteCount = 0
            }
            return wantsMore
          }
          if wantsMore, !batch.isEmpty { wantsMore = yield(.records(batch)) }
          guard wantsMore, yield(.endOfFile(report, byteCount: file.byteCount)) else { return }
        }
      },
      makeWorker: makeWorker,
      work: { worker, item in
        switch item {
        case .records(let records): .worked(records.map { work(worker, $0) })
        case .endOfFile(let report, let byteCount): .endOfFile(report, byteCount: byteCount)
        }
      },
      take: { result in
        switch result {
        case .worked(let products):
          for product in products { try take(product) }
        case .endOfFile(let report, let byteCount):
          for diagnostic in report.diagnostics { try problem(diagnostic) }
          reading.files += 1
          reading.bytes += byteCount
        }
        read(reading)
      })
  }
}
