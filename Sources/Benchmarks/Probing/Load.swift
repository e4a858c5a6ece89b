internal import Foundation
internal import Model
internal import Probing
internal import Synchronization

/// Ten thousand plain HTTP checks at 30 s: share of a core, memory, and how exactly they start.
enum Load {
  private static let count = 10_000
  private static let interval: Duration = .seconds(30)

  static func run(port: Int) async throws {
    var plan = Plan()
    plan.controls = (0..<count).map { number in
      let url = HTTPURL(
        isTLS: false, endpoint: Endpoint(host: "127.0.0.1", port: port), pathAndQuery: "/\(number)")
      return Check(
        for: .control, probe: .http(HTTPProbe(url: url)), interval: interval, timeout: .seconds(5))
    }
    let starts = Starts()
    let source = LiveProbing(plan: plan, userAgent: "Faultline/bench")
    source.start { starts.take($0) }
    // The first round comes at once; from the second on every check keeps to its own grid.
    try await Task.sleep(for: interval)
    let cpu = CPUTime.own()
    try await Task.sleep(for: interval * 2 + .seconds(3))
    let share = (CPUTime.own() - cpu) / (interval * 2 + .seconds(3)).inSeconds
    await withCheckedContinuation { done in source.stop { done.resume() } }
    report("\(count) checks at 30 s", "\(formatted(share * 100, 1)) % of a core (under 25)")
    report("  memory", "\(formatted(peakMemory() / 1_048_576, 0)) MiB at its peak (under 150)")
    let jitter = starts.jitter(interval: interval)
    report(
      "  start jitter, p99",
      "\(formatted(jitter.quantile(0.99) * 1e3, 1)) ms of \(jitter.count) starts (under 100), "
        + "\(starts.failures) failed")
  }

  private static func peakMemory() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(separator: " ").compactMap { Double($0) }.first ?? .nan) * 1024
  }
}

/// When each check started.
private final class Starts: Sendable {
  private let state = Mutex((dates: [CheckID: [Timestamp]](), failures: 0))

  var failures: Int { state.withLock { $0.failures } }

  func take(_ observation: Observation) {
    state.withLock {
      $0.dates[observation.check, default: []].append(observation.startedAt)
      if observation.outcome != .ok { $0.failures += 1 }
    }
  }

  /// Seconds by which two starts on the grid lie further apart, or closer, than the interval.
  func jitter(interval: Duration) -> [Double] {
    state.withLock { state in
      state.dates.values.flatMap { dates in
        zip(dates.dropFirst(), dates.dropFirst(2)).map { abs(($1 - $0 - interval).inSeconds) }
      }
    }
  }
}
