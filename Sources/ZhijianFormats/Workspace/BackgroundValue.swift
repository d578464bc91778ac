internal import Foundation
internal import Synchronization

/// A value that another thread works out meanwhile.
final class BackgroundValue<Value: Sendable>: Sendable {
  private let result = Mutex<Value?>(nil)
  private let done = DispatchSemaphore(value: 0)
  private let compute: @Sendable () -> Value

  init(_ compute: @escaping @Sendable () -> Value) {
    self.compute = compute
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let value = compute()
      result.withLock { $0 = value }
      done.signal()
    }
  }

  /// Waits for the value; asked for once.
  func value() -> Value {
    done.wait()
    return result.withLock { $0 } ?? compute()
  }
}
