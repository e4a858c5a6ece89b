import Testing

@testable import Export
@testable import Model

@Suite("Graphviz reads the graph, whatever its names are")
struct DOTTests {
  @Test func dotDrawsIt() throws {
    for snapshot in [try richSnapshot(), try hostileSnapshot()] {
      let tool = try Tool("dot", "-Tplain", input: snapshot.dot)
      #expect(tool.code == 0 && !tool.output.contains("rror"), "\(tool.output)")
    }
  }

  @Test func aNeedIsAnArrowAndAnAlternativeADiamond() throws {
    let dot = try richSnapshot().dot
    #expect(dot.contains("\"service:checkout/0\" [label=\"any\", shape=\"diamond\"];"))
    #expect(dot.contains("\"service:checkout\" -> \"service:checkout/0\";"))
    #expect(dot.contains("\"service:checkout/0\" -> \"aws/us-east-1\";"))
    #expect(dot.contains("\"aws/us-east-1\" -> \"aws\";"))
  }

  @Test func healthIsAMarkAWordAnOutlineAndAColour() throws {
    let node = try richSnapshot().dot.split(separator: "\n").first { $0.hasPrefix("  \"aws/us-east-1\" [") }
    #expect(
      node == """
          "aws/us-east-1" [label="■ aws/us-east-1\\nregion, down", shape="ellipse", peripheries="1", \
        style="filled,bold", fillcolor="#fbdcd9", color="#b3261e", penwidth="3"];
        """)
  }

  @Test func theGraphOfARiskIsDrawnToo() throws {
    let needs = [
      Need.atLeast(
        2, of: [.domain(try domain("aws"), evidence: nil), .domain(try domain("gcp"), evidence: nil)])
    ]
    let graph = DependencyGraph(
      domains: [FaultDomain(id: try domain("aws")), FaultDomain(id: try domain("gcp"))],
      services: [Service(id: hostile, needs: needs)])
    let tool = try Tool("dot", "-Tplain", input: graph.dot)
    #expect(tool.code == 0, "\(tool.output)")
    let edges = tool.output.split(separator: "\n").filter { $0.hasPrefix("edge ") }
    #expect(edges.count == 3)
  }
}
