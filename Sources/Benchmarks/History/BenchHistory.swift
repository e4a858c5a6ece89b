internal import Glibc
internal import History
internal import Model

/// How large a history grows, and what writing it costs: 300 checks at 30 s, on a virtual clock, through the
/// same path as live observations.
///
///     swift run -c release bench-history [DAYS, 365 unless said]
@main
enum BenchHistory {
  static func main() {
    let days = CommandLine.arguments.dropFirst().first.flatMap { Int64($0) } ?? 365
    var template = Array("/tmp/faultline-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { exit(74) }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    let file = HistoryFile(path: "\(folder)/history.db")
    defer {
      for suffix in ["", "-wal", "-shm", ".lock"] { unlink(file.path + suffix) }
      rmdir(folder)
    }
    live(days, in: file)
  }

  private static func live(_ days: Int64, in file: HistoryFile) {
    var world = World()
    var history = BufferedHistory(file: file, retention: RetentionPolicy())
    let reported: Set<Int64> = [1, 2, 7, 30, 60, 90, 180, 365]
    for day in 1...days {
      for _ in 0..<24 * 30 {
        let observations = (0..<4).flatMap { _ in world.round() }
        for case .state(let state) in history.update(observations, world.snapshot(), at: world.now)
        where state.health != .ok {
          print("the history is \(state.health.rawValue): \(state.detail)")
          exit(1)
        }
      }
      if reported.contains(day) || day == days { report(day, world, file) }
    }
    history.close([], nil, at: world.now)
  }

  private static func report(_ day: Int64, _ world: World, _ file: HistoryFile) {
    var status = stat()
    stat(file.path, &status)
    var used = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &used)
    let seconds =
      Double(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
      + Double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6
    let megabytes = (Double(status.st_size) / 1e5).rounded() / 10
    let each = (seconds / Double(world.count) * 1e8).rounded() / 100
    print(
      "day \(day): \(megabytes) MB, \(world.count) observations, \(each) us of CPU each, "
        + "peak RSS \(used.ru_maxrss / 1024) MiB")
    fflush(nil)
  }
}

/// 60 services of five checks each: two over HTTP, one TLS, two DNS. Latencies are log-normal about each check's
/// own median, one in a hundred thrice as long, one in a thousand fails, and now and then a service goes down.
struct World {
  private(set) var now = Timestamp(seconds: 1_767_571_200)
  private(set) var count = 0
  private var random = Generator()
  private let services: [Service]
  private let medians: [Double]
  private var downUntil: [Timestamp]

  init() {
    services = (0..<60).map { number in
      let purpose = Check.Purpose.service("service-\(number)")
      let checks = (0..<5).map { port in
        Check(
          for: purpose,
          probe: .tcp(TCPProbe(endpoint: Endpoint(host: "service-\(number).example", port: 443 + port))),
          interval: .seconds(30), timeout: .seconds(5))
      }
      return Service(id: "service-\(number)", checks: checks)
    }
    var random = random
    medians = (0..<300).map { _ in 10 * exp(Double.random(in: 0..<3.4, using: &random)) }
    downUntil = Array(repeating: now, count: 60)
  }

  /// The next half minute of observations.
  mutating func round() -> [Observation] {
    now = now + .seconds(30)
    var observations: [Observation] = []
    for (number, service) in services.enumerated() {
      if Int.random(in: 0..<100_000, using: &random) < 4 { downUntil[number] = now + .seconds(1200) }
      for (place, check) in service.checks.enumerated() {
        observations.append(observation(of: check, number * 5 + place, isDown: now < downUntil[number]))
      }
    }
    count += observations.count
    return observations
  }

  func snapshot() -> Snapshot {
    let states = services.enumerated().map { number, service in
      let health: Health = now < downUntil[number] ? .down : .ok
      let standing = Standing(
        health: health, reason: health == .ok ? "" : "connect-timeout: no answer in 5 s")
      return ServiceState(
        service: service, standing: standing,
        checks: service.checks.map { CheckState(check: $0, standing: standing) })
    }
    return Snapshot(
      number: 0, generatedAt: now, vantage: VantageState(name: "local", verdict: .ok), overall: .ok,
      counts: HealthCounts(), services: states)
  }

  private mutating func observation(of check: Check, _ number: Int, isDown: Bool) -> Observation {
    let startedAt = now + .milliseconds(number * 97)
    if isDown || Int.random(in: 0..<1000, using: &random) == 0 {
      return Observation(
        check: check.id, vantage: "local", startedAt: startedAt, outcome: .connectTimeout,
        detail: "no answer within 5 s")
    }
    let slow = Int.random(in: 0..<100, using: &random) == 0 ? 3.0 : 1
    let milliseconds = medians[number] * exp(0.15 * normal()) * slow
    func part(_ share: Double) -> Duration { .microseconds(Int64(milliseconds * share * 1000)) }
    let phases =
      number % 5 > 2
      ? Phases() : Phases(dns: part(0.1), connect: part(0.3), tls: part(0.6), firstByte: part(0.9))
    return Observation(
      check: check.id, vantage: "local", startedAt: startedAt, outcome: .ok, latency: part(1),
      phases: phases, address: SafeText("192.0.2.\(number % 60 * 4 + Int.random(in: 0..<4, using: &random))"),
      httpStatus: number % 5 < 2 ? 200 : nil)
  }

  /// Standard normal, by Box and Muller.
  private mutating func normal() -> Double {
    let u = Double.random(in: 1e-12..<1, using: &random)
    return (-2 * log(u)).squareRoot() * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
  }
}

/// SplitMix64: the same numbers in each run.
struct Generator: RandomNumberGenerator {
  private var state: UInt64 = 1

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
