internal import Model
internal import Screen

/// Keys while browsing panels or a page.
extension Reducer {
  static func perform(_ command: Command, _ state: inout AppState) -> [Effect] {
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
    case .enter: if let place = state.placeToEnter { state.layers.append(Layer(place)) }
    case .panel(let panel): show(panel, &state)
    case .nextPanel: show(state.focus.next(by: 1), &state)
    case .previousPanel: show(state.focus.next(by: -1), &state)
    case .left: if let panel = state.neighbour(onTheLeft: true) { show(panel, &state) }
    case .right: if let panel = state.neighbour(onTheLeft: false) { show(panel, &state) }
    case .up, .down, .first, .last, .pageUp, .pageDown: move(command, &state)
    case .interrupt, .suspend, .redraw: break
    }
    return []
  }

  /// A panel's number leads to it from anywhere.
  static func show(_ panel: PanelID, _ state: inout AppState) {
    state.focus = panel
    state.layers.removeAll()
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
    state.deriveRows()
  }

  private static func order(_ command: Command, _ state: inout AppState) {
    guard state.layers.isEmpty else { return }
    let keys = state.focus.sortKeys
    var order = state.query[state.focus]
    if command == .reverseSort {
      order.isReversed.toggle()
    } else {
      let index = keys.firstIndex(of: order.key) ?? 0
      order = Query.Order(key: keys[(index + 1) % keys.count], isReversed: false)
    }
    state.query[state.focus] = order
    state.deriveRows()
  }

  /// One layer out; at the root, what narrows the view goes first, and a replay that was opened here last.
  private static func back(_ state: inout AppState) -> [Effect] {
    if !state.layers.isEmpty {
      state.layers.removeLast()
    } else if !state.query.filter.isEmpty {
      state.apply(Filter())
    } else if state.query.isProblemsOnly {
      state.query.isProblemsOnly = false
      state.deriveRows()
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
    guard let place = state.layers.last?.place ?? state.selectedPlace, let snapshot = state.snapshot else {
      return []
    }
    let checks = snapshot.checks(of: place)
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

extension Snapshot {
  /// What `probe now` means for a place; an incident asks all its members.
  func checks(of place: Place) -> [CheckID] {
    switch place {
    case .domain(let id): regions.first { $0.id == id }?.checks.map(\.id) ?? []
    case .name(let name): names.first { $0.id == name }?.checks.map(\.id) ?? []
    case .service(let id): services.first { $0.id == id }?.checks.map(\.id) ?? []
    case .incident(let id):
      (incidents.first { $0.id == id }?.members ?? []).flatMap(checks(labelled:))
    }
  }

  private func checks(labelled label: String) -> [CheckID] {
    if label.hasPrefix("name:") { return checks(of: .name(String(label.dropFirst(5)))) }
    if label.hasPrefix("service:") { return checks(of: .service(String(label.dropFirst(8)))) }
    return DomainID(label).map { checks(of: .domain($0)) } ?? []
  }
}
