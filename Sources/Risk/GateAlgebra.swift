internal import Model

/// Something that failures can be computed in: functions, bounds, scenarios side by side.
protocol GateAlgebra {
  associatedtype Value: Equatable
  associatedtype Failure: Error

  /// What never fails.
  var never: Value { get }
  mutating func either(_ values: [Value]) throws(Failure) -> Value
  mutating func every(_ values: [Value]) throws(Failure) -> Value
  mutating func atLeast(_ count: Int, of values: [Value]) throws(Failure) -> Value
}

extension GateAlgebra {
  /// The failure of a stretch of the graph's code: of needs that are all required.
  mutating func failure(
    of code: ArraySlice<UInt32>, _ value: (Int) -> Value
  ) throws(Failure) -> Value {
    var needs = NeedCursor(code)
    var values: [Value] = []
    while !needs.isAtEnd { values.append(try next(&needs, value)) }
    return values.count == 1 ? values[0] : try either(values)
  }

  private mutating func next(
    _ needs: inout NeedCursor<ArraySlice<UInt32>>, _ value: (Int) -> Value
  ) throws(Failure) -> Value {
    switch needs.next() {
    case .node(let node): return value(node)
    case .group(let failing, let members):
      var values: [Value] = []
      for _ in 0..<members { values.append(try next(&needs, value)) }
      if failing == 1 { return try either(values) }
      if failing == values.count { return try every(values) }
      return try atLeast(failing, of: values)
    }
  }
}

extension DependencyGraph {
  func code(of node: Int) -> ArraySlice<UInt32> { code[Int(starts[node])..<Int(starts[node + 1])] }
}

extension DecisionDiagram: GateAlgebra {
  var never: Node { Self.never }

  /// From the deepest up, so that intermediate results stay small.
  mutating func either(_ functions: [Node]) throws(BudgetExceeded) -> Node {
    var result = Self.never
    for function in functions.sorted(by: { level(of: $0) > level(of: $1) }) {
      result = try or(function, result)
    }
    return result
  }

  mutating func every(_ functions: [Node]) throws(BudgetExceeded) -> Node {
    var result = Self.always
    for function in functions.sorted(by: { level(of: $0) > level(of: $1) }) {
      result = try and(function, result)
    }
    return result
  }
}

/// Bounds of a probability that hold however the parts depend on each other through shared events.
///
/// Monotone functions of independent events are associated (Esary, Proschan, Walkup, Ann. Math. Stat. 38,
/// 1967): P(all) ≥ Π P, and P(none) ≥ Π (1 - P). At least k of n: at least Π over the k largest lower bounds; and
/// if k of n fail, one fails among any n - k + 1, so at most what those with the smallest upper bounds allow.
struct BoundAlgebra: GateAlgebra {
  struct Bounds: Equatable {
    var low, high: Double
  }

  var never: Bounds { Bounds(low: 0, high: 0) }

  func either(_ values: [Bounds]) throws(Never) -> Bounds {
    Bounds(
      low: values.reduce(0) { max($0, $1.low) }, high: 1 - values.reduce(1) { $0 * (1 - $1.high) })
  }

  func every(_ values: [Bounds]) throws(Never) -> Bounds {
    Bounds(low: values.reduce(1) { $0 * $1.low }, high: values.reduce(1) { min($0, $1.high) })
  }

  func atLeast(_ count: Int, of values: [Bounds]) throws(Never) -> Bounds {
    if count <= 0 { return Bounds(low: 1, high: 1) }
    if count > values.count { return never }
    let lows = values.map(\.low).sorted(by: >).prefix(count)
    let highs = values.map(\.high).sorted().prefix(values.count - count + 1)
    return Bounds(low: lows.reduce(1, *), high: 1 - highs.reduce(1) { $0 * (1 - $1) })
  }
}
