import Testing

@testable import Model

@Suite("What a provider admits is told once")
struct FeedChangeTests {
  private let noon = Timestamp(seconds: 1_760_942_880)

  private func snapshot(
    _ regions: [String: FeedState], services: [FeedState] = [], after: Duration = .zero
  ) -> Snapshot {
    Snapshot(
      number: 1, generatedAt: noon + after, vantage: VantageState(name: "lab"), overall: .ok,
      counts: HealthCounts(),
      regions: regions.sorted { $0.key < $1.key }.compactMap { id, feed in
        DomainID(id).map { RegionState(domain: FaultDomain(id: $0), feeds: [feed]) }
      },
      services: services.enumerated().map { number, feed in
        ServiceState(service: Service(id: "s\(number)", name: "Service \(number)"), feed: feed)
      })
  }

  private func aws(_ health: Health, _ title: SafeText? = nil) -> FeedState {
    FeedState(source: "aws-health", health: health, title: title, updatedAt: noon)
  }

  @Test func oneChangeForAllTheRegionsOfAProvider() throws {
    let names = ["us-east-1", "us-west-2", "eu-west-1"].map { "aws/\($0)" }
    let old = snapshot(Dictionary(uniqueKeysWithValues: names.map { ($0, aws(.ok)) }))
    let new = snapshot(
      Dictionary(uniqueKeysWithValues: names.map { ($0, aws(.degraded, "Increased Errors")) }),
      after: .seconds(1380))
    let changes = new.feedChanges(since: old)
    let change = try #require(changes.first)
    #expect(changes.count == 1)
    #expect(change.at == noon + .seconds(1380), "when it was seen")
    #expect(change.text == "feed aws-health on aws: ok -> degraded: Increased Errors")
    #expect(change.topic == .provider(try #require(DomainID("aws"))))
    #expect(change.isNews)
    #expect(new.changes(since: old).isEmpty)
  }

  @Test func theWorstRegionSpeaksForTheFeed() {
    let old = snapshot(["aws/a": aws(.degraded, "Slow"), "aws/b": aws(.ok)])
    let more = snapshot(["aws/a": aws(.degraded, "Slow"), "aws/b": aws(.degraded, "Slow too")])
    #expect(more.feedChanges(since: old).isEmpty)
    let worse = snapshot(["aws/a": aws(.degraded, "Slow"), "aws/b": aws(.down, "Out")])
    #expect(worse.feedChanges(since: old).map(\.text) == ["feed aws-health on aws: degraded -> down: Out"])
  }

  @Test func eachFeedSpeaksForItself() {
    func state(_ gcp: Health) -> Snapshot {
      snapshot(["aws/a": aws(.ok), "gcp/b": FeedState(source: "gcp", health: gcp)])
    }
    #expect(state(.down).feedChanges(since: state(.ok)).map(\.text) == ["feed gcp on gcp: ok -> down"])
    #expect(state(.ok).feedChanges(since: state(.down)).map(\.isNews) == [true])
  }

  @Test func aServicesOwnPageIsToldUnderItsName() {
    func state(_ health: Health) -> Snapshot {
      let page = FeedState(source: "statuspage status.example", health: health, title: "Checkout fails")
      return snapshot([:], services: [page, page])
    }
    #expect(
      state(.down).feedChanges(since: state(.ok)).map(\.text)
        == ["feed statuspage status.example on Service 0: ok -> down: Checkout fails"])
  }

  @Test func aFirstWordIsAChangeButNoNews() {
    let changes = snapshot(["aws/a": aws(.ok)]).feedChanges(since: snapshot(["aws/a": aws(.unknown)]))
    #expect(changes.map(\.isNews) == [false])
    #expect(snapshot(["aws/a": aws(.ok)]).feedChanges(since: snapshot([:])).isEmpty)
  }
}
