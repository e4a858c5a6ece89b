import Model
import Risk

/// A morning like 2025-10-20, half an hour in: one region down because a name lost its records, much on top
/// of it down too, and among the rest a slow one, an unknown one, long, wide, combining and hostile names.
enum Outage {
  static let now = Timestamp(seconds: 1_760_944_504)  // 2025-10-20T07:15:04Z

  static func snapshot() -> Snapshot { made }

  /// Made once: hours of trails take their time without optimisation.
  private static let made = make()

  private static func make() -> Snapshot {
    var snapshot = Snapshot(
      number: 42, generatedAt: now,
      vantage: VantageState(
        name: "seoul-office", verdict: .ok,
        evidence: ["both controls answered: tcp://1.1.1.1:443 in 8 ms, tcp://8.8.8.8:443 in 31 ms"]),
      overall: .down, counts: HealthCounts(), regions: regions(), names: names(), services: services(),
      incidents: incidents(), risk: risk(),
      sources: [SourceState(id: "probes", health: .ok, age: .seconds(2))] + FeedFixtures.sources)
    snapshot.dependents = RiskCalculator.dependents(
      on: DependencyGraph(
        domains: snapshot.regions.map(\.domain), services: snapshot.services.map(\.service)))
    for region in snapshot.regions { snapshot.counts.add(region.standing.health) }
    for name in snapshot.names { snapshot.counts.add(name.standing.health) }
    for service in snapshot.services { snapshot.counts.add(service.standing.health) }
    return snapshot
  }

  // MARK: - Regions

  private static func regions() -> [RegionState] {
    let places: [(String, String, String, Double)] = [
      ("aws/us-east-1", "N. Virginia", "US", 62), ("aws/us-east-2", "Ohio", "US", 71),
      ("aws/us-west-2", "Oregon", "US", 41), ("aws/eu-west-1", "Ireland", "IE", 118),
      ("aws/eu-central-1", "Frankfurt", "DE", 126), ("aws/ap-northeast-1", "Tokyo", "JP", 34),
      ("aws/ap-northeast-2", "Seoul", "KR", 6), ("aws/ap-southeast-1", "Singapore", "SG", 78),
      ("gcp/us-central1", "Iowa", "US", 88), ("gcp/us-east4", "N. Virginia", "US", 93),
      ("gcp/europe-west4", "Eemshaven", "NL", 131), ("gcp/asia-northeast3", "Seoul", "KR", 5),
      ("azure/eastus", "Virginia", "US", 96), ("azure/eastus2", "Virginia", "US", 97),
      ("azure/westeurope", "Amsterdam", "NL", 129), ("azure/koreacentral", "Seoul", "KR", 7),
      ("onprem/a-very-long-data-centre-name-in-the-basement", "Großkötz 東京都", "DE", 3),
    ]
    return places.map { region($0.0, $0.1, $0.2, milliseconds: $0.3) }
  }

  private static func region(
    _ id: String, _ place: String, _ country: String, milliseconds: Double
  ) -> RegionState {
    let domain = DomainID(id) ?? .country("XX")
    let host = "dynamodb.\(domain.name).amazonaws.com"
    var standing = Standing(health: .ok, since: now + .seconds(-9 * 86_400))
    var story = Story.steady(milliseconds)
    switch id {
    case "aws/us-east-1":
      standing = Standing(
        health: .down, since: now + .seconds(-27 * 60 - 4),
        reason: "no address at the end of \(host): 4 of 4 resolvers answer NOERROR without a record")
      story = .failing(milliseconds, since: 27 * 60)
    case "gcp/us-east4":
      standing = Standing(
        health: .degraded, since: now + .seconds(-14 * 60), reason: "3.4 times slower than usual")
      story = .slowing(milliseconds, since: 14 * 60)
    case "azure/westeurope":
      standing = Standing(reason: "confirming: one failure, connect-timeout")
      story = .gappy(milliseconds)
    default: break
    }
    let provider = domain.provider?.description ?? ""
    return RegionState(
      domain: FaultDomain(
        id: domain, name: id == "aws/us-east-1" ? "US East (N. Virginia)" : "", place: SafeText(place),
        country: country, needs: domain.provider.map { [.domain($0, evidence: nil)] } ?? []),
      standing: standing, checks: checks(of: domain, host: host, standing, story, milliseconds),
      feeds: FeedFixtures.feeds(of: provider, isAffected: id == "aws/us-east-1"),
      uptime: id == "aws/us-east-1" ? uptime : nil)
  }

