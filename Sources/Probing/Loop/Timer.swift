/// Something to do at a moment, unless it is cancelled first. Belongs to one `EventLoop`.
final class Timer {
  fileprivate(set) var moment: Moment
  /// Index in the heap; `nil` while the timer is not set.
  fileprivate var position: Int?
  fileprivate let action: () -> Void

  init(_ action: @escaping () -> Void) {
    moment = Moment(nanoseconds: .max)
    self.action = action
  }

  var isSet: Bool { position != nil }
  func fire() { action() }
}

/// A binary heap of timers that know their place, so that cancelling leaves nothing behind: nearly every
/// deadline of a probe is cancelled.
struct TimerHeap {
  private var timers: [Timer] = []

  var first: Timer? { timers.first }

  mutating func set(_ timer: Timer, at moment: Moment) {
    remove(timer)
    timer.moment = moment
    timer.position = timers.count
    timers.append(timer)
    rise(from: timers.count - 1)
  }

  mutating func remove(_ timer: Timer) {
    guard let position = timer.position else { return }
    timer.position = nil
    let last = timers.removeLast()
    guard position < timers.count else { return }
    place(last, at: position)
    sink(from: position)
    rise(from: position)
  }

  mutating func removeAll() {
    for timer in timers { timer.position = nil }
    timers.removeAll()
  }

  private mutating func place(_ timer: Timer, at index: Int) {
    timers[index] = timer
    timer.position = index
  }

  private mutating func rise(from start: Int) {
    var index = start
    let timer = timers[index]
    while index > 0 {
      let parent = (index - 1) / 2
      guard timer.moment < timers[parent].moment else { break }
      place(timers[parent], at: index)
      index = parent
    }
    place(timer, at: index)
  }

  private mutating func sink(from start: Int) {
    var index = start
    let timer = timers[index]
    while 2 * index + 1 < timers.count {
      var child = 2 * index + 1
      if child + 1 < timers.count, timers[child + 1].moment < timers[child].moment { child += 1 }
      guard timers[child].moment < timer.moment else { break }
      place(timers[child], at: index)
      index = child
    }
    place(timer, at: index)
  }
}
