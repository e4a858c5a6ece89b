package import Model
internal import Synchronization

/// Where the newest snapshot waits for the screen: the latest one wins, so a slow reader is never flooded.
package final class SnapshotMailbox: Sendable {
  private let slot = Mutex<Snapshot?>(nil)
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called on the writer's thread after each `put`; an eventfd write, for example.
  package init(wake: @escaping @Sendable () -> Void = {}) { self.wake = wake }

  package func put(_ snapshot: Snapshot) {
    slot.withLock { $0 = snapshot }
    wake()
  }

  /// Takes the newest snapshot out; `nil` if none has come since the last call.
  package func take() -> Snapshot? {
    slot.withLock { newest in
      defer { newest = nil }
      return newest
    }
  }
}
