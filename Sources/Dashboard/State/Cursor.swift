/// The selection of one panel.
struct Cursor: Hashable, Sendable {
  /// The row selected. `nil` until the user has moved: the selection then stays on the first row, which is
  /// the worst one.
  var page: Page?
  /// Position among the rows shown; the selection goes there if its row is gone.
  var index = 0
  /// First row visible.
  var top = 0

  /// The first visible row such that `index` is visible and no space is wasted at the end.
  static func top(_ top: Int, index: Int, count: Int, visible: Int) -> Int {
    guard visible > 0 else { return 0 }
    let low = max(0, index - visible + 1)
    let kept = min(max(top, low), max(low, index))
    return max(0, min(kept, count - visible))
  }
}
