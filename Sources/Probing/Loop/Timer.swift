internal import Algorithms

/// Something to do at a moment, unless it is cancelled first. Belongs to one `EventLoop`.
final class Timer {
  fileprivate(set) var moment: Moment
  /// Its place in the queue; `nil` while the timer is not set.
  fileprivate var handle: PriorityQueue<TimerQueue.Entry>.Handle?
  fileprivate let action: () -> Void

  init(_ action: @escaping () -> Void) {
    moment = Moment(nanoseconds: .max)
    self.action = action
  }

  var isSet: Bool { handle != nil }
  func fire() { action() }
}

/// The timers that are set, the earliest first. Cancelling leaves nothing behind.
struct TimerQueue {
  fileprivate struct Entry: Comparable {
    let timer: Timer

    static func < (a: Entry, b: Entry) -> Bool { a.timer.moment < b.timer.moment }
    static func == (a: Entry, b: Entry) -> Bool { a.timer === b.timer }
  }

  private var timers = PriorityQueue<Entry>()

  var first: Timer? { timers.first?.timer }

  mutating func set(_ timer: Timer, at moment: Moment) {
    remove(timer)
    timer.moment = moment
    timer.handle = timers.insert(Entry(timer: timer))
  }

  mutating func remove(_ timer: Timer) {
    if let handle = timer.handle { timers.remove(handle) }
    timer.handle = nil
  }

  mutating func removeAll() {
    for entry in timers.unordered { entry.timer.handle = nil }
    timers.removeAll()
  }
}
