/// incident.io answers on Statuspage's path in Statuspage's words, without the keys that are empty: no
/// groups, no components inside incidents, no list of maintenances, and no list of incidents if there are
/// none. It has to list its components, so that an unrelated object is not taken for a healthy page.
enum IncidentIOFeed {
  static func read(_ tree: JSONTree) throws(FeedError) -> FeedReading {
    try StatuspagePage(tree, isSparse: true).reading()
  }
}
