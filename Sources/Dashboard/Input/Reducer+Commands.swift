internal import Model
internal import Screen

/// Keys while browsing panels or a page.
extension Reducer {
  static func perform(_ command: Command, _ state: inout AppState) -> [Effect] {
    if case .whatIf(let whatIf) = state.navigation.layers.last,
      let effects = perform(command, in: whatIf, &state)
    {
      return effects
    }
    switch command {
    case .help: state.interaction.mode = .help(top: 0)
    case .filter: state.startFiltering()
    case .export: state.interaction.mode = .exporting(0)
    case .theme: return openThemes(&state)
    case .freeze: freeze(&state)
    case .probeNow: return probe(&state)
    case .replays: openReplays(&state)
    case .replay(let control): return state.data.replay == nil ? [] : [.replay(control)]
    case .problemsOnly: narrow(&state)
    case .sort, .reverseSort: order(command, &state)
    case .quit: return quit(&state)
    case .back: return back(&state)
    case .enter: enter(&state)
    case .whatIf: return openWhatIf(&state)
    case .map: if state.currentPage != .map { state.navigation.open(.map) }
    case .wider, .narrower, .clear: break
    case .panel(let panel): state.navigation.show(panel)
    case .nextPanel: state.navigation.show(state.navigation.focus.next(by: 1))
    case .previousPanel: state.navigation.show(state.navigation.focus.next(by: -1))
    case .left: if let panel = state.neighbour(onTheLeft: true) { state.navigation.show(panel) }
    case .right: if let panel = state.neighbour(onTheLeft: false) { state.navigation.show(panel) }
    case .up, .down, .first, .last, .pageUp, .pageDown: move(command, &state)
    case .commandLine: state.interaction.mode = .commanding(CommandLine())
    case .mute: startMuting(&state)
    case .unmute: unmute(&state)
    case .notices:
      state.data.log.read()
      state.interaction.mode = .logging(0)
    case .copy: return copy(&state)
    case .handOver: return handOver(&state)
    case .bell: toggle(.bell, to: !state.settings.alerts.rings, &state)
    case .notify: toggle(.notify, to: !state.settings.alerts.notifies, &state)
    case .interrupt: return [.quit]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    }
    return []
  }

  /// The risk panel leads to the explorer, with the selected domain as the next step.
  private static func enter(_ state: inout AppState) {
    guard let page = state.pageToEnter else { return }
    let isOverview = state.navigation.layers.isEmpty && OverviewLayout.shape(state.navigation.size) != .strip
    guard isOverview, state.navigation.focus == .risk else { return state.navigation.open(page) }
    var explorer = OpenPage(.risk)
    state.navigation.layers.append(.page(explorer))
    guard let layout = state.laidOutPage, let link = layout.links.firstIndex(where: { $0.page == page })
    else {
      return
    }
    explorer.link = link
    let row = layout.links[link].rect.y
    if row >= state.pageRows { explorer.top = row - state.pageRows / 2 }
    state.navigation.openPage = explorer
  }

  private static func quit(_ state: inout AppState) -> [Effect] {
    guard !state.navigation.layers.isEmpty else { return state.data.leadsBack ? [.leaveReplay] : [.quit] }
    state.navigation.layers.removeLast()
    return []
  }

  private static func freeze(_ state: inout AppState) {
    state.data.toggleFreeze()
    if case .live = state.data.picture { state.listing.update(state.snapshot) }
  }

  private static func narrow(_ state: inout AppState) {
    guard state.navigation.layers.isEmpty else { return }
    state.listing.showProblemsOnly(!state.listing.query.isProblemsOnly, on: state.snapshot)
  }

  private static func order(_ command: Command, _ state: inout AppState) {
    guard state.navigation.layers.isEmpty else { return }
    let words = state.navigation.focus.sortKeys(of: state.snapshot).map(\.word)
    var order = state.listing.query[state.navigation.focus]
    if command == .reverseSort {
      order.isReversed.toggle()
    } else {
      let index = words.firstIndex(of: order.word) ?? 0
      order = Query.Order(words[(index + 1) % words.count])
    }
    sort(order, &state)
  }

  static func sort(_ order: Query.Order, _ state: inout AppState) {
    state.listing.sort(state.navigation.focus, by: order, on: state.snapshot)
  }

  /// One layer out; at the root, what narrows the view goes first, and a replay that was opened here last.
  private static func back(_ state: inout AppState) -> [Effect] {
    if !state.navigation.layers.isEmpty {
      state.navigation.layers.removeLast()
    } else if !state.listing.query.filter.isEmpty {
      state.listing.set(Filter(), on: state.snapshot)
    } else if state.listing.query.isProblemsOnly {
      state.listing.showProblemsOnly(false, on: state.snapshot)
    } else if state.data.leadsBack {
      return [.leaveReplay]
    }
    return []
  }

  private static func probe(_ state: inout AppState) -> [Effect] {
    guard state.data.replay == nil else {
      state.interaction.notice = .failed("no probing during a replay")
      return []
    }
    guard let page = state.currentPage, let snapshot = state.snapshot else { return [] }
    let checks = page.content.checks(in: snapshot).map(\.id)
    guard !checks.isEmpty else {
      state.interaction.notice = .failed("nothing to probe here")
      return []
    }
    state.interaction.notice = .done("probing now: \(Format.count(checks.count, "check", "checks"))")
    return [.probeNow(checks)]
  }

  static func move(_ command: Command, _ state: inout AppState) {
    if !state.navigation.layers.isEmpty { return state.scroll(command) }
    let panel = state.navigation.focus
    let page = max(1, state.visibleRows(panel) - 1)
    let index = state.navigation[panel].index
    let last = state.listing.rows[panel].count - 1
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
