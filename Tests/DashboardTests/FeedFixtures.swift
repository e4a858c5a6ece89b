import Model

/// What the providers said that morning: AWS late and in pieces, Google nothing that could be read.
enum FeedFixtures {
  static let sources = [
    SourceState(id: "aws-health", health: .ok, age: .seconds(40), detail: "1 open events"),
    SourceState(id: "gcp", health: .unknown, age: .seconds(1500), detail: "NO SIGNAL"),
    SourceState(
      id: "statuspage status.reddit.example", health: .ok, age: .seconds(75), detail: "0 open events"),
  ]

  static let event = FeedEvent(
    id: "arn:1", title: "Increased error rates in the N. Virginia Region", health: .degraded, provider: "aws",
    regions: ["us-east-1"], services: ["Amazon DynamoDB", "Amazon EC2"], openedAt: at(-4), updatedAt: at(-1),
    url: "https://status.example/event/1",
    text: "The name of one endpoint has no records. We are looking for the cause.",
    updates: [
      FeedEvent.Update(
        at: at(-1),
        text:
          "The name of one endpoint has no records. We are looking for the cause, and will tell more within the hour. Caches may have to be flushed."
      ),
      FeedEvent.Update(at: at(-4), text: "Error rates \u{1B}[31mare\u{202E} up for several services."),
    ])

  static func feeds(of provider: String, isAffected: Bool) -> [FeedState]? {
    switch provider {
    case "aws" where isAffected:
      [
        FeedState(
          source: "aws-health", health: .degraded, title: event.title, updatedAt: event.updatedAt,
          url: event.url, events: [event])
      ]
    case "aws": [FeedState(source: "aws-health", health: .ok, updatedAt: at(-1))]
    case "gcp":
      [FeedState(source: "gcp", problem: .unreadable("HTML instead of JSON"), updatedAt: at(-25))]
    default: nil
    }
  }

  static func feed(of service: Service.ID) -> FeedState? {
    guard service == "reddit" || service == "github" else { return nil }
    return FeedState(source: "statuspage status.reddit.example", health: .ok, updatedAt: at(-1))
  }

  private static func at(_ minutes: Int) -> Timestamp { Outage.now + .seconds(60 * minutes) }
}
