import Testing

/// Each process hashes by a seed of its own, so that an order taken from a dictionary differs between two of them.
@Suite("Two processes write the same bytes")
struct DeterminismTests {
  @Test(arguments: ["json", "csv", "markdown", "html", "prometheus", "dot", "text"])
  func ofTheSameReplay(format: String) throws {
    try expectSame([
      "replay", "us-east-1-2025-10-20", "--headless", "--until", "2025-10-20T08:00:00Z", "--format", format,
    ])
  }

  @Test(arguments: ["json", "csv", "markdown", "dot", "text", "open-psa"])
  func ofTheSameRisk(format: String) throws { try expectSame(["risk", "--format", format]) }

  private func expectSame(_ arguments: [String]) throws {
    let environment = ["HOME": "/nonexistent"]
    let first = try Execution(program: Program.path, arguments, environment: environment)
    let second = try Execution(program: Program.path, arguments, environment: environment)
    #expect(!first.output.isEmpty, "\(first.errors)")
    #expect(first.output == second.output && first.code == second.code)
  }
}
