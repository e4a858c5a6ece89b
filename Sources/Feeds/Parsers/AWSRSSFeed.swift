internal import Model

/// AWS's RSS feeds: one item per update, newest first. The updates of one service in one region are put
/// together again: an event runs from the first item after a resolution to the item that resolves it.
///
/// A title opens with AWS's word for the severity; the guid ends in `#directconnect-eu-central-1_1787025679`:
/// service, region, seconds. `pubDate` is in Pacific time.
enum AWSRSSFeed {
  private struct Update {
    let slug: String
    let at: Timestamp
    let health: Health
    let title: String
    let item: RSSDocument.Item
  }

  static func read(_ document: RSSDocument) throws(FeedError) -> FeedReading {
    guard document.title.hasSuffix("Service Status") else {
      throw .unexpected("the channel \"\(document.title)\" is not an AWS service status feed")
    }
    var reading = FeedReading(builtAt: document.builtAt)
    var open: [String: [Update]] = [:]
    for update in try document.items.map({ item throws(FeedError) in try update(item) }).sorted(by: isEarlier)
    {
      open[update.slug, default: []].append(update)
      if update.health == .ok {
        reading.notices.append(notice(open.removeValue(forKey: update.slug) ?? []))
      }
    }
    reading.notices += open.values.map(notice)
    for notice in reading.notices where notice.event.health == .unknown {
      reading.doubts.append("the severity of \"\(notice.event.title)\" is not known")
    }
    return reading
  }

  private static func isEarlier(_ a: Update, _ b: Update) -> Bool {
    a.at == b.at ? a.health != .ok && b.health == .ok : a.at < b.at
  }

  private static func update(_ item: RSSDocument.Item) throws(FeedError) -> Update {
    guard let at = FeedTime.rfc822(item.published) else {
      throw .unexpected("the pubDate \"\(item.published)\" is not a valid date")
    }
    guard let fragment = item.guid.split(separator: "#").last, item.guid.contains("#"),
      let cut = fragment.lastIndex(of: "_")
    else { throw .unexpected("the guid \"\(item.guid)\" does not name a service") }
    let (health, title) = severity(item.title)
    return Update(slug: String(fragment[..<cut]), at: at, health: health, title: title, item: item)
  }

  private static func severity(_ title: String) -> (Health, String) {
    guard let colon = title.firstIndex(of: ":") else { return (.unknown, title) }
    var rest = title[title.index(after: colon)...].trimmed
    let isResolved = rest.hasPrefix("[RESOLVED]")
    if isResolved { rest = rest.dropFirst("[RESOLVED]".count).trimmed }
    let health: Health =
      switch title[..<colon].trimmed.lowercased() {
      case "service is operating normally": .ok
      case _ where isResolved: .ok
      case "service disruption": .down
      case "service impact", "performance issues", "service degradation", "informational message",
        "informational":
        .degraded
      default: .unknown
      }
    return (health, rest.isEmpty ? title : rest)
  }

  /// - Parameter updates: of one event, the oldest first; not empty.
  private static func notice(_ updates: [Update]) -> FeedReading.Notice {
    guard let first = updates.first, let last = updates.last else {
      return FeedReading.Notice(event: FeedEvent(id: "", title: "", health: .unknown))
    }
    let (service, region) = RegionName.awsSuffix(of: first.slug)
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText("\(first.slug)_\(first.at.seconds)"), title: SafeText(last.title), health: last.health,
        provider: "aws", regions: region.map { [$0] } ?? [], services: [SafeText(service)],
        openedAt: first.at, updatedAt: last.at, closedAt: last.health == .ok ? last.at : nil,
        url: last.item.link.isEmpty ? nil : SafeText(last.item.link),
        text: PlainText.of(last.item.description),
        updates: updates.suffix(FeedEvent.Update.limit).reversed().map {
          FeedEvent.Update(at: $0.at, text: PlainText.of($0.item.description))
        }),
      components: [service, first.slug])
  }
}
