/// What a conversation is known by: hashes of its content.
enum ConversationIdentity {
  /// An id for a conversation that came without one: the same for the same content, and the same
  /// whether personal data was masked or not, since each value is replaced by its kind and ordinal.
  static func id(of transcript: Transcript) -> String {
    var numbering = PersonalDataNumbering()
    var bytes: [UInt8] = []
    for message in transcript.messages {
      let text = numbering.replacingValues(in: message.text)
      bytes.append(contentsOf: "\(message.role.rawValue)\u{0}\(message.at?.milliseconds ?? -1)\u{0}\(text)\u{1}".utf8)
    }
    return "c-" + SHA256.hexString(bytes).prefix(16)
  }

  /// A hash of everything that the analysis reads.
  static func contentHash(of transcript: Transcript) -> String {
    var bytes = Array("\(transcript.platform ?? "")\u{0}\(transcript.shop ?? "")\u{0}\(transcript.isOpen)\u{0}".utf8)
    for message in transcript.messages {
      bytes.append(
        contentsOf:
          "\(message.role.rawValue)\u{0}\(message.kind.rawValue)\u{0}\(message.sender ?? "")\u{0}\(message.at?.milliseconds ?? -1)\u{0}\(message.isRecalled)\u{0}\(message.text)\u{1}"
          .utf8)
    }
    return String(SHA256.hexString(bytes).prefix(16))
  }
}
