import Synchronization

/// Numbers for scopes, from 0: equal scopes have the same one, so that what a scope names in a conversation can be
/// kept in an array. Their number is that of the distinct scopes in all rules read.
enum ScopeNumbers {
  private static let known = Mutex<[Scope: Int]>([:])

  static func number(of scope: Scope) -> Int {
    known.withLock { known in
      if let number = known[scope] { return number }
      let number = known.count
      known[scope] = number
      return number
    }
  }
}
