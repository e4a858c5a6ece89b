internal import Foundation
internal import Glibc
internal import Model
internal import Probing
internal import Synchronization

/// CPU time of a process, user and system, in seconds.
enum CPUTime {
  static func own() -> Double { seconds(of: RUSAGE_SELF.rawValue) }
  /// Of the children that have ended.
  static func children() -> Double { seconds(of: RUSAGE_CHILDREN.rawValue) }

  private static func seconds(of who: __rusage_who_t) -> Double {
    var usage = rusage()
    getrusage(who, &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }

  /// Of a running process; 0 if it is gone.
  static func of(_ pid: Int32) -> Double {
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return 0 }
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}

/// Work done and what it cost.
struct Cost {
  var count: Int
  var cpu: Double

  var perUnit: Double { count > 0 ? cpu / Double(count) : .infinity }
  var perSecond: Double { cpu > 0 ? Double(count) / cpu : 0 }
}

enum Drive {
  /// Runs a plan through the whole of Probing for a while; counts the successes, all of which are expected.
  static func live(_ plan: Plan, bundle: String = LiveProbing.systemBundle, for span: Duration) async throws
    -> Cost
  {
    let source = LiveProbing(plan: plan, userAgent: "Faultline/bench", certificateBundle: bundle)
    let tally = Tally()
    source.start { tally.take($0) }
    // The first handshakes parse the bundle and open what stays open.
    try await Task.sleep(for: .milliseconds(300))
    let (count, cpu) = (tally.count, CPUTime.own())
    try await Task.sleep(for: span)
    let cost = Cost(count: tally.count - count, cpu: CPUTime.own() - cpu)
    await withCheckedContinuation { done in source.stop { done.resume() } }
    if let failure = tally.failure { throw BenchmarkError.unexpected(failure) }
    return cost
  }

  /// Checks that are due again as soon as they have ended.
  static func ceaseless(_ probes: [Probe], concurrency: Int) -> Plan {
    var plan = Plan()
    plan.probing.concurrency = concurrency
    plan.controls = probes.map {
      Check(for: .control, probe: $0, interval: .milliseconds(1), timeout: .seconds(5))
    }
    return plan
  }
}

enum BenchmarkError: Error {
  case unexpected(String)
  case missing(String)
}

/// Counts observations on whatever queue they come.
final class Tally: Sendable {
  private let state = Mutex((count: 0, failure: String?.none))

  var count: Int { state.withLock { $0.count } }
  var failure: String? { state.withLock { $0.failure } }

  func take(_ observation: Observation) {
    state.withLock {
      $0.count += 1
      if observation.outcome != .ok, observation.outcome != .notProbed {
        $0.failure = "\(observation.check): \(observation.outcome.rawValue) \(observation.detail)"
      }
    }
  }
}

extension [Double] {
  /// The value below which this share of all lies.
  func quantile(_ share: Double) -> Double {
    let sorted = sorted()
    return sorted.isEmpty ? .nan : sorted[Swift.min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }
}

func report(_ name: String, _ text: String) {
  print("\(name.padding(toLength: 34, withPad: " ", startingAt: 0)) \(text)")
}

func formatted(_ value: Double, _ digits: Int = 2) -> String { String(format: "%.\(digits)f", value) }
