/// The computation would need more nodes than its budget allows: bounds must do.
struct BudgetExceeded: Error {}

/// Hash-consed reduced ordered binary decision diagrams of monotone functions, all in one table: equal
/// functions are one node, so services of identical structure share everything.
///
/// Source: R. Bryant, "Graph-based algorithms for Boolean function manipulation", IEEE Trans. Comput. C-35
/// (1986). Complement edges are left out: monotone functions never meet their complements.
struct DecisionDiagram {
  typealias Node = UInt32

  struct Branch {
    /// The event branched on; `noVariable` in terminals and free nodes.
    var variable: UInt32
    var low, high: Node
    /// The next node of the same bucket, or of the free list.
    var next: Node
  }

  static let never: Node = 0
  static let always: Node = 1
  static let noVariable = UInt32.max

  var branches: [Branch]
  /// By variable: its place in the order, 0 is the top.
  var levels: [UInt32]
  /// By level: its variable.
  var order: [UInt32]
  var buckets: [Node]
  var free: Node = 0
  var freeCount = 0
  /// Most nodes ever alive at once.
  let budget: Int
  /// Steps that operations may still take: bounds the time as the budget bounds the memory.
  var effort: Int
  private var cache: [CacheEntry]

  private struct CacheEntry {
    var operands: UInt64 = .max
    var result: Node = 0
  }

  /// - Parameter order: every variable once, from the top.
  init(order: [Int], budget: Int, effort: Int) {
    self.effort = effort
    self.order = order.map(UInt32.init)
    levels = Array(repeating: 0, count: order.count)
    for (level, variable) in order.enumerated() { levels[variable] = UInt32(level) }
    self.budget = budget
    let terminal = Branch(variable: Self.noVariable, low: 0, high: 0, next: 0)
    branches = [terminal, terminal]
    buckets = Array(repeating: 0, count: 1 << 10)
    cache = Array(repeating: CacheEntry(), count: 1 << 12)
  }

  var liveCount: Int { branches.count - freeCount }

  func level(of node: Node) -> UInt32 {
    let variable = branches[Int(node)].variable
    return variable == Self.noVariable ? .max : levels[Int(variable)]
  }

  // MARK: Nodes

  mutating func variable(_ event: Int) throws(BudgetExceeded) -> Node {
    try branch(UInt32(event), low: Self.never, high: Self.always)
  }

  mutating func branch(_ variable: UInt32, low: Node, high: Node) throws(BudgetExceeded) -> Node {
    if low == high { return low }
    let bucket = self.bucket(variable, low, high)
    var node = buckets[bucket]
    while node != 0 {
      let found = branches[Int(node)]
      if found.variable == variable, found.low == low, found.high == high { return node }
      node = found.next
    }
    guard liveCount < budget else { throw BudgetExceeded() }
    node = insert(Branch(variable: variable, low: low, high: high, next: buckets[bucket]), into: bucket)
    if branches.count > buckets.count { growTables() }
    return node
  }

  /// Makes a node that is known to be new, beyond the budget if need be (sifting shrinks in the end), and
  /// leaves the tables as they are, for nodes may be out of them meanwhile.
  mutating func insertUncounted(_ variable: UInt32, _ low: Node, _ high: Node) -> Node {
    let bucket = self.bucket(variable, low, high)
    return insert(Branch(variable: variable, low: low, high: high, next: buckets[bucket]), into: bucket)
  }

  private mutating func insert(_ branch: Branch, into bucket: Int) -> Node {
    let node: Node
    if free != 0 {
      node = free
      free = branches[Int(node)].next
      freeCount -= 1
      branches[Int(node)] = branch
    } else {
      node = Node(branches.count)
      branches.append(branch)
    }
    buckets[bucket] = node
    return node
  }

  func bucket(_ variable: UInt32, _ low: Node, _ high: Node) -> Int {
    var hash = UInt64(low) << 32 | UInt64(high)
    hash = (hash ^ UInt64(variable) &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: hash >> 32) & (buckets.count - 1)
  }

  private mutating func growTables() {
    buckets = Array(repeating: 0, count: buckets.count * 4)
    cache = Array(repeating: CacheEntry(), count: min(buckets.count, 1 << 20))
    rehash()
  }

