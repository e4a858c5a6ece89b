internal import Model
internal import Screen

/// The command line, and what only it can say.
extension Reducer {
  private static let pastLimit = 50

  static func compose(_ line: CommandLine, _ key: Key, _ state: inout AppState) -> [Effect] {
    var line = line
    switch key {
    case .enter: return run(line.text, &state)
    case .escape: state.mode = .browsing
    case .backspace where line.text.isEmpty: state.mode = .browsing
    case .tab:
      line.complete(state)
      state.mode = .commanding(line)
    case .up, .control("p"), .down, .control("n"):
      line.recall(state.pastCommands, by: key == .up || key == .control("p") ? 1 : -1)
      state.mode = .commanding(line)
    default:
      line.type(key)
      state.mode = .commanding(line)
    }
    return []
  }

  private static func run(_ text: String, _ state: inout AppState) -> [Effect] {
    state.mode = .browsing
    guard let invocation = Invocation(text, state) else { return [] }
    state.pastCommands.removeAll { $0 == text }
    state.pastCommands = Array((state.pastCommands + [text]).suffix(pastLimit))
    return perform(invocation, &state)
  }

  private static func perform(_ invocation: Invocation, _ state: inout AppState) -> [Effect] {
    switch invocation {
    case .command(let command): return perform(command, &state)
    case .sort(let order):
      sort(order, &state)
      state.layers.removeAll()
    case .filter(let text):
      state.layers.removeAll()
      state.apply(Filter(text))
    case .theme(let name): return wear(name, &state)
    case .export(let format): return [.export(format)]
    case .mute(let minutes): mute(for: minutes, &state)
    case .turn(let command, let isOn): toggle(command, to: isOn, &state)
    case .wrong(let why): state.notice = .failed(why)
    }
    return []
  }

  // MARK: - Notices

  static func toggle(_ command: Command, to isOn: Bool, _ state: inout AppState) {
    if command == .bell { state.alerts.rings = isOn } else { state.alerts.notifies = isOn }
    let what: SafeText = command == .bell ? "the bell" : "notification"
    state.notice = .done("\(what) is \(isOn ? "on" : "off")")
  }

  static func browseLog(_ command: Command?, _ index: Int, _ state: inout AppState) -> [Effect] {
    let entries = state.log.entries
    let last = max(0, entries.count - 1)
    func select(_ index: Int) { state.mode = .logging(max(0, min(index, last))) }
    switch command {
    case .down: select(index + 1)
    case .up: select(index - 1)
    case .pageDown: select(index + max(1, state.size.height - 4))
    case .pageUp: select(index - max(1, state.size.height - 4))
    case .first: select(0)
    case .last: select(last)
    case .enter:
      state.mode = .browsing
      if entries.indices.contains(index), let place = entries[index].place {
        state.layers.append(Layer(place))
      }
    case .back, .quit, .notices: state.mode = .browsing
    default: break
    }
    return []
  }

  // MARK: - Mutes

  /// The key writes the command; Enter takes it as it is, or the minutes are changed before.
  static func startMuting(_ state: inout AppState) {
    guard let place = state.placeInHand else { return state.notice = .failed("nothing is selected") }
    if state.isMuted(place) { return unmute(&state) }
    state.mode = .commanding(CommandLine("mute ", suggesting: "\(Mutes.usualMinutes)"))
  }

  private static func mute(for minutes: Int, _ state: inout AppState) {
    guard let place = state.placeInHand else { return state.notice = .failed("nothing is selected") }
    state.mute(place, minutes: minutes)
    state.notice = .done("muted for \(SafeText(Words.span(.seconds(Int64(minutes) * 60))))")
  }

  static func unmute(_ state: inout AppState) {
    guard let place = state.placeInHand, state.isMuted(place) else {
      return state.notice = .failed("this is not muted")
    }
    state.unmute(place)
    state.notice = .done("no longer muted")
  }

  // MARK: - What is handed on

  static func copy(_ state: inout AppState) -> [Effect] {
    guard let place = state.placeInHand, let check = state.snapshot?.spokesman(of: place) else {
      state.notice = .failed("there is no check here to repeat")
      return []
    }
    let command = Repetition.command(for: check, resolvers: state.surroundings.resolvers)
    state.notice = .done("copied: \(SafeText(command))")
    return [.copy(command)]
  }

  static func handOver(_ state: inout AppState) -> [Effect] {
    if case .incident(let id) = state.placeInHand { return [.handOver(id)] }
    let open = state.snapshot?.incidents.filter { $0.closedAt == nil } ?? []
    if open.count == 1 { return [.handOver(open[0].id)] }
    state.notice = .failed(
      open.isEmpty ? "there is no open incident to write down" : "select an incident to write it down")
    return []
  }
}
