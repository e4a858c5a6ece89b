internal import Model

/// What changed between two snapshots.
package struct SnapshotDiff: Sendable {
  /// How one row changed. Raw values are those of `faultline.diff/1`.
  enum Direction: String, CaseIterable { case worse, added, removed, other, better }

  struct HealthChange {
    let kind: SubjectKind
    let id: String
    /// `nil` if it was not monitored then.
    let from, to: Health?
    let reason: String?

    var direction: Direction {
      guard let from else { return .added }
      guard let to else { return .removed }
      return to.severity > from.severity ? .worse : to.severity < from.severity ? .better : .other
    }
  }

  /// A risk figure that changed.
  struct Shift {
    let id: String
    let from, to: Double?

    /// By how much it changed; what appeared or disappeared counts in full.
    var size: Double { abs((to ?? 0) - (from ?? 0)) }
  }

  let before, after: SnapshotRecord
  /// Worse first, and of these the worst.
  let changes: [HealthChange]
  let opened, closed: [SnapshotRecord.Event]
  /// By layer, 1 / HHI.
  let effective: [Shift]
  /// By domain, the share of weight that fails with it; the largest change first.
  let radii: [Shift]
  /// As a share of all weight; `nil` if it is the same.
  let expectedLoss: Shift?

  package init(from before: SnapshotRecord, to after: SnapshotRecord) {
    self.before = before
    self.after = after
    changes =
      (Self.changes(.region, before.regions, after.regions) + Self.changes(.dns, before.dns, after.dns)
      + Self.changes(.service, before.services, after.services)).sorted(by: Self.isFirst)
    let known = Dictionary(before.incidents.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    opened = after.incidents.filter { known[$0.id] == nil }
    closed = after.incidents.filter { $0.closedAt != nil && known[$0.id].map { $0.closedAt == nil } == true }
    effective = Self.shifts(
      before.risk?.layers.map { ($0.layer, $0.effective) },
      after.risk?.layers.map { ($0.layer, $0.effective) })
    radii = Self.shifts(
      before.risk?.domains.map { ($0.id, $0.blastRadius) },
      after.risk?.domains.map { ($0.id, $0.blastRadius) })
    expectedLoss =
      Self.shifts(
        before.risk?.expectedLoss.map { [("all", $0.fraction)] },
        after.risk?.expectedLoss.map { [("all", $0.fraction)] }
      ).first
  }

  /// By the Nagios plug-in convention: the worst health that anything got worse to, or appeared with; 0 if nothing
  /// did.
  package var exitCode: Int32 {
    let worse = changes.filter { $0.direction == .worse || $0.direction == .added }.compactMap(\.to)
    return worse.isEmpty ? 0 : Health.worst(of: worse).exitCode
  }

  private static func changes(
    _ kind: SubjectKind, _ before: [SnapshotRecord.Row], _ after: [SnapshotRecord.Row]
  ) -> [HealthChange] {
    let (old, new) = (byID(before), byID(after))
    return Set(old.keys).union(new.keys).compactMap { id in
      let (from, to) = (old[id], new[id])
      guard from?.health != to?.health else { return nil }
      return HealthChange(kind: kind, id: id, from: from?.health, to: to?.health, reason: to?.reason)
    }
  }

  /// DNS rows are identified by their names.
  private static func byID(_ rows: [SnapshotRecord.Row]) -> [String: SnapshotRecord.Row] {
    Dictionary(rows.map { ($0.id ?? $0.name ?? "", $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func isFirst(_ a: HealthChange, _ b: HealthChange) -> Bool {
    let rank = { (change: HealthChange) in Direction.allCases.firstIndex(of: change.direction) ?? 0 }
    if rank(a) != rank(b) { return rank(a) < rank(b) }
    let (left, right) = (a.to?.severity ?? 0, b.to?.severity ?? 0)
    return left != right ? left > right : (a.kind.rawValue, a.id) < (b.kind.rawValue, b.id)
  }

  private static func shifts(_ before: [(String, Double?)]?, _ after: [(String, Double?)]?) -> [Shift] {
    let old = Dictionary(before ?? [], uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after ?? [], uniquingKeysWith: { first, _ in first })
    return Set(old.keys).union(new.keys).compactMap { id in
      let (from, to) = (old[id] ?? nil, new[id] ?? nil)
      return Self.isSame(from, to) ? nil : Shift(id: id, from: from, to: to)
    }.sorted { ($1.size, $0.id) < ($0.size, $1.id) }
  }

  /// Sums in another order differ in their last digits; that is not a change.
  private static func isSame(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == b }
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b))
  }
}
