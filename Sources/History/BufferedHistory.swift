package import Model

/// The history as it is being written: opens the file when it can, keeps what it could not write yet, and says
/// how it stands. Knows no clock and no queue: time comes in with every call, which must come from one place.
package struct BufferedHistory {
  /// Waits after a failure before the file is tried again.
  static let patience = Duration.seconds(60)
  /// A longer gap means that the machine slept and nothing was observed.
  static let longestBeat = Duration.seconds(150)
  /// A clock set back by less is slewing, not jumping.
  static let slew = Duration.seconds(2)
  /// Observations kept while the file cannot be written; beyond, the oldest are given up.
  static let waitingLimit = 20_000

  enum Condition {
    case closed(retryAt: Timestamp?)
    case reading(Store)
    case writing(Store, HistoryLock)
  }

  let file: HistoryFile
  let retention: RetentionPolicy
  /// Regions whose unavailability is reported at the opening, and each day.
  let regions: [DomainID]
  private(set) var condition = Condition.closed(retryAt: nil)
  private(set) var waiting: [Observation] = []
  private var snapshot: Snapshot?
  private var session: Session?
  private var writtenIncidents: [String: Incident] = [:]
  private var tasks = PeriodicTasks()
  /// What happened to the file that the reader should know as long as we run.
  private var remark: SafeText = ""
  /// Found while at work, though the pages looked sound at the opening.
  private var damage: HistoryError?
  private var lastState: SourceState?
  private var news: [HistoryNews] = []

  /// One uninterrupted span of watching, by a clock that did not jump.
  struct Session {
    /// Its row; `nil` until it is written.
    var id: Int64?
    var beat: Timestamp
    var tracker: StandingTracker
  }

  package init(file: HistoryFile, retention: RetentionPolicy, regions: [DomainID] = []) {
    self.file = file
    self.retention = retention
    self.regions = regions
  }

  /// Takes in what has come, writes what can be written, and returns what there is to tell.
  package mutating func update(
    _ observations: [Observation], _ newest: Snapshot?, at now: Timestamp
  ) -> [HistoryNews] {
    defer { news.removeAll() }
    beat(at: now)
    waiting += observations
    if waiting.count > Self.waitingLimit { waiting.removeFirst(waiting.count - Self.waitingLimit) }
    snapshot = newest ?? snapshot
    openIfDue(at: now)
    do {
      switch condition {
      case .closed: break
      case .reading(let store):
        waiting.removeAll()
        try readFigures(from: store, at: now)
      case .writing(let store, _):
        try write(to: store, at: now)
        try tasks.run(on: store, retention, since: session?.tracker.startedAt ?? now, at: now)
        try readFigures(from: store, at: now)
        report(remark.isEmpty ? .ok : .degraded, remark)
      }
    } catch {
      fail(error, at: now)
    }
    return news
  }

  /// Writes what is left and lets go of the file.
  package mutating func close(_ observations: [Observation], _ newest: Snapshot?, at now: Timestamp) {
    _ = update(observations, newest, at: now)
    if case .writing(let store, _) = condition { store.close() }
    condition = .closed(retryAt: nil)
  }

  private mutating func beat(at now: Timestamp) {
    if let last = session?.beat, now - last <= Self.longestBeat, last - now <= Self.slew {
      session?.beat = max(last, now)
    } else {
      session = Session(beat: now, tracker: StandingTracker(startedAt: now))
    }
  }
}

extension BufferedHistory {
  private mutating func openIfDue(at now: Timestamp) {
    switch condition {
    case .writing: return
    case .reading(let store):
      guard tasks.isLockDue(at: now) else { return }
      do {
        guard let lock = try HistoryLock(on: file) else { return }
        condition = .writing(try Store(store.file, for: .writing), lock)
      } catch {
        fail(error, at: now)
      }
    case .closed(let retryAt):
      if let retryAt, now < retryAt, retryAt - now <= Self.patience { return }
      do {
        try open(at: now)
      } catch {
        fail(error, at: now)
      }
    }
  }

  private mutating func open(at now: Timestamp) throws(HistoryError) {
    try file.prepareFolder()
    let store: Store
    if let lock = try HistoryLock(on: file) {
      store = try openForWriting(at: now)
      condition = .writing(store, lock)
    } else {
      store = try Store(file, for: .reading)
      condition = .reading(store)
      report(.degraded, "read only: another Faultline is writing this history")
    }
    session?.id = nil
    let open = try store.read { try store.incidents(where: "closed IS NULL", in: $0) }
    writtenIncidents = Dictionary(open.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    tasks = PeriodicTasks()
    news.append(.opened(openIncidents: open))
  }

  private mutating func openForWriting(at now: Timestamp) throws(HistoryError) -> Store {
    do throws(HistoryError) {
      if let damage { throw damage }
      return try Store(file, for: .writing)
    } catch .damaged(_, let detail) {
      let aside = try file.setAside(at: now)
      damage = nil
      remark = "the history was damaged (\(detail)); it was renamed to \(aside) and a new one started"
      return try Store(file, for: .writing)
    }
  }

  private mutating func write(to store: Store, at now: Timestamp) throws(HistoryError) {
    guard let session else { return }
    let changes = snapshot.map { session.tracker.changes(in: $0) } ?? []
    let incidents = (snapshot?.incidents ?? []).filter { writtenIncidents[$0.id] != $0 }
    let id = try store.write { db in
      let id = try session.id ?? store.beginSession(at: session.tracker.startedAt, in: db)
      try store.prolongSession(id, until: session.beat, in: db)
      try store.append(waiting, in: db)
      try store.append(changes, to: id, in: db)
      try store.put(incidents, in: db)
      return id
    }
    waiting.removeAll(keepingCapacity: true)
    self.session?.id = id
    self.session?.tracker.accept(changes)
    for incident in incidents { writtenIncidents[incident.id] = incident }
  }

  private mutating func readFigures(from store: Store, at now: Timestamp) throws(HistoryError) {
    if tasks.isUnavailabilityDue(at: now) {
      let told = try store.unavailabilities(of: regions, at: now)
      if !told.isEmpty { news.append(.unavailabilities(told)) }
    }
    guard let snapshot, tasks.isUptimeDue(at: now) else { return }
    news.append(.uptimes(try store.uptimes(of: snapshot.subjects.map(\.subject), at: now)))
  }

  /// Damage found at work is dealt with at the next opening; everything else may pass.
  private mutating func fail(_ error: any Error, at now: Timestamp) {
    let error = HistoryError(error, path: file.path)
    if case .damaged = error { damage = error }
    condition = .closed(retryAt: now + Self.patience)
    report(.down, "not recorded: \(error.description)")
  }

  private mutating func report(_ health: Health, _ detail: SafeText) {
    let state = SourceState(id: "history", health: health, detail: detail)
    guard state != lastState else { return }
    lastState = state
    news.append(.state(state))
  }
}
