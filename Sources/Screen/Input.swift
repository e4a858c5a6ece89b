/// What the terminal's user did, decoded.
package enum InputEvent: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// Bracketed paste, controls stripped.
  case paste(String)
  case resize(Size)
}

package enum Key: Hashable, Sendable {
  case character(Character)
  /// Ctrl with a letter, given in lower case: `.control("c")`.
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

package struct MouseEvent: Hashable, Sendable {
  package enum Action: Hashable, Sendable { case press, release, scrollUp, scrollDown }

  package let action: Action
  /// Zero-based, from the top left.
  package let x, y: Int

  package init(_ action: Action, x: Int, y: Int) {
    self.action = action
    self.x = x
    self.y = y
  }
}
