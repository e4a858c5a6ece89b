internal import Algorithms
internal import Model

/// Bounds of a top event's probability from its likeliest cut sets, for trees whose diagram would explode.
///
/// Gates are expanded from the top, the likeliest partial set first, for a fixed number of steps. What is left
/// unexpanded has at most the sum of its probabilities: the truncated mass. Upper bound: the smaller of the
/// min-cut upper bound 1 - Π (1 - P(set)) and the rare-event sum, plus the truncated mass; and never more than what the
/// gates' own bounds say. Lower bound: the likeliest set, the second Bonferroni inequality over the likeliest
/// sets, or the gates' own bound, whichever is greatest.
struct CutSetBounds {
  private(set) var bounds: BoundAlgebra.Bounds
  /// The parts of the upper bound.
  private(set) var sums = RiskReport.CutSetSums(rareEvent: 0, minCut: 0, truncatedMass: 0, sets: 0)

  /// The sets found, none within another, the likeliest first.
  var sets: [[Int]] { complete.map(\.events) }

  /// Of two, the likelier comes first.
  private struct Partial: Comparable {
    var events: [Int]
    var gates: [Int]
    var probability: Double

    static func < (a: Partial, b: Partial) -> Bool { a.probability > b.probability }
  }

  private static let openLimit = 1_000_000
  /// Sets whose pairs are summed for the Bonferroni bound.
  private static let pairedSets = 400
  /// More than this many ways to choose k of n are not written out.
  private static let choiceLimit = 5_000

  private let tree: FaultTree
  private var complete: [Partial] = []
  private var truncated = 0.0
  private var open = PriorityQueue<Partial>()
  private var seen = Set<[Int]>()

  /// - Parameter steps: expansions at most; more of them, tighter bounds.
  init(of tree: FaultTree, steps: Int = 50_000) {
    self.tree = tree
    bounds = Self.gateBounds(of: tree)
    push([], tree.tops, 1)
    for _ in 0..<steps {
      guard open.count < Self.openLimit, let partial = open.popFirst() else { break }
      expand(partial)
    }
    truncated += open.unordered.reduce(0) { $0 + $1.probability }
    conclude()
  }

  private mutating func expand(_ partial: Partial) {
    var rest = partial
    guard let number = rest.gates.popLast() else {
      if seen.insert(rest.events).inserted { complete.append(rest) }
      return
    }
    let gate = tree.gates[number]
    guard gate.failing <= gate.members.count else { return }
    guard let choices = Self.choices(gate.failing, of: gate.members) else {
      truncated += partial.probability
      return
    }
    for choice in choices { push(rest.events, choice + rest.gates.map(FaultTree.Reference.gate), 1) }
  }

  private mutating func push(_ events: [Int], _ members: [FaultTree.Reference], _ factor: Double) {
    var all = Set(events)
    var gates = Set<Int>()
    for member in members {
      switch member {
      case .event(let event): all.insert(event)
      case .gate(let gate): gates.insert(gate)
      }
    }
    let sorted = all.sorted()
    let probability = sorted.reduce(factor) { $0 * tree.events[$1].probability }
    guard probability > 0 else { return }
    open.insert(Partial(events: sorted, gates: gates.sorted(), probability: probability))
  }

  private mutating func conclude() {
    keepMinimal()
    let rare = complete.reduce(0) { $0 + $1.probability }
    let minCut = 1 - complete.reduce(1) { $0 * (1 - $1.probability) }
    sums = RiskReport.CutSetSums(
      rareEvent: rare, minCut: minCut, truncatedMass: truncated, sets: complete.count)
    bounds.high = min(bounds.high, min(1, min(rare, minCut) + truncated))
    let likely = complete.prefix(Self.pairedSets).map { ($0.probability, Set($0.events)) }
    var pairs = 0.0
    for (index, first) in likely.enumerated() {
      for second in likely[..<index] {
        pairs += first.1.union(second.1).sorted().reduce(1) { $0 * tree.events[$1].probability }
      }
    }
    let bonferroni = likely.reduce(0) { $0 + $1.0 } - pairs
    bounds.low = min(bounds.high, max(bounds.low, bonferroni, complete.first?.probability ?? 0))
  }

  /// Leaves out sets that hold another one, the likeliest kept first.
  private mutating func keepMinimal() {
    complete.sort { ($1.probability, $0.events.count) < ($0.probability, $1.events.count) }
    var kept: [Partial] = []
    /// By event: the sets kept that hold it first.
    var byFirst: [Int: [Set<Int>]] = [:]
    for partial in complete {
      let events = Set(partial.events)
      let isMinimal = !partial.events.contains { byFirst[$0]?.contains { $0.isSubset(of: events) } ?? false }
      guard isMinimal else { continue }
      kept.append(partial)
      guard let first = partial.events.first else { break }
      byFirst[first, default: []].append(events)
    }
    complete = kept
  }

  /// Every way to pick `count` members; `nil` if there are too many.
  private static func choices(
    _ count: Int, of members: [FaultTree.Reference]
  ) -> [[FaultTree.Reference]]? {
    var found: [[FaultTree.Reference]] = [[]]
    for (index, member) in members.enumerated() {
      let left = members.count - index - 1
      found = found.flatMap { chosen in
        (chosen.count + left >= count ? [chosen] : []) + (chosen.count < count ? [chosen + [member]] : [])
      }
      if found.count > choiceLimit { return nil }
    }
    return found
  }

  private static func gateBounds(of tree: FaultTree) -> BoundAlgebra.Bounds {
    let algebra = BoundAlgebra()
    var values: [BoundAlgebra.Bounds] = []
    func value(_ reference: FaultTree.Reference) -> BoundAlgebra.Bounds {
      switch reference {
      case .event(let event):
        BoundAlgebra.Bounds(low: tree.events[event].probability, high: tree.events[event].probability)
      case .gate(let gate): values[gate]
      }
    }
    for gate in tree.gates {
      let members = gate.members.map(value)
      values.append(
        gate.failing == 1 ? algebra.either(members) : algebra.atLeast(gate.failing, of: members))
    }
    return algebra.either(tree.tops.map(value))
  }
}
