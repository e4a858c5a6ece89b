package import Model

extension DependencyGraph {
  /// The graph in Graphviz's language: an arrow leads from what needs to what is needed.
  package var dot: String {
    var text = "digraph faultline {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n"
    for node in 0..<nodeCount {
      let shape = isService(node) ? "box" : "ellipse"
      text += "  n\(node) [label=\"\(id(of: node))\", shape=\(shape)];\n"
    }
    for node in 0..<nodeCount {
      var at = Int(starts[node])
      var groups = 0
      while at < Int(starts[node + 1]) { writeArrow(from: "n\(node)", node, &at, &groups, &text) }
    }
    for domain in domains {
      for exposure in domain.exposures { text += "  n\(domain.node) -> n\(exposure) [style=dotted];\n" }
    }
    return text + "}\n"
  }

  private func writeArrow(
    from source: String, _ node: Int, _ at: inout Int, _ groups: inout Int, _ text: inout String
  ) {
    let word = code[at]
    at += 1
    guard word & Self.groupBit != 0 else {
      text += "  \(source) -> n\(word);\n"
      return
    }
    let count = Int(code[at])
    at += 1
    let standing = count - Int(word & ~Self.groupBit) + 1
    let name = "g\(node)_\(groups)"
    groups += 1
    let label = standing == 1 ? "any" : standing == count ? "all" : "\(standing) of \(count)"
    text += "  \(name) [label=\"\(label)\", shape=diamond];\n  \(source) -> \(name);\n"
    for _ in 0..<count { writeArrow(from: name, node, &at, &groups, &text) }
  }
}
