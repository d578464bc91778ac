public import Zhijian

/// The lines of evaluation JSONL that stand for input lines without an evaluation. Each is without its end.
public enum EvaluationLine {
  /// Stands for an input line that could not be read. `line` counts from 1.
  public static func error(
    line: Int, diagnostic: Diagnostic, language: Language, redactor: Redactor = Redactor(policy: .none)
  ) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.integer(EvaluationEncoder.schema)
    json.key("line")
    json.integer(line)
    json.key("error")
    json.beginObject()
    json.key("code")
    json.string(diagnostic.code)
    json.key("message")
    json.string(redactor.show(diagnostic.message.text(in: language)))
    json.key("column")
    json.optional(diagnostic.location?.column)
    json.endObject()
    json.endObject()
    return json.bytes
  }

  /// Stands for a conversation that was evaluated before. Both lines count from 1.
  public static func duplicate(
    line: Int, id: String, ofLine first: Int, redactor: Redactor = Redactor(policy: .none)
  ) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.integer(EvaluationEncoder.schema)
    json.key("line")
    json.integer(line)
    json.key("id")
    json.string(redactor.show(id))
    json.key("duplicate_of")
    json.integer(first)
    json.endObject()
    return json.bytes
  }
}
