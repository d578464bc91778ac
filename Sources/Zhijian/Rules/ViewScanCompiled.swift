extension CompiledWriter {
  /// What the compiled phrases of a rule set follow from: everything that `ViewScanDraft` looks at.
  static func key(of leaves: [CompiledLeaf], foldingHash: String) -> [UInt8] {
    var writer = CompiledWriter()
    writer.write(foldingHash)
    writer.write(count: leaves.count)
    for leaf in leaves {
      guard let scan = leaf.scan else {
        writer.write(UInt8(0))
        continue
      }
      writer.write(UInt8(scan.expression == nil ? 1 : 2))
      writer.write(scan.views.map { UInt8(clamping: $0.last.rank) })
      writer.write(texts: scan.phrases)
      writer.write(texts: scan.excuses)
      if let expression = scan.expression { writer.write(texts: expression.expression.requiredLiterals?.first ?? []) }
    }
    return writer.bytes
  }

  fileprivate mutating func write(texts: [String]) {
    write(count: texts.count)
    for text in texts { write(text) }
  }

  mutating func write(_ scan: ViewScan, _ draft: ViewScanDraft) {
    write(UInt8(clamping: scan.view.last.rank))
    write(scan.all, draft.all)
    write(scan.fresh, draft.fresh)
    write(scan.ungated.map { UInt32(clamping: $0) })
  }

  private mutating func write(_ table: ViewScan.Table, _ phrases: ViewScanDraft.Phrases) {
    write(table.matcher, phrases: phrases.map(\.units))
    // Each use as three numbers, behind the number of uses of the phrase.
    write(table.uses.map { UInt32(clamping: $0.count) })
    write(
      table.uses.joined().flatMap { use -> [UInt32] in
        switch use {
        case .phrase(let leaf, let number): [0, UInt32(clamping: leaf), UInt32(clamping: number)]
        case .excuse(let leaf): [1, UInt32(clamping: leaf), 0]
        case .gate(let leaf): [2, UInt32(clamping: leaf), 0]
        }
      })
  }
}

extension CompiledReader {
  /// The scans for `leaves`: no use names a leaf or phrase that there is not.
  mutating func scans(of leaves: [CompiledLeaf]) throws(CompiledFault) -> [ViewScan] {
    var scans: [ViewScan] = []
    for _ in 0..<(try count()) {
      let rank = Int(try integer(UInt8.self))
      guard let fold = Fold.allCases.first(where: { $0.rank == rank }) else { throw CompiledFault() }
      let all = try table(of: leaves)
      let fresh = try table(of: leaves)
      let ungated = try integers(UInt32.self).map { Int($0) }
      guard ungated.allSatisfy({ leaves.indices.contains($0) }) else { throw CompiledFault() }
      scans.append(ViewScan(view: FoldView(upTo: fold), all: all, fresh: fresh, ungated: ungated))
    }
    return scans
  }

  private mutating func table(of leaves: [CompiledLeaf]) throws(CompiledFault) -> ViewScan.Table {
    let (matcher, phraseCount) = try matcher()
    let counts = try integers(UInt32.self)
    let parts = try integers(UInt32.self)
    guard counts.count == phraseCount, parts.count % 3 == 0 else { throw CompiledFault() }
    var uses: [[ViewScan.Use]] = []
    uses.reserveCapacity(counts.count)
    var next = 0
    for count in counts {
      guard Int(count) <= (parts.count - next) / 3 else { throw CompiledFault() }
      var own: [ViewScan.Use] = []
      for place in stride(from: next, to: next + Int(count) * 3, by: 3) {
        own.append(try Self.use(parts[place], leaf: Int(parts[place + 1]), number: Int(parts[place + 2]), leaves))
      }
      uses.append(own)
      next += Int(count) * 3
    }
    return ViewScan.Table(matcher: matcher, uses: uses)
  }

  private static func use(
    _ kind: UInt32, leaf: Int, number: Int, _ leaves: [CompiledLeaf]
  ) throws(CompiledFault) -> ViewScan.Use {
    guard leaf < leaves.count else { throw CompiledFault() }
    switch kind {
    case 0:
      guard number < leaves[leaf].scan?.phrases.count ?? 0 else { throw CompiledFault() }
      return .phrase(leaf: leaf, number: number)
    case 1: return .excuse(leaf: leaf)
    case 2: return .gate(leaf: leaf)
    default: throw CompiledFault()
    }
  }
}
