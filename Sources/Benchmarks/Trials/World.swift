internal import Model

/// A landscape and what happens in it, all of it known: the truth that is scored against.
package final class World: Sendable {
  package let seed: UInt64
  let landscape: Landscape
  let span: ClosedRange<Timestamp>
  let near: [Spell<NearFault>]
  let far: [Spell<FarFault>]
  let noise: Noise
  let feeds: [Feed]

  /// A provider's status page.
  struct Feed: Sendable {
    /// What it admits: late, and for a while after it is over.
    struct Admission: Sendable {
      let regions: [String]
      let span: Range<Timestamp>
    }

    let provider: String
    let admissions: [Admission]
  }

  init(
    seed: UInt64, landscape: Landscape, span: ClosedRange<Timestamp>, near: [Spell<NearFault>],
    far: [Spell<FarFault>], noise: Noise, feeds: [Feed]
  ) {
    self.seed = seed
    self.landscape = landscape
    self.span = span
    self.near = near
    self.far = far
    self.noise = noise
    self.feeds = feeds
    longestInterval = landscape.checks.map(\.interval).max() ?? .seconds(60)
    longestTimeout = landscape.checks.map(\.timeout).max() ?? .seconds(5)
  }

  // MARK: The truth

  func near(at instant: Timestamp) -> [NearFault] {
    near.compactMap { $0.holds(at: instant) ? $0.fault : nil }
  }

  func symptom(of check: Int, at instant: Timestamp) -> Symptom? {
    for spell in far where spell.holds(at: instant) {
      if let symptom = spell.fault.symptoms[check] { return symptom }
    }
    return nil
  }

  /// The worst health that a subject truly had in a span, as one on a sound network finds it.
  func health(of subject: String, during span: ClosedRange<Timestamp>) -> Health {
    var worst = Health.ok
    for spell in far where spell.span.overlaps(span) && spell.fault.members.contains(subject) {
      for (check, symptom) in spell.fault.symptoms where landscape.targets[check].subject == subject {
        if symptom.health.severity > worst.severity { worst = symptom.health }
      }
    }
    return worst == .ok && isAdmitted(subject, during: span) ? .degraded : worst
  }

  /// Whether its provider says that a region is impaired: then it is, whatever is seen of it.
  private func isAdmitted(_ subject: String, during span: ClosedRange<Timestamp>) -> Bool {
    feeds.contains { feed in
      subject.hasPrefix("\(feed.provider)/")
        && feed.admissions.contains { admission in
          admission.span.overlaps(span)
            && (admission.regions.isEmpty
              || admission.regions.contains { subject == "\(feed.provider)/\($0)" })
        }
    }
  }

  // MARK: How long things take

  let longestInterval, longestTimeout: Duration

  /// By when everything has been probed, has failed, and has been confirmed or cleared by the controls, on the
  /// grid of five seconds.
  var bound: Duration { longestInterval + longestTimeout * 2 + .seconds(15) }

  /// By when what is over may still be shown: two good answers in a row, one of them spoilt by noise.
  var aftermath: Duration { longestInterval * 4 + longestTimeout * 2 + .seconds(15) }

  /// True while a machine that sleeps shows nobody anything.
  func isAsleep(at instant: Timestamp) -> Bool { near(at: instant).contains(.asleep) }
}

extension World {
  /// What the page of a provider says at an instant.
  func report(of feed: Feed, at instant: Timestamp) -> FeedReport {
    let events = feed.admissions.enumerated().compactMap { number, admission -> FeedEvent? in
      guard admission.span.lowerBound <= instant else { return nil }
      let isOver = admission.span.upperBound <= instant
      return FeedEvent(
        id: "\(feed.provider)-\(number)", title: "Increased error rates", health: isOver ? .ok : .degraded,
        provider: feed.provider, regions: admission.regions, openedAt: admission.span.lowerBound,
        updatedAt: isOver ? admission.span.upperBound : admission.span.lowerBound,
        closedAt: isOver ? admission.span.upperBound : nil,
        text: "We are investigating increased error rates.")
    }
    return FeedReport(
      source: "\(feed.provider) status", health: events.contains(where: \.isOpen) ? .degraded : .ok,
      events: events,
      understoodAt: instant, seenAt: instant, provider: feed.provider)
  }
}
