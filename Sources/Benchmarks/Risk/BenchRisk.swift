internal import Foundation

/// Measures the calculator against a plain C kernel, igraph and scram, and prints ratios and growth.
///
/// `bench-risk [SERVICES...]`: 10,000, 100,000 and 1,000,000 unless named.
@main
enum BenchRisk {
  static func main() throws {
    // Other programs first: a child's peak is never below what its parent had when it was started.
    print("Fault trees against scram: whole processes, seconds, best of three")
    FaultTreeBenchmark.run()
    print("\nA graph whose diagrams explode")
    try ExplosionBenchmark.run()
    let asked = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let sizes = asked.isEmpty ? [10_000, 100_000, 1_000_000] : asked
    print("\nBlast radii of every single failure: seconds on one thread, best of five")
    var results: [RadiusBenchmark.Result] = []
    for size in sizes { results.append(try RadiusBenchmark.run(size)) }
    RadiusBenchmark.printGrowth(results)
  }
}
