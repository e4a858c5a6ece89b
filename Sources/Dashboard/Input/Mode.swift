internal import Screen

/// What the keys mean just now.
enum Mode: Hashable, Sendable {
  case browsing
  /// The filter is being typed in the footer line.
  case filtering(Prompt)
  /// The help overlay, scrolled down by so many rows.
  case help(top: Int)
  /// The export menu, with the format that is selected.
  case exporting(Int)
  /// The theme menu: the selected theme is already in use, `former` comes back on Esc.
  case theming(Int, former: String)
  /// The list of past outages, with the one that is selected.
  case choosingReplay(Int)
  /// A command is being typed in the footer line.
  case commanding(CommandLine)
  /// The log of what changed, with the entry that is selected.
  case logging(Int)
}

/// One line of text being typed.
struct Prompt: Hashable, Sendable {
  private(set) var text: [Character]
  /// Characters before the cursor.
  private(set) var position: Int

  private static let limit = 200

  init(_ text: String = "") {
    self.text = Array(text.prefix(Self.limit))
    position = self.text.count
  }

  var string: String { String(text) }
  var beforeCursor: String { String(text[..<position]) }

  /// Does what a key does in a line of text. False if it does nothing here.
  mutating func edit(with key: Key) -> Bool {
    switch key {
    case .character(let glyph): insert(String(glyph))
    case .backspace, .control("h"): deleteBackward()
    case .delete, .control("d"): deleteForward()
    case .control("w"): deleteWord()
    case .control("u"): deleteAll()
    case .left, .control("b"): move(by: -1)
    case .right, .control("f"): move(by: 1)
    case .home, .control("a"): moveToStart()
    case .end, .control("e"): moveToEnd()
    default: return false
    }
    return true
  }

  mutating func insert(_ typed: String) {
    for glyph in typed where text.count < Self.limit && TextWidth.of(glyph) > 0 {
      text.insert(glyph, at: position)
      position += 1
    }
  }

  mutating func deleteBackward() {
    guard position > 0 else { return }
    position -= 1
    text.remove(at: position)
  }

  mutating func deleteForward() {
    if position < text.count { text.remove(at: position) }
  }

  mutating func deleteWord() {
    while position > 0, text[position - 1] == " " { deleteBackward() }
    while position > 0, text[position - 1] != " " { deleteBackward() }
  }

  mutating func deleteAll() { self = Prompt() }
  mutating func move(by step: Int) { position = max(0, min(text.count, position + step)) }
  mutating func moveToStart() { position = 0 }
  mutating func moveToEnd() { position = text.count }
}
