import Lab
import Model
import Testing

@testable import Probing

/// Runs plans against the lab for as long as a test needs.
enum ProbeOnce {
  static let agent = "Faultline/test (+https://example.invalid)"

  /// The first observation of one probe, with names resolved by the lab's knotd unless told otherwise.
  static func run(
    _ probe: Probe, resolver: String? = nil, timeout: Duration = .seconds(2), proxy: HTTPURL? = nil,
    bundle: String? = nil
  ) async throws -> Observation {
    let lab = try Lab.shared
    let address = try #require(Endpoint(resolver ?? lab.resolver))
    var plan = Plan(resolvers: [Resolver(id: "lab", address: .at(address))])
    plan.probing.proxy = proxy
    plan.controls = [Check(for: .control, probe: probe, interval: .seconds(600), timeout: timeout)]
    let observations = try await run(plan, until: 1, bundle: bundle)
    return try #require(observations.first)
  }

  /// The first `count` observations of a plan's own checks.
  static func run(_ plan: Plan, until count: Int, bundle: String? = nil) async throws -> [Observation] {
    let source = LiveProbing(
      plan: plan, userAgent: agent, certificateBundle: try bundle ?? Lab.shared.certificateAuthority)
    let (stream, continuation) = AsyncStream.makeStream(of: Observation.self)
    source.start { continuation.yield($0) }
    var observations: [Observation] = []
    let configured = Set(plan.configuredChecks.map(\.id))
    for await observation in stream where configured.contains(observation.check) {
      observations.append(observation)
      if observations.count == count { break }
    }
    await withCheckedContinuation { stopped in source.stop { stopped.resume() } }
    return observations
  }

  static func dns(
    _ name: String, _ type: RecordType? = nil, resolver: String? = nil, timeout: Duration = .seconds(2)
  ) async throws -> Observation {
    try await run(
      .dns(DNSProbe(name: name, type: type, resolver: "lab")), resolver: resolver, timeout: timeout)
  }
}
