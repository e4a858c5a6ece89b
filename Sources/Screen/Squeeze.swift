/// Something on a line that can make room: its forms from the longest to the shortest (empty: gone), and how
/// soon it gives way.
package struct Piece: Sendable {
  package let forms: [Line]
  /// The larger the rank, the sooner the piece takes its next form.
  package let rank: Int

  package init(_ forms: [Line], rank: Int) {
    self.forms = forms
    self.rank = rank
  }

  /// The form each piece takes so that all of them, with `gap` columns between, fit into `width`. The first
  /// form of a piece is given up before that of any piece with a smaller rank; if even the shortest forms do
  /// not fit, they are returned all the same.
  package static func squeeze(_ pieces: [Piece], into width: Int, gap: Int) -> [Line] {
    var chosen = Array(repeating: 0, count: pieces.count)
    func form(_ index: Int) -> Line {
      pieces[index].forms.indices.contains(chosen[index]) ? pieces[index].forms[chosen[index]] : Line()
    }
    func needed() -> Int {
      let widths = pieces.indices.map { form($0).width }.filter { $0 > 0 }
      return widths.reduce(0, +) + gap * max(0, widths.count - 1)
    }
    while needed() > width {
      let candidates = pieces.indices.filter { chosen[$0] + 1 < pieces[$0].forms.count }
      guard let next = candidates.max(by: { pieces[$0].rank < pieces[$1].rank }) else { break }
      chosen[next] += 1
    }
    return pieces.indices.map(form)
  }
}
