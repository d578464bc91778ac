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

  mutating func write(_ scan: ViewScan, phrases: [[UInt16]]) {
    write(scan.views.map { UInt8(clamping: $0.last.rank) })
    for leaves in scan.ungated { write(leaves.map { UInt32(clamping: $0) }) }
    write(scan.matcher, phrases: phrases)
    // Each use as some numbers, behind the number of uses of the phrase.
    write(scan.uses.map { UInt32(clamping: $0.count) })
    write(
      scan.uses.joined().flatMap { use in
        [
          UInt32(use.kind.rawValue), UInt32(clamping: use.view), use.isFresh ? 1 : 0, UInt32(clamping: use.leaf),
          UInt32(clamping: use.phrase),
        ]
      })
  }
}

extension CompiledReader {
  private static let numbersPerUse = 5

  /// The scan for `leaves`: no use names a view, leaf or phrase that there is not.
  mutating func scan(of leaves: [CompiledLeaf]) throws(CompiledFault) -> ViewScan {
    var views: [FoldView] = []
    for rank in try integers(UInt8.self) {
      guard let fold = Fold.allCases.first(where: { $0.rank == Int(rank) }) else { throw CompiledFault() }
      views.append(FoldView(upTo: fold))
    }
    guard zip(views, views.dropFirst()).allSatisfy({ $0 < $1 }) else { throw CompiledFault() }
    var ungated: [[Int]] = []
    for _ in views {
      let own = try integers(UInt32.self).map { Int($0) }
      guard own.allSatisfy({ leaves.indices.contains($0) }) else { throw CompiledFault() }
      ungated.append(own)
    }
    let (matcher, phraseCount) = try matcher()
    let counts = try integers(UInt32.self)
    let numbers = try integers(UInt32.self)
    guard counts.count == phraseCount, numbers.count % Self.numbersPerUse == 0 else { throw CompiledFault() }
    var uses: [[ViewScan.Use]] = []
    uses.reserveCapacity(counts.count)
    var next = 0
    for count in counts {
      guard Int(count) <= (numbers.count - next) / Self.numbersPerUse else { throw CompiledFault() }
      var own: [ViewScan.Use] = []
      for _ in 0..<count {
        let use = try Self.use(numbers[next..<next + Self.numbersPerUse].map { Int($0) }, views: views.count, leaves)
        guard own.last.map({ $0.view <= use.view }) ?? true else { throw CompiledFault() }
        own.append(use)
        next += Self.numbersPerUse
      }
      uses.append(own)
    }
    return ViewScan(views: views, ungated: ungated, matcher: matcher, uses: uses)
  }

  private static func use(
    _ numbers: [Int], views: Int, _ leaves: [CompiledLeaf]
  ) throws(CompiledFault) -> ViewScan.Use {
    guard let kind = UInt8(exactly: numbers[0]).flatMap(ViewScan.Use.Kind.init(rawValue:)), numbers[1] < views,
      numbers[2] < 2, numbers[3] < leaves.count
    else { throw CompiledFault() }
    let phrases = leaves[numbers[3]].scan?.phrases.count ?? 0
    guard kind == .phrase ? numbers[4] < phrases : numbers[4] == 0 else { throw CompiledFault() }
    return ViewScan.Use(
      kind: kind, view: numbers[1], isFresh: numbers[2] == 1, leaf: numbers[3], phrase: numbers[4])
  }
}
