internal import Screen

/// Where the user is: the terminal's size, the panel in focus, what is selected in each, what was opened.
struct Navigation: Sendable {
  /// As last reported; paging and the mouse need it.
  var size: Size
  var focus: Panel
  private var cursors: [Panel: Cursor] = [:]
  /// What was opened, the innermost last; empty on the overview.
  var layers: [Layer] = []

  init(size: Size, focus: Panel) {
    self.size = size
    self.focus = focus
  }

  subscript(panel: Panel) -> Cursor {
    get { cursors[panel] ?? Cursor() }
    set { cursors[panel] = newValue }
  }

  /// The page of the innermost layer; `nil` on the overview and in a what-if.
  var openPage: OpenPage? {
    get { if case .page(let open) = layers.last { open } else { nil } }
    set {
      guard let newValue, case .page = layers.last else { return }
      layers[layers.count - 1] = .page(newValue)
    }
  }

  /// The what-if that is open, also beneath pages that were opened from it.
  var whatIf: WhatIf? {
    get { layers.lazy.compactMap { if case .whatIf(let whatIf) = $0 { whatIf } else { nil } }.first }
    set {
      let index = layers.firstIndex { if case .whatIf = $0 { true } else { false } }
      guard let index, let newValue else { return }
      layers[index] = .whatIf(newValue)
    }
  }

  /// Whether the keys go to the what-if.
  var isInWhatIf: Bool { if case .whatIf = layers.last { true } else { false } }

  /// A panel's number leads to it from anywhere.
  mutating func show(_ panel: Panel) {
    focus = panel
    layers.removeAll()
  }

  mutating func open(_ page: Page) { layers.append(Layer(page)) }
}
