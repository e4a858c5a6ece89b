internal import Model
internal import Screen

/// What our checks see of a thing beside what its provider reports, and how the two disagree.
struct FeedComparison {
  /// By our own checks alone: a standing may have been degraded by the very feed it is compared with.
  let seen: Health
  let seenSince: Timestamp?
  /// `nil`: no feed is known.
  let feeds: [FeedState]?
  /// Whose status feeds they are: `AWS`.
  let provider: String
  /// A replay has only the feeds that it plays.
  let isReplay: Bool
  /// From the first failing observation to the provider's first update, as the open incident counts it.
  let lag: Duration?

  init(
    of standing: Standing, _ checks: [CheckState], feeds: [FeedState]?, provider: String, lag: Duration?,
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
    self.provider = provider
    self.lag = lag
    self.isReplay = isReplay
  }

  /// What the feeds come to: the worst report of those that can be read.
  var reported: FeedState? { feeds?.max { $0.health.weight < $1.health.weight } }

  /// The disagreement, or the agreement, in one sentence.
  func sentence(now: Timestamp) -> Line {
    guard let reported else {
      return Line(isReplay ? "no status feed in this replay" : "no status feed is known for it", .muted)
    }
    let report = "\(provider) reports \(reported.health.rawValue)"
    switch (seen, reported.health) {
    case (.down, .unknown), (.degraded, .unknown):
      return Line("\(ours(now)); \(missing(reported))", .unknown, bold: true)
    case (_, .unknown): return Line("\(missing(reported)); only your checks count", .unknown)
    case (.down, .ok), (.degraded, .ok):
      return Line("\(ours(now)); \(provider) reports no incident", .down, bold: true)
    case (.down, .down), (.down, .degraded), (.degraded, .down), (.degraded, .degraded):
      return Line("\(ours(now)); \(report)\(order(reported))", .text)
    case (.ok, .down), (.ok, .degraded):
      return Line("\(report)\(age(reported, now)); every check from here is ok", .degraded)
    case (.unknown, _): return Line("your checks are not decided yet; \(report)", .unknown)
    case (_, .maintenance): return Line("\(provider) reports maintenance", .maintenance)
    case (.maintenance, .ok): return Line("in planned maintenance; \(report)", .muted)
    case (.maintenance, _): return Line(report, .muted)
    case (.ok, .ok): return Line("\(provider) reports no incident, and your checks agree", .muted)
    }
  }

  private func ours(_ now: Timestamp) -> String {
    "your checks have seen this \(seen.rawValue)"
      + (seenSince.map { " for \(Format.duration(now - $0))" } ?? "")
  }

  private func missing(_ feed: FeedState) -> String {
    switch feed.problem {
    case .noDataYet: "no data from \(provider) yet"
    case .stale, nil: "no current data from \(provider)"
    case .unreadable(let reason): "the \(provider) feed cannot be read (\(reason))"
    }
  }

  private func age(_ feed: FeedState, _ now: Timestamp) -> String {
    feed.events.first?.openedAt.map { ", for \(Format.duration(now - $0))" } ?? ""
  }

  /// Who was first.
  private func order(_ feed: FeedState) -> String {
    if let lag, lag > .zero { return ", \(Format.duration(lag)) after your checks" }
    guard let seenSince, let opened = feed.events.first?.openedAt else { return "" }
    let later = opened - seenSince
    if later >= .seconds(60) { return ", \(Format.duration(later)) after your checks" }
    return later <= .seconds(-60) ? ", \(Format.duration(.zero - later)) before your checks" : " too"
  }
}

extension Health {
  /// Among feeds one that can be read counts before one that cannot, and trouble before anything.
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
  func comparison(of region: RegionState) -> FeedComparison {
    let provider = region.id.provider?.description ?? region.id.description
    return FeedComparison(
      of: region.standing, region.checks, feeds: region.feeds, provider: Words.provider(provider),
      lag: lag(of: .region(region.id)), isReplay: state.data.replay != nil)
  }

  func comparison(of service: ServiceState) -> FeedComparison {
    FeedComparison(
      of: service.standing, service.checks, feeds: service.feed.map { [$0] },
      provider: service.service.name.string, lag: lag(of: .service(service.id)),
      isReplay: state.data.replay != nil)
  }

  private func lag(of subject: Subject) -> Duration? {
    snapshot.openIncidents.first { $0.members.contains(subject) }?.feedLag
  }

  /// What the provider reports, in a row: mark and word.
  func feedMark(_ feeds: [FeedState]?, _ width: Int) -> Line {
    guard let feeds, let reported = feeds.max(by: { $0.health.weight < $1.health.weight }) else {
      return state.data.replay == nil ? Line(width < 10 ? "none" : "no feed", .muted) : absent
    }
    let mark = reported.health.line(glyphs)
    if width < 11, reported.health != .ok { return mark }
    switch reported.health {
    case .ok: return mark + Line(" ok", .muted)
    case .unknown: return mark + Line(reported.problem == .noDataYet ? " no data" : " NO SIGNAL", .unknown)
    case .maintenance: return mark + Line(" planned", .maintenance)
    case .degraded, .down: return mark + Line(" \(reported.health.rawValue)", reported.health.role)
    }
  }

  /// `07:11Z`, and the local time beside it: `07:11Z (16:11 KST)`.
  func moment(_ instant: Timestamp) -> String {
    let utc = "\(day(of: instant))\(instant.time.prefix(5))Z"
    guard let (local, zone) = state.surroundings.zone.clock(at: instant) else { return utc }
    let date = local.date == instant.date ? "" : "\(local.date.suffix(5)) "
    return "\(utc) (\(date)\(local.time.prefix(5)) \(zone.string))"
  }
}

extension Words {
  /// A provider's name as it is written: `AWS`, `Azure`.
  static func provider(_ provider: String) -> String {
    let text = SafeText(provider).string
    return text.count <= 3 ? text.uppercased() : text.prefix(1).uppercased() + text.dropFirst()
  }
}
