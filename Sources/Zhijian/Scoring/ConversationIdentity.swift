extension Transcript {
  /// The id that reports give it: its own, or one made of its content.
  package var reportedID: String { id.isEmpty ? ConversationIdentity.id(of: self) : id }
}

/// What a conversation is known by: hashes of its content.
enum ConversationIdentity {
  /// An id for a conversation that came without one: the same for the same content, and the same
  /// whether personal data was masked or not, since each value is replaced by its kind and ordinal.
  static func id(of transcript: Transcript) -> String {
    var numbering = PersonalDataNumbering()
    var bytes: [UInt8] = []
    for message in transcript.messages {
      bytes.append(contentsOf: message.role.rawValue.utf8)
      bytes.append(0)
      bytes.append(decimal: message.at?.milliseconds ?? -1)
      bytes.append(0)
      bytes.append(contentsOf: numbering.replacingValues(in: message.text).utf8)
      bytes.append(1)
    }
    return "c-" + SHA256.shortHexString(bytes)
  }

  /// A hash of everything that the analysis reads.
  static func contentHash(of transcript: Transcript) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(transcript.messages.reduce(256) { $0 + $1.text.utf8.count + 64 })
    bytes.append(field: transcript.platform ?? "")
    bytes.append(field: transcript.shop ?? "")
    bytes.append(field: transcript.isOpen ? "true" : "false")
    for index in transcript.messages.indices {
      bytes.append(field: transcript.messages[index].role.rawValue)
      bytes.append(field: transcript.messages[index].kind.rawValue)
      bytes.append(field: transcript.messages[index].sender ?? "")
      bytes.append(decimal: transcript.messages[index].at?.milliseconds ?? -1)
      bytes.append(0)
      bytes.append(field: transcript.messages[index].isRecalled ? "true" : "false")
      bytes.append(transcript.messages[index].text)
      bytes.append(1)
    }
    return SHA256.shortHexString(bytes)
  }
}
