/// A horizontal bar that grows by eighths of a cell.
package enum Bar {
  /// - Parameter share: 0...1; anything more than nothing shows at least the smallest part.
  package static func line(_ share: Double, width: Int, _ role: Role, _ glyphs: Glyphs) -> Line {
    guard width > 0, share > 0 else { return Line() }
    let steps = glyphs.parts.count + 1
    let filled = min(width * steps, max(1, Int((min(1, share) * Double(width * steps)).rounded())))
    var text = String(repeating: glyphs.full, count: filled / steps)
    if filled % steps > 0 { text.append(glyphs.parts[filled % steps - 1]) }
    return Line(text, role)
  }
}
