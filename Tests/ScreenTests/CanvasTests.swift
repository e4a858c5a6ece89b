import Testing

@testable import Screen

@Suite("Dots finer than cells, and strips of what was")
struct CanvasTests {
  private func row(_ canvas: BrailleCanvas, _ glyphs: Glyphs, width: Int) -> String {
    var frame = Frame(size: Size(width: width, height: 1))
    canvas.draw(&frame, .text, glyphs)
    return (0..<width).map { x in
      if case .glyph(let glyph)? = frame[x: x, y: 0]?.content { String(glyph) } else { "" }
    }.joined()
  }

  @Test func eachDotHasItsBit() {
    var canvas = BrailleCanvas(Rect(x: 0, y: 0, width: 3, height: 1))
    canvas.set(x: 0, y: 0)
    canvas.set(x: 3, y: 3)
    canvas.set(x: -1, y: 0)
    canvas.set(x: 6, y: 0)
    #expect(row(canvas, .unicode, width: 3) == "\u{2801}\u{2880} ")
    #expect(row(canvas, .ascii, width: 3) == ".. ")
  }

  @Test func aLineReachesBothEnds() {
    var canvas = BrailleCanvas(Rect(x: 0, y: 0, width: 2, height: 1))
    canvas.line(from: (0, 0), to: (3, 3))
    #expect(row(canvas, .unicode, width: 2) == "\u{2811}\u{2884}")
  }

  @Test func theWorstOfAColumnIsShownAndWhatNobodySawStaysBlank() {
    let points: [HeatStrip.Heat?] = [.ok, .ok, .down, .ok, nil, nil, .degraded, .unknown]
    #expect(HeatStrip.line(points, width: 4, .unicode).text == "▂▇ ▄")
    #expect(HeatStrip.line(points, width: 4, .ascii).text == ".# -")
    #expect(HeatStrip.line([], width: 4, .unicode).isEmpty)
  }
}
