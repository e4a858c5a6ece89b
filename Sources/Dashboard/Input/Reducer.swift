internal import Model
internal import Screen

/// The only writer of `AppState`.
package enum Reducer {
  /// Folds one action into the state. Returns what has to be done outside, in order.
  package static func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
    let effects: [Effect]
    switch action {
    case .input(let event): effects = input(event, &state)
    case .snapshot(let snapshot): effects = receive(snapshot, &state)
    case .tick(let now):
      state.data.now = now
      state.settings.mutes.expire(at: now)
      effects = []
    case .exported(let path):
      state.interaction.notice = .done("wrote \(SafeText(path).string)")
      effects = []
    case .failed(let what):
      state.interaction.notice = .failed(what)
      effects = []
    case .notice(let what):
      state.interaction.notice = .done(what)
      effects = []
    case .whatIfResult(let result):
      let snapshot = state.snapshot
      state.navigation.whatIf?.show(result, snapshot)
      effects = []
    case .replaying(let label):
      state.data.replay?.label = label
      effects = []
    }
    state.settle()
    return effects
  }

  private static func receive(_ snapshot: Snapshot, _ state: inout AppState) -> [Effect] {
    state.announceLapses(in: snapshot)
    let effects = state.logChanges(to: snapshot)
    state.data.receive(snapshot)
    if case .live = state.data.picture {
      state.listing.update(snapshot)
      state.navigation.whatIf?.update(snapshot, state.surroundings)
    }
    return effects
  }

  private static func input(_ event: InputEvent, _ state: inout AppState) -> [Effect] {
    switch event {
    case .resize(let size):
      state.navigation.size = size
      return []
    case .paste(let text):
      paste(SafeText(text).string, &state)
      return []
    case .mouse(let event): return mouse(event, &state)
    case .key(let key):
      state.interaction.notice = nil
      return press(key, &state)
    }
  }

  private static func press(_ key: Key, _ state: inout AppState) -> [Effect] {
    let command = Bindings.command(for: key)
    switch command {
    case .interrupt: return [.quit]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    default: break
    }
    switch state.interaction.mode {
    case .browsing: return command.map { perform($0, &state) } ?? []
    case .filtering(let prompt): return edit(prompt, key, &state)
    case .help(let top): return help(command, top, &state)
    case .exporting(let index): return chooseFormat(key, command, index, &state)
    case .commanding(let line): return compose(line, key, &state)
    case .logging(let index): return browseLog(command, index, &state)
    case .theming(let index, let former): return chooseTheme(key, command, index, former, &state)
    case .choosingReplay(let index): return chooseReplay(key, command, index, &state)
    }
  }

  /// Pasted text is text, whatever its characters mean as keys.
  private static func paste(_ text: String, _ state: inout AppState) {
    switch state.interaction.mode {
    case .filtering(var prompt):
      prompt.insert(text)
      state.type(prompt)
    case .commanding(var line):
      line.edit { $0.insert(text) }
      state.interaction.mode = .commanding(line)
    case .browsing, .help, .exporting, .theming, .choosingReplay, .logging: break
    }
  }
}
