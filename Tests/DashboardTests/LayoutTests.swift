import Screen
import Testing

@testable import Dashboard

@Suite("Every panel's place follows from the size alone")
struct LayoutTests {
  /// Each case is the screen in boxes: a panel is drawn as its rectangle with its number, header and footer
  /// as `=`, the banner as `!`, the row of tabs as `-`.
  struct Case: CustomTestStringConvertible {
    let name: String
    let width: Int
    let content: OverviewLayout.Content
    let screen: String

    var testDescription: String { name }
    var lines: [String] { screen.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
  }

  static let busy = OverviewLayout.Content(
    counts: [.regions: 24, .names: 12, .services: 24, .risk: 40, .incidents: 2], urgent: [.incidents])
  static let quiet = OverviewLayout.Content(counts: [.regions: 24, .names: 12, .services: 24, .risk: 40])

  static func focused(_ panel: Panel, _ content: OverviewLayout.Content) -> OverviewLayout.Content {
    var content = content
    content.focus = panel
    return content
  }

  static let cases: [Case] = [
    Case(
      name: "80 columns: main and side, open incidents below", width: 80, content: busy,
      screen: """
        ================================================================================
        +1-------------------------------------------++2-------------------------------+
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        +--------------------------------------------++--------------------------------+
        +3-------------------------------------------++4-------------------------------+
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        +--------------------------------------------++--------------------------------+
        +5-----------------------------------------------------------------------------+
        |                                                                              |
        |                                                                              |
        +------------------------------------------------------------------------------+
        ================================================================================
        """),
    Case(
      name: "little height, nothing open: the two dearest panels", width: 80, content: quiet,
      screen: """
        ================================================================================
        +1-------------------------------------------++3-------------------------------+
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        +--------------------------------------------++--------------------------------+
        ================================================================================
        """),
    Case(
      name: "little height: what is asked for takes the second place", width: 80,
      content: focused(.risk, quiet),
      screen: """
        ================================================================================
        +1-------------------------------------------++4-------------------------------+
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        |                                            ||                                |
        +--------------------------------------------++--------------------------------+
        ================================================================================
        """),
    Case(
      name: "under 80 columns: one panel and the tabs", width: 44, content: focused(.services, busy),
      screen: """
        ============================================
        --------------------------------------------
        +3-----------------------------------------+
        |                                          |
        |                                          |
        |                                          |
        |                                          |
        |                                          |
        +------------------------------------------+
        ============================================
        """),
    Case(
      name: "a banner pushes the panels down", width: 44,
      content: OverviewLayout.Content(counts: busy.counts, banner: 4),
      screen: """
        ============================================
        !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
        !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
        !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
        !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
        --------------------------------------------
        +1-----------------------------------------+
        |                                          |
        |                                          |
        |                                          |
        |                                          |
        +------------------------------------------+
        ============================================
        """),
  ]

  @Test("boxes", arguments: cases)
  func boxes(_ expected: Case) {
    let size = Size(width: expected.width, height: expected.lines.count)
    #expect(draw(OverviewLayout(size, expected.content), size) == expected.screen)
  }

  @Test func from120ColumnsBothColumnsAreAboutEquallyWide() throws {
    let layout = OverviewLayout(Size(width: 120, height: 40), Self.busy)
    let left = try #require(layout.panels[.regions])
    let right = try #require(layout.panels[.names])
    #expect(abs(left.width - right.width) < 12)
    #expect(layout.panels.count == Panel.all.count)
    #expect(layout.panels[.incidents]?.width == 120)
  }

  @Test func underTenRowsThereIsNoChrome() {
    let layout = OverviewLayout(Size(width: 120, height: 9), Self.busy)
    #expect(layout.shape == .strip)
    #expect(layout.header.isEmpty && layout.footer.isEmpty)
  }

  @Test(arguments: Panel.all)
  func thePanelInFocusIsAlwaysOnTheScreenAndNothingOverlaps(_ focus: Panel) {
    for content in [Self.busy, Self.quiet] {
      for width in stride(from: 1, through: 220, by: 3) {
        for height in 1...60 {
          let size = Size(width: width, height: height)
          let layout = OverviewLayout(size, Self.focused(focus, content))
          #expect(layout.panels[focus] != nil, "\(width)x\(height)")
          expectTiling(layout, size)
        }
      }
    }
  }

  /// Every cell of the screen belongs to one thing.
  private func expectTiling(_ layout: OverviewLayout, _ size: Size) {
    let parts = [layout.header, layout.banner, layout.tabs, layout.footer] + layout.panels.values
    let area = parts.reduce(0) { $0 + $1.width * $1.height }
    #expect(area == size.width * size.height, "\(size)")
    #expect(parts.allSatisfy { $0.isEmpty || $0.intersection(size.bounds) == $0 }, "\(size)")
    for (index, part) in parts.enumerated() {
      #expect(parts[(index + 1)...].allSatisfy { $0.intersection(part).isEmpty }, "\(size)")
    }
  }

  private func draw(_ layout: OverviewLayout, _ size: Size) -> String {
    var frame = Frame(size: size)
    for (rect, glyph) in [
      (layout.header, "="), (layout.footer, "="), (layout.banner, "!"), (layout.tabs, "-"),
    ] as [(Rect, Character)] {
      frame.fill(rect, glyph)
    }
    for (panel, rect) in layout.panels {
      frame.fill(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), "-")
      frame.fill(Rect(x: rect.x, y: rect.maxY - 1, width: rect.width, height: 1), "-")
      for x in [rect.x, rect.maxX - 1] {
        frame.fill(Rect(x: x, y: rect.y, width: 1, height: rect.height), "|")
        for y in [rect.y, rect.maxY - 1] { frame.put("+", x: x, y: y, Style(.text)) }
      }
      frame.put("\(panel.number)", x: rect.x + 1, y: rect.y, Style(.text))
    }
    return FrameText.glyphs(frame)
  }
}