  private static func checks(
    of domain: DomainID, host: String, _ standing: Standing, _ story: Story, _ milliseconds: Double
  ) -> [CheckState] {
    let url = HTTPURL("https://\(host)/ping")
    let http = url.map {
      state(.region(domain), .http(HTTPProbe(url: $0, method: .head)), standing, story, milliseconds)
    }
    let endpoint = Endpoint("ec2.\(domain.name).amazonaws.com", defaultPort: 443)
    let tcp = endpoint.map {
      state(
        .region(domain), .tcp(TCPProbe(endpoint: $0)),
        standing.health == .unknown ? standing : Standing(health: .ok, since: standing.since),
        .steady(milliseconds / 2), milliseconds / 2)
    }
    let isDown = domain.description == "aws/us-east-1"
    return [http].compactMap { $0 } + (isDown ? [tcp].compactMap { $0 } : [])
  }

  // MARK: - Names

  private static func names() -> [NameState] {
    [
      name("dynamodb.us-east-1.amazonaws.com", .dnsNoData, chain: ["ddb-lb.us-east-1.amazonaws.com"]),
      name("www.reddit.com", .ok, chain: ["reddit.map.fastly.net"]),
      name("www.snapchat.com", .ok), name("login.microsoftonline.com", .ok),
      name("storage.googleapis.com", .ok), name("api.venmo.com", .dnsServFail, failing: 1),
      name("db.corp.internal", .ok), name("a-very-long-internal-machine-name-0001.prod.example.net", .ok),
      name("xn--bcher-kva.example", .notProbed),
    ]
  }

  private static let regionNames = RegionNames(of: regions().map(\.id))

  private static func name(
    _ name: String, _ outcome: Outcome, failing: Int = 4, chain: [String] = []
  ) -> NameState {
    let resolvers = ["system", "cloudflare", "google", "quad9"]
    let checks = resolvers.enumerated().map { index, resolver in
      let mine = index >= resolvers.count - failing ? outcome : .ok
      let standing = Standing(health: mine.health, since: now + .seconds(mine == .ok ? -86_400 * 9 : -1624))
      var check = state(
        .name(name), .dns(DNSProbe(name: name, type: nil, resolver: resolver)), standing,
        mine.health == .down ? .failing(9, since: 1624) : .steady(9 + Double(index)), 9 + Double(index))
      check.last?.outcome = mine
      check.last?.latency = mine == .notProbed ? nil : .milliseconds(9 + index)
      check.last?.answer = DNSAnswer(
        records: mine == .ok ? ["151.101.1.140", "151.101.65.140", "2a04:4e42::396"] : [],
        chain: chain.map { SafeText($0) }, ttl: mine == .ok ? 60 : nil)
      return check
    }
    let health: Health =
      outcome == .ok ? .ok : outcome == .notProbed ? .unknown : failing < 4 ? .degraded : .down
    return NameState(
      id: name, region: regionNames.region(in: name),
      standing: Standing(health: health, since: checks.last?.standing.since), agreement: .agree,
      checks: checks)
  }

  // MARK: - Services

  static func services() -> [ServiceState] { madeServices }

  private static let madeServices = makeServices()

  private static func makeServices() -> [ServiceState] {
    let virginia = need("aws/us-east-1", "reported affected on 2025-10-20")
    let fastly = need("cdn:fastly", "CNAME reddit.map.fastly.net")
    var services = [
      service("reddit", "Reddit", .down, 24, [virginia, fastly], weight: 8),
      service(
        "snapchat", "Snapchat", .down, 25, [virginia, need("gcp/us-central1", "documented")], weight: 6),
      service("venmo", "Venmo", .down, 25, [virginia], weight: 4),
      service(
        "roblox", "Roblox", .down, 22, [virginia, need("service:auth", "signs in through it")], weight: 4),
      service("slack", "Slack", .degraded, 13, [virginia, need("dns:route53", nil)], weight: 5),
      service(
        "checkout", "Checkout", .ok, 9 * 1440,
        [
          .any([virginia, need("aws/us-west-2", nil)]),
          .atLeast(2, of: [need("dns:route53", nil), need("dns:ns1", nil), need("dns:cloudflare", nil)]),
        ],
        weight: 10),
      service("auth", "Sign-in", .down, 26, [virginia], weight: 0),
      service("docs", "문서 관리 시스템 ドキュメント管理", .ok, 800, [need("azure/koreacentral", nil)]),
      service(
        "cafe", "Cafe\u{301} no\u{308}rd e\u{301}te\u{301}", .unknown, nil, [need("azure/westeurope", nil)]),
      service("evil", "\u{1B}[31mred\u{202E}gnirts\u{200B} \u{7}bell", .ok, 4000, []),
    ]
    for name in ["GitHub", "GitLab", "Netlify", "Stripe", "Twilio", "Zoom", "Figma", "Notion"] {
      services.append(service(name.lowercased(), name, .ok, 3000, [need("aws/us-west-2", nil)]))
    }
    return services
  }

