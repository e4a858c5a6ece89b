internal import GRDB
internal import Model

extension Store {
  /// Writes incidents as they are now; one that is known is replaced.
  func put(_ incidents: [Incident], in db: Database) throws {
    guard !incidents.isEmpty else { return }
    let upsert = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO incident
          (id, opened, confirmed, closed, title, health, cause, dependents, dependents_failing, others,
            others_failing, members, feed_lag, story)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for incident in incidents {
      let cause = incident.cause
      try upsert.execute(arguments: [
        incident.id, incident.openedAt.milliseconds, incident.confirmedAt.milliseconds,
        incident.closedAt?.milliseconds, incident.title.string, incident.health.rawValue,
        cause?.domain.description, cause?.dependents, cause?.dependentsFailing, cause?.others,
        cause?.othersFailing, incident.members.map(\.label).joined(separator: "\n"),
        incident.feedLag.map { $0.nanoseconds / 1_000_000 }, IncidentDetails(of: incident).json,
      ])
    }
  }

  /// Newest first.
  func incidents(
    where condition: String, _ arguments: StatementArguments = [], in db: Database
  ) throws -> [Incident] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM incident WHERE \(condition) ORDER BY opened DESC, id", arguments: arguments
    ).map(Self.incident)
  }

  private static func incident(from row: Row) -> Incident {
    func instant(_ column: String) -> Timestamp? {
      (row[column] as Int64?).map { Timestamp(milliseconds: $0) }
    }
    let cause = (row["cause"] as String?).flatMap { DomainID($0) }.map {
      Incident.Cause(
        domain: $0, dependents: row["dependents"] ?? 0, dependentsFailing: row["dependents_failing"] ?? 0,
        others: row["others"] ?? 0, othersFailing: row["others_failing"] ?? 0)
    }
    var incident = Incident(
      id: row["id"], openedAt: Timestamp(milliseconds: row["opened"]),
      confirmedAt: Timestamp(milliseconds: row["confirmed"]), closedAt: instant("closed"),
      title: SafeText(row["title"] as String), health: Health(rawValue: row["health"]) ?? .unknown,
      cause: cause,
      members: (row["members"] as String).split(separator: "\n").compactMap { Subject(label: String($0)) },
      feedLag: (row["feed_lag"] as Int64?).map { .milliseconds($0) })
    IncidentDetails(json: row["story"])?.fill(&incident)
    return incident
  }
}
