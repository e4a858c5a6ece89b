internal import Model
internal import Screen

/// Columns, sort keys and filter terms that several panels have.
extension PanelColumn {
  static func state(_ width: ColumnWidth, _ health: @escaping @Sendable (Snapshot, Int) -> Health)
    -> PanelColumn
  {
    PanelColumn("STATE", width, sort: .state(health), filter: [.state(health)]) { scene, row, _ in
      health(scene.snapshot, row).word
    }
  }

  static func lastHour(
    _ width: ColumnWidth, _ checks: @escaping @Sendable (Snapshot, Int) -> [CheckState]
  ) -> PanelColumn {
    PanelColumn("LAST HOUR", width, sort: .failures(checks)) { scene, row, width in
      scene.lastHour(checks(scene.snapshot, row), width)
    }
  }

  /// The slowest check of a row; what is down has no latency, whatever it had.
  static func latency(
    _ width: ColumnWidth, _ health: @escaping @Sendable (Snapshot, Int) -> Health,
    _ checks: @escaping @Sendable (Snapshot, Int) -> [CheckState]
  ) -> PanelColumn {
    PanelColumn("P95", width, .right, sort: .latency(checks)) { scene, row, _ in
      if health(scene.snapshot, row) == .down { return scene.absent }
      return scene.latency(checks(scene.snapshot, row).compactMap(\.p95).max())
    }
  }
}

extension SortKey {
  static func state(_ health: @escaping @Sendable (Snapshot, Int) -> Health) -> SortKey {
    .largest("state", or: ["worst"], note: "worst first") { Double(health($0, $1).severity) }
  }

  static func name(or synonyms: [String], _ text: @escaping @Sendable (Snapshot, Int) -> String) -> SortKey {
    SortKey("name", or: synonyms, note: "by name", .text(text))
  }

  static func since(_ instant: @escaping @Sendable (Snapshot, Int) -> Timestamp?) -> SortKey {
    .largest("since", or: ["newest", "when"], note: "newest change first") { snapshot, row in
      instant(snapshot, row).map { Double($0.nanoseconds) } ?? -.infinity
    }
  }

  static func latency(_ checks: @escaping @Sendable (Snapshot, Int) -> [CheckState]) -> SortKey {
    .largest("p95", or: ["latency"], note: "slowest first") { snapshot, row in
      most(checks(snapshot, row)) { all, check in
        all[check].standing.health == .down ? -1 : all[check].p95?.inMilliseconds ?? -1
      }
    }
  }

  /// By the slots of the last hour in which something failed.
  static func failures(_ checks: @escaping @Sendable (Snapshot, Int) -> [CheckState]) -> SortKey {
    .largest("last-hour", or: ["failures"], note: "most failures first") { snapshot, row in
      most(checks(snapshot, row)) { all, check in
        Double(all[check].trail.failures(inHourEndingAt: snapshot.generatedAt))
      }
    }
  }

  /// The largest value of any check; checks too are read where they lie.
  private static func most(
    _ checks: [CheckState], _ value: (_ all: [CheckState], _ check: Int) -> Double
  ) -> Double {
    var most = -1.0
    for check in checks.indices { most = max(most, value(checks, check)) }
    return most
  }
}

extension FilterTerm {
  static func text(_ field: String, _ text: @escaping @Sendable (Snapshot, Int) -> String) -> FilterTerm {
    FilterTerm(field) { snapshot, row, test in test(text(snapshot, row)) }
  }

  static func state(_ health: @escaping @Sendable (Snapshot, Int) -> Health) -> FilterTerm {
    .text("state") { health($0, $1).rawValue }
  }

  /// A provider is found by the beginning of its id: that of `aws/us-east-1` is `aws`.
  static func provider(
    _ domains: @escaping @Sendable (Snapshot, Int, (DomainID) -> Bool) -> Bool
  ) -> FilterTerm {
    FilterTerm("provider", match: .beginning) { snapshot, row, test in
      domains(snapshot, row) { id in
        (id.kind == .region || id.kind == .provider) && test(id.description)
      }
    }
  }
}
