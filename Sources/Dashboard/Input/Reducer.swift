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
      state.now = now
      state.mutes.expire(at: now)
      effects = []
    case .exported(let path):
      state.notice = .done("wrote \(SafeText(path).string)")
      effects = []
    case .failed(let what):
      state.notice = .failed(what)
      effects = []
    case .notice(let what):
      state.notice = .done(what)
      effects = []
    case .answered(let result):
      state.hypothesis.take(result, state.snapshot)
      effects = []
    case .replaying(let label):
      state.replay?.label = label
      effects = []
    }
    state.settle()
    return effects
  }

  private static func receive(_ snapshot: Snapshot, _ state: inout AppState) -> [Effect] {
    state.noticeLapses(in: snapshot)
    let effects = state.hear(snapshot)
    state.now = state.replay == nil ? max(state.now, snapshot.generatedAt) : snapshot.generatedAt
    if case .frozen(let held, _) = state.picture {
      state.picture = .frozen(held, latest: snapshot)
    } else {
      state.picture = .live(snapshot)
      state.deriveRows()
      if state.layers.contains(where: { $0.place == .hypothesis }) {
        state.hypothesis.meet(snapshot, state.surroundings)
      }
    }
    return effects
  }

  private static func input(_ event: InputEvent, _ state: inout AppState) -> [Effect] {
    switch event {
    case .resize(let size):
      state.size = size
      return []
    case .paste(let text):
      paste(SafeText(text).string, &state)
      return []
    case .mouse(let event): return mouse(event, &state)
    case .key(let key):
      state.notice = nil
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
    switch state.mode {
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
    switch state.mode {
    case .filtering(var prompt):
      prompt.insert(text)
      state.type(prompt)
    case .commanding(var line):
      line.edit { $0.insert(text) }
      state.mode = .commanding(line)
    case .browsing, .help, .exporting, .theming, .choosingReplay, .logging: break
    }
  }
}
