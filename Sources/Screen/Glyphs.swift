/// The characters the screen is drawn with: Unicode, or ASCII where the locale or the user asks for it.
package struct Glyphs: Hashable, Sendable {
  package let ok, degraded, down, unknown, maintenance: Character
  package let horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight: Character
  /// Eighths of a block, lowest first: sparklines.
  package let levels: [Character]
  /// What a bar is made of: a full cell, and the parts of one that can end it, smallest first.
  package let full: Character
  package let parts: [Character]
  package let ellipsis, dash, arrow, dot, gap, failed, muted: Character
  /// Up to eight dots a cell; without it, charts use `levels`.
  package let hasBraille: Bool

  package static let unicode = Glyphs(
    ok: "●", degraded: "▲", down: "■", unknown: "?", maintenance: "◆",
    horizontal: "─", vertical: "│", topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯",
    levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], full: "█",
    parts: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
    ellipsis: "…", dash: "–", arrow: "›", dot: "·", gap: " ", failed: "×", muted: "z", hasBraille: true)

  package static let ascii = Glyphs(
    ok: "o", degraded: "!", down: "X", unknown: "?", maintenance: "m",
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
    levels: [".", ".", ":", ":", "-", "=", "+", "#"], full: "#",
    parts: ["-"],
    ellipsis: "~", dash: "-", arrow: ">", dot: "-", gap: " ", failed: "x", muted: "z", hasBraille: false)
}
