internal import ArgumentParser
internal import Assessment
internal import Configuration
internal import Dispatch
internal import Model
internal import Monitor
internal import Synchronization

/// `faultline check`: probes until every check is decided, prints the state, and exits with it.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Probe everything once, print the state, and exit with it.",
    discussion: """
      Repeats failed probes until every check is decided, or runs --rounds times. Reads \
      $XDG_CONFIG_HOME/faultline/config.yaml (~/.config/faultline/config.yaml) unless --config is given; without \
      either, the built-in default.

      Exit codes follow the Nagios plug-in convention: 0 everything is ok, 1 something is degraded, 2 something is \
      down, 3 something is unknown. 64 wrong usage, 70 internal error, 74 the output could not be written, 78 a \
      configuration or input file cannot be used.
      """)

  @Option(help: ArgumentHelp("Read the configuration from FILE.", valueName: "file"))
  var config: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Check only these regions, DNS names and services.", valueName: "id"))
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      "Stop after N observations of each check; with 1, a single failure decides.", valueName: "n"))
  var rounds: Int?

  @OptionGroup var output: SnapshotOutput

  func validate() throws {
    guard (1...1000).contains(rounds ?? 1) else {
      throw ValidationError("--rounds must be a number from 1 to 1000")
    }
  }

  func run() throws {
    try Descriptors.reserve()
    let plan = try ConfigurationSource.load(named: config).plan
    let graph = DependencyGraph(of: plan)
    let snapshot = Self.probe(try plan.only(only), graph, rounds.map(Ledger.Run.rounds) ?? .untilDecided)
    try output.write(snapshot)
    throw ExitCode(snapshot.overall.exitCode)
  }

  /// Runs the probes and waits for them to finish.
  private static func probe(_ plan: Plan, _ graph: DependencyGraph, _ run: Ledger.Run) -> Snapshot {
    let end = DispatchSemaphore(value: 0)
    let mailbox = SnapshotMailbox()
    let monitor = Live.monitor(of: plan, graph: graph, run: run, into: mailbox) { _ in end.signal() }
    monitor.start()
    while true {
      end.wait()
      if let last = mailbox.take() { return last }
    }
  }
}
