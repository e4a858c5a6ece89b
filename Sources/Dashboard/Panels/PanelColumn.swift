internal import Model
internal import Screen

/// One column of a panel: how it is drawn, what it orders rows by, what a filter finds in it.
struct PanelColumn: Sendable {
  /// How a column looks.
  struct Appearance: Sendable {
    let title: String
    let width: ColumnWidth
    let alignment: Alignment
    /// The cell of a row, made for the width it will have.
    let cell: @Sendable (Scene, Int, Int) -> Line
  }

  /// `nil` for a column that rows are only sorted or filtered by.
  let appearance: Appearance?
  /// `nil` for a column that no order follows from.
  let sort: SortKey?
  let terms: [FilterTerm]

  init(
    _ title: String, _ width: ColumnWidth, _ alignment: Alignment = .left, sort: SortKey? = nil,
    filter terms: [FilterTerm] = [],
    cell: @escaping @Sendable (_ scene: Scene, _ row: Int, _ width: Int) -> Line
  ) {
    appearance = Appearance(title: title, width: width, alignment: alignment, cell: cell)
    self.sort = sort
    self.terms = terms
  }

  /// A column that is not drawn.
  init(sort: SortKey? = nil, filter terms: [FilterTerm] = []) {
    appearance = nil
    self.sort = sort
    self.terms = terms
  }

  func drawn(in scene: Scene) -> Column<Int>? {
    appearance.map { look in
      Column(look.title, look.width, look.alignment) { row, width in look.cell(scene, row, width) }
    }
  }
}

/// What rows can be ordered by.
struct SortKey: Sendable {
  enum Order: Sendable {
    /// The largest number first. Prepared once for all rows of a snapshot.
    case rank(@Sendable (Snapshot) -> (Int) -> Double)
    /// By the alphabet.
    case text(@Sendable (Snapshot, Int) -> String)
    /// As the snapshot lists them.
    case listed
  }

  /// What it is called on the command line.
  let word: String
  /// Other words for it.
  let synonyms: [String]
  /// How a panel's border says that its rows are ordered so.
  let note: String
  let order: Order

  init(_ word: String, or synonyms: [String] = [], note: String, _ order: Order) {
    self.word = word
    self.synonyms = synonyms
    self.note = note
    self.order = order
  }

  /// The largest value of a row first.
  static func largest(
    _ word: String, or synonyms: [String] = [], note: String,
    _ value: @escaping @Sendable (Snapshot, Int) -> Double
  ) -> SortKey {
    SortKey(word, or: synonyms, note: note, .rank { snapshot in { value(snapshot, $0) } })
  }
}

/// What a filter finds in a column: `state:down` looks at the term `state` only.
struct FilterTerm: Sendable {
  enum Match: Sendable {
    /// The text has the word somewhere in it.
    case anywhere
    /// The text begins with the word. A word without a field is not looked for here.
    case beginning
  }

  /// Whether one of a row's texts satisfies a test.
  typealias Search = (_ row: Int, _ test: (String) -> Bool) -> Bool

  let field: String
  let match: Match
  /// Prepared once for all rows of a snapshot.
  let search: @Sendable (Snapshot) -> Search

  init(
    _ field: String, match: Match = .anywhere,
    search: @escaping @Sendable (Snapshot, Int, (String) -> Bool) -> Bool
  ) {
    self.init(field, match: match) { snapshot in { search(snapshot, $0, $1) } }
  }

  init(_ field: String, match: Match = .anywhere, prepared search: @escaping @Sendable (Snapshot) -> Search) {
    self.field = field
    self.match = match
    self.search = search
  }
}
