internal import Model
internal import Screen

/// Keys while a hypothesis is asked.
extension Reducer {
  /// `w`: what if the selected thing, or the thing of this page, fails? Without one, nothing is supposed yet.
  static func openHypothesis(_ state: inout AppState) -> [Effect] {
    let place = state.layers.isEmpty ? state.selectedPlace : state.placeInQuestion
    state.hypothesis = Hypothesis()
    state.hypothesis.list(state.snapshot, state.surroundings)
    state.layers.removeAll { $0.place == .hypothesis }
    state.layers.append(Layer(.hypothesis))
    guard let id = place.flatMap(state.domain(of:)) else { return [] }
    state.hypothesis.toggle(id, state.surroundings)
    state.hypothesis.list(state.snapshot, state.surroundings)
    state.hypothesis.choice.index = state.hypothesis.choices.firstIndex(of: id) ?? 0
    return ask(state)
  }

  private static func ask(_ state: AppState) -> [Effect] {
    state.hypothesis.failing.isEmpty ? [] : [.whatIf(state.hypothesis.failing)]
  }

  /// `nil` for a command that means here what it means elsewhere.
  static func suppose(_ command: Command, _ state: inout AppState) -> [Effect]? {
    switch command {
    case .nextPanel, .previousPanel:
      state.hypothesis.side = state.hypothesis.side == .choices ? .casualties : .choices
    case .enter where state.hypothesis.side == .casualties: openCasualty(&state)
    case .enter, .whatIf: return toggle(&state)
    case .wider: return widen(by: 1, &state)
    case .narrower: return widen(by: -1, &state)
    case .clear: state.hypothesis.clear()
    case .left: turn(by: -1, &state)
    case .right: turn(by: 1, &state)
    case .up, .down, .first, .last, .pageUp, .pageDown: move(in: &state, command)
    default: return nil
    }
    return []
  }

  private static func toggle(_ state: inout AppState) -> [Effect] {
    guard let id = state.hypothesis.selected else { return [] }
    state.hypothesis.toggle(id, state.surroundings)
    if state.hypothesis.failing.isEmpty { state.hypothesis.clear() }
    return ask(state)
  }

  private static func widen(by step: Int, _ state: inout AppState) -> [Effect] {
    guard let id = state.hypothesis.selected else { return [] }
    guard state.hypothesis.widen(id, by: step, state.surroundings) else {
      state.notice = .failed("\(id.description) has no place on the map: choose a region")
      return []
    }
    return ask(state)
  }

  private static func turn(by step: Int, _ state: inout AppState) {
    state.hypothesis.side = .choices
    state.hypothesis.turn(by: step)
    state.hypothesis.list(state.snapshot, state.surroundings)
  }

  private static func openCasualty(_ state: inout AppState) {
    let casualties = state.hypothesis.result?.casualties ?? []
    let index = state.hypothesis.casualty.index
    if casualties.indices.contains(index) { state.layers.append(Layer(.service(casualties[index].id))) }
  }

  private static func move(in state: inout AppState, _ command: Command) {
    let (count, visible) = state.hypothesisRows(state.hypothesis.side)
    let path = state.hypothesis.side.cursor
    let page = max(1, visible - 1)
    switch command {
    case .up: state.hypothesis[keyPath: path].index -= 1
    case .down: state.hypothesis[keyPath: path].index += 1
    case .pageUp: state.hypothesis[keyPath: path].index -= page
    case .pageDown: state.hypothesis[keyPath: path].index += page
    case .first: state.hypothesis[keyPath: path].index = 0
    default: state.hypothesis[keyPath: path].index = count - 1
    }
  }
}

extension AppState {
  /// What the page is about: its own thing, unless a link to another one is selected in the explorer.
  fileprivate var placeInQuestion: Place? {
    guard let layer = layers.last else { return nil }
    return layer.place == .risk || layer.place == .map ? placeToEnter : layer.place
  }

  /// What is supposed to fail where a place is asked about: itself, or what an incident is blamed on.
  fileprivate func domain(of place: Place) -> DomainID? {
    guard case .incident(let id) = place else { return place.domain }
    return snapshot?.incidents.first { $0.id == id }?.cause?.domain
  }

  /// How many rows a side of the hypothesis has, and how many can be seen.
  func hypothesisRows(_ side: Hypothesis.Side) -> (count: Int, visible: Int) {
    let layout = HypothesisView.layout(size, hypothesis)
    switch side {
    case .choices: return (hypothesis.choices.count, HypothesisView.visibleChoices(layout.choices))
    case .casualties:
      return (
        hypothesis.result?.casualties.count ?? 0, HypothesisView.visibleCasualties(layout.outcome, self)
      )
    }
  }

  /// Nothing is scrolled beyond its end, and the list follows the snapshot.
  mutating func settleHypothesis() {
    guard layers.contains(where: { $0.place == .hypothesis }) else { return }
    for side in [Hypothesis.Side.choices, .casualties] {
      let (count, visible) = hypothesisRows(side)
      var cursor = hypothesis[keyPath: side.cursor]
      cursor.index = max(0, min(cursor.index, count - 1))
      cursor.top = Cursor.top(cursor.top, index: cursor.index, count: count, visible: visible)
      hypothesis[keyPath: side.cursor] = cursor
    }
  }
}

extension Place {
  /// The fault domain that a place stands for; `nil` for a name, an incident, a view.
  var domain: DomainID? {
    switch self {
    case .domain(let id): id
    case .service(let id): DomainID.service(id)
    case .name, .incident, .risk, .map, .hypothesis: nil
    }
  }
}
