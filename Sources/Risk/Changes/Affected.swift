internal import Model

/// What depends on each of some services: all that a change to one of them can change.
struct Affected {
  /// The nodes that reach a service, itself included, in order: the first of them where there are too many.
  struct Nodes {
    var nodes: [Int]
    var isWhole: Bool
  }

  /// Services followed at once: one bit of a word each.
  static let serviceLimit = 64

  private var marks: [UInt64]
  private(set) var nodes: [Nodes]

  /// - Parameters:
  ///   - services: nodes, at most `serviceLimit`.
  ///   - limit: nodes kept for each.
  init(by services: [Int], in graph: DependencyGraph, limit: Int) {
    var marks = [UInt64](repeating: 0, count: graph.nodeCount)
    for (bit, service) in services.enumerated() { marks[service] |= 1 << UInt64(bit) }
    func spread(_ range: Range<Int>) -> Bool {
      var grew = false
      for node in range {
        var mark = marks[node]
        graph.forEachNeed(of: node) { mark |= marks[$0] }
        grew = grew || mark != marks[node]
        marks[node] = mark
      }
      return grew
    }
    var start = 0
    for cycle in graph.cycles {
      _ = spread(start..<cycle.lowerBound)
      while spread(cycle) {}
      start = cycle.upperBound
    }
    _ = spread(start..<graph.nodeCount)
    self.marks = marks
    nodes = services.map { _ in Nodes(nodes: [], isWhole: true) }
    for node in marks.indices { mark(node, limit) }
  }

  private mutating func mark(_ node: Int, _ limit: Int) {
    var rest = marks[node]
    while rest != 0 {
      let service = rest.trailingZeroBitCount
      rest &= rest - 1
      if nodes[service].nodes.count < limit {
        nodes[service].nodes.append(node)
      } else {
        nodes[service].isWhole = false
      }
    }
  }

  func stands(_ node: Int, onServiceAt index: Int) -> Bool { marks[node] >> UInt64(index) & 1 == 1 }
}
