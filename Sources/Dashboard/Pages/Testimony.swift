internal import Model
internal import Screen

/// What we see of a thing beside what its provider says of it, and how the two disagree.
struct Testimony {
  /// By our own checks alone: a standing may have been degraded by the very feed it is compared with.
  let seen: Health
  let seenSince: Timestamp?
  /// `nil`: no feed is known.
  let feeds: [FeedState]?
  /// Who speaks: `AWS`.
  let speaker: String
  /// In a replay only the feeds speak that it plays.
  let isReplay: Bool
  /// From the first failing observation to the provider's first word, as the open incident counts it.
  let lag: Duration?

  init(
    of standing: Standing, _ checks: [CheckState], feeds: [FeedState]?, speaker: String, lag: Duration?,
    isReplay: Bool = false
  ) {
    let decided = checks.map(\.standing).filter { $0.health != .unknown }
    let bad = decided.filter(\.health.isProblem)
    if standing.health == .maintenance || (standing.health == .down && !bad.isEmpty) {
      seen = standing.health
    } else if decided.isEmpty {
      seen = .unknown
    } else {
      seen =
        bad.isEmpty
        ? .ok : bad.allSatisfy { $0.health == .down } && bad.count == decided.count ? .down : .degraded
    }
    seenSince = seen == standing.health ? standing.since : bad.compactMap(\.since).min()
    self.feeds = feeds
    self.speaker = speaker
    self.lag = lag
    self.isReplay = isReplay
  }

  /// What the feeds come to: the worst word of those that can be heard.
  var said: FeedState? { feeds?.max { $0.health.weight < $1.health.weight } }

  /// The disagreement, or the agreement, in one sentence.
  func sentence(now: Timestamp) -> Line {
    guard let said else {
      return Line(
        isReplay ? "this replay has no status feed for it" : "no status feed is known for it: probe only",
        .muted)
    }
    switch (seen, said.health) {
    case (.down, .unknown), (.degraded, .unknown):
      return Line("\(ours(now)); \(speaker): NO SIGNAL\(reason(said))", .unknown, bold: true)
    case (_, .unknown):
      return Line("NO SIGNAL from \(speaker)\(reason(said)); only our probes count", .unknown)
    case (.down, .ok), (.degraded, .ok):
      return Line("\(ours(now)); \(speaker) says nothing", .down, bold: true)
    case (.down, .down), (.down, .degraded), (.degraded, .down), (.degraded, .degraded):
      return Line("\(ours(now)); \(speaker) says \(said.health.rawValue)\(order(said))", .text)
    case (.ok, .down), (.ok, .degraded):
      return Line(
        "\(speaker) says \(said.health.rawValue)\(age(said, now)); from here every check is well", .degraded)
    case (.unknown, _): return Line("we cannot tell; \(speaker) says \(said.health.rawValue)", .unknown)
    case (_, .maintenance): return Line("\(speaker) says that it is being maintained", .maintenance)
    case (.maintenance, .ok): return Line("maintenance, as we see it; \(speaker) says ok", .muted)
    case (.maintenance, _): return Line("\(speaker) says \(said.health.rawValue)", .muted)
    case (.ok, .ok): return Line("\(speaker) says ok, and our probes agree", .muted)
    }
  }

  private func ours(_ now: Timestamp) -> String {
    "we have seen this \(seen.rawValue)" + (seenSince.map { " for \(Words.span(now - $0))" } ?? "")
  }

  private func reason(_ said: FeedState) -> String {
    said.title.map { $0.string == "NO SIGNAL" ? "" : " (\($0.string))" } ?? ""
  }

  private func age(_ said: FeedState, _ now: Timestamp) -> String {
    said.events.first?.openedAt.map { ", for \(Words.span(now - $0))" } ?? ""
  }

  /// Who spoke first.
  private func order(_ said: FeedState) -> String {
    if let lag, lag > .zero { return ", \(Words.span(lag)) after we saw it" }
    guard let seenSince, let opened = said.events.first?.openedAt else { return "" }
    let later = opened - seenSince
    if later >= .seconds(60) { return ", \(Words.span(later)) after we saw it" }
    return later <= .seconds(-60) ? ", \(Words.span(.zero - later)) before we saw it" : " too"
  }
}

extension Health {
  /// Among feeds one that can be heard counts before one that cannot, and trouble before anything.
  fileprivate var weight: Int {
    switch self {
    case .unknown: 0
    case .ok: 1
    case .maintenance: 2
    case .degraded: 3
    case .down: 4
    }
  }
}

extension Scene {
  func testimony(of region: RegionState) -> Testimony {
    let provider = region.id.provider?.description ?? region.id.description
    return Testimony(
      of: region.standing, region.checks, feeds: region.feeds, speaker: Words.speaker(provider),
      lag: lag(of: .region(region.id)), isReplay: state.replay != nil)
  }

  func testimony(of service: ServiceState) -> Testimony {
    Testimony(
      of: service.standing, service.checks, feeds: service.feed.map { [$0] },
      speaker: service.service.name.string, lag: lag(of: .service(service.id)),
      isReplay: state.replay != nil)
  }

  private func lag(of subject: Subject) -> Duration? {
    snapshot.incidents.first { $0.closedAt == nil && $0.members.contains(subject) }?.feedLag
  }

  /// The provider's mark and word in a row, or that only our probes can tell.
  func feedMark(_ feeds: [FeedState]?, _ width: Int) -> Line {
    guard let feeds, let said = feeds.max(by: { $0.health.weight < $1.health.weight }) else {
      return state.replay == nil ? Line(width < 10 ? "probe" : "probe only", .muted) : absent
    }
    let mark = said.health.line(glyphs)
    if width < 11, said.health != .ok { return mark }
    switch said.health {
    case .ok: return mark + Line(" ok", .muted)
    case .unknown: return mark + Line(said.title == "no word yet" ? " no word" : " NO SIGNAL", .unknown)
    case .maintenance: return mark + Line(" planned", .maintenance)
    case .degraded, .down: return mark + Line(" \(said.health.rawValue)", said.health.role)
    }
  }

  /// `07:11Z`, and the clock on the wall beside it: `07:11Z (16:11 KST)`.
  func moment(_ instant: Timestamp) -> String {
    let utc = "\(day(of: instant))\(instant.time.prefix(5))Z"
    guard let (local, zone) = state.surroundings.zone.clock(at: instant) else { return utc }
    let date = local.date == instant.date ? "" : "\(local.date.suffix(5)) "
    return "\(utc) (\(date)\(local.time.prefix(5)) \(zone.string))"
  }
}

extension Words {
  /// A provider as one says it: `AWS`, `Azure`.
  static func speaker(_ provider: String) -> String {
    let text = SafeText(provider).string
    return text.count <= 3 ? text.uppercased() : text.prefix(1).uppercased() + text.dropFirst()
  }
}
