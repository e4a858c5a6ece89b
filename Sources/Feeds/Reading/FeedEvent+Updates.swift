internal import Model

extension FeedEvent {
  /// The messages of an event, the newest first; those without words are left out.
  ///
  /// - Parameters:
  ///   - entries: in any order.
  ///   - key: under which each entry has its words.
  static func updates(
    _ entries: [JSONTree], _ key: String, at time: (JSONTree) -> Timestamp?
  ) -> [Update] {
    let dated = entries.map { (at: time($0), entry: $0) }
      .sorted { ($0.at ?? .distantPast) > ($1.at ?? .distantPast) }
    return dated.prefix(Update.limit).compactMap { at, entry in
      let text = PlainText.of(entry.text(key) ?? "")
      return text.isEmpty ? nil : Update(at: at, text: text)
    }
  }
}
