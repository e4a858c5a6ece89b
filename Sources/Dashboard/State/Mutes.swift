internal import Model

/// What is silenced for a while: no bell, no notification, no entry in the log.
struct Mutes: Hashable, Sendable {
  private(set) var ends: [Page: Timestamp] = [:]

  static let usualMinutes = 30
  static let longestMinutes = 7 * 24 * 60

  mutating func add(_ pages: [Page], until end: Timestamp) {
    for page in pages { ends[page] = end }
  }

  mutating func remove(_ pages: [Page]) { for page in pages { ends[page] = nil } }

  /// Forgets what is over.
  mutating func expire(at now: Timestamp) {
    if ends.contains(where: { $0.value <= now }) { ends = ends.filter { $0.value > now } }
  }
}

extension AppState {
  func isMuted(_ page: Page) -> Bool { settings.mutes.ends[page].map { $0 > data.now } ?? false }

  /// What a mute silences: the page's own subject, and for an incident its members too.
  private func silenced(with page: Page) -> [Page] {
    guard case .incident(let id) = page else { return [page] }
    return [page] + (snapshot?.incident(id)?.members ?? []).map(Page.subject)
  }

  mutating func mute(_ page: Page, minutes: Int) {
    settings.mutes.add(silenced(with: page), until: data.now + .seconds(Int64(minutes) * 60))
  }

  mutating func unmute(_ page: Page) { settings.mutes.remove(silenced(with: page)) }
}
