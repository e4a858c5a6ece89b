#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif
internal import Dispatch
internal import Synchronization

/// What the kernel or another process told us.
package enum Signal: Int, CaseIterable, Sendable {
  case hangUp, interrupt, terminate, suspend, resume, resize

  package var number: CInt {
    switch self {
    case .hangUp: SIGHUP
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .suspend: SIGTSTP
    case .resume: SIGCONT
    case .resize: SIGWINCH
    }
  }
}

/// Carries signals to the thread that waits at a doorbell, as a set: two resizes are one.
///
/// To be made before the terminal is opened: curses leaves alone what is handled already. Belongs to the thread
/// that waits.
package final class Signals {
  private let pending: Pending
  private let sources: [any DispatchSourceSignal]

  private final class Pending: Sendable {
    let bits = Atomic<UInt64>(0)
  }

  /// Returns when every signal is watched.
  package init(ringing doorbell: Doorbell) {
    let pending = Pending()
    let queue = DispatchQueue(label: "faultline.signals")
    let ready = DispatchGroup()
    sources = Signal.allCases.map { signal in
      let source = DispatchSource.makeSignalSource(signal: signal.number, queue: queue)
      source.setEventHandler { @Sendable in
        pending.bits.bitwiseOr(1 << UInt64(signal.rawValue), ordering: .sequentiallyConsistent)
        doorbell.ring()
      }
      ready.enter()
      source.setRegistrationHandler { @Sendable in ready.leave() }
      source.activate()
      return source
    }
    ready.wait()
    self.pending = pending
  }

  /// What came since the last call.
  package func drain() -> [Signal] {
    let bits = pending.bits.exchange(0, ordering: .sequentiallyConsistent)
    return Signal.allCases.filter { bits & (1 << UInt64($0.rawValue)) != 0 }
  }
}
