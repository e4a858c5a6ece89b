internal import JSON
internal import Model

/// The lines of a recording, as JSON. Members that say nothing are left out; keys are in the order of the alphabet.
enum RecordingLines {
  /// How every header begins.
  static let firstWords = "{\"begun_ns\":"

  static func header(begunAt: Timestamp, vantage: String) -> [UInt8] {
    line([
      "begun_ns": .instant(begunAt), "schema": .string(Recording.schema), "vantage": .string(vantage),
    ])
  }

  static func line(_ event: ReelEvent) -> [UInt8] {
    switch event {
    case .observation(let observation): line(["observation": observation.recorded])
    case .feed(let report): line(["feed": report.recorded])
    }
  }

  private static func line(_ json: JSON) -> [UInt8] { Array(json.written(indented: false).utf8) + [10] }

  struct Header: JSONReadable {
    let begunAt: Timestamp
    let vantage: String

    init(json: JSON) throws(JSONFieldError) {
      begunAt = try json.instant("begun_ns")
      vantage = try json.read("vantage")
    }
  }
}

extension ReelEvent {
  init(recorded json: JSON) throws(JSONFieldError) {
    if let observation = try json.readIfPresent("observation", as: JSON.self) {
      self = .observation(try Observation(recorded: observation))
    } else {
      self = .feed(try FeedReport(recorded: try json.read("feed")))
    }
  }
}

// MARK: - Values

extension JSON {
  fileprivate static func instant(_ instant: Timestamp) -> JSON { .integer(Int(instant.nanoseconds)) }
  fileprivate static func duration(_ duration: Duration) -> JSON { .integer(Int(duration.nanoseconds)) }
  fileprivate static func text(_ text: SafeText) -> JSON { .string(text.string) }
  fileprivate static func strings(_ texts: [SafeText]) -> JSON { .array(texts.map(JSON.text)) }

  fileprivate func instant(_ key: String) throws(JSONFieldError) -> Timestamp {
    Timestamp(nanoseconds: try read(key))
  }

  fileprivate func instantIfPresent(_ key: String) throws(JSONFieldError) -> Timestamp? {
    try readIfPresent(key, as: Int64.self).map { Timestamp(nanoseconds: $0) }
  }

  fileprivate func text(_ key: String) throws(JSONFieldError) -> SafeText {
    SafeText(try read(key, as: String.self))
  }

  fileprivate func textIfPresent(_ key: String) throws(JSONFieldError) -> SafeText? {
    try readIfPresent(key, as: String.self).map { SafeText($0) }
  }

  fileprivate func texts(_ key: String) throws(JSONFieldError) -> [SafeText] {
    try read(key, as: [String].self).map { SafeText($0) }
  }

  /// One of the words of an enum.
  fileprivate func word<Word: RawRepresentable<String>>(_ key: String) throws(JSONFieldError) -> Word {
    guard let word = Word(rawValue: try read(key)) else { throw JSONFieldError(.unknownWord, path: key) }
    return word
  }

  fileprivate func wordIfPresent<Word: RawRepresentable<String>>(
    _ key: String
  ) throws(JSONFieldError) -> Word? {
    try readIfPresent(key, as: String.self) == nil ? nil : try word(key)
  }
}

// MARK: - Observations

extension Observation {
  fileprivate var recorded: JSON {
    // DNS, connect, TLS, first byte, total.
    let spans = [phases.dns, phases.connect, phases.tls, phases.firstByte, phases.total]
    return .object(present: [
      ("address", address.map(JSON.text)), ("answer", answer.map(\.recorded)),
      ("certificate_issuer", certificateIssuer.map(JSON.text)), ("check", .string(check.description)),
      ("detail", detail.isEmpty ? nil : .text(detail)),
      ("failed_at", failedAt.map { .string($0.rawValue) }), ("latency_ns", latency.map(JSON.duration)),
      ("local_fault", localFault.map { .string($0.rawValue) }), ("outcome", .string(outcome.rawValue)),
      ("page", page.map(JSON.integer)), ("partial", isPartial ? .bool(true) : nil),
      ("phases_ns", .array(spans.map { .optional($0, JSON.duration) })),
      ("resolver", resolver.map(JSON.string)), ("started_ns", .instant(startedAt)),
      ("status", httpStatus.map(JSON.integer)), ("timed_out", timedOut ? .bool(true) : nil),
      ("vantage", .string(vantage)),
    ])
  }

