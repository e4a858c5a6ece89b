internal import Model
internal import Screen

/// The steps that `Reducer` takes; nothing else calls them.
extension AppState {
  mutating func deriveRows() { rows = Rows(of: snapshot, query) }

  /// Takes over the filter as it is being typed.
  mutating func type(_ prompt: Prompt) {
    mode = .filtering(prompt)
    apply(Filter(prompt.string))
  }

  mutating func apply(_ filter: Filter) {
    guard filter != query.filter else { return }
    query.filter = filter
    deriveRows()
  }

  func cursor(_ panel: PanelID) -> Cursor { cursors[panel] ?? Cursor() }

  /// The place that the selected row of the focused panel leads to.
  var selectedPlace: Place? {
    let shown = rows[focus]
    let index = cursor(focus).index
    guard shown.indices.contains(index) else { return nil }
    return snapshot?.place(focus, shown[index])
  }

  /// Moves the selection of the focused panel, and remembers the row by its identity.
  mutating func select(_ index: Int, in panel: PanelID) {
    let shown = rows[panel]
    guard !shown.isEmpty else { return }
    var cursor = cursor(panel)
    cursor.index = max(0, min(index, shown.count - 1))
    cursor.id = snapshot?.rowID(panel, shown[cursor.index])
    cursors[panel] = cursor
  }

  /// After each action: selections follow their rows, and nothing is scrolled beyond its end.
  mutating func settle() {
    for panel in PanelID.allCases { settle(panel) }
  }

  private mutating func settle(_ panel: PanelID) {
    let shown = rows[panel]
    var cursor = cursor(panel)
    if let id = cursor.id {
      if let found = shown.firstIndex(where: { snapshot?.rowID(panel, $0) == id }) { cursor.index = found }
    } else {
      cursor.index = 0
    }
    cursor.index = max(0, min(cursor.index, shown.count - 1))
    cursors[panel] = cursor
  }
}
