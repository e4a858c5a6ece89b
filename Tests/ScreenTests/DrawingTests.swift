import Testing

@testable import Screen

@Suite("Drawing stays inside and says what it shows")
struct DrawingTests {
  // MARK: - Frame

  @Test func controlsNeverReachACell() {
    #expect(text(width: 10) { $0.put("a\u{1B}[2J\u{7}\u{202E}b", x: 0, y: 0, Style(.text)) } == "a[2Jb")
  }

  @Test func aWideGlyphThatWouldBeCutIsLeftOut() {
    #expect(text(width: 4) { $0.put("a東京", x: 0, y: 0, Style(.text)) } == "a東")
  }

  @Test func overwritingHalfAWideGlyphLeavesABlankInTheOther() {
    let drawn = text(width: 4) {
      $0.put("東京", x: 0, y: 0, Style(.text))
      $0.put("x", x: 1, y: 0, Style(.text))
    }
    #expect(drawn == " x京")
  }

  @Test func writingOutsideIsClipped() {
    let drawn = text(width: 3) {
      $0.put("abcdef", x: -2, y: 0, Style(.text))
      $0.put("never", x: 0, y: 5, Style(.text))
      $0.fill(Rect(x: -5, y: -5, width: 2, height: 2), "#")
    }
    #expect(drawn == "cde")
  }

  @Test func joinedEmojiAndFlagsAreDrawnInTheCellsCursesGivesThem() {
    var frame = Frame(size: Size(width: 8, height: 1))
    #expect(frame.put("👍🏽", x: 0, y: 0, Style(.text)) == 4)
    #expect(frame.put("🇰🇷", x: 4, y: 0, Style(.text)) == 6)
    #expect(frame[x: 2, y: 0]?.content == .glyph("🏽"))
  }

  // MARK: - Box

