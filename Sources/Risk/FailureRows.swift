internal import Model

/// 512 failure scenarios at once: bit `i` of a row says whether the node fails in scenario `i`.
typealias Row = SIMD8<UInt64>

extension Row {
  static var none: Row { Row(repeating: 0) }
  static var width: Int { 512 }

  init(bit: Int) {
    self = .none
    self[bit >> 6] = 1 << UInt64(bit & 63)
  }

  /// Calls `body` with the index of every set bit.
  @inline(__always)
  func forEachBit(_ body: (Int) -> Void) {
    for lane in 0..<8 {
      var rest = self[lane]
      while rest != 0 {
        body(lane << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}

/// What of a node's needs a row gathers.
enum RowMeaning {
  /// The node fails: groups count their failing members.
  case failure
  /// The node reaches the failing domain at all: any path will do.
  case reach
}

/// Rows of all nodes of a graph, one scenario per seed node, by one sweep in topological order.
///
/// The buffer belongs to this object alone, is written in `init` only and read after, by whichever thread
/// holds the object.
final class FailureRows {
  private let rows: UnsafeMutableBufferPointer<Row>
  private let graph: DependencyGraph

  /// - Parameter seeds: the node failing in scenario `i`; at most `Row.width`.
  init(of graph: DependencyGraph, seeds: [Int], meaning: RowMeaning) {
    self.graph = graph
    rows = .allocate(capacity: graph.nodeCount)
    rows.initialize(repeating: .none)
    let own = Self.ownRows(seeds, graph)
    graph.code.withUnsafeBufferPointer { code in
      graph.starts.withUnsafeBufferPointer { starts in
        let sweep = RowSweep(code: code, starts: starts, rows: rows, own: own, meaning: meaning)
        sweep.run(cycles: graph.cycles)
      }
    }
  }

  deinit { rows.deallocate() }

  subscript(node: Int) -> Row { rows[node] }

  /// Adds each service's weight to every scenario in which it fails.
  func addColumns(of graph: DependencyGraph, to lost: inout [Double]) {
    lost.withUnsafeMutableBufferPointer { lost in
      graph.weights.withUnsafeBufferPointer { weights in
        for service in graph.services {
          let weight = weights[Int(service)]
          rows[Int(service)].forEachBit { lost[$0] += weight }
        }
      }
    }
  }

  /// The seeds' own bits, and for domains those of their exposures: a country takes its regions along.
  private static func ownRows(_ seeds: [Int], _ graph: DependencyGraph) -> [Int: Row] {
    var own: [Int: Row] = [:]
    for (bit, node) in seeds.enumerated() { own[node, default: .none] |= Row(bit: bit) }
    for domain in graph.domains {
      for exposure in domain.exposures {
        if let row = own[exposure], graph.kinds[exposure] != .service {
          own[domain.node, default: .none] |= row
        }
      }
    }
    return own
  }
}

/// One sweep over the code. The pointers live as long as the call of `run`; nothing escapes it.
private struct RowSweep {
  let code: UnsafeBufferPointer<UInt32>
  let starts: UnsafeBufferPointer<UInt32>
  let rows: UnsafeMutableBufferPointer<Row>
  let own: [Int: Row]
  let meaning: RowMeaning

  func run(cycles: [Range<Int>]) {
    for (node, row) in own { rows[node] = row }
    var node = 0
    for cycle in cycles {
      sweep(node..<cycle.lowerBound)
      while sweep(cycle) {}
      node = cycle.upperBound
    }
    sweep(node..<rows.count)
  }

  /// Adds what the needs bring to each node's row; says whether any row grew.
  @discardableResult
  private func sweep(_ range: Range<Int>) -> Bool {
    var grew = Row.none
    for node in range {
      let before = rows[node]
      var row = before
      var at = Int(starts[node])
      let end = Int(starts[node + 1])
      while at < end {
        let word = code[at]
        if word & DependencyGraph.groupBit == 0 {
          row |= rows[Int(word)]
          at += 1
        } else {
          row |= group(&at)
        }
      }
      rows[node] = row
      grew |= row ^ before
    }
    return grew != .none
  }

  private func member(_ at: inout Int) -> Row {
    let word = code[at]
    guard word & DependencyGraph.groupBit == 0 else { return group(&at) }
    at += 1
    return rows[Int(word)]
  }

  private func group(_ at: inout Int) -> Row {
    let failing = Int(code[at] & ~DependencyGraph.groupBit)
    let count = Int(code[at + 1])
    at += 2
    if failing == 1 || meaning == .reach {
      var row = Row.none
      for _ in 0..<count { row |= member(&at) }
      return row
    }
    if failing == count {
      var row = member(&at)
      for _ in 1..<count { row &= member(&at) }
      return row
    }
    var counter = BitCounter(upTo: count)
    for _ in 0..<count { counter.add(member(&at)) }
    return counter.reached(failing)
  }
}

/// 512 counters side by side, one bit plane per binary digit: adding a row costs a ripple of carries.
struct BitCounter {
  private var planes: [Row]

  init(upTo limit: Int) {
    planes = Array(repeating: .none, count: Int.bitWidth - limit.leadingZeroBitCount)
  }

  mutating func add(_ row: Row) {
    var carry = row
    for index in planes.indices {
      let sum = planes[index] ^ carry
      carry &= planes[index]
      planes[index] = sum
    }
  }

  /// Where a counter stands at `threshold` or more: compared digit by digit from the highest.
  func reached(_ threshold: Int) -> Row {
    var equal = ~Row.none
    var greater = Row.none
    for index in planes.indices.reversed() {
      if threshold >> index & 1 == 1 {
        equal &= planes[index]
      } else {
        greater |= equal & planes[index]
        equal &= ~planes[index]
      }
    }
    return greater | equal
  }
}
