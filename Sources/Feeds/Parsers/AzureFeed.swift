internal import Model

/// Azure's status RSS: what is wrong now, nothing else. A channel without items is healthy if its title says
/// that it is the status feed. It has served that during an outage: a green one proves little.
///
/// Services and regions mix in the categories; the feed gives no severity, so an open item is `degraded`.
enum AzureFeed {
  static func read(_ document: RSSDocument, _ regions: RegionDirectory) throws(FeedError) -> FeedReading {
    let title = document.title.lowercased()
    guard title.contains("azure"), title.contains("status") else {
      throw .unexpected("the channel \"\(document.title)\" is not an Azure status feed")
    }
    var reading = FeedReading(builtAt: document.builtAt)
    for item in document.items { reading.notices.append(try notice(item, regions)) }
    return reading
  }

  private static func notice(
    _ item: RSSDocument.Item, _ directory: RegionDirectory
  ) throws(FeedError) -> FeedReading.Notice {
    guard !item.title.isEmpty else { throw .missing("title") }
    let parts = item.categories.map { (name: $0, found: directory.regions(in: $0, of: "azure")) }
    let regions = parts.flatMap(\.found.ids).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let services = parts.filter { $0.found.ids.isEmpty || !$0.found.rest.isEmpty }.map(\.name)
    let published = FeedTime.rfc822(item.published)
    let isClosed = isClosed(item.title) && published != nil
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText(item.guid.isEmpty ? item.title : item.guid), title: SafeText(item.title),
        health: isClosed ? .ok : .degraded, provider: "azure", regions: regions,
        services: services.map { SafeText($0) }, openedAt: published, updatedAt: published,
        closedAt: isClosed ? published : nil, url: item.link.isEmpty ? nil : SafeText(item.link),
        text: PlainText.of(item.description)),
      components: ComponentNames(services))
  }

  /// An item stays for a while after its end, and its title then begins with the word.
  private static func isClosed(_ title: String) -> Bool {
    let word = title.lowercased().drop { !$0.isLetter }
    return word.hasPrefix("resolved") || word.hasPrefix("mitigated")
  }
}
