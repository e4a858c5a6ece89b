internal import GRDB
internal import Model

extension Store {
  /// Adds observations in the order in which they came.
  func append(_ observations: [Observation], in db: Database) throws {
    guard !observations.isEmpty else { return }
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO observation
          (thing, at, outcome, vantage, latency, dns, connect, tls, first_byte, total, address, status, detail)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for observation in observations {
      let phases = observation.phases
      let address = try observation.address.map { try interned.word($0.string, in: db) }
      // A total that is the latency once more is not worth its bytes.
      let total = phases.total == observation.latency ? nil : phases.total
      try insert.execute(arguments: [
        try interned.thing(observation.check.description, in: db), observation.startedAt.milliseconds,
        try interned.word(observation.outcome.rawValue, in: db),
        try interned.word(observation.vantage, in: db),
        observation.latency?.microseconds, phases.dns?.microseconds, phases.connect?.microseconds,
        phases.tls?.microseconds, phases.firstByte?.microseconds, total?.microseconds, address,
        observation.httpStatus, observation.detail.isEmpty ? nil : observation.detail.string,
      ])
    }
  }

  /// Raw observations that began in a span, in order of arrival. The DNS answer is not kept.
  func observations(in span: Range<Timestamp>, in db: Database) throws -> [Observation] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT t.label, o.at, outcome.text, vantage.text, o.latency, o.dns, o.connect, o.tls, o.first_byte,
          o.total, address.text, o.status, o.detail
        FROM observation o
        JOIN thing t ON t.id = o.thing
        JOIN word outcome ON outcome.id = o.outcome
        JOIN word vantage ON vantage.id = o.vantage
        LEFT JOIN word address ON address.id = o.address
        WHERE o.at >= ? AND o.at < ? ORDER BY o.id
        """,
      arguments: [span.lowerBound.milliseconds, span.upperBound.milliseconds])
    var found: [Observation] = []
    while let row = try rows.next() {
      if let observation = Self.observation(from: row) { found.append(observation) }
    }
    return found
  }

  /// `nil` for an outcome that this version does not know.
  private static func observation(from row: Row) -> Observation? {
    guard let outcome = Outcome(rawValue: row[2]) else { return nil }
    func duration(_ column: Int) -> Duration? {
      (row[column] as Int64?).map { .microseconds($0) }
    }
    let latency = duration(4)
    return Observation(
      check: CheckID(row[0]), vantage: row[3], startedAt: Timestamp(milliseconds: row[1]), outcome: outcome,
      latency: latency,
      phases: Phases(
        dns: duration(5), connect: duration(6), tls: duration(7), firstByte: duration(8),
        total: duration(9) ?? latency),
      address: (row[10] as String?).map { SafeText($0) }, httpStatus: row[11],
      detail: SafeText(row[12] as String? ?? ""))
  }
}
