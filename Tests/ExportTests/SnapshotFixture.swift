import Testing

@testable import Model

let noon = Timestamp(seconds: 1_760_943_904)

/// A snapshot with one of everything, hostile text included.
func richSnapshot() throws -> Snapshot {
  let region = try domain("aws/us-east-1")
  let check = Check(
    for: .region(region),
    probe: .http(
      HTTPProbe(url: try url("https://user:secret@dynamodb.us-east-1.amazonaws.com/ping?token=hunter2"))),
    interval: .seconds(60), timeout: .seconds(5))
  let name = Check(
    for: .name("www.example"), probe: .dns(DNSProbe(name: "www.example", type: nil, resolver: "system")),
    interval: .seconds(60), timeout: .seconds(5))
  let down = Standing(
    health: .down, since: noon, reason: "dns-nodata: | <b>\u{1B}[31mNOERROR\u{202E} without an address")
  var counts = HealthCounts()
  for health in [Health.down, .ok, .unknown] { counts.add(health) }
  return Snapshot(
    number: 7, generatedAt: noon,
    vantage: VantageState(name: "seoul-office", verdict: .ok, evidence: ["2 of 2 controls answer"]),
    overall: .down, counts: counts,
    regions: [
      RegionState(
        domain: FaultDomain(
          id: region, name: "US East (N. Virginia)", place: "N. Virginia", country: "US", jurisdiction: "US"),
        standing: down,
        checks: [
          CheckState(
            check: check, standing: down,
            last: Observation(
              check: check.id, vantage: "seoul-office", startedAt: noon, outcome: .dnsNoData,
              phases: Phases(dns: .microseconds(12_345)), detail: "NOERROR without an address",
              resolver: "system"))
        ])
    ],
    names: [
      NameState(
        id: "www.example", standing: Standing(health: .ok, since: noon), agreement: .agree,
        checks: [
          CheckState(
            check: name, standing: Standing(health: .ok, since: noon),
            last: Observation(
              check: name.id, vantage: "seoul-office", startedAt: noon, outcome: .ok,
              latency: .milliseconds(12),
              answer: DNSAnswer(records: ["192.0.2.1"], chain: ["edge.example"], ttl: 60), resolver: "system")
          )
        ])
    ],
    services: [
      ServiceState(
        service: Service(
          id: "checkout", name: "Checkout", weight: 10, owner: "payments", tags: ["prod"],
          needs: [.any([.domain(region, evidence: "documented")])]))
    ],
    incidents: [
      Incident(
        id: "1", openedAt: noon, confirmedAt: noon + .seconds(2), title: "aws/us-east-1 down", health: .down,
        members: [.region(region)])
    ],
    risk: RiskReport(
      layers: [
        .init(
          kind: .provider, coverage: 1, shares: [.init(id: try domain("aws"), share: 1)],
          indices: .init(hhi: 1, effective: 1, entropy: 0, evenness: nil, cr4: 1, gini: 0))
      ],
      domains: [
        .init(id: region, blastRadius: 0.75, weight: 10, services: 1, direct: 1, transitive: 0)
      ], worst: .init(domain: region, blastRadius: 0.75)),
    dependents: [
      region: Dependents(
        services: [.init(position: 0, strength: .required, path: .direct)], weightShare: 0.75)
    ],
    sources: [SourceState(id: "probes", health: .ok, age: .milliseconds(1500), detail: "2 checks")])
}

func domain(_ text: String) throws -> DomainID { try #require(DomainID(text)) }
func url(_ text: String) throws -> HTTPURL { try #require(HTTPURL(text)) }
