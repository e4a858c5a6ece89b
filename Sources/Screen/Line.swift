/// A run of text in one style.
package struct Span: Hashable, Sendable {
  package var text: String
  package var style: Style

  package init(_ text: String, _ style: Style) {
    self.text = text
    self.style = style
  }
}

/// One line of styled text: what table cells, titles and sparklines are made of.
package struct Line: Hashable, Sendable {
  package private(set) var spans: [Span]

  package init(_ spans: [Span] = []) { self.spans = spans }

  package init(_ text: some StringProtocol, _ role: Role = .text, bold: Bool = false) {
    spans = text.isEmpty ? [] : [Span(String(text), Style(role, bold: bold))]
  }

  package var width: Int { spans.reduce(0) { $0 + TextWidth.of($1.text) } }
  package var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }
  /// The text without its styles.
  package var text: String { spans.map(\.text).joined() }

  package static func + (a: Line, b: Line) -> Line { Line(a.spans + b.spans) }
  package static func += (a: inout Line, b: Line) { a.spans += b.spans }

  package mutating func append(_ text: some StringProtocol, _ role: Role = .text, bold: Bool = false) {
    self += Line(text, role, bold: bold)
  }

  /// The line in at most `width` columns; what was cut is replaced by an ellipsis in the style it cuts.
  package func fitted(to width: Int, _ glyphs: Glyphs) -> Line {
    guard self.width > width else { return self }
    var room = width
    var kept: [Span] = []
    for (index, span) in spans.enumerated() {
      let wanted = TextWidth.of(span.text)
      let isLast = spans[(index + 1)...].allSatisfy(\.text.isEmpty)
      guard wanted < room || (wanted == room && isLast) else {
        let text = wanted == room ? span.text + String(glyphs.ellipsis) : span.text
        kept.append(Span(TextFit.end(text, to: room, glyphs), span.style))
        break
      }
      kept.append(span)
      room -= wanted
    }
    return Line(kept)
  }

  package static func joined(_ lines: some Sequence<Line>, by separator: Line) -> Line {
    var all = Line()
    for line in lines where !line.isEmpty { all += all.isEmpty ? line : separator + line }
    return all
  }
}

package enum Alignment: Sendable { case left, right, center }

extension Frame {
  /// Writes a line into `width` columns, cut with an ellipsis if it is longer. Returns the column after it.
  @discardableResult
  package mutating func put(
    _ line: Line, x: Int, y: Int, width: Int, _ glyphs: Glyphs, alignment: Alignment = .left
  ) -> Int {
    let fitted = line.fitted(to: max(0, width), glyphs)
    let slack = alignment == .left ? 0 : max(0, width - fitted.width)
    var column = x + (alignment == .center ? slack / 2 : slack)
    let clip = Rect(x: x, y: y, width: width, height: 1)
    for span in fitted.spans { column = put(span.text, x: column, y: y, span.style, clip: clip) }
    return column
  }
}
