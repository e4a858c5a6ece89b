import Testing

@testable import Export
@testable import Model

@Suite("Metrics are Prometheus text 0.0.4")
struct MetricsTests {
  private func lines(_ snapshot: Snapshot) -> [Substring] { snapshot.metrics.split(separator: "\n") }

  @Test func promtoolFindsNothingToSay() throws {
    for snapshot in [try richSnapshot(), try hostileSnapshot()] {
      let tool = try Tool("promtool", "check", "metrics", input: snapshot.metrics)
      #expect(tool.code == 0 && tool.output.isEmpty, "\(tool.output)")
    }
  }

  @Test func promtoolDoesObjectToWhatIsWrong() throws {
    let twice = "# TYPE a gauge\na{x=\"1\"} 1\na{x=\"1\"} 2\n"
    #expect(try Tool("promtool", "check", "metrics", input: twice).code != 0)
  }

  @Test func healthIsAStateSetOfWhichOneHolds() throws {
    let states = lines(try richSnapshot()).filter { $0.hasPrefix("faultline_health{kind=\"region\"") }
    #expect(states.count == Health.allCases.count)
    #expect(
      states.filter { $0.hasSuffix(" 1") } == [
        "faultline_health{kind=\"region\",id=\"aws/us-east-1\",state=\"down\"} 1"
      ])
  }

  @Test func aLatencyIsInSecondsAndWhatIsNotKnownHasNoSample() throws {
    let latencies = lines(try richSnapshot()).filter { $0.hasPrefix("faultline_check_latency_seconds{") }
    #expect(
      latencies == [
        "faultline_check_latency_seconds{kind=\"dns\",id=\"www.example\",probe=\"dns\","
          + "target=\"www.example @system\"} 0.012"
      ])
    #expect(!(try richSnapshot()).metrics.contains("incident_feed_lag_seconds"))
  }

  @Test func noSampleHasATimestamp() throws {
    for line in lines(try richSnapshot()) where !line.hasPrefix("#") {
      #expect(Double(line.split(separator: " ").last ?? "") != nil)
      let afterLabels = line.split(separator: "}").last ?? line
      #expect(afterLabels.split(separator: " ").count <= 2)
    }
  }

  @Test func aReplayTakesNoNameOfWhatIsSeen() throws {
    var snapshot = try richSnapshot()
    snapshot.sources = [SourceState(id: SourceState.replay, health: .ok)]
    #expect(lines(snapshot).filter { !$0.hasPrefix("#") }.allSatisfy { $0.hasPrefix("faultline_replay_") })
    #expect(lines(try richSnapshot()).allSatisfy { !$0.contains("replay") })
  }

  @Test func labelsAreEscaped() {
    var out = Exposition(prefix: "x")
    out.gauge("a", "A.", [([("l", "a\"b\\c\nd")], 1), ([("l", "a\"b\\c\nd")], 2), ([], nil)])
    #expect(out.text == "# HELP x_a A.\n# TYPE x_a gauge\nx_a{l=\"a\\\"b\\\\c d\"} 1\n")
  }
}
