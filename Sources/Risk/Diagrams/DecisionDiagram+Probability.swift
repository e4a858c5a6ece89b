extension DecisionDiagram {
  /// Probabilities of several functions, and what each event contributes to their weighted sum.
  struct Analysis {
    /// One per root.
    var probabilities: [Double]
    /// By event: derivative of the weighted sum of the roots' probabilities (Birnbaum's measure).
    var birnbaum: [Double]
  }

  /// One pass up for the probabilities, one down for all derivatives.
  ///
  /// Up: p(n) = (1 - q) p(low) + q p(high). Down: the weight m(n) with which a node counts flows from the
  /// roots along its branches; ∂/∂q = Σ m(n) (p(high) - p(low)) over the nodes of the event.
  /// - Parameter weights: one per root.
  func analysis(of roots: [Node], weights: [Double], probabilities q: [Double]) -> Analysis {
    let sorted = nodesFromTop(of: roots)
    var up = [Double](repeating: 0, count: branches.count)
    up[Int(Self.always)] = 1
    for node in sorted.reversed() {
      let branch = branches[Int(node)]
      let chance = q[Int(branch.variable)]
      up[Int(node)] = (1 - chance) * up[Int(branch.low)] + chance * up[Int(branch.high)]
    }
    var down = [Double](repeating: 0, count: branches.count)
    for (root, weight) in zip(roots, weights) { down[Int(root)] += weight }
    var birnbaum = [Double](repeating: 0, count: q.count)
    for node in sorted {
      let branch = branches[Int(node)]
      let event = Int(branch.variable)
      birnbaum[event] += down[Int(node)] * (up[Int(branch.high)] - up[Int(branch.low)])
      down[Int(branch.low)] += down[Int(node)] * (1 - q[event])
      down[Int(branch.high)] += down[Int(node)] * q[event]
    }
    return Analysis(probabilities: roots.map { up[Int($0)] }, birnbaum: birnbaum)
  }

  func probability(of root: Node, _ q: [Double]) -> Double {
    analysis(of: [root], weights: [1], probabilities: q).probabilities[0]
  }

  /// Every node that the roots reach, each before its branches.
  func nodesFromTop(of roots: [Node]) -> [Node] {
    var seen = [Bool](repeating: false, count: branches.count)
    var byLevel = [[Node]](repeating: [], count: order.count)
    var open = roots
    while let node = open.popLast() {
      guard node > Self.always, !seen[Int(node)] else { continue }
      seen[Int(node)] = true
      byLevel[Int(level(of: node))].append(node)
      open.append(branches[Int(node)].low)
      open.append(branches[Int(node)].high)
    }
    return byLevel.flatMap { $0 }
  }
}
