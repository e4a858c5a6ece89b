package import Screen

/// Draws the state: pure, total for every state and size.
package enum View {
  package static func frame(of state: AppState, size: Size) -> Frame {
    var frame = Frame(size: size)
    frame.put("FAULTLINE", x: 1, y: 0, Style(.title, bold: true))
    return frame
  }
}