  private static func need(_ domain: String, _ evidence: SafeText?) -> Need {
    .domain(DomainID(domain) ?? .country("XX"), evidence: evidence)
  }

  private static func service(
    _ id: String, _ name: String, _ health: Health, _ minutes: Int?, _ needs: [Need], weight: Double = 1
  ) -> ServiceState {
    let standing = Standing(
      health: health, since: minutes.map { now + .seconds(-60 * $0) },
      reason: health == .down ? "http-status 503 from 3 of 3 addresses" : "")
    let url = HTTPURL("https://www.\(id).example/health?token=secret")
    let check = url.map {
      state(
        .service(id), .http(HTTPProbe(url: $0)), standing,
        health == .down ? .failing(80, since: (minutes ?? 0) * 60) : .steady(80), 80)
    }
    return ServiceState(
      service: Service(
        id: id, name: SafeText(name), weight: weight, owner: "team-\(id)",
        runbook: SafeText("https://wiki.example/\(id)"), tags: ["prod", "tier-1"],
        checks: [check?.check].compactMap { $0 }, needs: needs),
      standing: standing, checks: [check].compactMap { $0 }, feed: FeedFixtures.feed(of: id))
  }

  // MARK: - Checks

  enum Story {
    case steady(Double), failing(Double, since: Int), slowing(Double, since: Int), gappy(Double)

    /// The sample `age` seconds ago; `nil`: none was taken.
    func sample(_ age: Int, _ noise: Double) -> (Health, Double?)? {
      switch self {
      case .steady(let usual): (.ok, usual * noise)
      case .failing(let usual, let since): age < since ? (.down, nil) : (.ok, usual * noise)
      case .slowing(let usual, let since):
        age < since ? (.degraded, usual * noise * 3.4) : (.ok, usual * noise)
      case .gappy(let usual): age < 60 ? (.unknown, nil) : age % 1500 < 500 ? nil : (.ok, usual * noise)
      }
    }
  }

  private static func state(
    _ purpose: Check.Purpose, _ probe: Probe, _ standing: Standing, _ story: Story, _ milliseconds: Double
  ) -> CheckState {
    let check = Check(for: purpose, probe: probe, interval: .seconds(30), timeout: .seconds(5))
    var trail = Trail()
    for slot in stride(from: Trail.slotCount - 1, through: 0, by: -1) {
      let noise = 1 + Double((slot * 7919 + Int(milliseconds)) % 13) / 40
      guard let (health, value) = story.sample(slot * 30, noise) else { continue }
      trail.add(
        health, latency: value.map { .microseconds(Int64($0 * 1000)) }, at: now + .seconds(-30 * slot))
    }
    let failed = standing.health == .down
    let last = Observation(
      check: check.id, vantage: "seoul-office", startedAt: now + .seconds(-6),
      outcome: failed ? .dnsNoData : standing.health == .degraded ? .slow : .ok,
      latency: failed ? nil : .microseconds(Int64(milliseconds * 1000)),
      phases: failed
        ? Phases(dns: .milliseconds(11))
        : Phases(
          dns: .milliseconds(3), connect: .microseconds(Int64(milliseconds * 300)),
          tls: .microseconds(Int64(milliseconds * 400)), firstByte: .microseconds(Int64(milliseconds * 200)),
          total: .microseconds(Int64(milliseconds * 1000))),
      address: failed ? nil : "52.94.2.72", httpStatus: failed ? nil : 200,
      detail: failed ? "NOERROR, but no A or AAAA record at the end of the chain" : "")
    return CheckState(
      check: check, standing: standing, last: last, trail: trail,
      p95: failed ? nil : .microseconds(Int64(milliseconds * 1200)))
  }

  // MARK: - Incidents and risk

