internal import Screen

/// A page at its full height: where its sections and links are. Only what the screen's window shows is drawn.
struct LaidOutPage {
  let width: Int
  let height: Int
  let links: [PageLink]
  private let sections: [(section: Section, y: Int)]

  /// Stacks sections with no gap; each brings its own air.
  init(_ sections: [Section], width: Int) {
    var placed: [(Section, Int)] = []
    var links: [PageLink] = []
    var y = 0
    for section in sections {
      placed.append((section, y))
      links += section.links(Rect(x: 0, y: y, width: width, height: section.height))
      y += section.height
    }
    self.width = width
    height = y
    self.links = links
    self.sections = placed
  }

  /// The furthest the page scrolls.
  func lastTop(_ visible: Int) -> Int { max(0, height - visible) }

  /// Draws the rows from `top` on.
  func draw(_ frame: inout Frame, from top: Int, in rect: Rect) {
    for (section, y) in sections where y < top + rect.height && y + section.height > top {
      var drawn = Frame(size: Size(width: width, height: section.height))
      section.draw(&drawn, drawn.size.bounds)
      let first = max(0, top - y)
      let below = rect.splitTop(max(0, y - top)).rest
      frame.draw(drawn, from: first, in: below.splitTop(section.height - first).top)
    }
  }
}

/// Something on a page that leads on.
struct PageLink: Hashable, Sendable {
  let rect: Rect
  let page: Page
}

/// A part of a page: as high as its content, as wide as it is given.
struct Section {
  let height: Int
  let links: (Rect) -> [PageLink]
  let draw: (inout Frame, Rect) -> Void

  init(
    height: Int, links: @escaping (Rect) -> [PageLink] = { _ in [] },
    _ draw: @escaping (inout Frame, Rect) -> Void
  ) {
    self.height = max(0, height)
    self.links = links
    self.draw = draw
  }

  /// Lines of text, one column in from the edge.
  static func lines(_ lines: [Line], _ glyphs: Glyphs) -> Section {
    Section(height: lines.count) { frame, rect in
      for (row, line) in lines.enumerated() {
        frame.put(line, x: rect.x + 1, y: rect.y + row, width: rect.width - 2, glyphs)
      }
    }
  }

  /// Something in a box with a title.
  /// - Parameter links: The page that each row of the content leads to, from the first row on.
  static func box(
    _ title: String, note: Line = Line(), height: Int, links pages: [Page?] = [], _ glyphs: Glyphs,
    _ draw: @escaping (inout Frame, Rect) -> Void
  ) -> Section {
    let links = { (rect: Rect) -> [PageLink] in
      let content = Box.content(of: rect)
      return pages.enumerated().compactMap { row, page in
        let line = Rect(x: content.x - 1, y: content.y + row, width: content.width + 2, height: 1)
        return page.map { PageLink(rect: line, page: $0) }
      }
    }
    return Section(height: height + 2, links: links) { frame, rect in
      draw(&frame, Box(title: Line(title, .title), note: note).draw(&frame, rect, glyphs))
    }
  }

  /// Lines of text in a box.
  static func box(_ title: String, note: Line = Line(), _ lines: [Line], _ glyphs: Glyphs) -> Section {
    box(title, note: note, height: lines.count, glyphs) { frame, rect in
      for (row, line) in lines.prefix(rect.height).enumerated() {
        frame.put(line, x: rect.x, y: rect.y + row, width: rect.width, glyphs)
      }
    }
  }

  /// A table in a box, all of its rows.
  /// - Parameter page: Where a row leads.
  static func table<Row>(
    _ title: String, note: Line = Line(), _ table: @escaping (Int) -> Table<Row>, _ rows: [Row],
    least: Int = 3,
    _ glyphs: Glyphs, page: (Row) -> Page? = { _ in nil }
  ) -> Section {
    let links = [nil] + rows.map(page)
    return box(title, note: note, height: max(least, rows.count + 1), links: links, glyphs) { frame, rect in
      table(rect.width).draw(&frame, rect, glyphs, count: rows.count, top: 0, selected: nil) { rows[$0] }
    }
  }

  /// One below the other, as one section.
  static func stack(_ sections: [Section]) -> Section {
    func split(_ rect: Rect) -> [(Section, Rect)] {
      var rest = rect
      return sections.map { section in
        let (top, below) = rest.splitTop(section.height)
        rest = below
        return (section, top)
      }
    }
    return Section(
      height: sections.reduce(0) { $0 + $1.height },
      links: { rect in split(rect).flatMap { $0.links($1) } }
    ) { frame, rect in
      for (section, part) in split(rect) { section.draw(&frame, part) }
    }
  }

  /// Two sections side by side, as high as the higher one.
  static func beside(_ left: Section, _ right: Section, leftShare: Int) -> Section {
    func split(_ rect: Rect) -> (left: Rect, rest: Rect) { rect.splitLeft(rect.width * leftShare / 100) }
    return Section(
      height: max(left.height, right.height),
      links: { left.links(split($0).left) + right.links(split($0).rest) }
    ) { frame, rect in
      left.draw(&frame, split(rect).left)
      right.draw(&frame, split(rect).rest)
    }
  }
}
