internal import Foundation

/// What the command takes where exact answers are out of reach: bounds, within the memory budget.
enum ExplosionBenchmark {
  static func run() throws {
    for services in [50, 4_000] {
      let path = "\(NSTemporaryDirectory())faultline-bench-explosion.jsonl"
      defer { try? FileManager.default.removeItem(atPath: path) }
      try text(services).write(toFile: path, atomically: true, encoding: .utf8)
      for arguments in [["--top", "10"], ["--service", "s7"]] {
        guard let run = Peer.once(Peer.faultline, ["risk", "--graph", path] + arguments) else { return }
        print(
          "\(services) services that each need 70 of 80 triples of 120 operators, "
            + "\(arguments.joined(separator: " ")): \(Format.short(run.seconds)) s, "
            + "peak \(run.peak >> 20) MiB, exit \(run.status)")
      }
    }
  }

  private static func text(_ services: Int) -> String {
    var random = SplitMix(state: 9)
    return (0..<services).map { service in
      let triples = (0..<80).map { _ in
        let members = (0..<3).map { _ in "\"dns:o\(random.below(120))\"" }
        return "{\"any\":[\(members.joined(separator: ","))]}"
      }
      return
        "{\"id\":\"s\(service)\",\"needs\":[{\"at_least\":70,\"of\":[\(triples.joined(separator: ","))]}]}\n"
    }.joined()
  }
}
