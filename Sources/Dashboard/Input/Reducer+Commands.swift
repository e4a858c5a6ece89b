internal import Model
internal import Screen

/// Keys while browsing panels or a page.
extension Reducer {
  static func perform(_ command: Command, _ state: inout AppState) -> [Effect] {
    if state.layers.last?.place == .hypothesis, let effects = suppose(command, &state) { return effects }
    switch command {
    case .help: state.mode = .help(top: 0)
    case .filter: state.startFiltering()
    case .export: state.mode = .exporting(0)
    case .theme: return openThemes(&state)
    case .freeze: freeze(&state)
    case .probeNow: return probe(&state)
    case .replays: openReplays(&state)
    case .replay(let control): return state.replay == nil ? [] : [.replay(control)]
    case .problemsOnly: narrow(&state)
    case .sort, .reverseSort: order(command, &state)
    case .quit: return quit(&state)
    case .back: return back(&state)
    case .enter: enter(&state)
    case .whatIf: return openHypothesis(&state)
    case .map: if state.layers.last?.place != .map { state.layers.append(Layer(.map)) }
    case .wider, .narrower, .clear: break
    case .panel(let panel): show(panel, &state)
    case .nextPanel: show(state.focus.next(by: 1), &state)
    case .previousPanel: show(state.focus.next(by: -1), &state)
    case .left: if let panel = state.neighbour(onTheLeft: true) { show(panel, &state) }
    case .right: if let panel = state.neighbour(onTheLeft: false) { show(panel, &state) }
    case .up, .down, .first, .last, .pageUp, .pageDown: move(command, &state)
    case .commandLine: state.mode = .commanding(CommandLine())
    case .mute: startMuting(&state)
    case .unmute: unmute(&state)
    case .notices:
      state.log.read()
      state.mode = .logging(0)
    case .copy: return copy(&state)
    case .handOver: return handOver(&state)
    case .bell: toggle(.bell, to: !state.alerts.rings, &state)
    case .notify: toggle(.notify, to: !state.alerts.notifies, &state)
    case .interrupt: return [.quit]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    }
    return []
  }

  /// A panel's number leads to it from anywhere.
  static func show(_ panel: Panel, _ state: inout AppState) {
    state.focus = panel
    state.layers.removeAll()
  }

  /// The risk panel leads to the explorer, with the selected domain as the next step.
  private static func enter(_ state: inout AppState) {
    guard let place = state.placeToEnter else { return }
    let isOverview = state.layers.isEmpty && Layout.shape(state.size) != .strip
    guard isOverview, state.focus == .risk else { return state.layers.append(Layer(place)) }
    state.layers.append(Layer(.risk))
    state.holdPage()
    guard let page = state.currentPage, let link = page.links.firstIndex(where: { $0.place == place }) else {
      return
    }
    state.layers[state.layers.count - 1].link = link
    let row = page.links[link].rect.y
    if row >= state.pageRows { state.layers[state.layers.count - 1].top = row - state.pageRows / 2 }
  }

  private static func quit(_ state: inout AppState) -> [Effect] {
    guard !state.layers.isEmpty else { return state.leadsBack ? [.leaveReplay] : [.quit] }
    state.layers.removeLast()
    return []
  }

  private static func freeze(_ state: inout AppState) {
    switch state.picture {
    case .waiting: break
    case .live(let snapshot): state.picture = .frozen(snapshot, latest: snapshot)
    case .frozen(_, let latest):
      state.picture = .live(latest)
      state.deriveRows()
    }
  }

  private static func narrow(_ state: inout AppState) {
    guard state.layers.isEmpty else { return }
    state.query.isProblemsOnly.toggle()
    state.narrowRows()
  }

  private static func order(_ command: Command, _ state: inout AppState) {
    guard state.layers.isEmpty else { return }
    let words = state.focus.sortKeys(of: state.snapshot).map(\.word)
    var order = state.query[state.focus]
    if command == .reverseSort {
      order.isReversed.toggle()
    } else {
      let index = words.firstIndex(of: order.word) ?? 0
      order = Query.Order(words[(index + 1) % words.count])
    }
    sort(order, &state)
  }

  static func sort(_ order: Query.Order, _ state: inout AppState) {
    state.query[state.focus] = order
    state.orderRows(state.focus)
  }

  /// One layer out; at the root, what narrows the view goes first, and a replay that was opened here last.
  private static func back(_ state: inout AppState) -> [Effect] {
    if !state.layers.isEmpty {
      state.layers.removeLast()
    } else if !state.query.filter.isEmpty {
      state.apply(Filter())
    } else if state.query.isProblemsOnly {
      state.query.isProblemsOnly = false
      state.narrowRows()
    } else if state.leadsBack {
      return [.leaveReplay]
    }
    return []
  }

  private static func probe(_ state: inout AppState) -> [Effect] {
    guard state.replay == nil else {
      state.notice = .failed("a replay cannot be probed")
      return []
    }
    guard let place = state.placeInHand, let snapshot = state.snapshot else { return [] }
    let checks = snapshot.checkStates(of: place).map(\.id)
    guard !checks.isEmpty else {
      state.notice = .failed("nothing to probe here")
      return []
    }
    state.notice = .done("probing now: \(Words.count(checks.count, "check", "checks"))")
    return [.probeNow(checks)]
  }

  static func move(_ command: Command, _ state: inout AppState) {
    if !state.layers.isEmpty { return state.scroll(command) }
    let panel = state.focus
    let page = max(1, state.visibleRows(panel) - 1)
    let index = state.cursor(panel).index
    let last = state.rows[panel].count - 1
    let target: Int
    switch command {
    case .up: target = index - 1
    case .down: target = index + 1
    case .pageUp: target = index - page
    case .pageDown: target = index + page
    case .first: target = 0
    case .last: target = last
    default: return
    }
    state.select(target, in: panel)
  }
}

extension AppState {
  /// What a command is about: the page that is open, else the row that is selected.
  var placeInHand: Place? { layers.last?.place ?? selectedPlace }
}

extension Snapshot {
  /// The checks that a place stands for; an incident has those of all its members.
  func checkStates(of place: Place) -> [CheckState] {
    switch place {
    case .domain, .name, .service: place.subject.flatMap { self[$0] }?.checks ?? []
    case .incident(let id):
      (incidents.first { $0.id == id }?.members ?? []).flatMap { self[$0]?.checks ?? [] }
    case .risk, .map, .hypothesis: []
    }
  }
}
