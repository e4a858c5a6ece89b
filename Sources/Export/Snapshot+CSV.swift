internal import Model

/// The tables of what is monitored. Columns are named like the keys of `faultline.snapshot/1`, units included.
extension Snapshot {
  var stateTable: CSVTable {
    let columns =
      ["kind", "id", "name"] + Self.standingColumns + ["latency_ms", "weight"] + Self.uptimeColumns
    return CSVTable(
      columns: columns,
      rows: subjects.map { state in
        [.text(state.subject.kind.rawValue), .text(state.subject.id), .text(state.name)]
          + state.standing.cells
          + [state.checks.latencyCell, .optional(state.weight) { .number($0) }] + state.uptime.cells
      })
  }

  var regionTable: CSVTable {
    CSVTable(
      columns: ["id", "provider", "region", "name", "city", "country", "latitude", "longitude"]
        + Self.standingColumns + ["latency_ms", "feed_health", "feed_title", "services", "weight_share"]
        + Self.uptimeColumns,
      rows: regions.map { state in
        let place = state.domain.coordinates
        let dependents = dependents[state.id]
        let feed = state.feeds?.max { $0.health.severity < $1.health.severity }
        return [
          .text(state.id.description), .optional(state.id.provider) { .text($0.description) },
          .text(state.id.name), .text(state.domain.name), .text(state.domain.place),
          .optional(state.domain.country) { .text($0) }, .optional(place) { .number($0.latitude) },
          .optional(place) { .number($0.longitude) },
        ] + state.standing.cells + [
          state.checks.latencyCell, .optional(feed) { .health($0.health) },
          .optional(feed?.title) { .text($0) }, .integer(dependents?.services.count ?? 0),
          .optional(dependents?.weightShare) { .number($0) },
        ] + state.uptime.cells
      })
  }

  /// One row for each name and resolver.
  var answerTable: CSVTable {
    CSVTable(
      columns: ["name"] + Self.standingColumns
        + ["agreement", "resolver", "outcome", "latency_ms", "addresses", "cname", "ttl_s"],
      rows: names.flatMap { state in
        state.checks.map { check in
          let answer = check.last?.answer
          return [.text(state.id)] + state.standing.cells + [
            .optional(state.agreement) { .text($0.rawValue) },
            .optional(check.check.probe.resolver) { .text($0) },
            .optional(check.last) { .text($0.outcome.rawValue) },
            .optional(check.last?.latency) { .milliseconds($0) },
            .optional(answer) { .list($0.records.map(\.string)) },
            .optional(answer) { .list($0.chain.map(\.string)) }, .optional(answer?.ttl) { .integer($0) },
          ]
        }
      })
  }

  var serviceTable: CSVTable {
    CSVTable(
      columns: ["id", "name", "weight", "owner", "runbook", "tags"] + Self.standingColumns
        + ["latency_ms", "feed_health", "feed_title", "needs"] + Self.uptimeColumns,
      rows: services.map { state in
        let service = state.service
        return [
          .text(service.id), .text(service.name), .number(service.weight),
          .optional(service.owner) { .text($0) }, .optional(service.runbook) { .text($0) },
          .list(service.tags.map(\.string)),
        ] + state.standing.cells + [
          state.checks.latencyCell, .optional(state.feed) { .health($0.health) },
          .optional(state.feed?.title) { .text($0) },
          .list(service.needs.flatMap(\.domains).map(\.description)),
        ] + state.uptime.cells
      })
  }

  var checkTable: CSVTable {
    CSVTable(
      columns: [
        "subject", "kind", "target", "health", "since", "outcome", "latency_ms", "dns_ms", "connect_ms",
        "tls_ms", "first_byte_ms", "total_ms", "address", "status", "detail", "observed_at",
      ],
      rows: subjects.flatMap(\.checks).map { state in
        let phases = state.last?.phases
        let times = [
          state.last?.latency, phases?.dns, phases?.connect, phases?.tls, phases?.firstByte, phases?.total,
        ]
        return [
          .text(state.check.purpose.label), .text(state.check.probe.kind.rawValue),
          .text(state.check.probe.target), .health(state.standing.health),
          .optional(state.standing.since) { .instant($0) },
          .optional(state.last) { .text($0.outcome.rawValue) },
        ] + times.map { .optional($0) { .milliseconds($0) } } + [
          .optional(state.last?.address) { .text($0) }, .optional(state.last?.httpStatus) { .integer($0) },
          .text(state.standing.reason), .optional(state.last?.startedAt) { .instant($0) },
        ]
      })
  }

  var incidentTable: CSVTable {
    CSVTable(
      columns: [
        "id", "health", "opened_at", "confirmed_at", "closed_at", "title", "cause", "dependents",
        "dependents_failing", "others", "others_failing", "feed_lag_s", "relapses", "members",
      ],
      rows: incidents.map { incident in
        let cause = incident.cause
        return [
          .text(incident.id), .health(incident.health), .instant(incident.openedAt),
          .instant(incident.confirmedAt), .optional(incident.closedAt) { .instant($0) },
          .text(incident.title),
          .optional(cause) { .text($0.domain.description) }, .optional(cause) { .integer($0.dependents) },
          .optional(cause) { .integer($0.dependentsFailing) }, .optional(cause) { .integer($0.others) },
          .optional(cause) { .integer($0.othersFailing) },
          .optional(incident.feedLag) { .number($0.inSeconds) }, .integer(incident.relapses),
          .list(incident.members.map(\.label)),
        ]
      })
  }

  var sourceTable: CSVTable {
    CSVTable(
      columns: ["source", "health", "age_s", "detail"],
      rows: sources.map {
        [.text($0.id), .health($0.health), .optional($0.age) { .number($0.inSeconds) }, .text($0.detail)]
      })
  }

  private static let standingColumns = ["health", "since", "reason"]
  private static let uptimeColumns = Uptime.Window.allCases.flatMap {
    ["uptime_\($0.rawValue)", "coverage_\($0.rawValue)"]
  }
}

extension Standing {
  fileprivate var cells: [CSVTable.Cell] {
    [.health(health), .optional(since) { .instant($0) }, reason.isEmpty ? .absent : .text(reason)]
  }
}

extension Optional<Uptime> {
  fileprivate var cells: [CSVTable.Cell] {
    Uptime.Window.allCases.flatMap { window -> [CSVTable.Cell] in
      let tally = self?[window]
      return [.optional(tally?.share) { .number($0) }, .optional(tally?.coverage) { .number($0) }]
    }
  }
}

extension [CheckState] {
  /// The slowest of the last answers.
  fileprivate var latencyCell: CSVTable.Cell {
    .optional(compactMap(\.last?.latency).max()) { .milliseconds($0) }
  }
}

extension Probe {
  /// Which resolver a DNS probe asks; `nil` for other probes.
  var resolver: Resolver.ID? {
    if case .dns(let probe) = self { probe.resolver } else { nil }
  }
}
