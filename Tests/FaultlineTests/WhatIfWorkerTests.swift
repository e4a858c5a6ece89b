import Model
import Testing

@testable import faultline

@Suite("What-if results come from a queue of their own")
struct WhatIfWorkerTests {
  private let region = DomainID("aws/us-east-1")

  @Test func theNewestRequestIsAnsweredLast() async throws {
    let region = try #require(region)
    let graph = DependencyGraph(
      domains: [], services: [Service(id: "shop", needs: [.domain(region, evidence: nil)])])
    let (results, sink) = AsyncStream.makeStream(of: WhatIfResult.self)
    let worker = WhatIfWorker(graph: graph) { sink.yield($0) }
    for _ in 0..<50 { worker.submit([.service("none")]) }
    worker.submit([region])
    var seen: [WhatIfResult] = []
    for await result in results {
      seen.append(result)
      if result.failing == [region] { break }
    }
    #expect(seen.last?.casualties.map(\.id) == ["shop"])
    #expect(seen.dropLast().allSatisfy { $0.failing == [.service("none")] })
  }
}
