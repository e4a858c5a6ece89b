internal import Glibc
internal import History
internal import Model
internal import Synchronization

/// Writes numbered observations into a history, five thousand a second, until it is killed.
///
///     history-child FILE FIRST
///
/// Observation n comes from check n mod 10 and begins n seconds after 2026-01-05. Each look at the clock finds
/// it 100 seconds on, so that hours pass and are rolled up.
@main
enum HistoryChild {
  static let start = Timestamp(seconds: 1_767_571_200)

  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let first = Int64(arguments[2]) else { exit(64) }
    let seconds = Atomic<Int64>(first)
    let writer = HistoryWriter(
      file: HistoryFile(path: arguments[1]), retention: RetentionPolicy(), beat: .milliseconds(1)
    ) { start + .seconds(seconds.add(100, ordering: .relaxed).newValue) }
    writer.start { _ in }
    var number = first
    while true {
      for _ in 0..<10 {
        writer.record(observation(number))
        number += 1
      }
      usleep(2000)
    }
  }

  private static func observation(_ number: Int64) -> Observation {
    Observation(
      check: CheckID("check \(number % 10)"), vantage: "local", startedAt: start + .seconds(number),
      outcome: number % 7 == 0 ? .connectTimeout : .ok,
      latency: number % 7 == 0 ? nil : .milliseconds(10 + number % 90))
  }
}
