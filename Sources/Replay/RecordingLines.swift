internal import Foundation
internal import Model

/// The lines of a recording, as JSON.
enum RecordingLines {
  /// How every header begins.
  static let firstWords = "{\"begun_ns\":"

  static func header(begunAt: Timestamp, vantage: String) throws -> Data {
    try line(Header(schema: Recording.schema, begunNs: begunAt.nanoseconds, vantage: vantage))
  }

  static func line(_ event: ReelEvent) throws -> Data {
    switch event {
    case .observation(let observation): try line(Line(observation: .init(observation)))
    case .feed(let report): try line(Line(feed: .init(report)))
    }
  }

  private static func line(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var data = try encoder.encode(value)
    data.append(10)
    return data
  }

  struct Header: Codable {
    var schema: String
    var begunNs: Int64
    var vantage: String
  }

  struct Line: Codable {
    var observation: RecordedObservation?
    var feed: RecordedFeed?
  }
}

struct RecordedObservation: Codable {
  var check, vantage, outcome: String
  var startedNs: Int64
  var latencyNs: Int64?
  /// DNS, connect, TLS, first byte, total.
  var phasesNs: [Int64?]
  var address: String?
  var status: Int?
  var detail: String?
  var answer: Answer?
  var resolver: String?
  /// These are missing where they say nothing, and in recordings of earlier versions.
  var failedAt, localFault, certificateIssuer: String?
  var timedOut, partial: Bool?
  var page: UInt64?

  struct Answer: Codable {
    var records, chain: [String]
    var ttl: Int?
  }

  init(_ observation: Observation) {
    check = observation.check.description
    vantage = observation.vantage
    outcome = observation.outcome.rawValue
    startedNs = observation.startedAt.nanoseconds
    latencyNs = observation.latency?.nanoseconds
    let phases = observation.phases
    phasesNs = [phases.dns, phases.connect, phases.tls, phases.firstByte, phases.total].map {
      $0?.nanoseconds
    }
    address = observation.address?.string
    status = observation.httpStatus
    detail = observation.detail.isEmpty ? nil : observation.detail.string
    answer = observation.answer.map {
      Answer(records: $0.records.map(\.string), chain: $0.chain.map(\.string), ttl: $0.ttl)
    }
    resolver = observation.resolver
    failedAt = observation.failedAt?.rawValue
    localFault = observation.localFault?.rawValue
    certificateIssuer = observation.certificateIssuer?.string
    timedOut = observation.timedOut ? true : nil
    partial = observation.isPartial ? true : nil
    page = observation.page
  }

  /// `nil` if a word in it is not one of ours.
  var observation: Observation? {
    guard let outcome = Outcome(rawValue: outcome), phasesNs.count == 5,
      failedAt.map({ FailureStage(rawValue: $0) != nil }) ?? true,
      localFault.map({ LocalFault(rawValue: $0) != nil }) ?? true
    else { return nil }
    let phases = phasesNs.map { $0.map { Duration.nanoseconds($0) } }
    return Observation(
      check: CheckID(check), vantage: vantage, startedAt: Timestamp(nanoseconds: startedNs), outcome: outcome,
      latency: latencyNs.map { .nanoseconds($0) },
      phases: Phases(
        dns: phases[0], connect: phases[1], tls: phases[2], firstByte: phases[3], total: phases[4]),
      address: address.map { SafeText($0) }, httpStatus: status, detail: SafeText(detail ?? ""),
      answer: answer.map {
        DNSAnswer(
          records: $0.records.map { SafeText($0) }, chain: $0.chain.map { SafeText($0) }, ttl: $0.ttl)
      }, resolver: resolver, failedAt: failedAt.flatMap(FailureStage.init), timedOut: timedOut ?? false,
      localFault: localFault.flatMap(LocalFault.init),
      certificateIssuer: certificateIssuer.map { SafeText($0) }, page: page, isPartial: partial ?? false)
  }
}

struct RecordedFeed: Codable {
  var source, health, reason: String
  var understoodNs: Int64?
  var seenNs: Int64
  var provider: String?
  var services: [String]
  var events: [Event]

  struct Event: Codable {
    var id, title, health, text: String
    var provider, url: String?
    var regions, services: [String]
    var isGlobal: Bool
    var openedNs, updatedNs, closedNs: Int64?
    /// Missing where the feed tells only its newest word.
    var updates: [Update]?
  }

  struct Update: Codable {
    var atNs: Int64?
    var text: String
  }

  init(_ report: FeedReport) {
    source = report.source.string
    health = report.health.rawValue
    reason = report.reason.string
    understoodNs = report.understoodAt?.nanoseconds
    seenNs = report.seenAt.nanoseconds
    provider = report.provider
    services = report.services
    events = report.events.map { event in
      Event(
        id: event.id.string, title: event.title.string, health: event.health.rawValue,
        text: event.text.string, provider: event.provider, url: event.url?.string, regions: event.regions,
        services: event.services.map(\.string), isGlobal: event.isGlobal,
        openedNs: event.openedAt?.nanoseconds, updatedNs: event.updatedAt?.nanoseconds,
        closedNs: event.closedAt?.nanoseconds,
        updates: event.updates.isEmpty
          ? nil : event.updates.map { Update(atNs: $0.at?.nanoseconds, text: $0.text.string) })
    }
  }

  /// `nil` if a word in it is not one of ours.
  var report: FeedReport? {
    guard let health = Health(rawValue: health) else { return nil }
    let read = events.compactMap(Self.event)
    guard read.count == events.count else { return nil }
    return FeedReport(
      source: SafeText(source), health: health, events: read,
      understoodAt: understoodNs.map { Timestamp(nanoseconds: $0) },
      seenAt: Timestamp(nanoseconds: seenNs), reason: SafeText(reason), provider: provider, services: services
    )
  }

  private static func event(_ event: Event) -> FeedEvent? {
    guard let health = Health(rawValue: event.health) else { return nil }
    func instant(_ ns: Int64?) -> Timestamp? { ns.map { Timestamp(nanoseconds: $0) } }
    var read = FeedEvent(
      id: SafeText(event.id), title: SafeText(event.title), health: health, provider: event.provider,
      regions: event.regions, isGlobal: event.isGlobal, services: event.services.map { SafeText($0) },
      openedAt: instant(event.openedNs), updatedAt: instant(event.updatedNs),
      closedAt: instant(event.closedNs), url: event.url.map { SafeText($0) }, text: SafeText(event.text))
    read.updates = (event.updates ?? []).map {
      FeedEvent.Update(at: instant($0.atNs), text: SafeText($0.text))
    }
    return read
  }
}
