internal import CRiskKernel
internal import Catalogue
internal import Foundation
internal import Model
internal import Risk
internal import RiskFiles

/// Blast radii, beside a plain C kernel on the same arrays and igraph's reachability on the same edges.
enum RadiusBenchmark {
  struct Result {
    var services: Int
    var load, radii, plain, report: Double
    var igraph: Double?
  }

  /// Failures that igraph is asked for where all of them would take minutes.
  private static let sample = 8

  static func run(_ size: Int) throws -> Result {
    let path = "\(NSTemporaryDirectory())faultline-bench-\(size).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var synthetic = SyntheticGraph(services: size)
    try synthetic.write(to: path)
    let clock = ContinuousClock()
    var read: DependencyGraph?
    let load = try clock.measure { read = try GraphFile.read(path: path, catalogue: .embedded) }.inSeconds
    guard let graph = read else { throw CocoaError(.fileReadUnknown) }
    let (loaded, loading) = (Memory.resident, Memory.peak)
    Memory.resetPeak()
    let radii = Stopwatch.best(of: 5) { RiskCalculator.blastRadii(on: graph) }
    let growth = Memory.peak - loaded
    let plain = Stopwatch.best(of: 5) { PlainKernel.radii(of: graph) }
    expectSame(RiskCalculator.blastRadii(on: graph), PlainKernel.radii(of: graph))
    let edges = edgeCount(of: graph)
    print(
      "\(size) services, \(edges) edges (\(Format.short(Double(edges) / Double(size))) a service), "
        + "\(RiskCalculator.singleFailures(of: graph).count) domains")
    print("  load \(Format.short(load)), peak \(loading >> 20) MiB, \(loaded >> 20) MiB after")
    print(
      "  radii \(Format.short(radii)), \(growth >> 20) MiB more than after the load; "
        + "with the load \(Format.short(load + radii))")
    print("  plain C \(Format.short(plain)), ratio \(Format.short(plain / radii))")
    let report = printReport(graph)
    let peer = try igraph(graph, size)
    if let peer { print("  igraph \(Format.short(peer)), ratio \(Format.short(peer / radii))") }
    return Result(
      services: size, load: load, radii: radii, plain: plain, report: report, igraph: peer)
  }

  private static func expectSame(_ a: [Double], _ b: [Double]) {
    let isSame = a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-6 * max(1, $0) }
    if !isSame { print("  THE PLAIN KERNEL DISAGREES") }
  }

  private static func edgeCount(of graph: DependencyGraph) -> Int {
    var edges = 0
    for service in graph.services { graph.forEachNeed(of: Int(service)) { _ in edges += 1 } }
    return edges
  }

  /// The whole report as the command asks for it; returns its seconds.
  private static func printReport(_ graph: DependencyGraph) -> Double {
    Memory.resetPeak()
    let before = Memory.resident
    var report: RiskReport?
    let seconds = ContinuousClock().measure {
      report = RiskCalculator.report(
        on: graph,
        request: RiskRequest(details: .most(1_000), candidates: Catalogue.embedded.candidates, pairs: 10))
    }.inSeconds
    let growth = Memory.peak - before
    let details = report?.serviceDetails ?? []
    let exact = details.count { $0.method == .exact }
    print(
      "  whole report \(Format.short(seconds)), \(growth >> 20) MiB more; "
        + "\(exact) of the \(details.count) services that matter most exact, "
        + "\(report?.recommendations?.count ?? 0) recommendations, pairs of \(report?.pairs?.domains ?? 0) domains"
    )
    if let loss = report?.expectedLoss {
      print("  expected loss \(loss.bounds.lowerBound)...\(loss.bounds.upperBound) of all weight")
    }
    return seconds
  }

  /// Seconds for all domains; `nil` without igraph.
  private static func igraph(_ graph: DependencyGraph, _ size: Int) throws -> Double? {
    let path = "\(NSTemporaryDirectory())faultline-bench-\(size).edges"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var text = ""
    for node in 0..<graph.nodeCount { graph.forEachNeed(of: node) { text += "\($0) \(node)\n" } }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let domains = RiskCalculator.singleFailures(of: graph)
    let asked = size > 100_000 ? Array(domains.prefix(sample)) : domains
    if asked.count < domains.count {
      print("  igraph is asked for \(asked.count) of \(domains.count) failures, and its time multiplied")
    }
    let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/peers.py"
    let output = Peer.output(of: "/usr/bin/python3", [script, path] + asked.map(String.init))
    guard let seconds = output.flatMap({ Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) else {
      print("  igraph is not there: apt-get install python3-igraph")
      return nil
    }
    return seconds / Double(asked.count) * Double(domains.count)
  }

  /// How each time grows with the number of services: 1 is linear.
  static func printGrowth(_ results: [Result]) {
    for (small, large) in zip(results, results.dropFirst()) {
      func exponent(_ time: (Result) -> Double?) -> String {
        guard let before = time(small), let after = time(large), before > 0 else { return "-" }
        return Format.short(
          logarithm(after / before) / logarithm(Double(large.services) / Double(small.services)))
      }
      print(
        "Growth from \(small.services) to \(large.services), as a power of the size: "
          + "load \(exponent(\.load)), radii \(exponent(\.radii)), plain C \(exponent(\.plain)), "
          + "report \(exponent(\.report)), igraph \(exponent(\.igraph))")
    }
  }
}

enum PlainKernel {
  /// Weights lost, by position among the graph's domains.
  static func radii(of graph: DependencyGraph) -> [Double] {
    let seeds = RiskCalculator.singleFailures(of: graph)
    var rows = [UInt64](repeating: 0, count: graph.nodeCount * 8)
    for (bit, node) in seeds.enumerated() { rows[node * 8 + (bit >> 6)] |= 1 << UInt64(bit & 63) }
    var radii = [Double](repeating: 0, count: 512)
    risk_kernel(graph.code, graph.starts, UInt32(graph.nodeCount), &rows, graph.weights, &radii)
    return Array(radii[..<seeds.count])
  }
}
