/// Numbers 0..<count, some of them waiting for a moment; finds the earliest, and moves any, in O(log n).
struct MomentHeap {
  private var moments: [Moment]
  /// Index of each number in `heap`; -1 while it waits for nothing.
  private var positions: [Int]
  private var heap: [Int] = []

  init(count: Int) {
    moments = [Moment](repeating: Moment(nanoseconds: 0), count: count)
    positions = [Int](repeating: -1, count: count)
  }

  var first: (number: Int, moment: Moment)? { heap.first.map { ($0, moments[$0]) } }

  mutating func set(_ number: Int, at moment: Moment) {
    moments[number] = moment
    if positions[number] < 0 {
      positions[number] = heap.count
      heap.append(number)
    }
    rise(from: positions[number])
    sink(from: positions[number])
  }

  mutating func remove(_ number: Int) {
    let position = positions[number]
    guard position >= 0 else { return }
    positions[number] = -1
    let last = heap.removeLast()
    guard position < heap.count else { return }
    place(last, at: position)
    rise(from: position)
    sink(from: positions[last])
  }

  private mutating func place(_ number: Int, at index: Int) {
    heap[index] = number
    positions[number] = index
  }

  private mutating func rise(from start: Int) {
    var index = start
    let number = heap[index]
    while index > 0 {
      let parent = (index - 1) / 2
      guard moments[number] < moments[heap[parent]] else { break }
      place(heap[parent], at: index)
      index = parent
    }
    place(number, at: index)
  }

  private mutating func sink(from start: Int) {
    var index = start
    let number = heap[index]
    while 2 * index + 1 < heap.count {
      var child = 2 * index + 1
      if child + 1 < heap.count, moments[heap[child + 1]] < moments[heap[child]] { child += 1 }
      guard moments[heap[child]] < moments[number] else { break }
      place(heap[child], at: index)
      index = child
    }
    place(number, at: index)
  }
}
