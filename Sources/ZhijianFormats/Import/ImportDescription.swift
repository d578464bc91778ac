internal import Zhijian

/// How a file, or one part of it, was understood: for the eyes of whoever has to say whether that is right.
public struct ImportDescription: Sendable {
  /// Where the reading comes from.
  public enum Basis: String, Sendable {
    /// A mapping that was asked for.
    case mapping
    /// A shipped mapping that knows the file by its headers or members.
    case preset
    /// Usual names of headers and members.
    case guess
    /// The format says everything itself.
    case format
  }

  /// A column of the file.
  public struct Column: Sendable {
    public var header: String
    /// What it was taken for, as mapping files call it; nil where it is kept under its own name.
    public var meaning: String?
    /// What stands in it first.
    public var sample: String
    /// What it would have been taken for, were that not taken by a column before it.
    public var competes: String?
  }

  /// A word of the roles or kinds.
  public struct Word: Sendable {
    public var text: String
    /// The role or kind; nil where it is not known.
    public var meaning: String?
    public var count: Int
  }

  /// The worksheet or the file within an archive; nil for the whole file.
  public var place: String?
  public var format: String
  public var basis: Basis
  /// The same reading, written out.
  public var mapping: ImportMapping
  /// The row of the headers; nil where there is none.
  public var headerRow: Int?
  public var columns: [Column] = []
  public var roleWords: [Word] = []
  public var kindWords: [Word] = []
}
