extension Snapshot {
  /// What the providers' own words are different in from an earlier snapshot: one change for each feed, however
  /// many regions or services it speaks for, from the worst that it said of any of them to the worst it says now.
  ///
  /// Not part of `changes(since:)`: that tells what was seen here. `at` is when it was seen, not when the provider
  /// says that it began.
  package func feedChanges(since old: Snapshot) -> [SnapshotChange] {
    let before = Dictionary(old.words.map { ($0.state.source, $0.state.health) }) { first, _ in first }
    return words.compactMap { word in
      guard let earlier = before[word.state.source], earlier != word.state.health else { return nil }
      let (topic, name) = word.about
      return SnapshotChange(
        at: generatedAt, topic: topic, name: name, kind: .health(from: earlier, to: word.state.health),
        reason: word.state.title ?? "", feed: word.state.source)
    }
  }

  /// The worst that a feed reports about anything monitored, and about what.
  private struct Word {
    var state: FeedState
    let about: (SnapshotChange.Topic, SafeText)
  }

  /// In the order in which the feeds first speak of a region, then of a service.
  private var words: [Word] {
    var words: [Word] = []
    var places: [SafeText: Int] = [:]
    func hear(_ state: FeedState, about: @autoclosure () -> (SnapshotChange.Topic, SafeText)) {
      guard let place = places[state.source] else {
        places[state.source] = words.count
        words.append(Word(state: state, about: about()))
        return
      }
      if state.health.severity > words[place].state.health.severity { words[place].state = state }
    }
    for region in regions {
      let domain = region.id.provider ?? region.id
      let topic: SnapshotChange.Topic = domain == region.id ? .subject(.region(domain)) : .provider(domain)
      for state in region.feeds ?? [] { hear(state, about: (topic, SafeText(domain.description))) }
    }
    // Read where they lie: there may be ten thousand, and a copy of each costs more than a look at it.
    for index in services.indices {
      guard let state = services[index].feed else { continue }
      hear(state, about: (.subject(.service(services[index].service.id)), services[index].service.name))
    }
    return words
  }
}
