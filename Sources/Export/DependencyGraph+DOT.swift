package import Model

extension DependencyGraph {
  /// The graph in Graphviz's language: an arrow leads from what needs to what is needed.
  package var dot: String {
    var out = DOT()
    for node in 0..<nodeCount {
      out.node("n\(node)", ["label": "\(id(of: node))", "shape": isService(node) ? "box" : "ellipse"])
    }
    for node in 0..<nodeCount {
      var at = Int(starts[node])
      var groups = 0
      while at < Int(starts[node + 1]) { writeArrow(from: "n\(node)", node, &at, &groups, &out) }
    }
    for domain in domains {
      for exposure in domain.exposures { out.edge("n\(domain.node)", "n\(exposure)", ["style": "dotted"]) }
    }
    return out.text
  }

  private func writeArrow(
    from source: String, _ node: Int, _ at: inout Int, _ groups: inout Int, _ out: inout DOT
  ) {
    let word = code[at]
    at += 1
    guard word & Self.groupBit != 0 else {
      out.edge(source, "n\(word)")
      return
    }
    let count = Int(code[at])
    at += 1
    let standing = count - Int(word & ~Self.groupBit) + 1
    let name = "g\(node)_\(groups)"
    groups += 1
    let label = standing == 1 ? "any" : standing == count ? "all" : "\(standing) of \(count)"
    out.node(name, ["label": label, "shape": "diamond"])
    out.edge(source, name)
    for _ in 0..<count { writeArrow(from: name, node, &at, &groups, &out) }
  }
}
