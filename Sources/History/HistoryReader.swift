internal import GRDB
package import Model

/// Reads a history, whether or not somebody writes it meanwhile. Belongs to one thread at a time.
package final class HistoryReader {
  private let store: Store

  package init(_ file: HistoryFile) throws(HistoryError) { store = try Store(file, for: .reading) }

  /// One change of a subject's health.
  package struct HealthChange: Hashable, Sendable {
    package let subject: Subject
    package let start: Timestamp
    package let health: Health
    package let reason: SafeText
  }

  /// Of all successes in a span; `nil` where there were none.
  package struct Latencies: Hashable, Sendable {
    package let p50, p95, p99: Duration?
    /// Observations of any outcome, and those that failed.
    package let observations, failures: Int
  }

  /// Newest first.
  package func incidents(limit: Int) throws(HistoryError) -> [Incident] {
    try store.read { db in
      Array(try store.incidents(where: "1", in: db).prefix(limit))
    }
  }

  /// Those whose id begins so, newest first; the one whose id is just this comes alone.
  package func incidents(idPrefix: String) throws(HistoryError) -> [Incident] {
    try store.read { db in
      let exact = try store.incidents(where: "id = ?", [idPrefix], in: db)
      if !exact.isEmpty { return exact }
      return try store.incidents(where: "substr(id, 1, length(?1)) = ?1", [idPrefix], in: db)
    }
  }

  /// Every region, name and service remembered, ordered by label.
  package func subjects() throws(HistoryError) -> [Subject] {
    // A check's id has a space in it, a label has none.
    try store.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT label FROM thing WHERE instr(label, ' ') = 0
            AND EXISTS (SELECT 1 FROM standing WHERE standing.thing = thing.id)
          ORDER BY label
          """)
    }.compactMap(Subject.init(label:))
  }

  /// Over windows that end at `now`.
  package func uptimes(of subjects: [Subject], at now: Timestamp) throws(HistoryError) -> [Subject: Uptime] {
    try store.uptimes(of: subjects, at: now)
  }

  /// Of all checks of a subject, to the hour.
  package func latencies(of subject: Subject, in span: Range<Timestamp>) throws(HistoryError) -> Latencies {
    let cell = try store.read { try store.cell(of: subject.label, in: span, in: $0) }
    return Latencies(
      p50: cell.latencies.quantile(0.5), p95: cell.latencies.quantile(0.95),
      p99: cell.latencies.quantile(0.99), observations: cell.observations, failures: cell.down)
  }

  /// Changes of health of these subjects that began in a span, oldest first.
  package func changes(
    of subjects: [Subject], in span: Range<Timestamp>
  ) throws(HistoryError) -> [HealthChange] {
    let changes = try store.read { db in
      try subjects.flatMap { subject in
        try store.changes(of: subject.label, in: span, in: db).map {
          HealthChange(subject: subject, start: $0.start, health: $0.health, reason: $0.reason)
        }
      }
    }
    return changes.sorted { ($0.start, $0.subject) < ($1.start, $1.subject) }
  }

  /// Raw observations that began in a span, as far back as they are kept (48 h unless configured).
  package func observations(in span: Range<Timestamp>) throws(HistoryError) -> [Observation] {
    try store.read { try store.observations(in: span, in: $0) }
  }

  /// When Faultline last ran; `nil` if it never did.
  package func lastWatched() throws(HistoryError) -> Timestamp? {
    try store.read { try Int64.fetchOne($0, sql: "SELECT max(alive) FROM session") }
      .map { Timestamp(milliseconds: $0) }
  }

  /// Of the regions that have 30 days of coverage or more.
  package func unavailabilities(
    of regions: [DomainID], at now: Timestamp
  ) throws(HistoryError) -> [DomainID: Unavailability] {
    try store.unavailabilities(of: regions, at: now)
  }
}
