internal import ArgumentParser
internal import Configuration
internal import Model
internal import Monitor
internal import Replay

/// `faultline replay`: a recording or scenario through the whole pipeline, on virtual time. Nothing of it reaches
/// history, alerts or metrics.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Play a scenario of a past outage, or a recording.",
    discussion: """
      Without a name, lists the built-in scenarios. With --config, plays the scenario on your own configuration, to \
      see what the outage would have done to you. In the dashboard, Space pauses, [ and ] change the speed, { and } seek.

      With --headless, exits with the state at --until: 0 ok, 1 degraded, 2 down, 3 unknown.
      """)

  @Argument(
    help: ArgumentHelp(
      "A built-in scenario, or a file: a scenario in YAML or a recording of `watch --record`.",
      valueName: "name|file"))
  var name: String?

  @Option(help: ArgumentHelp("Play on the configuration in FILE.", valueName: "file"))
  var config: String?

  @Option(help: "How many times faster than real time.")
  var speed = 60.0

  @Flag(help: "Print the state at --until instead of showing the dashboard.")
  var headless = false

  @Option(
    help: ArgumentHelp(
      "When to stop, e.g. 2025-10-20T07:05:00Z; at the end if not given.", valueName: "time"),
    transform: { text in
      guard let instant = Timestamp(iso8601: text) else {
        throw ValidationError("--until must be a time such as 2025-10-20T07:05:00Z")
      }
      return instant
    })
  var until: Timestamp?

  @OptionGroup var output: SnapshotOutput
  @OptionGroup var look: LookOptions

  func validate() throws {
    guard (0.1...100_000).contains(speed) else {
      throw ValidationError("--speed must be from 0.1 to 100000, not \(speed)")
    }
    if !headless, until != nil || output.isGiven {
      throw ValidationError("--until, --format, --table and --output need --headless")
    }
    if headless, name == nil { throw ValidationError("--headless needs a scenario or a recording") }
  }

  func run() throws {
    guard let name else { return try ReplaySource.list() }
    let plan = try ConfigurationSource.load(named: config).plan
    let program = try ReplaySource(named: name, on: plan, isOwn: config != nil)
    guard headless else {
      let shelf = ReplayShelf(plan: plan, isOwn: config != nil)
      return try ReplayScreen(program: program, shelf: shelf, look: look, speed: speed).run()
    }
    try printState(of: program.playback)
  }

  private func printState(of playback: Playback) throws {
    var playback = playback
    let end = until ?? playback.span.upperBound
    guard playback.span.contains(end) else {
      throw ValidationError(
        "--until \(end) is outside the replay, which lasts from "
          + "\(playback.span.lowerBound) to \(playback.span.upperBound)")
    }
    playback.seek(to: end)
    let snapshot = playback.snapshot(number: 1)
    try output.write(snapshot)
    throw ExitCode(snapshot.overall.exitCode)
  }
}
