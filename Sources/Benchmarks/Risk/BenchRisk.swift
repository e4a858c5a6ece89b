internal import CRiskKernel
internal import Catalogue
internal import Foundation
internal import Model
internal import Risk
internal import RiskFiles

/// Measures the calculator against a plain C kernel, igraph and scram, and prints ratios and growth.
///
/// `bench-risk [SERVICES...]`: 10,000, 100,000 and 1,000,000 unless named.
@main
enum BenchRisk {
  static func main() throws {
    let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    print("Blast radii of every single failure; seconds, best of five")
    for size in sizes.isEmpty ? [10_000, 100_000, 1_000_000] : sizes { try radii(size) }
    print("Fault trees against scram; seconds, whole processes for scram")
    try FaultTreeBenchmark.run()
  }

  private static func radii(_ size: Int) throws {
    let path = "\(NSTemporaryDirectory())faultline-bench-\(size).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var synthetic = SyntheticGraph(services: size)
    try synthetic.text().write(toFile: path, atomically: true, encoding: .utf8)
    let clock = ContinuousClock()
    var graph: DependencyGraph?
    let load = try clock.measure { graph = try GraphFile.read(path: path, catalogue: .embedded) }
    guard let graph else { return }
    let before = Memory.resident
    let ours = Stopwatch.best(of: 5) { RiskCalculator.blastRadii(on: graph) }
    let growth = Memory.peak - before
    let plain = Stopwatch.best(of: 5) { PlainKernel.radii(of: graph) }
    expectSame(RiskCalculator.blastRadii(on: graph), PlainKernel.radii(of: graph))
    let report = clock.measure {
      _ = RiskCalculator.report(on: graph, request: RiskRequest(details: .most(1000)))
    }
    print(
      "\(size) services, \(graph.code.count) words: load \(load.inSeconds), radii \(ours), plain C \(plain), "
        + "ratio \(ours / plain), memory of the radii \(growth >> 20) MiB, whole report \(report.inSeconds)")
    if !CommandLine.arguments.contains("--alone"), let peer = igraph(path, size) {
      print("  igraph \(peer), ratio \(peer / ours)")
    }
  }

  private static func expectSame(_ a: [Double], _ b: [Double]) {
    let isSame = a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-6 * max(1, $0) }
    if !isSame { print("  THE PLAIN KERNEL DISAGREES") }
  }

  /// Seconds for all domains, measured on a few where the graph is large; `nil` without igraph.
  private static func igraph(_ path: String, _ size: Int) -> Double? {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/peers.py"
    let output = Peer.output(of: "/usr/bin/env", ["python3", script, path, size > 100_000 ? "4" : "32"])
    return output.flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }
}

enum Stopwatch {
  /// Seconds of the fastest run.
  static func best<Result>(of runs: Int, _ body: () -> Result) -> Double {
    let clock = ContinuousClock()
    return (0..<runs).map { _ in clock.measure { _ = body() }.inSeconds }.min() ?? 0
  }
}

enum Memory {
  /// In bytes.
  static var resident: Int { value(of: "VmRSS:") }
  static var peak: Int { value(of: "VmHWM:") }

  private static func value(of key: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
    return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) << 10
  }
}

enum Peer {
  /// What a program writes to standard output; `nil` if it is not there or fails.
  static func output(of program: String, _ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
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
