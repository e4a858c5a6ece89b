/// Columns and rows of a terminal; never negative.
package struct Size: Hashable, Sendable {
  package let width, height: Int

  package init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }

  package var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }
}

/// A rectangle of cells, origin at the top left; its size is never negative.
package struct Rect: Hashable, Sendable {
  package let x, y, width, height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  package var maxX: Int { x + width }
  package var maxY: Int { y + height }
  package var isEmpty: Bool { width == 0 || height == 0 }

  package func contains(x: Int, y: Int) -> Bool {
    x >= self.x && x < maxX && y >= self.y && y < maxY
  }

  package func inset(x dx: Int, y dy: Int) -> Rect {
    Rect(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
  }

  package func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }

  /// The first `height` rows, and what is left below them.
  package func splitTop(_ height: Int) -> (top: Rect, rest: Rect) {
    let cut = max(0, min(height, self.height))
    return (
      Rect(x: x, y: y, width: width, height: cut),
      Rect(x: x, y: y + cut, width: width, height: self.height - cut)
    )
  }

  /// The first `width` columns, and what is left beside them.
  package func splitLeft(_ width: Int) -> (left: Rect, rest: Rect) {
    let cut = max(0, min(width, self.width))
    return (
      Rect(x: x, y: y, width: cut, height: height),
      Rect(x: x + cut, y: y, width: self.width - cut, height: height)
    )
  }
}
