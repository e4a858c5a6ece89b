internal import Algorithms
internal import ArgumentParser
internal import Catalogue
internal import Export
internal import Feeds
internal import Foundation
internal import Model
internal import Synchronization

struct FeedCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "feed", abstract: "Parse one status feed and print its events.",
    discussion: """
      Kinds: \(kinds.joined(separator: ", ")).
      Exits with the feed's health: 0 ok, 1 degraded, 2 down, 3 unknown.
      """)

  @Argument(help: "The format of the feed.", transform: kind(named:))
  var kind: FeedReference.Kind

  @Argument(help: ArgumentHelp("A saved feed, or its URL.", valueName: "file|url"))
  var place: String

  @Option(help: "Output format.")
  var format = Format.text

  private static let kinds = FeedReference.Kind.allCases.map(\.rawValue)

  private static func kind(named word: String) throws -> FeedReference.Kind {
    if let kind = FeedReference.Kind(rawValue: word) { return kind }
    let meant = NearMiss.suggestion(for: word, among: kinds).map { "; did you mean \"\($0)\"?" }
    throw ValidationError(
      "\"\(SafeText(word))\" is not a valid feed kind\(meant ?? "; use one of \(kinds.joined(separator: ", "))")"
    )
  }

  func run() throws {
    let report = try read()
    if !report.reason.isEmpty { StandardError.write("\(report.source): \(report.reason)") }
    let text = format == .json ? report.json.text() + "\n" : report.text
    try StandardOutput.write(text)
    throw ExitCode(report.health.exitCode)
  }

  private func read() throws -> FeedReport {
    guard place.lowercased().hasPrefix("http://") || place.lowercased().hasPrefix("https://") else {
      return try readFile()
    }
    guard let url = HTTPURL(place) else {
      throw ValidationError(
        "\"\(SafeText(place))\" is not a valid URL; write one such as https://status.example/feed")
    }
    return fetch(FeedReference(kind: kind, url: url))
  }

  private func readFile() throws -> FeedReport {
    let source = SafeText("\(kind.rawValue) \(place)")
    let now = Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9))
    do {
      let bytes = try InputFile.bytes(at: place, limit: FeedParser.sizeLimit)
      return FeedReport(source: source, content: try FeedParser.read(bytes, kind: kind), at: now)
    } catch let error as FeedError {
      return FeedReport(source: source, health: .unknown, seenAt: now, reason: SafeText("\(error)"))
    } catch let error as InputFileError {
      StandardError.write("\(error)")
      throw ExitCode(78)
    }
  }

  /// Fetches the feed once, as the dashboard does.
  private func fetch(_ feed: FeedReference) -> FeedReport {
    let poller = FeedPoller(plan: Plan(feeds: [feed]), userAgent: Live.userAgent)
    let isSettled = DispatchSemaphore(value: 0)
    let first = Mutex<FeedReport?>(nil)
    poller.start { report in
      first.withLock { $0 = $0 ?? report }
      isSettled.signal()
    }
    isSettled.wait()
    poller.stop { isSettled.signal() }
    isSettled.wait()
    return first.withLock { $0 }
      ?? FeedReport(source: feed.source, health: .unknown, seenAt: Timestamp(seconds: 0), reason: "no answer")
  }
}