  @Test func aBoxCarriesTitleNoteAndFootnoteInItsBorder() {
    let drawn = text(width: 34, height: 3) {
      let box = Box(title: Line("1 Regions"), note: Line("3 of 24"), footnote: Line("+2 columns"))
      box.draw(&$0, Rect(x: 0, y: 0, width: 34, height: 3), .unicode)
    }
    #expect(
      drawn == """
        ╭ 1 Regions ─────────── 3 of 24 ─╮
        │                                │
        ╰─────────────────── +2 columns ─╯
        """)
  }

  @Test func inLittleWidthTheSidesGoAndTheTitleStays() {
    let rect = Rect(x: 0, y: 0, width: 20, height: 3)
    let drawn = text(width: 20, height: 3) { Box(title: Line("1 Regions")).draw(&$0, rect, .ascii) }
    #expect(drawn == " 1 Regions ---------\n\n")
    #expect(Box.content(of: rect) == Rect(x: 0, y: 1, width: 20, height: 2))
  }

  // MARK: - Columns

  static let columns = [
    ColumnWidth(minimum: 6, ideal: 10, maximum: 20, priority: 0), ColumnWidth(4, priority: 2),
    ColumnWidth(8, priority: 1), ColumnWidth(minimum: 3, ideal: 3, priority: 3, from: 40),
  ]

  @Test(
    "columns go by priority and grow by priority",
    arguments: [
      (60, [20, 4, 8, 3]), (40, [19, 4, 8, 3]), (39, [20, 4, 8, nil]), (26, [10, 4, 8, nil]),
      (22, [6, 4, 8, nil]),
      (21, [11, nil, 8, nil]), (16, [6, nil, 8, nil]), (15, [15, nil, nil, nil]), (3, [3, nil, nil, nil]),
      (0, [0, nil, nil, nil]),
    ] as [(Int, [Int?])])
  func columnsGoByPriority(width: Int, widths: [Int?]) {
    #expect(ColumnWidth.fit(Self.columns, in: width, gap: 2) == widths)
  }

  @Test func aTableDrawsOnlyWhatIsVisible() {
    var asked: [Int] = []
    let table = Table<Int>([
      Column("N", ColumnWidth(4, priority: 0), .right) { row, _ in Line("\(row)") }
    ])
    let drawn = text(width: 6, height: 4) {
      table.draw(
        &$0, Rect(x: 1, y: 0, width: 4, height: 4), .unicode, count: 10_000, top: 500, selected: 501
      ) { row in
        asked.append(row)
        return row
      }
    }
    #expect(drawn == "    N\n  500\n  501\n  502")
    #expect(asked == [500, 501, 502])
  }

  // MARK: - Sparkline and bar

  @Test(
    "sparklines show gaps, failures and unknowns as themselves",
    arguments: [
      ([.value(10), .value(10), .value(10), .value(10)], 4, "▂▂▂▂"),
      ([.value(10), .gap, .failed, .unknown], 4, "▂ ×?"),
      ([.value(10), .value(10), .value(10), .value(40)], 4, "▂▂▂█"),
      ([.value(10), .failed, .value(10), .value(10)], 2, "×▂"),
      ([.gap, .gap], 2, "  "), ([], 3, "   "), ([.value(.nan), .value(-1)], 2, "  "),
      ([.value(0), .value(0)], 2, "▁▁"), ([.value(10), .failed], 4, "▂▂××"), ([.value(1)], 0, ""),
    ] as [([Sample], Int, String)])
  func sparklines(samples: [Sample], width: Int, drawn: String) {
    #expect(Sparkline.line(samples, width: width, .unicode).text == drawn)
  }

  @Test func aSparklineNamesWhatIsSlowByItsRole() {
    let line = Sparkline.line(
      [.value(10), .value(10), .value(10), .value(20), .value(40)], width: 5, .unicode)
    #expect(line.spans.map(\.style.role) == [.chartLow, .chartMid, .chartHigh])
  }

  @Test(
    "bars grow by eighths and never show something as nothing",
    arguments: [
      (0, ""), (0.0001, "▏"), (0.25, "█"), (0.28, "█▏"), (0.5, "██"), (1, "████"), (7, "████"), (-1, ""),
      (.nan, ""),
    ] as [(Double, String)])
  func bars(share: Double, drawn: String) {
    #expect(Bar.line(share, width: 4, .accent, .unicode).text == drawn)
  }

  // MARK: - Chart

  @Test func aChartHasAxesAndLeavesGapsOpen() {
    let samples: [Sample] =
      Array(repeating: .value(50), count: 8) + Array(repeating: .gap, count: 4)
      + Array(repeating: .value(100), count: 4) + Array(repeating: .failed, count: 4)
    let drawn = text(width: 30, height: 6) {
      Chart(samples, times: ["06:15", "", "07:15"]) { "\(Int($0)) ms" }
        .draw(&$0, Rect(x: 0, y: 0, width: 30, height: 6), .unicode)
    }
    #expect(
      drawn == """
        100 ms │             ⠈⠉⠉⠉⠉
               │
         50 ms │⠒⠒⠒⠒⠒⠒⠒⠒⠒
               │
          0 ms │                  ××××
                06:15            07:15
        """)
  }

  @Test func withoutBrailleAChartIsMadeOfBlocks() {
    let drawn = text(width: 4, height: 2) {
      Chart([.value(1), .value(2), .gap, .failed]) { _ in "" }
        .draw(&$0, Rect(x: 0, y: 0, width: 4, height: 2), .ascii)
    }
    #expect(drawn == " #\n## x")
  }

  @Test func inLittleRoomTheAxesGoAndTheDataStays() {
    let drawn = text(width: 4, height: 1) {
      Chart([.value(1), .failed], times: ["a", "b", "c"]) { _ in "long label" }
        .draw(&$0, Rect(x: 0, y: 0, width: 4, height: 1), .unicode)
    }
    #expect(drawn.hasSuffix("××") && drawn.count == 4)
  }

  @Test(arguments: [0, 0.3, 1, 3, 7, 41, 99, 100, 101, 4999, 1e13])
  func theValueAxisEndsAtOrAboveTheHighestValue(maximum: Double) {
    #expect(Chart.ceiling(maximum) >= maximum)
  }

  // MARK: - Lines that make room

  @Test(
    "pieces give way by rank",
    arguments: [
      (30, "FAULTLINE  9 down  07:15:04Z"), (24, "FAULTLINE  9 down"), (12, "9 down"), (1, "9 down"),
    ])
  func piecesGiveWay(width: Int, line: String) {
    let pieces = [
      Piece([Line("FAULTLINE"), Line()], rank: 1), Piece([Line("9 down")], rank: 0),
      Piece([Line("07:15:04Z"), Line()], rank: 2),
    ]
    let squeezed = Piece.squeeze(pieces, into: width, gap: 2)
    #expect(Line.joined(squeezed, by: Line("  ")).text == line)
  }

  @Test func aLineIsCutInTheStyleItCuts() {
    let line = Line("ok ", .ok) + Line("degraded", .degraded)
    #expect(line.fitted(to: 6, .unicode) == Line("ok ", .ok) + Line("de…", .degraded))
    #expect(line.fitted(to: 3, .unicode) == Line("ok…", .ok))
    #expect(line.fitted(to: 11, .unicode) == line)
  }

  // MARK: -

  private func text(width: Int, height: Int = 1, _ draw: (inout Frame) -> Void) -> String {
    var frame = Frame(size: Size(width: width, height: height))
    draw(&frame)
    return (0..<height).map { y in
      let row = (0..<width).compactMap { x -> String? in
        guard case .glyph(let glyph)? = frame[x: x, y: y]?.content else { return nil }
        return String(glyph)
      }.joined()
      return height > 1 || !row.allSatisfy { $0 == " " } ? trimmed(row) : row
    }.joined(separator: "\n")
  }

  private func trimmed(_ row: String) -> String { String(row.reversed().drop { $0 == " " }.reversed()) }
}
