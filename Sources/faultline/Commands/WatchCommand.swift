internal import ArgumentParser
internal import Assessment
internal import Configuration
internal import Dashboard
internal import Dispatch
internal import Glibc
internal import Model
internal import Monitor
internal import Probing
internal import Replay
internal import Terminal
internal import Themes

/// `faultline [watch]`: the live dashboard.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Show the live dashboard (the default command).",
    discussion: """
      Reads $XDG_CONFIG_HOME/faultline/config.yaml (~/.config/faultline/config.yaml) unless --config is given; \
      without either, the built-in default. Keeps its history in $XDG_STATE_HOME/faultline/history.db \
      (~/.local/state/faultline/history.db). Press ? for the keys.
      """)

  @Option(help: ArgumentHelp("Read the configuration from FILE.", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "Record to FILE for `replay`; an existing recording is continued.",
      valueName: "file"))
  var record: String?

  @Flag(help: "Print the state once, then one line for each change; needs no terminal.")
  var plain = false

  @OptionGroup var look: LookOptions
  @OptionGroup var notices: NoticeOptions
  @OptionGroup var memory: HistoryOptions

  func validate() throws {
    if plain, notices.alerts != Alerts() {
      throw ValidationError("--bell and --notify cannot be used with --plain")
    }
  }

  func run() throws {
    let options = try look.sessionOptions()
    try Descriptors.reserve()
    let plan = try ConfigurationSource.load(named: config).plan
    let recorder = try record.map { try Self.recorder(to: $0, for: plan) }
    let graph = DependencyGraph(of: plan)
    let doorbell = Doorbell()
    let mailbox = SnapshotMailbox { doorbell.ring() }
    let monitor = Live.monitor(
      of: plan, graph: graph, run: .continuous,
      history: memory.writer(for: plan, clock: LiveProbing.systemClock),
      recorder: recorder, into: mailbox)
    let desk = WatchDesk(
      graph: graph, doorbell: doorbell, folder: ".",
      shelf: ReplayShelf(plan: plan, isOwn: ConfigurationSource.isOwn(named: config)),
      takeSnapshot: mailbox.take, probeNow: monitor.probeNow)
    let signals = Signals(ringing: doorbell)
    if plain {
      let watch = PlainWatch(
        doorbell: doorbell, signals: signals, takeSnapshot: mailbox.take, now: desk.now)
      monitor.start()
      let code = watch.run()
      Self.end(monitor)
      throw ExitCode(code)
    }
    let session = try Self.open(options)
    defer { session.close() }
    var loop = WatchLoop(
      session: session, signals: signals, desk: desk, theme: options.theme,
      state: state(of: plan, graph, session, options.theme.name, now: desk.now()))
    let ending = loop.run(started: monitor.start)
    session.close()
    Self.end(monitor)
    throw ExitCode(ending.exitCode)
  }

  /// Exits with 74 if nothing can be recorded, before the terminal is set up.
  private static func recorder(to path: String, for plan: Plan) throws -> Recorder {
    do {
      return try Recorder(path: path, vantage: plan.vantage.name.string, now: LiveProbing.systemClock())
    } catch {
      StandardError.write("\(path): \(error.description)")
      throw ExitCode(74)
    }
  }

  /// Cancels probes and writes what is pending; waits at most 2 seconds for a disk that hangs.
  private static func end(_ monitor: Monitor) {
    let stopped = DispatchSemaphore(value: 0)
    monitor.stop { stopped.signal() }
    _ = stopped.wait(timeout: .now() + 2)
  }

  /// The state of the first frame, in which everything is unknown.
  private func state(
    of plan: Plan, _ graph: DependencyGraph, _ session: Session, _ theme: String, now: Timestamp
  ) -> AppState {
    let known = ThemeSource.names()
    return AppState(
      glyphs: session.glyphs, themes: known.contains(theme) ? known : [theme] + known, theme: theme, now: now,
      size: session.size,
      snapshot: Ledger(plan: plan, graph: graph).snapshot(number: 0, at: now, sources: []),
      surroundings: Surroundings(of: plan, now: now), alerts: notices.alerts)
  }

  /// Reports why there is no usable terminal, and ends the command.
  static func open(_ options: SessionOptions) throws -> Session {
    do {
      return try Session(options)
    } catch {
      StandardError.write("faultline: \(error.remedy)")
      throw ExitCode(64)
    }
  }
}

extension Surroundings {
  init(of plan: Plan, now: Timestamp) {
    self.init(
      zone: .ofThisMachine(now: now), weightUnit: plan.weightUnit, resolvers: plan.resolvers,
      domains: plan.domains, replays: ReplayShelf.choices)
  }
}

extension SessionError {
  /// What is wrong and what to do.
  var remedy: String {
    let instead = "use \"faultline check\" to print the state instead"
    return switch self {
    case .notATerminal: "watch needs a terminal on standard input and output; \(instead)"
    case .unnamed: "TERM is not set, so the terminal type is not known; set it, or \(instead)"
    case .unknown(let name): "the terminal type \"\(name)\" is not known here; set TERM, or \(instead)"
    case .notAddressable(let name): "the terminal type \"\(name)\" cannot show a dashboard; \(instead)"
    case .refused(let name): "the terminal type \"\(name)\" cannot be set up; \(instead)"
    }
  }
}
