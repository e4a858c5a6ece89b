internal import Foundation
internal import Lab
internal import Model
internal import Probing

/// Prometheus's blackbox exporter, asked over HTTP for one probe after the other as Prometheus does.
struct Blackbox {
  private let process: Process
  private let port: Int

  init(in directory: URL) throws {
    let program = try LabProcess.program(
      ["/usr/bin/prometheus-blackbox-exporter"], package: "prometheus-blackbox-exporter")
    let configuration = directory.appending(path: "blackbox.yml")
    try Data("modules: {http_2xx: {prober: http, timeout: 5s}}\n".utf8).write(to: configuration)
    port = try FreePort.find()
    process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "--config.file=\(configuration.path)", "--web.listen-address=127.0.0.1:\(port)", "--log.level=error",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try FreePort.waitUntilOpen(port, server: "blackbox exporter") { "" }
  }

  /// What the exporter spends on probes of `target`; what asking it costs us is left out.
  func cost(target: String, for span: Duration) async throws -> Cost {
    let probes = (0..<32).map { number in
      Probe.http(
        HTTPProbe(
          url: HTTPURL(
            isTLS: false, endpoint: Endpoint(host: "127.0.0.1", port: port),
            pathAndQuery: "/probe?module=http_2xx&target=\(target)\(number)"), body: "probe_success 1"))
    }
    // Queries are not part of a check's id, so that each needs a service of its own.
    var plan = Drive.ceaseless([], concurrency: 32)
    plan.services = probes.enumerated().map { number, probe in
      let check = Check(
        for: .service("\(number)"), probe: probe, interval: .milliseconds(1), timeout: .seconds(5))
      return Service(id: "\(number)", checks: [check])
    }
    let before = CPUTime.of(process.processIdentifier)
    let asked = try await Drive.live(plan, for: span)
    // The first 300 ms are not counted as ours, but are paid for by the exporter.
    let share = span.inSeconds / (span.inSeconds + 0.3)
    return Cost(count: asked.count, cpu: (CPUTime.of(process.processIdentifier) - before) * share)
  }

  func stop() { process.terminate() }
}

/// dnsperf, which sends as fast as it can and judges nothing.
enum DNSPerf {
  static func run(list: String, port: Int) throws -> Cost {
    let program = try LabProcess.program(["/usr/bin/dnsperf"], package: "dnsperf")
    let before = CPUTime.children()
    let output = try LabProcess.output(
      of: [program, "-s", "127.0.0.1", "-p", "\(port)", "-d", list, "-l", "2", "-q", "100"])
    guard let line = output.split(separator: "\n").first(where: { $0.contains("Queries completed:") }),
      let count = line.split(separator: " ").compactMap({ Int($0) }).first
    else { throw BenchmarkError.unexpected(output) }
    return Cost(count: count, cpu: CPUTime.children() - before)
  }
}