  /// Puts every node in use into its bucket, and every other on the free list.
  mutating func rehash() {
    for index in buckets.indices { buckets[index] = 0 }
    free = 0
    freeCount = 0
    for node in 2..<branches.count {
      let branch = branches[node]
      if branch.variable == Self.noVariable {
        branches[node].next = free
        free = Node(node)
        freeCount += 1
      } else {
        let bucket = bucket(branch.variable, branch.low, branch.high)
        branches[node].next = buckets[bucket]
        buckets[bucket] = Node(node)
      }
    }
  }

  mutating func clearCache() {
    for index in cache.indices { cache[index] = CacheEntry() }
  }

  // MARK: Operations

  mutating func and(_ f: Node, _ g: Node) throws(BudgetExceeded) -> Node {
    if f == g || g == Self.always { return f }
    if f == Self.always { return g }
    if f == Self.never || g == Self.never { return Self.never }
    return try apply(isAnd: true, min(f, g), max(f, g))
  }

  mutating func or(_ f: Node, _ g: Node) throws(BudgetExceeded) -> Node {
    if f == g || g == Self.never { return f }
    if f == Self.never { return g }
    if f == Self.always || g == Self.always { return Self.always }
    return try apply(isAnd: false, min(f, g), max(f, g))
  }

  private mutating func apply(isAnd: Bool, _ f: Node, _ g: Node) throws(BudgetExceeded) -> Node {
    let operands = UInt64(f) << 33 | UInt64(g) << 1 | (isAnd ? 1 : 0)
    let hash = operands &* 0x9E37_79B9_7F4A_7C15 >> 20
    let hit = cache[Int(truncatingIfNeeded: hash) & (cache.count - 1)]
    if hit.operands == operands { return hit.result }
    guard effort > 0 else { throw BudgetExceeded() }
    effort -= 1
    let (a, b) = (branches[Int(f)], branches[Int(g)])
    let (levelA, levelB) = (levels[Int(a.variable)], levels[Int(b.variable)])
    let top = levelA <= levelB ? a.variable : b.variable
    let (lowF, highF) = levelA <= levelB ? (a.low, a.high) : (f, f)
    let (lowG, highG) = levelB <= levelA ? (b.low, b.high) : (g, g)
    let low = try isAnd ? and(lowF, lowG) : or(lowF, lowG)
    let high = try isAnd ? and(highF, highG) : or(highF, highG)
    let result = try branch(top, low: low, high: high)
    // The table may have grown meanwhile: the place is found again.
    cache[Int(truncatingIfNeeded: hash) & (cache.count - 1)] = CacheEntry(operands: operands, result: result)
    return result
  }

  /// At least `count` of the functions hold.
  ///
  /// T(i, k) = (fᵢ and T(i+1, k-1)) or T(i+1, k): exact because T(i+1, k-1) contains T(i+1, k).
  mutating func atLeast(_ count: Int, of functions: [Node]) throws(BudgetExceeded) -> Node {
    if count <= 0 { return Self.always }
    if count > functions.count { return Self.never }
    // `row[k]` is "at least k of the functions from here on".
    var row = [Self.always] + Array(repeating: Self.never, count: count)
    for function in functions.reversed() {
      for k in stride(from: count, through: 1, by: -1) {
        row[k] = try or(and(function, row[k - 1]), row[k])
      }
    }
    return row[count]
  }

  /// The function with one event ruled out.
  mutating func without(_ event: Int, _ top: Node) throws(BudgetExceeded) -> Node {
    var known: [Node: Node] = [:]
    return try without(UInt32(event), top, &known)
  }

  private mutating func without(
    _ variable: UInt32, _ node: Node, _ known: inout [Node: Node]
  ) throws(BudgetExceeded) -> Node {
    let branch = branches[Int(node)]
    guard node > Self.always, level(of: node) <= levels[Int(variable)] else { return node }
    if branch.variable == variable { return branch.low }
    if let result = known[node] { return result }
    let low = try without(variable, branch.low, &known)
    let high = try without(variable, branch.high, &known)
    let result = try self.branch(branch.variable, low: low, high: high)
    known[node] = result
    return result
  }
}
