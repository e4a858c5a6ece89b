import Testing

@testable import Algorithms

@Suite("A priority queue and binary search agree with sorting")
struct PriorityQueueTests {
  @Test func elementsLeaveInOrderHoweverTheyWereInsertedAndRemoved() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var queue = PriorityQueue<Int>()
      var waiting: [(handle: PriorityQueue<Int>.Handle, element: Int)] = []
      for _ in 0..<Int.random(in: 0...60, using: &generator) {
        let element = Int.random(in: 0...20, using: &generator)
        waiting.append((queue.insert(element), element))
        guard Bool.random(using: &generator), let index = waiting.indices.randomElement(using: &generator)
        else { continue }
        let gone = waiting.remove(at: index)
        #expect(queue.remove(gone.handle) == gone.element)
      }
      #expect(queue.count == waiting.count && queue.first == waiting.map(\.element).min())
      #expect(queue.unordered.sorted() == waiting.map(\.element).sorted())
      var left: [Int] = []
      while let element = queue.popFirst() { left.append(element) }
      #expect(left == waiting.map(\.element).sorted() && queue.isEmpty)
    }
  }

  @Test func whatHasLeftIsNotRemovedAgain() {
    var queue = PriorityQueue<Int>()
    let handle = queue.insert(1)
    #expect(queue.popFirst() == 1)
    #expect(queue.remove(handle) == nil && queue.popFirst() == nil)
  }

  @Test func binarySearchFindsWhatAScanFinds() {
    for count in 0...20 {
      let sorted = (0..<count).map { $0 * 2 }
      for wanted in -1...(2 * count + 1) {
        let index = sorted.partitioningIndex { $0 >= wanted }
        #expect(index == sorted.firstIndex { $0 >= wanted } ?? sorted.endIndex)
        #expect(sorted.firstSorted { $0 >= wanted } == sorted.first { $0 >= wanted })
      }
    }
    #expect((5..<9).partitioningIndex { $0 > 6 } == 7)
  }
}
