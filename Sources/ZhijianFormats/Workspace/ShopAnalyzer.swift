internal import Synchronization
internal import Zhijian

/// The analyzer of shops with the same rules, compiled when the first of their conversations asks for it: a chain with
/// hundreds of shops pays only for those that a run is about.
final class ShopAnalyzer: Sendable {
  let rules: [Rule]
  private let compile: @Sendable ([Rule]) -> Analyzer
  private let compiled = Mutex<Analyzer?>(nil)

  init(_ rules: [Rule], compile: @escaping @Sendable ([Rule]) -> Analyzer) {
    self.rules = rules
    self.compile = compile
  }

  /// Threads that ask at once wait for one compilation.
  var analyzer: Analyzer {
    compiled.withLock { known in
      if let known { return known }
      let analyzer = compile(rules)
      known = analyzer
      return analyzer
    }
  }
}
