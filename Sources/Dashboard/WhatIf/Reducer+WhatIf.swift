internal import Model
internal import Screen

/// Keys in a what-if.
extension Reducer {
  /// `w`: what if the selected thing, or the thing of this page, fails? Without one, nothing is marked yet.
  static func openWhatIf(_ state: inout AppState) -> [Effect] {
    let domain = state.pageForWhatIf.flatMap { page in state.snapshot.flatMap { page.content.domain(in: $0) }
    }
    var whatIf = WhatIf()
    whatIf.list(state.snapshot, state.surroundings)
    if let domain {
      whatIf.toggle(domain, state.surroundings)
      whatIf.list(state.snapshot, state.surroundings)
      whatIf.choice.index = whatIf.choices.firstIndex(of: domain) ?? 0
    }
    state.navigation.layers.removeAll { if case .whatIf = $0 { true } else { false } }
    state.navigation.layers.append(.whatIf(whatIf))
    return question(whatIf)
  }

  private static func question(_ whatIf: WhatIf) -> [Effect] {
    whatIf.failing.isEmpty ? [] : [.whatIf(whatIf.failing)]
  }

  /// `nil` for a command that means here what it means elsewhere.
  static func perform(_ command: Command, in whatIf: WhatIf, _ state: inout AppState) -> [Effect]? {
    var whatIf = whatIf
    var effects: [Effect] = []
    switch command {
    case .nextPanel, .previousPanel: whatIf.side = whatIf.side == .choices ? .casualties : .choices
    case .enter where whatIf.side == .casualties:
      if let id = whatIf.selectedCasualty { state.navigation.open(.subject(.service(id))) }
      return []
    case .enter, .whatIf: effects = toggle(&whatIf, state)
    case .wider: effects = widen(by: 1, &whatIf, &state)
    case .narrower: effects = widen(by: -1, &whatIf, &state)
    case .clear: whatIf.clear()
    case .left, .right:
      whatIf.side = .choices
      whatIf.showNextKind(by: command == .left ? -1 : 1)
      whatIf.list(state.snapshot, state.surroundings)
    case .up, .down, .first, .last, .pageUp, .pageDown:
      whatIf.move(command, visible: whatIf.visibleRows(whatIf.side, state.navigation.size))
    default: return nil
    }
    state.navigation.whatIf = whatIf
    return effects
  }

  private static func toggle(_ whatIf: inout WhatIf, _ state: AppState) -> [Effect] {
    guard let id = whatIf.selected else { return [] }
    whatIf.toggle(id, state.surroundings)
    if whatIf.failing.isEmpty { whatIf.clear() }
    return question(whatIf)
  }

  private static func widen(by step: Int, _ whatIf: inout WhatIf, _ state: inout AppState) -> [Effect] {
    guard let id = whatIf.selected else { return [] }
    guard whatIf.widen(id, by: step, state.surroundings) else {
      state.interaction.notice = .failed("\(id.description) has no coordinates: select a region")
      return []
    }
    return question(whatIf)
  }
}

extension WhatIf {
  var selectedCasualty: Service.ID? {
    guard let casualties = result?.casualties, casualties.indices.contains(casualty.index) else { return nil }
    return casualties[casualty.index].id
  }

  func count(_ side: Side) -> Int { side == .choices ? choices.count : result?.casualties.count ?? 0 }

  func visibleRows(_ side: Side, _ size: Size) -> Int {
    let layout = WhatIfLayout(size, self.side)
    return switch side {
    case .choices: WhatIfView.visibleChoices(layout.choices)
    case .casualties: WhatIfView.visibleCasualties(layout.outcome, self)
    }
  }

  mutating func move(_ command: Command, visible: Int) {
    let page = max(1, visible - 1)
    switch command {
    case .up: self[keyPath: side.cursor].index -= 1
    case .down: self[keyPath: side.cursor].index += 1
    case .pageUp: self[keyPath: side.cursor].index -= page
    case .pageDown: self[keyPath: side.cursor].index += page
    case .first: self[keyPath: side.cursor].index = 0
    default: self[keyPath: side.cursor].index = count(side) - 1
    }
  }

  /// Nothing is scrolled beyond its end.
  mutating func settle(_ size: Size) {
    for side in [Side.choices, .casualties] {
      let (count, visible) = (count(side), visibleRows(side, size))
      var cursor = self[keyPath: side.cursor]
      cursor.index = max(0, min(cursor.index, count - 1))
      cursor.top = Cursor.top(cursor.top, index: cursor.index, count: count, visible: visible)
      self[keyPath: side.cursor] = cursor
    }
  }
}

extension AppState {
  /// What a what-if is opened on: the page's own thing, on the explorer and the map the selected link.
  fileprivate var pageForWhatIf: Page? {
    switch currentPage {
    case .risk, .map: pageToEnter
    case let page: page
    }
  }

  mutating func settleWhatIf() {
    let size = navigation.size
    navigation.whatIf?.settle(size)
  }
}
