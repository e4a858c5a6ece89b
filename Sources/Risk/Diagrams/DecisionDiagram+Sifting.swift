extension DecisionDiagram {
  /// Frees every node that none of the roots reaches.
  mutating func collectGarbage(keeping roots: [Node]) {
    var isLive = [Bool](repeating: false, count: branches.count)
    var open = roots
    while let node = open.popLast() {
      guard node > Self.always, !isLive[Int(node)] else { continue }
      isLive[Int(node)] = true
      open.append(branches[Int(node)].low)
      open.append(branches[Int(node)].high)
    }
    for node in 2..<branches.count where !isLive[node] { branches[node].variable = Self.noVariable }
    rehash()
    clearCache()
  }

  /// Moves each variable in turn to the place where the diagrams are smallest. Nodes keep their numbers and
  /// their meaning.
  ///
  /// Source: R. Rudell, "Dynamic variable ordering for ordered binary decision diagrams", ICCAD 1993.
  /// - Parameter visits: most nodes looked at in exchanges of neighbours; bounds the time.
  mutating func sift(keeping roots: [Node], visits: Int) {
    collectGarbage(keeping: roots)
    var sifter = Sifter(self, roots: roots)
    sifter.run(visits: visits)
    self = sifter.diagram
    clearCache()
  }
}

/// One run of sifting: counts references, so that exchanges can free what they strand.
private struct Sifter {
  var diagram: DecisionDiagram
  private var references: [UInt32]
  /// By variable; may hold nodes that have moved or died, which are skipped.
  private var nodes: [[DecisionDiagram.Node]]

  init(_ diagram: DecisionDiagram, roots: [DecisionDiagram.Node]) {
    self.diagram = diagram
    references = Array(repeating: 0, count: diagram.branches.count)
    nodes = Array(repeating: [], count: diagram.order.count)
    for root in roots { references[Int(root)] += 1 }
    for node in 2..<diagram.branches.count {
      let branch = diagram.branches[node]
      guard branch.variable != DecisionDiagram.noVariable else { continue }
      references[Int(branch.low)] += 1
      references[Int(branch.high)] += 1
      nodes[Int(branch.variable)].append(UInt32(node))
    }
  }

  mutating func run(visits: Int) {
    var left = visits
    let busiest = nodes.indices.filter { !nodes[$0].isEmpty }
      .sorted { (nodes[$1].count, $0) < (nodes[$0].count, $1) }
    for variable in busiest {
      guard left > 0 else { return }
      place(variable, &left)
    }
  }

  /// Down to the bottom, up to the top, and back to the best place seen; a direction is given up when the
  /// diagrams have grown by a fifth.
  private mutating func place(_ variable: Int, _ left: inout Int) {
    var best = (size: diagram.liveCount, level: Int(diagram.levels[variable]))
    var level = best.level
    func mayGrow(_ size: Int) -> Bool { size < best.size + best.size / 5 + 16 }
    while level + 1 < diagram.order.count, mayGrow(diagram.liveCount), left > 0 {
      left -= exchange(level)
      level += 1
      if diagram.liveCount < best.size { best = (diagram.liveCount, level) }
    }
    while level > best.level {
      exchange(level - 1)
      level -= 1
    }
    while level > 0, mayGrow(diagram.liveCount), left > 0 {
      left -= exchange(level - 1)
      level -= 1
      if diagram.liveCount < best.size { best = (diagram.liveCount, level) }
    }
    while level < best.level {
      exchange(level)
      level += 1
    }
  }

