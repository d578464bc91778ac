extension TextFolding {
  /// The folding of the tables that `hash` tells from all others, as `store` has it; else what `make` makes, which is
  /// kept where it has no faults.
  package static func folding(
    hash: String, store: CompiledStore, make: () -> (folding: TextFolding, diagnostics: [Diagnostic])
  ) -> (folding: TextFolding, diagnostics: [Diagnostic]) {
    let key = Array(hash.utf8)
    if let known = store.value(.folding, key, { (reader) throws(CompiledFault) in try TextFolding(&reader) }) {
      return (known, [])
    }
    let made = make()
    if store.isKept, made.diagnostics.isEmpty {
      var writer = CompiledWriter()
      made.folding.write(to: &writer)
      store.write(.folding, key, writer.bytes)
    }
    return made
  }

  /// What `bridging(_:)` gives, from `store` where it is there. `hash` is that of the tables.
  package func bridging(_ phrases: [String], hash: String, store: CompiledStore) -> TextFolding {
    guard store.isKept else { return bridging(phrases) }
    var writer = CompiledWriter()
    writer.write(hash)
    for phrase in phrases { writer.write(phrase) }
    let key = writer.bytes
    if let known = store.value(
      .bridging, key, { (reader) throws(CompiledFault) in try TextFolding(self, phrases: &reader) })
    {
      return known
    }
    let bridging = bridging(phrases)
    writer = CompiledWriter()
    bridging.writePhrases(to: &writer)
    store.write(.bridging, key, writer.bytes)
    return bridging
  }
}
