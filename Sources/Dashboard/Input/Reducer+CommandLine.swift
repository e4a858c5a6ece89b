internal import Model
internal import Screen

/// The command line, and what only it can do.
extension Reducer {
  private static let pastLimit = 50

  static func compose(_ line: CommandLine, _ key: Key, _ state: inout AppState) -> [Effect] {
    var line = line
    switch key {
    case .enter: return run(line.text, &state)
    case .escape: state.interaction.mode = .browsing
    case .backspace where line.text.isEmpty: state.interaction.mode = .browsing
    case .tab:
      line.complete(state)
      state.interaction.mode = .commanding(line)
    case .up, .control("p"), .down, .control("n"):
      line.recall(state.interaction.pastCommands, by: key == .up || key == .control("p") ? 1 : -1)
      state.interaction.mode = .commanding(line)
    default:
      line.type(key)
      state.interaction.mode = .commanding(line)
    }
    return []
  }

  private static func run(_ text: String, _ state: inout AppState) -> [Effect] {
    state.interaction.mode = .browsing
    guard let invocation = Invocation(text, state) else { return [] }
    state.interaction.pastCommands.removeAll { $0 == text }
    state.interaction.pastCommands = Array((state.interaction.pastCommands + [text]).suffix(pastLimit))
    return perform(invocation, &state)
  }

  private static func perform(_ invocation: Invocation, _ state: inout AppState) -> [Effect] {
    switch invocation {
    case .command(let command): return perform(command, &state)
    case .sort(let order):
      sort(order, &state)
      state.navigation.layers.removeAll()
    case .filter(let text):
      state.navigation.layers.removeAll()
      state.listing.set(Filter(text), on: state.snapshot)
    case .theme(let name): return use(theme: name, &state)
    case .export(let format): return [.export(format)]
    case .mute(let minutes): mute(for: minutes, &state)
    case .turn(let command, let isOn): toggle(command, to: isOn, &state)
    case .wrong(let why): state.interaction.notice = .failed(why)
    }
    return []
  }

  // MARK: - Notices

  static func toggle(_ command: Command, to isOn: Bool, _ state: inout AppState) {
    if command == .bell { state.settings.alerts.rings = isOn } else { state.settings.alerts.notifies = isOn }
    let what: SafeText = command == .bell ? "the bell" : "desktop notification"
    state.interaction.notice = .done("\(what) is \(isOn ? "on" : "off")")
  }

  static func browseLog(_ command: Command?, _ index: Int, _ state: inout AppState) -> [Effect] {
    let entries = state.data.log.entries
    let last = max(0, entries.count - 1)
    func select(_ index: Int) { state.interaction.mode = .logging(max(0, min(index, last))) }
    switch command {
    case .down: select(index + 1)
    case .up: select(index - 1)
    case .pageDown: select(index + max(1, state.navigation.size.height - 4))
    case .pageUp: select(index - max(1, state.navigation.size.height - 4))
    case .first: select(0)
    case .last: select(last)
    case .enter:
      state.interaction.mode = .browsing
      if entries.indices.contains(index), let page = entries[index].page {
        state.navigation.open(page)
      }
    case .back, .quit, .notices: state.interaction.mode = .browsing
    default: break
    }
    return []
  }

  // MARK: - Mutes

  /// The key types the command; the minutes can be changed before Enter.
  static func startMuting(_ state: inout AppState) {
    guard let page = state.currentPage else {
      return state.interaction.notice = .failed("nothing is selected")
    }
    if state.isMuted(page) { return unmute(&state) }
    state.interaction.mode = .commanding(CommandLine("mute ", suggesting: "\(Mutes.usualMinutes)"))
  }

  private static func mute(for minutes: Int, _ state: inout AppState) {
    guard let page = state.currentPage else {
      return state.interaction.notice = .failed("nothing is selected")
    }
    state.mute(page, minutes: minutes)
    state.interaction.notice = .done("muted for \(SafeText(Format.duration(.seconds(Int64(minutes) * 60))))")
  }

  static func unmute(_ state: inout AppState) {
    guard let page = state.currentPage, state.isMuted(page) else {
      return state.interaction.notice = .failed("this is not muted")
    }
    state.unmute(page)
    state.interaction.notice = .done("no longer muted")
  }

  // MARK: - Copies and hand-overs

  static func copy(_ state: inout AppState) -> [Effect] {
    guard let page = state.currentPage, let check = state.snapshot?.mainCheck(of: page) else {
      state.interaction.notice = .failed("no check to copy here")
      return []
    }
    let command = Repetition.command(for: check, resolvers: state.surroundings.resolvers)
    state.interaction.notice = .done("copied: \(SafeText(command))")
    return [.copy(command)]
  }

  static func handOver(_ state: inout AppState) -> [Effect] {
    if case .incident(let id) = state.currentPage { return [.handOver(id)] }
    let open = state.snapshot?.openIncidents ?? []
    if open.count == 1 { return [.handOver(open[0].id)] }
    state.interaction.notice = .failed(
      open.isEmpty ? "no incident is open" : "select an incident first")
    return []
  }
}
