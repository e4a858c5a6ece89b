internal import ArgumentParser
internal import Assessment
internal import Configuration
internal import Dispatch
internal import Model
internal import Monitor
internal import Synchronization

/// `faultline check`: probe until every check is decided, print, and exit with the state.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Probe until every check is decided, print the state, and exit with it.",
    discussion: """
      Exits with 0 if all is ok, 1 if something is degraded, 2 if something is down, 3 if something is unknown;
      64 wrong usage, 74 the output could not be written, 78 the configuration.
      """)

  @Option(help: ArgumentHelp("Check what FILE says instead of the default.", valueName: "file"))
  var config: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only these regions, DNS names and services.", valueName: "id"))
  var only: [String] = []

  @Option(help: "Stop after so many observations of each check; with 1, one failure decides.")
  var rounds: Int?

  @OptionGroup var output: SnapshotOutput

  func validate() throws {
    guard (1...1000).contains(rounds ?? 1) else {
      throw ValidationError("--rounds is a number from 1 to 1000")
    }
  }

  func run() throws {
    try Descriptors.reserve()
    let plan = try ConfigurationSource.load(named: config).plan
    let graph = DependencyGraph(domains: plan.domains, services: plan.services)
    let snapshot = Self.probe(try plan.only(only), graph, rounds.map(Ledger.Run.rounds) ?? .untilDecided)
    try output.write(snapshot)
    throw ExitCode(snapshot.overall.exitCode)
  }

  /// Runs the probes and waits for the end of the run.
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
