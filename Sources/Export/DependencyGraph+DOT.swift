package import Model

extension DependencyGraph {
  /// The graph in the DOT language: arrows point from dependents to dependencies.
  package var dot: String {
    var out = DOT()
    for node in 0..<nodeCount {
      out.node("n\(node)", ["label": "\(id(of: node))", "shape": isService(node) ? "box" : "ellipse"])
    }
    for node in 0..<nodeCount {
      var needs = needs(of: node)
      var groups = 0
      while !needs.isAtEnd { writeArrow(from: "n\(node)", node, &needs, &groups, &out) }
    }
    for domain in domains {
      for exposure in domain.exposures { out.edge("n\(domain.node)", "n\(exposure)", ["style": "dotted"]) }
    }
    return out.text
  }

  private func writeArrow(
    from source: String, _ node: Int, _ needs: inout NeedCursor<[UInt32]>, _ groups: inout Int,
    _ out: inout DOT
  ) {
    let failing: Int
    let count: Int
    switch needs.next() {
    case .node(let need): return out.edge(source, "n\(need)")
    case .group(let k, let members): (failing, count) = (k, members)
    }
    let standing = count - failing + 1
    let name = "g\(node)_\(groups)"
    groups += 1
    let label = standing == 1 ? "any" : standing == count ? "all" : "\(standing) of \(count)"
    out.node(name, ["label": label, "shape": "diamond"])
    out.edge(source, name)
    for _ in 0..<count { writeArrow(from: name, node, &needs, &groups, &out) }
  }
}
