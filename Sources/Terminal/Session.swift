#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif
internal import CTerminal
package import Screen
package import Themes

/// Why the terminal cannot be used.
package enum SessionError: Error, Hashable, Sendable {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// `TERM` is not set.
  case unnamed
  /// terminfo does not know the name in `TERM`.
  case unknown(String)
  /// The cursor cannot be placed, as on `dumb`.
  case notAddressable(String)
  /// The mode of the terminal cannot be read or changed.
  case refused(String)
}

/// What the user wants of the terminal.
package struct SessionOptions: Sendable {
  package var theme: Theme
  /// Used instead of `theme` where there is no colour.
  package var colorlessTheme: Theme
  package var color: ColorChoice
  /// Draw with ASCII even where the locale has more.
  package var isASCII: Bool

  package init(theme: Theme, colorlessTheme: Theme, color: ColorChoice = .auto, isASCII: Bool = false) {
    self.theme = theme
    self.colorlessTheme = colorlessTheme
    self.color = color
    self.isASCII = isASCII
  }
}

/// The terminal while the dashboard has it: the alternate screen, raw keys, mouse and bracketed paste.
///
/// Belongs to the thread that opens it; not `Sendable`. However the process ends short of SIGKILL, the
/// terminal is left as it was found: `close()`, exit(3) and crashes all see to it.
package final class Session {
  /// What came to be while waiting.
  package struct Readiness: Sendable {
    package var hasInput = false
    package var isRung = false
    /// The terminal is gone.
    package var isHungUp = false
  }

  package private(set) var size: Size
  package let glyphs: Glyphs
  package let colorMode: ColorMode
  private let colors: Int
  private let colorlessTheme: Theme
  private var painter: Painter

  /// Takes the terminal. `Signals` have to be watched before.
  package init(_ options: SessionOptions) throws(SessionError) {
    let canDrawUnicode = ct_use_locale() && !options.isASCII
    try Self.open(options.color)
    let abilities = ct_abilities()
    let noColor = getenv("NO_COLOR").map { String(cString: $0) }
    colors = Int(abilities.colors)
    colorMode = options.color.mode(colors: colors, isDirect: abilities.is_direct, noColor: noColor)
    colorlessTheme = options.colorlessTheme
    glyphs = canDrawUnicode ? .unicode : .ascii
    let theme = colorMode == .mono ? options.colorlessTheme : options.theme
    painter = Painter(
      brushes: Brushes(theme: theme, mode: colorMode, colors: colors), canDrawUnicode: canDrawUnicode)
    size = Self.cursesSize()
  }

  deinit { ct_close() }

  /// Leaves the terminal as it was found. Idempotent.
  package func close() { ct_close() }

  private static func open(_ color: ColorChoice) throws(SessionError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    guard let term = getenv("TERM").map({ String(cString: $0) }), !term.isEmpty else { throw .unnamed }
    let name = color == .fixed(.truecolor) ? directName(of: term) : term
    switch ct_open(name) {
    case CT_READY: return
    case CT_UNKNOWN: throw .unknown(term)
    case CT_NOT_ADDRESSABLE: throw .notAddressable(term)
    default: throw .refused(term)
    }
  }

  /// The entry of the same terminal with direct colour, if terminfo has one: `xterm-256color` has
  /// `xterm-direct`.
  private static func directName(of term: String) -> String {
    let base = term.hasSuffix("-256color") ? String(term.dropLast("-256color".count)) : term
    let direct = "\(base)-direct"
    return ct_look_up(direct) == CT_READY ? direct : term
  }

  private static func cursesSize() -> Size {
    var (width, height): (CInt, CInt) = (0, 0)
    ct_size(&width, &height)
    return Size(width: Int(width), height: Int(height))
  }
}

extension Session {
  /// Draws what differs from the last frame; writes nothing if nothing does.
  package func paint(_ frame: Frame) { painter.paint(frame) }

  /// Draws the next frame whole, on a cleared screen.
  package func invalidate() { painter.forget() }

  /// Without colour the theme changes nothing.
  package func use(_ theme: Theme) {
    guard colorMode != .mono else { return }
    painter.use(Brushes(theme: theme, mode: colorMode, colors: colors))
  }

  /// After SIGWINCH. Returns the new size, `nil` if it is the old one.
  package func resize() -> Size? {
    var (width, height): (CInt, CInt) = (0, 0)
    guard ct_window_size(&width, &height) else { return nil }
    guard Size(width: Int(width), height: Int(height)) != size else { return nil }
    ct_resize(width, height)
    size = Self.cursesSize()
    painter.forget()
    return size
  }

  /// Gives the terminal to the shell until the process is continued.
  package func suspend() {
    ct_leave()
    ct_stop()
    resume()
  }

  /// Takes the terminal again, after SIGCONT; the next frame is drawn whole.
  package func resume() {
    ct_return()
    painter.forget()
  }
}

extension Session {
  /// Waits for input, the doorbell, or the end of `timeout` (`nil`: for ever).
  package func wait(for doorbell: Doorbell, timeout: Duration?) -> Readiness {
    var watched = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: doorbell.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let milliseconds = timeout.map { max(0, min($0.milliseconds, Int64(CInt.max))) } ?? -1
    guard poll(&watched, 2, CInt(milliseconds)) > 0 else { return Readiness() }
    let input = CInt(watched[0].revents)
    return Readiness(
      hasInput: input & POLLIN != 0, isRung: watched[1].revents != 0,
      isHungUp: input & (POLLHUP | POLLERR | POLLNVAL) != 0)
  }

  /// What was typed; `nil` if the terminal is gone. Call when there is input, else it waits for some.
  package func input() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 { return Array(buffer.prefix(count)) }
    return count < 0 && (errno == EINTR || errno == EAGAIN) ? [] : nil
  }
}

extension Duration {
  /// Rounded up, so that a wait is never short of the span.
  fileprivate var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
