/// A binary heap, the least element first, whose elements can be changed and removed wherever they are, in
/// O(log n). Inserting an element returns the handle by which it is known until it leaves the queue.
///
/// Ours, since nearly every deadline of a probe is cancelled before it is due: the heap of swift-collections
/// cannot remove or move an element that is not at an end.
///
/// Public, as all in this room that is generic: the compiler specializes only what is public in other modules.
public struct PriorityQueue<Element: Comparable> {
  /// Stands for one element while it is in the queue.
  public struct Handle: Hashable, Sendable {
    @usableFromInline let slot: Int

    @inlinable
    init(slot: Int) { self.slot = slot }
  }

  /// By slot; `nil` where a slot is free.
  @usableFromInline var slots: [Element?] = []
  /// By slot: its index in `heap`.
  @usableFromInline var positions: [Int] = []
  @usableFromInline var free: [Int] = []
  /// Slots, so that no element is ahead of its parent at `(index - 1) / 2`.
  @usableFromInline var heap: [Int] = []

  /// An empty queue.
  @inlinable
  public init() {}

  /// How many elements are in the queue.
  @inlinable
  public var count: Int { heap.count }

  /// Whether no element is in the queue.
  @inlinable
  public var isEmpty: Bool { heap.isEmpty }

  /// The least element; of equal ones any.
  @inlinable
  public var first: Element? { heap.first.flatMap { slots[$0] } }

  /// Every element, in no particular order.
  @inlinable
  public var unordered: some Sequence<Element> { heap.lazy.compactMap { slots[$0] } }

  /// Adds an element; the handle can be forgotten if it is never removed before its turn.
  @inlinable
  @discardableResult
  public mutating func insert(_ element: Element) -> Handle {
    let slot: Int
    if let reused = free.popLast() {
      slot = reused
      slots[slot] = element
    } else {
      slot = slots.count
      slots.append(element)
      positions.append(0)
    }
    positions[slot] = heap.count
    heap.append(slot)
    rise(from: heap.count - 1)
    return Handle(slot: slot)
  }

  /// Removes the least element.
  @inlinable
  public mutating func popFirst() -> Element? { heap.first.flatMap { remove(Handle(slot: $0)) } }

  /// Removes an element; `nil`, and nothing is done, if it is not in the queue any more.
  @inlinable
  @discardableResult
  public mutating func remove(_ handle: Handle) -> Element? {
    guard let element = slots[handle.slot] else { return nil }
    let index = positions[handle.slot]
    slots[handle.slot] = nil
    free.append(handle.slot)
    let last = heap.removeLast()
    if index < heap.count {
      move(last, to: index)
      sink(from: index)
      rise(from: positions[last])
    }
    return element
  }

  /// Removes every element; their handles must not be used any more.
  @inlinable
  public mutating func removeAll() { self = PriorityQueue() }

  @inlinable
  mutating func move(_ slot: Int, to index: Int) {
    heap[index] = slot
    positions[slot] = index
  }

  @inlinable
  func isAhead(_ a: Int, _ b: Int) -> Bool {
    guard let a = slots[a], let b = slots[b] else { return false }
    return a < b
  }

  @inlinable
  mutating func rise(from start: Int) {
    var index = start
    let slot = heap[index]
    while index > 0 {
      let parent = (index - 1) / 2
      guard isAhead(slot, heap[parent]) else { break }
      move(heap[parent], to: index)
      index = parent
    }
    move(slot, to: index)
  }

  @inlinable
  mutating func sink(from start: Int) {
    var index = start
    let slot = heap[index]
    while 2 * index + 1 < heap.count {
      var child = 2 * index + 1
      if child + 1 < heap.count, isAhead(heap[child + 1], heap[child]) { child += 1 }
      guard isAhead(heap[child], slot) else { break }
      move(heap[child], to: index)
      index = child
    }
    move(slot, to: index)
  }
}

extension PriorityQueue: Sendable where Element: Sendable {}