  /// Exchanges the variables at a level and the next below it; returns how many nodes it looked at.
  @discardableResult
  private mutating func exchange(_ level: Int) -> Int {
    let (upper, lower) = (diagram.order[level], diagram.order[level + 1])
    let moving = nodes[Int(upper)]
    nodes[Int(upper)] = []
    for node in moving where diagram.branches[Int(node)].variable == upper {
      let branch = diagram.branches[Int(node)]
      if isOn(lower, branch.low) || isOn(lower, branch.high) {
        turn(node, branch, lower)
      } else {
        nodes[Int(upper)].append(node)
      }
    }
    diagram.order.swapAt(level, level + 1)
    diagram.levels[Int(upper)] += 1
    diagram.levels[Int(lower)] -= 1
    return moving.count + 1
  }

  private func isOn(_ variable: UInt32, _ node: DecisionDiagram.Node) -> Bool {
    diagram.branches[Int(node)].variable == variable
  }

  /// Rewrites a node on the upper variable to one on the lower, in place: its function stays.
  private mutating func turn(
    _ node: DecisionDiagram.Node, _ branch: DecisionDiagram.Branch, _ lower: UInt32
  ) {
    unlink(node)
    let (low, high) = (cofactors(branch.low, lower), cofactors(branch.high, lower))
    let newLow = shared(branch.variable, low.0, high.0)
    let newHigh = shared(branch.variable, low.1, high.1)
    release(branch.low)
    release(branch.high)
    let bucket = diagram.bucket(lower, newLow, newHigh)
    diagram.branches[Int(node)] = DecisionDiagram.Branch(
      variable: lower, low: newLow, high: newHigh, next: diagram.buckets[bucket])
    diagram.buckets[bucket] = node
    nodes[Int(lower)].append(node)
  }

  private func cofactors(
    _ node: DecisionDiagram.Node, _ variable: UInt32
  ) -> (DecisionDiagram.Node, DecisionDiagram.Node) {
    let branch = diagram.branches[Int(node)]
    return branch.variable == variable ? (branch.low, branch.high) : (node, node)
  }

  /// The node for a branch with one reference more, made if it was not there.
  private mutating func shared(
    _ variable: UInt32, _ low: DecisionDiagram.Node, _ high: DecisionDiagram.Node
  ) -> DecisionDiagram.Node {
    if low == high {
      references[Int(low)] += 1
      return low
    }
    let bucket = diagram.bucket(variable, low, high)
    var node = diagram.buckets[bucket]
    while node != 0 {
      let found = diagram.branches[Int(node)]
      if found.variable == variable, found.low == low, found.high == high {
        references[Int(node)] += 1
        return node
      }
      node = found.next
    }
    return make(variable, low, high)
  }

  private mutating func make(
    _ variable: UInt32, _ low: DecisionDiagram.Node, _ high: DecisionDiagram.Node
  ) -> DecisionDiagram.Node {
    references[Int(low)] += 1
    references[Int(high)] += 1
    let node = diagram.insertUncounted(variable, low, high)
    while references.count < diagram.branches.count { references.append(0) }
    references[Int(node)] = 1
    nodes[Int(variable)].append(node)
    return node
  }

  private mutating func release(_ root: DecisionDiagram.Node) {
    var open = [root]
    while let node = open.popLast() {
      references[Int(node)] -= 1
      guard node > DecisionDiagram.always, references[Int(node)] == 0 else { continue }
      open.append(diagram.branches[Int(node)].low)
      open.append(diagram.branches[Int(node)].high)
      unlink(node)
      diagram.branches[Int(node)].variable = DecisionDiagram.noVariable
      diagram.branches[Int(node)].next = diagram.free
      diagram.free = node
      diagram.freeCount += 1
    }
  }

  private mutating func unlink(_ node: DecisionDiagram.Node) {
    let branch = diagram.branches[Int(node)]
    let bucket = diagram.bucket(branch.variable, branch.low, branch.high)
    if diagram.buckets[bucket] == node {
      diagram.buckets[bucket] = branch.next
      return
    }
    var before = diagram.buckets[bucket]
    while before != 0, diagram.branches[Int(before)].next != node {
      before = diagram.branches[Int(before)].next
    }
    diagram.branches[Int(before)].next = branch.next
  }
}
