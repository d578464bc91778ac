public import Zhijian

/// A conversation that was read, and what the reader had to say about it.
public struct ImportedTranscript: Sendable {
  public var transcript: Transcript
  /// The line of the file where it starts, from 1.
  public var line: Int?
  /// Warnings and notes of this conversation alone, such as a time that could not be read; an error
  /// here means that a part of it was left out.
  public var diagnostics: [Diagnostic]

  public init(transcript: Transcript, line: Int? = nil, diagnostics: [Diagnostic] = []) {
    self.transcript = transcript
    self.line = line
    self.diagnostics = diagnostics
  }
}

/// What a reader hands out for each record of a file, in file order. A bad one never stops the rest.
public enum ImportedRecord: Sendable {
  case transcript(ImportedTranscript)
  /// A record, or without a line a whole file, that could not be read.
  case failure(line: Int?, Diagnostic)
}

extension ImportedRecord {
  /// About how many bytes it takes up while it is scored.
  var byteCount: Int {
    guard case .transcript(let imported) = self else { return 256 }
    return imported.transcript.messages.reduce(256) { $0 + $1.text.utf8.count + 128 }
  }
}

/// What came of reading one file, without the records themselves.
public struct ImportReport: Sendable {
  public var file: String
  /// The name of the format that was used; nil where none fits.
  public var format: String?
  public var encoding: TextEncoding?
  public var transcripts = 0
  public var failures = 0
  /// Those of the failures that were not handed out, as there were too many before them.
  var unlistedFailures = 0
  /// What concerns the file as a whole: its encoding, replaced bytes, skipped rows. Never a failure,
  /// which comes as a record.
  public var diagnostics: [Diagnostic] = []

  /// How the file was understood, one for each part of it.
  public var descriptions: [ImportDescription] = []
  /// How sure the format is, from 0 to 1; nil where it was asked for.
  public var confidence: Double?

  public init(file: String) {
    self.file = file
  }
}
