internal import Model

/// Things that keep silent for a while: nothing of them rings, notifies, or comes into the log.
struct Mutes: Hashable, Sendable {
  private(set) var ends: [Place: Timestamp] = [:]

  static let usualMinutes = 30
  static let longestMinutes = 7 * 24 * 60

  mutating func add(_ places: [Place], until end: Timestamp) {
    for place in places { ends[place] = end }
  }

  mutating func remove(_ places: [Place]) { for place in places { ends[place] = nil } }

  /// Forgets what is over.
  mutating func expire(at now: Timestamp) {
    if ends.contains(where: { $0.value <= now }) { ends = ends.filter { $0.value > now } }
  }
}

extension AppState {
  func isMuted(_ place: Place) -> Bool { mutes.ends[place].map { $0 > now } ?? false }

  /// What a mute of a place silences: the thing, and for an incident its members too.
  private func silenced(with place: Place) -> [Place] {
    guard case .incident(let id) = place, let snapshot else { return [place] }
    let members = snapshot.incidents.first { $0.id == id }?.members ?? []
    return [place] + members.map(Place.init)
  }

  mutating func mute(_ place: Place, minutes: Int) {
    mutes.add(silenced(with: place), until: now + .seconds(Int64(minutes) * 60))
  }

  mutating func unmute(_ place: Place) { mutes.remove(silenced(with: place)) }
}
