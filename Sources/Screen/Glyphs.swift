/// The characters the screen is drawn with: Unicode, or ASCII where the locale or the user asks for it.
package struct Glyphs: Hashable, Sendable {
  package let ok, degraded, down, unknown, maintenance: Character
  package let horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight: Character
  /// Eighths of a block, lowest first: sparklines.
  package let levels: [Character]
  /// A full cell and the half cell that ends a bar.
  package let full, half: Character
  package let ellipsis, dash, arrow, dot, gap, failed: Character
  /// Up to eight dots a cell; without it, charts use `levels`.
  package let hasBraille: Bool

  package static let unicode = Glyphs(
    ok: "●", degraded: "▲", down: "■", unknown: "?", maintenance: "◆",
    horizontal: "─", vertical: "│", topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯",
    levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], full: "█", half: "▌",
    ellipsis: "…", dash: "–", arrow: "›", dot: "·", gap: " ", failed: "×", hasBraille: true)

  package static let ascii = Glyphs(
    ok: "o", degraded: "!", down: "X", unknown: "?", maintenance: "m",
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
    levels: [".", ".", ":", ":", "-", "=", "+", "#"], full: "#", half: "=",
    ellipsis: "~", dash: "-", arrow: ">", dot: "-", gap: " ", failed: "x", hasBraille: false)
}