  private static func incidents() -> [Incident] {
    let virginia = DomainID("aws/us-east-1")
    return [
      Incident(
        id: "i-1", openedAt: now + .seconds(-27 * 60), confirmedAt: now + .seconds(-26 * 60),
        title: "aws/us-east-1: DNS nodata", health: .down,
        cause: virginia.map {
          Incident.Cause(domain: $0, dependents: 7, dependentsFailing: 6, others: 40, othersFailing: 1)
        },
        members: [
          "aws/us-east-1", "name:dynamodb.us-east-1.amazonaws.com", "service:reddit", "service:snapchat",
          "service:venmo", "service:roblox", "service:auth",
        ].compactMap(Subject.init(label:)), feedLag: .seconds(23 * 60),
        suspects: [("aws/us-east-1", 7, 6, 0.97), ("aws", 9, 6, 0.03)].compactMap { id, all, failing, share in
          DomainID(id).map {
            Incident.Suspect(
              cause: Incident.Cause(
                domain: $0, dependents: all, dependentsFailing: failing, others: 40, othersFailing: 1),
              likelihood: share)
          }
        },
        spread: [
          ("name:dynamodb.us-east-1.amazonaws.com", 27), ("aws/us-east-1", 27), ("service:auth", 26),
          ("service:snapchat", 25), ("service:venmo", 25), ("service:reddit", 24), ("service:roblox", 22),
        ].compactMap { label, minutes in
          Subject(label: label).map { Incident.Symptom(member: $0, failedAt: now + .seconds(-minutes * 60)) }
        },
        predicted: [
          "aws/us-east-1", "name:dynamodb.us-east-1.amazonaws.com", "service:reddit", "service:snapchat",
          "service:venmo", "service:auth", "service:twilio",
        ].compactMap(Subject.init(label:)), missingEdges: ["roblox"]),
      Incident(
        id: "i-0", openedAt: now + .seconds(-5 * 3600), confirmedAt: now + .seconds(-5 * 3600 + 30),
        closedAt: now + .seconds(-5 * 3600 + 420), title: "azure/eastus: connect-timeout", health: .down,
        members: ["azure/eastus"].compactMap(Subject.init(label:))),
    ]
  }

  private static func risk() -> RiskReport {
    func layer(_ kind: DomainID.Kind, _ effective: Double, _ shares: [(String, Double)]) -> RiskReport.Layer {
      RiskReport.Layer(
        kind: kind, coverage: 0.9,
        shares: shares.compactMap { id, share in
          DomainID(id).map { RiskReport.Layer.Share(id: $0, share: share) }
        },
        indices: RiskReport.Indices(
          hhi: 1 / effective, effective: effective, entropy: 1, evenness: 0.5, cr4: 0.9, gini: 0.6))
    }
    func change(
      _ service: String, _ change: SafeText, _ add: String, cuts: Double, worst: Double = 0,
      sharing fate: [String] = []
    ) -> RiskReport.Recommendation? {
      DomainID(add).map {
        RiskReport.Recommendation(
          service: service, change: change, add: $0, deltaExpectedLoss: -cuts, deltaWorst: -worst,
          sharesFateWith: fate.compactMap { DomainID($0) })
      }
    }
    func domain(_ id: String, _ radius: Double, _ services: Int) -> RiskReport.Domain? {
      DomainID(id).map {
        RiskReport.Domain(
          id: $0, blastRadius: radius, weight: radius * 45, services: services, direct: services - 1,
          transitive: 1)
      }
    }
    return RiskReport(
      layers: [
        layer(.provider, 1.6, [("aws", 0.74), ("gcp", 0.2)]),
        layer(.region, 2.9, [("aws/us-east-1", 0.57)]), layer(.dns, 2.1, [("dns:route53", 0.61)]),
        layer(.cdn, 1.0, [("cdn:fastly", 1)]), layer(.country, 1.4, [("country:US", 0.83)]),
        layer(.jurisdiction, 1.1, [("jurisdiction:US", 0.97)]),
      ],
      domains: [
        domain("aws", 0.74, 16), domain("aws/us-east-1", 0.57, 6), domain("dns:route53", 0.11, 1),
        domain("cdn:fastly", 0.17, 1), domain("aws/us-west-2", 0.15, 8), domain("gcp", 0.13, 1),
        domain("gcp/us-central1", 0.13, 1), domain("service:auth", 0.09, 2), domain("azure", 0.04, 2),
        domain("azure/koreacentral", 0.02, 1), domain("azure/westeurope", 0.02, 1),
      ].compactMap { $0 },
      expectedLoss: RiskReport.ExpectedLoss(
        fraction: 0.0012, weightHoursPerYear: 473, bounds: 0.0012...0.0012, method: .exact),
      worst: DomainID("aws").map { RiskReport.Worst(domain: $0, blastRadius: 0.74) },
      recommendations: [
        change("reddit", "second region", "aws/us-west-2", cuts: 0.00037, sharing: ["aws", "country:US"]),
        change("snapchat", "second provider", "gcp/us-east4", cuts: 0.000005, worst: 0.11),
      ].compactMap { $0 },
      services: services().count, weight: 45)
  }
}
