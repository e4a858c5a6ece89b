internal import Screen

/// What one sees of a place: drawn once at its full height, then shown through the window the screen gives.
struct Page: Sendable {
  /// Something on the page that leads on.
  struct Link: Hashable, Sendable {
    let rect: Rect
    let place: Place
  }

  let frame: Frame
  let links: [Link]

  var height: Int { frame.size.height }

  /// Stacks sections with no gap; each brings its own air.
  init(_ sections: [Section], width: Int) {
    let height = sections.reduce(0) { $0 + $1.height }
    var frame = Frame(size: Size(width: width, height: height))
    var links: [Link] = []
    var y = 0
    for section in sections {
      links += section.draw(&frame, Rect(x: 0, y: y, width: width, height: section.height))
      y += section.height
    }
    self.frame = frame
    self.links = links
  }

  /// The furthest the page scrolls.
  func lastTop(_ visible: Int) -> Int { max(0, height - visible) }

  /// The first visible row such that the selected link can be seen.
  func top(_ layer: Layer, visible: Int) -> Int {
    max(0, min(layer.top, lastTop(visible)))
  }
}

/// A page that was drawn, and what for.
struct HeldPage: Sendable {
  let place: Place
  let size: Size
  let page: Page
}

/// A part of a page: as high as its content, as wide as it is given.
struct Section {
  let height: Int
  let draw: (inout Frame, Rect) -> [Page.Link]

  init(height: Int, _ draw: @escaping (inout Frame, Rect) -> [Page.Link]) {
    self.height = max(0, height)
    self.draw = draw
  }

  /// Lines of text, one column in from the edge.
  static func lines(_ lines: [Line], _ glyphs: Glyphs) -> Section {
    Section(height: lines.count) { frame, rect in
      for (row, line) in lines.enumerated() {
        frame.put(line, x: rect.x + 1, y: rect.y + row, width: rect.width - 2, glyphs)
      }
      return []
    }
  }

  /// Something in a box with a title.
  static func box(
    _ title: String, note: Line = Line(), height: Int, _ glyphs: Glyphs,
    _ draw: @escaping (inout Frame, Rect) -> [Page.Link]
  ) -> Section {
    Section(height: height + 2) { frame, rect in
      let content = Box(title: Line(title, .title), note: note).draw(&frame, rect, glyphs)
      return draw(&frame, content)
    }
  }

  /// One below the other, as one section.
  static func stack(_ sections: [Section]) -> Section {
    Section(height: sections.reduce(0) { $0 + $1.height }) { frame, rect in
      var rest = rect
      return sections.flatMap { section in
        let (top, below) = rest.splitTop(section.height)
        rest = below
        return section.draw(&frame, top)
      }
    }
  }

  /// Two sections side by side, as high as the higher one.
  static func beside(_ left: Section, _ right: Section, leftShare: Int) -> Section {
    Section(height: max(left.height, right.height)) { frame, rect in
      let (first, second) = rect.splitLeft(rect.width * leftShare / 100)
      return left.draw(&frame, first) + right.draw(&frame, second)
    }
  }
}
