internal import Model
internal import Screen

extension AppState {
  /// Tells of a lapse in full when it begins or changes; the footer goes on to name it.
  mutating func noticeLapses(in snapshot: Snapshot) {
    let known = Set((self.snapshot?.lapses ?? []).map(\.detail))
    guard let lapse = snapshot.lapses.last(where: { !known.contains($0.detail) }) else { return }
    notice = .failed("\(lapse.id): \(lapse.detail)")
  }

  /// `■ recording`, for the end of the footer.
  var lapseMarks: [Line] {
    (snapshot?.lapses ?? []).map { $0.health.line(glyphs) + Line(" \($0.id.string)", $0.health.role) }
  }
}
