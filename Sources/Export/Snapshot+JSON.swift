package import JSON
package import Model

extension Snapshot {
  /// `faultline.snapshot/1`: every key is present, `null` where the value is not known.
  package var json: JSON {
    [
      "schema": "faultline.snapshot/1",
      "generated_at": .instant(generatedAt),
      "vantage": [
        "name": .text(vantage.name), "verdict": .string(vantage.verdict.rawValue),
        "evidence": .array(vantage.evidence.map(JSON.text)),
      ],
      "overall": .string(overall.rawValue),
      "counts": .object(Health.reported.map { ($0.rawValue, .integer(counts[$0])) }),
      "regions": .array(regions.map { $0.json(dependents[$0.id]) }),
      "dns": .array(names.map(\.json)),
      "services": .array(services.map(\.json)),
      "incidents": .array(incidents.map(\.json)),
      "risk": .optional(risk) { $0.json },
      "sources": .array(sources.map(\.json)),
    ]
  }
}

extension Health {
  /// The order in which counts are written.
  static let reported: [Health] = [.ok, .degraded, .down, .unknown, .maintenance]
}

extension JSON {
  static func text(_ text: SafeText) -> JSON { .string(text.string) }
  static func instant(_ instant: Timestamp) -> JSON { .string(instant.description) }
  static func health(_ health: Health) -> JSON { .string(health.rawValue) }

  /// Milliseconds to a microsecond.
  static func milliseconds(_ duration: Duration?) -> JSON {
    .optional(duration) { .number(($0.inMilliseconds * 1000).rounded() / 1000) }
  }

  /// Seconds to a millisecond.
  static func seconds(_ duration: Duration?) -> JSON {
    .optional(duration) { .number(($0.inSeconds * 1000).rounded() / 1000) }
  }

  static func strings(_ texts: [SafeText]) -> JSON { .array(texts.map(JSON.text)) }
}

extension Standing {
  /// The members that every row of the snapshot begins with.
  fileprivate var members: [(String, JSON)] {
    [
      ("health", .health(health)), ("since", .optional(since, JSON.instant)),
      ("reason", reason.isEmpty ? .null : .text(reason)),
    ]
  }
}

extension RegionState {
  fileprivate func json(_ dependents: Dependents?) -> JSON {
    .object(
      [
        ("id", .string(id.description)), ("provider", .optional(id.provider) { .string($0.description) }),
        ("region", .string(id.name)), ("name", .text(domain.name)), ("city", .text(domain.place)),
        ("country", .optional(domain.country, JSON.string)),
      ] + standing.members + [
        ("checks", .array(checks.map(\.json))),
        ("feeds", .optional(feeds) { .array($0.map(\.json)) }),
        (
          "dependents",
          [
            "services": .integer(dependents?.services.count ?? 0),
            "weight_share": .optional(dependents?.weightShare, JSON.number),
          ]
        ),
      ])
  }
}

extension NameState {
  fileprivate var json: JSON {
    .object(
      [("name", .string(id))] + standing.members + [
        ("agreement", .optional(agreement) { .string($0.rawValue) }),
        ("resolvers", .array(checks.map(resolver))),
      ])
  }

  private func resolver(_ state: CheckState) -> JSON {
    [
      "resolver": .string(state.check.probe.resolver ?? ""),
      "outcome": .optional(state.last) { .string($0.outcome.rawValue) },
      "latency_ms": .milliseconds(state.last?.latency),
      "addresses": .optional(state.last?.answer) { .strings($0.records) },
      "cname": .optional(state.last?.answer) { .strings($0.chain) },
      "ttl_s": .optional(state.last?.answer?.ttl, JSON.integer),
    ]
  }
}

extension ServiceState {
  fileprivate var json: JSON {
    .object(
      [
        ("id", .string(id)), ("name", .text(service.name)), ("weight", .number(service.weight)),
        ("owner", .optional(service.owner, JSON.text)), ("runbook", .optional(service.runbook, JSON.text)),
        ("tags", .strings(service.tags)),
      ] + standing.members + [
        ("checks", .array(checks.map(\.json))), ("feed", .optional(feed) { $0.json }),
        ("needs", .array(service.needs.map(\.json))), ("observed", .null),
        ("uptime", .optional(uptime) { $0.json }),
      ])
  }
}

extension Need {
  /// The shape of the configuration: `{domain, evidence}`, `{any: []}`, `{at_least, of: []}`, `{all: []}`.
  package var json: JSON {
    switch self {
    case .domain(let id, let evidence):
      ["domain": .string(id.description), "evidence": .optional(evidence, JSON.text)]
    case .any(let members): ["any": .array(members.map(\.json))]
    case .atLeast(let count, let members):
      ["at_least": .integer(count), "of": .array(members.map(\.json))]
    case .all(let members): ["all": .array(members.map(\.json))]
    }
  }
}

extension CheckState {
  fileprivate var json: JSON {
    let phases = last?.phases
    return [
      "kind": .string(check.probe.kind.rawValue), "target": .text(SafeText(check.probe.target)),
      "health": .health(standing.health), "outcome": .optional(last) { .string($0.outcome.rawValue) },
      "latency_ms": .milliseconds(last?.latency),
      "phases": [
        "dns_ms": .milliseconds(phases?.dns), "connect_ms": .milliseconds(phases?.connect),
        "tls_ms": .milliseconds(phases?.tls), "first_byte_ms": .milliseconds(phases?.firstByte),
        "total_ms": .milliseconds(phases?.total),
      ],
      "address": .optional(last?.address, JSON.text),
      "status": .optional(last?.httpStatus, JSON.integer),
      "detail": standing.reason.isEmpty ? .null : .text(standing.reason),
      "observed_at": .optional(last?.startedAt, JSON.instant),
      "failed_at": .optional(last?.failedAt) { .string($0.rawValue) },
      // Reserved for what answered, what shows it, and the product asked: nothing fills them yet.
      "answered_by": .null, "evidence": .array([]), "product": .null, "plane": .null,
    ]
  }
}

extension FeedState {
  fileprivate var json: JSON {
    [
      "source": .text(source), "health": .health(health), "title": .optional(title, JSON.text),
      "updated_at": .optional(updatedAt, JSON.instant), "url": .optional(url, JSON.text),
    ]
  }
}

extension SourceState {
  fileprivate var json: JSON {
    [
      "source": .text(id), "health": .health(health), "age_s": .seconds(age), "detail": .text(detail),
    ]
  }
}

extension Incident {
  package var json: JSON {
    [
      "id": .string(id), "opened_at": .instant(openedAt), "confirmed_at": .instant(confirmedAt),
      "closed_at": .optional(closedAt, JSON.instant), "title": .text(title),
      "cause": .optional(cause) { $0.json }, "members": .array(members.map { .string($0.label) }),
      "feed_lag_s": .seconds(feedLag),
    ]
  }
}

extension Incident.Cause {
  fileprivate var json: JSON {
    [
      "domain": .string(domain.description), "kind": .string(domain.kind.rawValue),
      "dependents": .integer(dependents), "dependents_failing": .integer(dependentsFailing),
      "others": .integer(others), "others_failing": .integer(othersFailing),
    ]
  }
}

extension Uptime {
  /// `{"24h": {"uptime", "coverage"}, ...}`: shares of 0...1; uptime is `null` where nothing was decided.
  package var json: JSON {
    .object(
      Window.allCases.map { window in
        let tally = self[window]
        return (
          window.rawValue,
          ["uptime": .optional(tally.share, JSON.number), "coverage": .number(tally.coverage)]
        )
      })
  }
}
