internal import CBareLoop
internal import Foundation
internal import Lab
internal import Model
internal import Probing

/// Ratios of Faultline's probing to its peers, all taken in one run against the same servers.
@main
enum BenchProbing {
  static func main() async throws {
    let lab = try Lab.shared
    let only = Set(CommandLine.arguments.dropFirst())
    func wants(_ part: String) -> Bool { only.isEmpty || only.contains(part) }
    if wants("http") { try await http(lab) }
    if wants("tls") { try await tls(lab) }
    if wants("dns") { try await dns(lab) }
    if wants("load") { try await Load.run(port: lab.httpPort) }
  }

  /// CPU a probe: ours, a bare C loop's, the blackbox exporter's. Rounds alternate, so that what disturbs
  /// one disturbs all; medians count.
  private static func http(_ lab: Lab) async throws {
    let url = "http://127.0.0.1:\(lab.httpPort)/"
    guard let parsed = HTTPURL(url) else { throw BenchmarkError.unexpected(url) }
    let probes = (0..<2000).map { number in
      Probe.http(HTTPProbe(url: HTTPURL(isTLS: false, endpoint: parsed.endpoint, pathAndQuery: "/\(number)")))
    }
    let blackbox = try Blackbox(in: lab.directory)
    defer { blackbox.stop() }
    var ours: [Double] = []
    var bare: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<5 {
      ours.append(try await Drive.live(Drive.ceaseless(probes, concurrency: 64), for: .seconds(2)).perUnit)
      let before = CPUTime.own()
      let count = bare_loop_run(url, 64, 2)
      bare.append(Cost(count: Int(count), cpu: CPUTime.own() - before).perUnit)
      theirs.append(try await blackbox.cost(target: url, for: .seconds(2)).perUnit)
    }
    let (a, b, c) = (ours.quantile(0.5), bare.quantile(0.5), theirs.quantile(0.5))
    report("HTTP, CPU a probe", "\(formatted(a * 1e6, 1)) us; \(formatted(1 / a, 0)) probes per CPU-second")
    report(
      "  over a bare C libcurl loop", "\(formatted(a / b))x of \(formatted(b * 1e6, 1)) us (at most 1.25)")
    report("  under blackbox exporter", "\(formatted(c / a))x of \(formatted(c * 1e6, 1)) us (at least 6)")
  }

  private static func tls(_ lab: Lab) async throws {
    // The lab's authority beside the hundred and more of the system: a bundle of real size.
    let bundle = lab.directory.appending(path: "bundle.pem")
    let system = try Data(contentsOf: URL(fileURLWithPath: LiveProbing.systemBundle))
    try (system + Data(contentsOf: lab.certificates.authority)).write(to: bundle)
    let probes = (0..<16).map { number in
      Probe.http(
        HTTPProbe(
          url: HTTPURL(
            isTLS: true, endpoint: Endpoint(host: "127.0.0.1", port: lab.httpsPort),
            pathAndQuery: "/\(number)")))
    }
    var costs: [Double] = []
    for _ in 0..<3 {
      let plan = Drive.ceaseless(probes, concurrency: 16)
      costs.append(try await Drive.live(plan, bundle: bundle.path, for: .seconds(2)).perUnit)
    }
    report("TLS, CPU a full handshake", "\(formatted(costs.quantile(0.5) * 1e3)) ms (at most 1.3)")
  }

  private static func dns(_ lab: Lab) async throws {
    let names = ["www", "good", "mail", "ns", "expired", "wrong", "ending", "selfsigned"]
    let plan = ceaselessNames(names, lab)
    let list = lab.directory.appending(path: "names")
    try Data(names.map { "\($0).lab.test A\n" }.joined().utf8).write(to: list)
    var ours: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<5 {
      ours.append(try await Drive.live(plan, for: .seconds(2)).perSecond)
      theirs.append(try DNSPerf.run(list: list.path, port: lab.dnsPort).perSecond)
    }
    let (a, b) = (ours.quantile(0.5), theirs.quantile(0.5))
    report("DNS, queries per CPU-second", "\(formatted(a, 0)), judged")
    report("  against dnsperf", "\(formatted(a / b))x of \(formatted(b, 0)) (at least 1)")
  }

  /// A hundred questions open at a time, as with dnsperf, and always checks waiting for a place.
  private static func ceaselessNames(_ names: [String], _ lab: Lab) -> Plan {
    var plan = Plan(
      resolvers: [Resolver(id: "lab", address: .at(Endpoint(host: "127.0.0.1", port: lab.dnsPort)))])
    plan.probing.concurrency = 100
    plan.services = (0..<5000).map { number in
      let name = "\(names[number % names.count]).lab.test"
      let probe = Probe.dns(DNSProbe(name: name, type: .a, resolver: "lab"))
      let check = Check(
        for: .service("\(number)"), probe: probe, interval: .milliseconds(1), timeout: .seconds(5))
      return Service(id: "\(number)", checks: [check])
    }
    return plan
  }
}
