internal import CProbing
internal import Glibc

/// What a socket's owner is told.
struct Readiness: OptionSet {
  let rawValue: UInt32

  static let readable = Readiness(rawValue: UInt32(CP_READABLE))
  static let writable = Readiness(rawValue: UInt32(CP_WRITABLE))
  /// An error or a hang-up; always reported.
  static let failed = Readiness(rawValue: UInt32(CP_FAILED))
}

protocol SocketOwner: AnyObject {
  func isReady(_ descriptor: Int32, _ readiness: Readiness)
}

/// Sockets and timers of one queue behind one epoll descriptor, which a single Dispatch source watches: a
/// Dispatch source per socket costs a third of the throughput.
///
/// Confined to the queue of the actor that owns it.
final class EventLoop {
  /// Readable whenever `turn()` has something to do.
  let descriptor: Int32
  /// A turn later than this after its timer: the machine slept or the process was stopped.
  static let stallLimit: Duration = .seconds(1)

  private let timer: Int32
  private var timers = TimerQueue()
  private var armed: Moment?
  private var slots: [Slot] = []
  private var generation: UInt32 = 1
  private var soon: [() -> Void] = []
  private var reports: [cp_event]
  /// Probes begun before its end may have failed for no fault of their target.
  private(set) var lastStall: Stall?

  /// A span in which the loop should have run and did not.
  struct Stall: Equatable {
    let end: Moment
    let length: Duration
  }

  private struct Slot {
    /// Tells a report for a closed descriptor from one for its successor of the same number.
    var generation: UInt32 = 0
    var owner: (any SocketOwner)?
  }

  /// `nil` when descriptors run out.
  init?() {
    reports = [cp_event](repeating: cp_event(), count: Int(CP_BATCH))
    descriptor = cp_epoll_create()
    timer = cp_timer_create()
    guard descriptor >= 0, timer >= 0,
      cp_epoll_set(descriptor, timer, Readiness.readable.rawValue, 0, true) == 0
    else {
      close()
      return nil
    }
  }

  /// Closes the loop's own descriptors; those watched belong to their owners.
  func close() {
    timers.removeAll()
    soon.removeAll()
    if timer >= 0 { _ = Glibc.close(timer) }
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
  }

  // MARK: Sockets

  func watch(_ socket: Int32, for readiness: Readiness, owner: any SocketOwner) {
    let index = Int(socket)
    while slots.count <= index { slots.append(Slot()) }
    let isNew = slots[index].generation == 0
    if isNew {
      generation = generation == .max ? 1 : generation + 1
      slots[index] = Slot(generation: generation, owner: owner)
    }
    let token = UInt64(slots[index].generation) << 32 | UInt64(UInt32(socket))
    if cp_epoll_set(descriptor, socket, readiness.rawValue, token, isNew) != 0 {
      // The number was closed and given out again without a word to us: it is a new socket.
      _ = cp_epoll_set(descriptor, socket, readiness.rawValue, token, !isNew)
    }
  }

  func unwatch(_ socket: Int32) {
    let index = Int(socket)
    guard index < slots.count, slots[index].generation != 0 else { return }
    slots[index] = Slot()
    _ = cp_epoll_remove(descriptor, socket)
  }

  // MARK: Time

  func set(_ timer: Timer, at moment: Moment) { timers.set(timer, at: moment) }
  func cancel(_ timer: Timer) { timers.remove(timer) }
  /// Runs an action at the end of this turn, on a fresh stack.
  func soon(_ action: @escaping () -> Void) { soon.append(action) }

  // MARK: Turning

  /// Serves what is ready and due, then arms the timer for what comes next. Never waits.
  func turn() {
    noticeStall()
    // Bounded, so that a flood of readiness cannot starve the queue: the source fires again at once.
    for _ in 0..<8 {
      let count = cp_epoll_take(descriptor, &reports, Int32(reports.count))
      for index in 0..<Int(count) { deliver(reports[index]) }
      fireTimers()
      // What was just begun is often ready at once; asking again is cheaper than being woken again.
      if !runSoon(), count == 0 { break }
    }
    arm()
  }

  /// Does what was asked for outside a turn.
  func settle() {
    runSoon()
    arm()
  }

  private func deliver(_ report: cp_event) {
    guard report.token != 0 else {
      var count: UInt64 = 0
      _ = read(timer, &count, 8)
      armed = nil
      return
    }
    let socket = Int32(truncatingIfNeeded: report.token)
    let slot = slots[Int(socket)]
    guard slot.generation == UInt32(report.token >> 32) else { return }
    slot.owner?.isReady(socket, Readiness(rawValue: report.events))
  }

  private func fireTimers() {
    let now = Moment.now
    while let timer = timers.first, timer.moment <= now {
      timers.remove(timer)
      timer.fire()
    }
  }

  /// True if there was anything to do.
  @discardableResult private func runSoon() -> Bool {
    guard !soon.isEmpty else { return false }
    while !soon.isEmpty {
      let actions = soon
      soon.removeAll(keepingCapacity: true)
      for action in actions { action() }
    }
    return true
  }

  private func arm() {
    guard let next = timers.first?.moment, armed.map({ next < $0 }) ?? true else { return }
    armed = next
    _ = cp_timer_arm(timer, next.nanoseconds)
  }

  private func noticeStall() {
    let now = Moment.now
    if let due = timers.first?.moment, due + Self.stallLimit < now {
      lastStall = Stall(end: now, length: now - due)
    }
  }
}