  /// Recordings of earlier versions have no page, no stage and none of the faults.
  fileprivate init(recorded json: JSON) throws(JSONFieldError) {
    let spans = try json.read("phases_ns", as: [Int64?].self).map { $0.map { Duration.nanoseconds($0) } }
    guard spans.count == 5 else { throw JSONFieldError(.wrongKind, path: "phases_ns") }
    self.init(
      check: CheckID(try json.read("check", as: String.self)), vantage: try json.read("vantage"),
      startedAt: try json.instant("started_ns"), outcome: try json.word("outcome"),
      latency: try json.readIfPresent("latency_ns", as: Int64.self).map { .nanoseconds($0) },
      phases: Phases(
        dns: spans[0], connect: spans[1], tls: spans[2], firstByte: spans[3], total: spans[4]),
      address: try json.textIfPresent("address"), httpStatus: try json.readIfPresent("status"),
      detail: try json.textIfPresent("detail") ?? "",
      answer: try json.readIfPresent("answer", as: JSON.self).map { (json) throws(JSONFieldError) in
        try DNSAnswer(recorded: json)
      }, resolver: try json.readIfPresent("resolver"), failedAt: try json.wordIfPresent("failed_at"),
      timedOut: try json.readIfPresent("timed_out") ?? false,
      localFault: try json.wordIfPresent("local_fault"),
      certificateIssuer: try json.textIfPresent("certificate_issuer"), page: try json.readIfPresent("page"),
      isPartial: try json.readIfPresent("partial") ?? false)
  }
}

extension DNSAnswer {
  fileprivate var recorded: JSON {
    .object(present: [
      ("chain", .strings(chain)), ("records", .strings(records)), ("ttl", ttl.map(JSON.integer)),
    ])
  }

  fileprivate init(recorded json: JSON) throws(JSONFieldError) {
    self.init(
      records: try json.texts("records"), chain: try json.texts("chain"), ttl: try json.readIfPresent("ttl"))
  }
}

// MARK: - Feeds

extension FeedReport {
  fileprivate var recorded: JSON {
    .object(present: [
      ("events", .array(events.map(\.recorded))), ("health", .string(health.rawValue)),
      ("provider", provider.map(JSON.string)), ("reason", .text(reason)), ("seen_ns", .instant(seenAt)),
      ("services", .array(services.map(JSON.string))), ("source", .text(source)),
      ("understood_ns", understoodAt.map(JSON.instant)),
    ])
  }

  fileprivate init(recorded json: JSON) throws(JSONFieldError) {
    var events: [FeedEvent] = []
    for event in try json.read("events", as: [JSON].self) { events.append(try FeedEvent(recorded: event)) }
    self.init(
      source: try json.text("source"), health: try json.word("health"), events: events,
      understoodAt: try json.instantIfPresent("understood_ns"), seenAt: try json.instant("seen_ns"),
      reason: try json.text("reason"), provider: try json.readIfPresent("provider"),
      services: try json.read("services"))
  }
}

extension FeedEvent {
  fileprivate var recorded: JSON {
    let updates = updates.map { update in
      JSON.object(present: [("at_ns", update.at.map(JSON.instant)), ("text", .text(update.text))])
    }
    return .object(present: [
      ("closed_ns", closedAt.map(JSON.instant)), ("health", .string(health.rawValue)), ("id", .text(id)),
      ("is_global", .bool(isGlobal)), ("opened_ns", openedAt.map(JSON.instant)),
      ("provider", provider.map(JSON.string)), ("regions", .array(regions.map(JSON.string))),
      ("services", .strings(services)), ("text", .text(text)), ("title", .text(title)),
      ("updated_ns", updatedAt.map(JSON.instant)),
      // Missing where the feed tells only its newest update.
      ("updates", updates.isEmpty ? nil : .array(updates)), ("url", url.map(JSON.text)),
    ])
  }

  fileprivate init(recorded json: JSON) throws(JSONFieldError) {
    self.init(
      id: try json.text("id"), title: try json.text("title"), health: try json.word("health"),
      provider: try json.readIfPresent("provider"), regions: try json.read("regions"),
      isGlobal: try json.read("is_global"), services: try json.texts("services"),
      openedAt: try json.instantIfPresent("opened_ns"), updatedAt: try json.instantIfPresent("updated_ns"),
      closedAt: try json.instantIfPresent("closed_ns"), url: try json.textIfPresent("url"),
      text: try json.text("text"))
    for update in try json.readIfPresent("updates", as: [JSON].self) ?? [] {
      updates.append(Update(at: try update.instantIfPresent("at_ns"), text: try update.text("text")))
    }
  }
}
