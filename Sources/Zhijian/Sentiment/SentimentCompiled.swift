extension CompiledWriter {
  /// A scorer with the default constants; `files` are the names of the lexicon's.
  package mutating func write(_ scorer: SentimentScorer, files: [String]) {
    write(count: scorer.entries.count)
    for (index, entry) in scorer.entries.enumerated() {
      write(entry.text)
      write(Int32(clamping: entry.weight))
      write(UInt8(clamping: SentimentEntry.Kind.allCases.firstIndex(of: entry.kind) ?? 0))
      write(UInt8(scorer.isEmoji[index] ? 1 : 0))
      write(entry.source)
      write(entry.note)
      write(count: files.firstIndex(of: entry.location.file) ?? 0)
      write(entry.location)
    }
    write(scorer.matcher)
    write(scorer.cues.matcher)
    write(scorer.fold.table)
  }

  private mutating func write(_ matcher: SentimentMatcher) {
    write(matcher.edgeStarts)
    write(matcher.edgeUnits)
    write(matcher.entries)
    write(matcher.numeralTargets)
  }
}

extension CompiledReader {
  /// A scorer whose lexicon was read from `files`.
  package mutating func sentimentScorer(files: [String]) throws(CompiledFault) -> SentimentScorer {
    var entries: [SentimentEntry] = []
    var isEmoji: [Bool] = []
    for _ in 0..<(try count()) {
      let text = try text()
      let weight = Int(try integer(Int32.self))
      let kind = SentimentEntry.Kind.allCases[try byte(below: SentimentEntry.Kind.allCases.count)]
      guard kind.allowedWeights.contains(weight) else { throw CompiledFault() }
      isEmoji.append(try byte(below: 2) == 1)
      let (source, note) = (try self.text(), try self.text())
      let file = files[try index(below: files.count)]
      entries.append(
        SentimentEntry(
          text: text, weight: weight, kind: kind, source: source, note: note, location: try location(in: file)))
    }
    let matcher = try sentimentMatcher(entries: entries.count)
    let cues = try sentimentMatcher(entries: entries.count)
    let table = try integers(UInt16.self)
    guard table.count == 65_536 else { throw CompiledFault() }
    return SentimentScorer(
      entries: entries, isEmoji: isEmoji, matcher: matcher, cues: cues,
      fold: SentimentFold(table: table))
  }

  private mutating func byte(below limit: Int) throws(CompiledFault) -> Int {
    let byte = Int(try integer(UInt8.self))
    guard byte < limit else { throw CompiledFault() }
    return byte
  }

  private mutating func sentimentMatcher(entries count: Int) throws(CompiledFault) -> SentimentMatcher {
    let edgeStarts = try integers(Int32.self)
    let edgeUnits = try integers(UInt16.self)
    let entries = try integers(Int32.self)
    let numeralTargets = try integers(Int32.self)
    let nodes = entries.count
    guard nodes > 0, edgeStarts.count == nodes + 1, numeralTargets.count == nodes,
      edgeUnits.count == nodes - 1, edgeStarts[0] == 0, Int(edgeStarts[nodes]) == edgeUnits.count,
      entries.allSatisfy({ $0 >= -1 && Int($0) < count })
    else { throw CompiledFault() }
    // A child has a higher number than its parent, and no path is longer than an entry may be.
    var depth = [Int](repeating: 0, count: nodes)
    for node in 0..<nodes {
      let (first, last) = (Int(edgeStarts[node]), Int(edgeStarts[node + 1]))
      guard first <= last, last <= edgeUnits.count, depth[node] <= SentimentLexicon.maximumLength else {
        throw CompiledFault()
      }
      // Edge n leads to node n + 1.
      for target in (first + 1)..<(last + 1) {
        guard target > node, target < nodes else { throw CompiledFault() }
        depth[target] = max(depth[target], depth[node] + 1)
      }
      let numeral = numeralTargets[node]
      guard numeral == 0 || (Int(numeral) > node && Int(numeral) < nodes) else { throw CompiledFault() }
      if numeral != 0 { depth[Int(numeral)] = max(depth[Int(numeral)], depth[node] + 1) }
    }
    return SentimentMatcher(
      edgeStarts: edgeStarts, edgeUnits: edgeUnits, entries: entries, numeralTargets: numeralTargets)
  }
}
