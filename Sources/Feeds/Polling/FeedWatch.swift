internal import Model
internal import Probing

/// The state of one feed between polls: the next request, the last good content, the failures since.
/// Pure: results and times come in, reports go out.
struct FeedWatch {
  /// Who a feed is read for: one page may serve several services, each with its own components.
  struct Audience: Equatable {
    var source: SafeText
    var components: [SafeText] = []
    var services: [Service.ID] = []
  }

  let kind: FeedReference.Kind
  let url: HTTPURL
  var audiences: [Audience]
  private var provider: String? { kind.provider }
  private var understood: Understood?
  private(set) var failures = 0
  private(set) var wish: Duration?

  private struct Understood {
    var digest: FeedDigest
    /// One for each audience.
    var contents: [FeedContent]
    /// What the server calls this version, for the next request.
    var validators: [HTTPProbe.Header]
    /// When it was last seen to be the newest.
    var at: Timestamp
  }

  init(kind: FeedReference.Kind, url: HTTPURL, audiences: [Audience]) {
    self.kind = kind
    self.url = url
    self.audiences = audiences
  }

  func request(timeout: Duration) -> FetchRequest {
    FetchRequest(
      url: url, headers: understood?.validators ?? [], bodyLimit: FeedParser.sizeLimit, timeout: timeout)
  }

  /// Processes the result of a poll. Returns one report for each audience.
  mutating func receive(
    _ result: FetchResult, at now: Timestamp, regions: RegionDirectory
  ) -> [FeedReport] {
    wish = nil
    switch result {
    case .failed(let outcome, let detail, let retryAfter):
      wish = retryAfter
      return fail("\(detail.isEmpty ? outcome.wording : "\(detail)") (\(outcome.rawValue))", at: now)
    case .tooLarge: return fail(SafeText("\(FeedError.tooLarge)"), at: now)
    case .notModified(let document): return confirm(document, at: now)
    case .document(let document):
      do {
        return try understand(document, at: now, regions)
      } catch {
        return fail(SafeText("\(error)"), at: now)
      }
    }
  }

  private mutating func confirm(_ document: FetchedDocument, at now: Timestamp) -> [FeedReport] {
    guard let last = understood, !last.validators.isEmpty else {
      return fail("the server answered 304 (not modified) to an unconditional request", at: now)
    }
    return settle(last, document, at: now)
  }

  private mutating func understand(
    _ document: FetchedDocument, at now: Timestamp, _ regions: RegionDirectory
  ) throws(FeedError) -> [FeedReport] {
    let digest = FeedDigest(document.body)
    var contents: [FeedContent]
    if let last = understood, last.digest == digest {
      contents = last.contents.map { $0.rebuilt(at: digest.builtAt) }
    } else {
      let reading = try FeedParser.reading(of: document.body, kind: kind, regions: regions)
      contents = audiences.map { reading.scoped(to: $0.components) }
    }
    let fresh = Understood(
      digest: digest, contents: contents, validators: Self.validators(document), at: now)
    return settle(fresh, document, at: now)
  }

  /// A payload that was understood counts if it is fresh.
  private mutating func settle(
    _ current: Understood, _ document: FetchedDocument, at now: Timestamp
  ) -> [FeedReport] {
    if let staleness = staleness(of: current, document, at: now) { return fail(staleness, at: now) }
    failures = 0
    var current = current
    current.at = now
    understood = current
    return zip(audiences, current.contents).map { audience, content in
      FeedReport(
        source: audience.source, content: content, at: now, provider: provider, services: audience.services)
    }
  }

  /// Why a payload is too old to be believed; `nil` if it is not.
  private func staleness(
    of current: Understood, _ document: FetchedDocument, at now: Timestamp
  ) -> SafeText? {
    if let longest = kind.longestSilence, let builtAt = current.contents.first?.builtAt,
      now - builtAt > longest
    {
      return "stale: generated at \(builtAt)"
    }
    if let age = document.headers["age"].flatMap({ Int64($0) }), age > 3600 {
      return "stale: a cache has held it for \(Format.duration(.seconds(Int64(age))))"
    }
    return nil
  }

  /// A feed that fails is unknown at once. Its last events stay listed, with the time they were received.
  private mutating func fail(_ reason: SafeText, at now: Timestamp) -> [FeedReport] {
    failures += 1
    // The next answer has to be a whole one: what this version is called is of no use any more.
    understood?.validators = []
    return audiences.enumerated().map { index, audience in
      FeedReport(
        source: audience.source, health: .unknown, events: understood?.contents[index].events ?? [],
        understoodAt: understood?.at, seenAt: now, reason: "NO SIGNAL: \(reason)", provider: provider,
        services: audience.services)
    }
  }

  private static func validators(_ document: FetchedDocument) -> [HTTPProbe.Header] {
    [("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")].compactMap { name, field in
      document.headers[field].map { HTTPProbe.Header(name: name, value: $0) }
    }
  }
}

extension FeedContent {
  fileprivate func rebuilt(at instant: Timestamp?) -> FeedContent {
    FeedContent(events: events, builtAt: instant, doubts: doubts)
  }
}
