internal import Foundation
public import Zhijian

/// Finds one conversation in files of chats by its id.
public struct TranscriptChoice: Sendable {
  /// Why no conversation was chosen.
  public enum Fault: Error, Sendable {
    /// There are several and none was named; the first ids, and how many there are.
    case several(ids: [String], count: Int)
    /// There is none of that id.
    case unknown(id: String, ids: [String], count: Int)
    /// There is none at all; what was wrong with the files.
    case none([Diagnostic])
  }

  /// What was found.
  public struct Choice: Sendable {
    public let transcript: Transcript
    /// What was odd about it and the files.
    public let diagnostics: [Diagnostic]
  }

  /// So many ids are kept for people to choose from.
  private static let mostIDs = 20

  private let options: ImportOptions

  public init(workspace: Workspace) {
    var options = ImportOptions()
    options.timeZoneOffsetSeconds = workspace.timeZoneOffsetSeconds
    self.options = options
  }

  /// The path and the id of `FILE#ID`; a file that has the whole name is that file.
  public static func parts(of name: String) -> (path: String, id: String?) {
    guard !FileManager.default.fileExists(atPath: name), let mark = name.utf8.lastIndex(of: 0x23) else {
      return (name, nil)
    }
    let id = String(decoding: name.utf8[name.utf8.index(after: mark)...], as: UTF8.self)
    return (String(decoding: name.utf8[..<mark], as: UTF8.self), id.isEmpty ? nil : id)
  }

  /// The conversation of an id in a file or folder, or the only one there is.
  public func choose(path: String, id: String?) throws(Fault) -> Choice {
    var search = Search(id: id)
    let listing = TranscriptFolder.list([path])
    search.diagnostics = listing.diagnostics
    let reader = TranscriptReader(options: options)
    for file in listing.files where !search.isDone {
      let report = reader.read(path: file.path) { search.take($0) }
      search.diagnostics += report.diagnostics
    }
    return try search.choice()
  }

  /// The same in what `bytes` hold; `name` stands for the file in diagnostics.
  public func choose(bytes: [UInt8], name: String, id: String?) throws(Fault) -> Choice {
    var search = Search(id: id)
    let report = TranscriptReader(options: options).read(bytes: bytes, file: name) { search.take($0) }
    search.diagnostics += report.diagnostics
    return try search.choice()
  }

  private struct Search {
    let id: String?
    var diagnostics: [Diagnostic] = []
    private var found: ImportedTranscript?
    private var ids: [String] = []
    private var count = 0

    init(id: String?) {
      self.id = id
    }

    /// Whether nothing more has to be read.
    var isDone: Bool { id != nil && found != nil }

    mutating func take(_ record: ImportedRecord) -> Bool {
      switch record {
      case .failure(_, let diagnostic): diagnostics.append(diagnostic)
      case .transcript(let imported):
        count += 1
        let own = imported.transcript.reportedID
        if ids.count < TranscriptChoice.mostIDs { ids.append(own) }
        if found == nil, id == nil || id == own { found = imported }
      }
      return !isDone
    }

    func choice() throws(Fault) -> Choice {
      guard let found else {
        guard let id, count > 0 else { throw .none(diagnostics) }
        throw .unknown(id: id, ids: ids, count: count)
      }
      if id == nil, count > 1 { throw .several(ids: ids, count: count) }
      return Choice(transcript: found.transcript, diagnostics: diagnostics + found.diagnostics)
    }
  }
}
