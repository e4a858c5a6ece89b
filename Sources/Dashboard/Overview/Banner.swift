internal import Model
internal import Screen

/// Says under the header why nothing is judged, when the fault is local.
enum Banner {
  struct Content: Hashable {
    let title: String
    let lines: [String]
    /// Rows it takes with its border; 0: there is nothing to say.
    var height: Int { lines.isEmpty ? 0 : lines.count + 2 }
  }

  static func content(_ scene: Scene, width: Int) -> Content {
    guard let (title, words) = text(scene.snapshot.vantage, !scene.state.surroundings.replays.isEmpty) else {
      return Content(title: "", lines: [])
    }
    return Content(title: title, lines: TextFit.wrap(words, width: max(1, width - 4), limit: 3, scene.glyphs))
  }

  private static func text(_ vantage: VantageState, _ replays: Bool) -> (title: String, words: String)? {
    let evidence = vantage.evidence.map(\.string).joined(separator: "; ")
    guard case .condition(let kind) = vantage.verdict else { return nil }
    let offer = replays && kind == .localLink ? " R replays a past outage meanwhile." : ""
    return (kind.title, sentence(evidence, otherwise: kind.title) + " " + kind.scope + offer)
  }

  private static func sentence(_ evidence: String, otherwise: String) -> String {
    let text = evidence.isEmpty ? otherwise : evidence.prefix(1).uppercased() + evidence.dropFirst()
    return text.hasSuffix(".") ? text : text + "."
  }

  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    let content = content(scene, width: rect.width)
    guard content.height > 0, !rect.isEmpty else { return }
    let title = Line("\(scene.glyphs.unknown) \(content.title)", .unknown, bold: true)
    let area = Box(title: title).draw(&frame, rect, scene.glyphs)
    for (row, line) in content.lines.enumerated() {
      frame.put(line, x: area.x, y: area.y + row, Style(.text), clip: area)
    }
  }
}
