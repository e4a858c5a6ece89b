internal import Model
internal import Screen

/// One panel of the overview: a title, and a table of one of the snapshot's lists.
///
/// A row is its position in that list, and every closure reads it where it lies: a list can have ten thousand
/// entries, and an entry taken out of its array is copied with all that it holds.
struct Panel: Sendable {
  /// Where the overview puts a panel.
  enum Area: Hashable, Sendable {
    /// In rows of two; where not all of them fit, those with the smallest number stay.
    case grid(priority: Int)
    /// Across the bottom, as high as its rows need; while nothing in it is urgent it waits for spare height.
    case bottom
  }

  /// Its name on the command line, and its identity.
  let id: String
  let title: String
  /// For the row of tabs.
  let shortTitle: String
  let area: Area
  /// The column that orders the rows until another one is asked for.
  let defaultSort: String
  /// Columns that every snapshot has.
  let columns: [PanelColumn]
  /// How many rows there are, in a list of the snapshot.
  let count: @Sendable (Snapshot) -> Int
  /// What a row is about: its identity, and where Enter leads.
  let page: @Sendable (Snapshot, Int) -> Page
  /// Whether a row stays when only problems are shown.
  var isProblem: @Sendable (Snapshot, Int) -> Bool = { _, _ in true }
  /// The worst state in the panel; `nil` where its rows have none.
  var worst: @Sendable (Snapshot) -> Health? = { _ in nil }
  /// What is said where there is no row.
  var empty: @Sendable (Scene) -> String
  /// Columns that follow from what the snapshot holds.
  var furtherColumns: @Sendable (Snapshot) -> [PanelColumn] = { _ in [] }
  /// `nil`: the table of all columns that are drawn.
  var table: (@Sendable (Scene, Int) -> Table<Int>)?
  /// What is drawn around the table.
  var surround: Surround?
  /// Rows that the panel can use at most; `nil`: as many as the list has.
  var usefulRows: Int?

  /// Content besides the table: it is drawn into the panel, and leaves a part of the panel to the table.
  struct Surround: Sendable {
    let tableArea: @Sendable (Rect, Snapshot) -> Rect
    let draw: @Sendable (inout Frame, Rect, Scene) -> Void
  }
}

extension Panel: Hashable {
  static func == (a: Panel, b: Panel) -> Bool { a.id == b.id }
  func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension Panel {
  /// In the order of their numbers.
  static let all: [Panel] = [.regions, .names, .services, .risk, .incidents]

  /// The key that leads to it.
  var number: Int { (Self.all.firstIndex(of: self) ?? 0) + 1 }

  func next(by step: Int) -> Panel {
    let all = Self.all
    return all[(number - 1 + step + all.count) % all.count]
  }

  func columns(of snapshot: Snapshot?) -> [PanelColumn] {
    columns + (snapshot.map(furtherColumns) ?? [])
  }

  /// What the rows can be ordered by: the usual column first, then the others from left to right.
  func sortKeys(of snapshot: Snapshot?) -> [SortKey] {
    let keys = columns(of: snapshot).compactMap(\.sort)
    return keys.filter { $0.word == defaultSort } + keys.filter { $0.word != defaultSort }
  }

  func tableArea(_ content: Rect, _ snapshot: Snapshot) -> Rect {
    surround?.tableArea(content, snapshot) ?? content
  }

  func table(_ scene: Scene, width: Int) -> Table<Int> {
    table?(scene, width) ?? Table(columns(of: scene.snapshot).compactMap { $0.drawn(in: scene) })
  }
}
