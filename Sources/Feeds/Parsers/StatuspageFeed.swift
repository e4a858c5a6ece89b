/// Atlassian Statuspage: `https://status.example/api/v2/summary.json`.
enum StatuspageFeed {
  static func read(_ tree: JSONTree) throws(FeedError) -> FeedReading {
    try StatuspagePage(tree, isSparse: false).reading()
  }
}
