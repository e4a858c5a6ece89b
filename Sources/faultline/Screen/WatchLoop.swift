internal import Dashboard
internal import Model
internal import Monitor
internal import Screen
internal import Synchronization
internal import Terminal
internal import Themes

/// The event loop of the dashboard: input and events become actions, actions become state and effects, the state
/// becomes a frame. All of it runs on the terminal's thread, which sleeps while there is nothing to do.
struct WatchLoop {
  /// How the dashboard ended.
  enum Ending: Hashable {
    case quit
    /// By a signal, or because the terminal is gone (SIGHUP).
    case signal(CInt)

    /// 0, or 128 plus the signal's number, as in shells.
    var exitCode: CInt {
      switch self {
      case .quit: 0
      case .signal(let number): 128 + number
      }
    }
  }

  let session: Session
  let signals: Signals
  var desk: WatchDesk
  /// The theme that the session began with; it may be a file without a name.
  let theme: Theme
  var state: AppState
  /// The open replay, if any.
  var visit: Visit?
  private var decoder = KeyDecoder()
  private var clock = ContinuousClock()
  /// When an Esc that nothing follows counts as the key.
  private var escapeDue: ContinuousClock.Instant?
  /// When the next minute of the wall clock begins.
  private var tickDue: ContinuousClock.Instant
  private var ending: Ending?
  private var shownTitle: String?

  init(session: Session, signals: Signals, desk: WatchDesk, theme: Theme, state: AppState) {
    self.session = session
    self.signals = signals
    self.desk = desk
    self.theme = theme
    self.state = state
    tickDue = clock.now
  }

  /// Draws the first frame, runs `started`, then the loop until it ends.
  mutating func run(started: () -> Void) -> Ending {
    paint()
    started()
    scheduleTick()
    while true {
      let actions = wait()
      for action in actions where ending == nil { perform(Reducer.reduce(&state, action)) }
      if let ending {
        visit?.player.stop()
        return ending
      }
      paint()
    }
  }

  private mutating func paint() {
    session.paint(View.frame(of: state, size: session.size))
    let title = View.title(of: state)
    if title != shownTitle { session.setTitle(title) }
    shownTitle = title
  }

  private mutating func wait() -> [Action] {
    let due = escapeDue.map { min($0, tickDue) } ?? tickDue
    let readiness = session.wait(for: desk.doorbell, timeout: max(.zero, due - clock.now))
    var actions: [Action] = []
    if readiness.isRung {
      desk.doorbell.silence()
      for signal in signals.drain() { actions += handle(signal) }
      if let replay = desk.nextReplay() { enter(replay) }
      actions += desk.pendingActions()
    }
    if readiness.hasInput {
      actions += readInput()
    } else if readiness.isHungUp {
      ending = .signal(Signal.hangUp.number)
    }
    return actions + dueActions()
  }

  private mutating func readInput() -> [Action] {
    guard let bytes = session.input() else {
      ending = .signal(Signal.hangUp.number)
      return []
    }
    let events = decoder.feed(bytes)
    escapeDue = decoder.patience.map { clock.now + $0 }
    return events.map(Action.input)
  }

  /// Handles what time brings: a lone Esc, a new minute.
  private mutating func dueActions() -> [Action] {
    var actions: [Action] = []
    let now = clock.now
    if let due = escapeDue, due <= now {
      escapeDue = nil
      actions += decoder.timedOut().map(Action.input)
    }
    if tickDue <= now {
      actions.append(.tick(desk.now()))
      scheduleTick()
    }
    return actions
  }

  private mutating func scheduleTick() {
    tickDue = clock.now + .seconds(60 - desk.now().seconds % 60)
  }

  private mutating func handle(_ signal: Signal) -> [Action] {
    switch signal {
    case .hangUp, .interrupt, .terminate: ending = ending ?? .signal(signal.number)
    case .suspend: suspend()
    case .resume:
      session.resume()
      return [.tick(desk.now())]
    case .resize: if let size = session.resize() { return [.input(.resize(size))] }
    }
    return []
  }

  mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .quit: ending = .quit
      case .suspend: suspend()
      case .redraw: session.invalidate()
      case .probeNow(let checks): desk.probeNow(checks)
      case .export(let format): if let snapshot = state.snapshot { desk.export(snapshot, format) }
      case .theme(let name): use(theme: name)
      case .copy(let text): session.copy(text)
      case .ring: session.ring()
      case .notify(let text): session.notify(text.string)
      case .handOver(let id): if let snapshot = state.snapshot { desk.handOver(id, of: snapshot) }
      case .whatIf(let failing): desk.computeWhatIf(failing)
      case .replay(let control):
        for action in desk.steerReplay(control) { perform(Reducer.reduce(&state, action)) }
      case .openReplay(let name): desk.open(replay: name)
      case .leaveReplay: leave()
      }
    }
  }

  private mutating func suspend() {
    session.suspend()
    if let size = session.resize() { perform(Reducer.reduce(&state, .input(.resize(size)))) }
  }

  private mutating func use(theme name: String) {
    do {
      session.use(name == theme.name ? theme : try ThemeSource.theme(named: name))
    } catch {
      perform(Reducer.reduce(&state, .failed(SafeText(error.summary))))
    }
  }
}
