internal import Model

extension Snapshot {
  /// Gauges in Prometheus text 0.0.4. Those of a replay begin with `faultline_replay`, so that no rule or panel
  /// mistakes them for live data.
  var metrics: String {
    var out = Exposition(prefix: replay == nil ? "faultline" : "faultline_replay")
    writeWhole(&out)
    writeSubjects(&out)
    writeChecks(&out)
    writeIncidents(&out)
    writeSources(&out)
    if let risk { risk.write(&out) }
    return out.text
  }

  private func writeWhole(_ out: inout Exposition) {
    out.gauge(
      "snapshot_timestamp_seconds", "When the snapshot was taken, in seconds since the epoch.",
      [([], Double(generatedAt.seconds))])
    out.states("overall_health", "The worst health of all: 1 for the current state.", [([], overall)])
    out.states(
      "verdict", "Whether the fault is local: 1 for the current verdict.", [([], vantage.verdict)])
  }

  private func writeSubjects(_ out: inout Exposition) {
    out.states(
      "health", "Health of a region, DNS name or service: 1 for the current state.",
      subjects.map { ($0.labels, $0.standing.health) })
    out.gauge(
      "health_since_timestamp_seconds", "When the current health began, in seconds since the epoch.",
      subjects.map { ($0.labels, $0.standing.since.map { Double($0.seconds) }) })
    let windows = subjects.flatMap { state in
      Uptime.Window.allCases.map { (state.labels + [("window", $0.rawValue)], state.uptime?[$0]) }
    }
    out.gauge(
      "uptime_ratio", "Share of the time with data that was up, over a window that ends now.",
      windows.map { ($0.0, $0.1?.share) })
    out.gauge(
      "uptime_coverage_ratio", "Share of the window for which there is data.",
      windows.map { ($0.0, $0.1?.coverage) })
    out.gauge(
      "service_weight", "Weight of a service, in the configured unit.",
      services.map { ([("kind", "service"), ("id", $0.id)], $0.service.weight) })
  }

  private func writeChecks(_ out: inout Exposition) {
    let checks = subjects.flatMap { state in
      state.checks.map { check in
        let probe = check.check.probe
        return (state.labels + [("probe", probe.kind.rawValue), ("target", probe.target)], check)
      }
    }
    out.states(
      "check_health", "Health of one check: 1 for the current state.",
      checks.map { ($0.0, $0.1.standing.health) })
    out.gauge(
      "check_latency_seconds", "Duration of the last successful probe.",
      checks.map { ($0.0, $0.1.last?.latency?.inSeconds) })
    out.gauge(
      "check_phase_seconds", "Duration of each phase of the last probe.",
      checks.flatMap { labels, state in
        let phases = state.last?.phases ?? Phases()
        return [
          ("dns", phases.dns), ("connect", phases.connect), ("tls", phases.tls),
          ("first_byte", phases.firstByte), ("total", phases.total),
        ].map { (labels + [("phase", $0.0)], $0.1?.inSeconds) }
      })
    out.gauge(
      "check_observed_timestamp_seconds", "When the last probe started, in seconds since the epoch.",
      checks.map { ($0.0, $0.1.last.map { Double($0.startedAt.seconds) }) })
  }

  private func writeIncidents(_ out: inout Exposition) {
    let open = openIncidents.map { incident -> (Exposition.Labels, Incident) in
      ([("incident", incident.id), ("cause", incident.cause?.domain.description ?? "")], incident)
    }
    out.gauge("incidents_open", "Number of open incidents.", [([], Double(open.count))])
    out.gauge(
      "incident_opened_timestamp_seconds",
      "The first failing observation of an open incident, in seconds since the epoch.",
      open.map { ($0.0, Double($0.1.openedAt.seconds)) })
    out.gauge(
      "incident_members", "Number of regions, names and services that have failed in an open incident.",
      open.map { ($0.0, Double($0.1.members.count)) })
    out.gauge(
      "incident_feed_lag_seconds",
      "From the first failure of an open incident to the provider's first update.",
      open.map { ($0.0, $0.1.feedLag?.inSeconds) })
  }

  private func writeSources(_ out: inout Exposition) {
    let said = subjects.flatMap { state in
      (state.feeds ?? []).map { (state.labels + [("source", $0.source.string)], $0.health) }
    }
    out.states("feed_health", "Health that a provider's feed reports: 1 for the reported state.", said)
    out.states(
      "source_health", "Health of a data source: 1 for the current state.",
      sources.map { ([("source", $0.id.string)], $0.health) })
    out.gauge(
      "source_age_seconds", "Time since a data source last delivered.",
      sources.map { ([("source", $0.id.string)], $0.age?.inSeconds) })
  }
}

extension RiskReport {
  fileprivate func write(_ out: inout Exposition) {
    let reached = layers.map { layer -> (Exposition.Labels, Layer) in
      ([("layer", layer.kind.rawValue)], layer)
    }
    out.gauge(
      "risk_effective_domains", "1 / HHI: the number of equal domains that would be as concentrated.",
      reached.map { ($0.0, $0.1.indices?.effective) })
    out.gauge(
      "risk_herfindahl_ratio", "Herfindahl-Hirschman index of a layer's shares.",
      reached.map { ($0.0, $0.1.indices?.hhi) })
    out.gauge(
      "risk_largest_share_ratio", "The largest domain's share of the weight that a layer counts.",
      reached.map { ($0.0 + [("domain", $0.1.shares.first?.id.description ?? "")], $0.1.shares.first?.share) }
    )
    out.gauge(
      "risk_blast_radius_ratio", "Share of the total weight that fails if this domain alone fails.",
      domains.map { ([("domain", $0.id.description), ("kind", $0.id.kind.rawValue)], $0.blastRadius) })
    out.gauge(
      "risk_unavailability_ratio",
      "Share of time that a domain is assumed to be down; the label says where the value comes from.",
      domains.map { domain in
        let source = domain.unavailability?.source.rawValue ?? ""
        return ([("domain", domain.id.description), ("from", source)], domain.unavailability?.probability)
      })
    out.gauge(
      "risk_expected_loss_ratio",
      "Expected loss as a share of the total weight; the middle of the bounds where only bounds are known.",
      [([], expectedLoss?.fraction)])
    out.gauge("risk_weight", "Total weight of all services, in the configured unit.", [([], weight)])
  }
}
