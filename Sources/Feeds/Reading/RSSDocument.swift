internal import Model
internal import XML

/// An RSS 2.0 channel with the fields that status feeds use. Unknown elements are skipped.
struct RSSDocument {
  struct Item {
    var title = ""
    var link = ""
    var guid = ""
    var published = ""
    var description = ""
    var categories: [String] = []
  }

  var title = ""
  var lastBuildDate = ""
  var items: [Item] = []

  static func read(_ bytes: [UInt8]) throws(FeedError) -> RSSDocument {
    var builder = RSSBuilder(reader: XMLReader(bytes))
    while let event = try builder.next() { try builder.handle(event) }
    return builder.document
  }

  /// When the channel says that it was made; `nil` if it does not, or not readably.
  var builtAt: Timestamp? { FeedTime.rfc822(lastBuildDate) }
}

private struct RSSBuilder {
  var reader: XMLReader
  var document = RSSDocument()
  var path: [String] = []
  var text = ""
  var item = RSSDocument.Item()

  init(reader: XMLReader) { self.reader = reader }

  mutating func next() throws(FeedError) -> XMLReader.Event? {
    do { return try reader.next() } catch { throw FeedError(error) }
  }

  mutating func handle(_ event: XMLReader.Event) throws(FeedError) {
    switch event {
    case .start(let name, _):
      if path.isEmpty { try checkRoot(name) }
      path.append(name)
      text = ""
      if path == ["rss", "channel", "item"] { item = RSSDocument.Item() }
    case .text(let piece): text += piece
    case .end:
      close()
      path.removeLast()
      text = ""
    }
  }

  private func checkRoot(_ name: String) throws(FeedError) {
    if name.lowercased() == "html" { throw FeedError.html }
    guard name == "rss" else { throw FeedError.unexpected("the root element is \(name), not rss") }
  }

  private mutating func close() {
    guard path.count >= 3, path[1] == "channel" else { return }
    switch (path.count, path[2]) {
    case (3, "item"): document.items.append(item)
    case (3, let name): setChannel(name)
    case (4, "item"): setField(path[3])
    default: break
    }
  }

  private mutating func setChannel(_ name: String) {
    switch name {
    case "title": document.title = text.trimmed
    case "lastBuildDate": document.lastBuildDate = text.trimmed
    default: break
    }
  }

  private mutating func setField(_ name: String) {
    switch name {
    case "title": item.title = text.trimmed
    case "link": item.link = text.trimmed
    case "guid": item.guid = text.trimmed
    case "pubDate": item.published = text.trimmed
    case "description": item.description = text.trimmed
    case "category": item.categories.append(text.trimmed)
    default: break
    }
  }
}
