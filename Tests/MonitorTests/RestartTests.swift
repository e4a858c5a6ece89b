internal import Glibc
import Testing

@testable import Assessment
@testable import History
@testable import Model
@testable import Monitor

/// Ledger and history together, across a restart.
@Suite struct RestartTests {
  private let start = Timestamp(seconds: 1_767_571_200)
  private let check = Check(
    for: .service("shop"), probe: .tcp(TCPProbe(endpoint: Endpoint(host: "shop.example", port: 443))),
    interval: .seconds(30), timeout: .seconds(5))
  private let plan: Plan
  private let file: HistoryFile

  init() throws {
    plan = Plan(services: [Service(id: "shop", checks: [check])])
    var template = Array("/tmp/faultline-monitor-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    file = HistoryFile(path: "\(folder)/history.db")
  }

  private func removeFile() {
    for suffix in ["", "-wal", "-shm", ".lock"] { unlink(file.path + suffix) }
    rmdir(String(file.path.dropLast("/history.db".count)))
  }

  private func see(_ outcome: Outcome, at second: Int64, in ledger: inout Ledger) -> Snapshot {
    let now = start + .seconds(second)
    _ = ledger.fold(Observation(check: check.id, vantage: "local", startedAt: now, outcome: outcome), at: now)
    _ = ledger.settle(at: now)
    return ledger.snapshot(number: 0, at: now, sources: [])
  }

  /// Fails, restarts, still fails, recovers: one incident, opened once.
  @Test func anOpenIncidentGoesOnAfterARestartAndClosesUnderItsOwnID() throws {
    defer { removeFile() }
    var ledger = Ledger(plan: plan)
    var history = BufferedHistory(file: file, retention: RetentionPolicy())
    _ = see(.connectRefused, at: 0, in: &ledger)
    let failing = see(.connectRefused, at: 2, in: &ledger)
    let opened = try #require(failing.incidents.first)
    #expect(opened.closedAt == nil)
    history.close([], failing, at: start + .seconds(2))

    ledger = Ledger(plan: plan)
    history = BufferedHistory(file: file, retention: RetentionPolicy())
    for case .opened(let open) in history.update([], nil, at: start + .seconds(60)) {
      #expect(open.map(\.id) == [opened.id])
      ledger.restore(open: open)
    }
    let unseen = ledger.snapshot(number: 0, at: start + .seconds(60), sources: [])
    #expect(unseen.incidents.map(\.id) == [opened.id], "it is there before the first probe")
    _ = see(.connectRefused, at: 61, in: &ledger)
    let still = see(.connectRefused, at: 63, in: &ledger)
    #expect(still.incidents.map(\.id) == [opened.id])
    #expect(still.incidents.first?.openedAt == opened.openedAt)
    #expect(still.incidents.first?.confirmedAt == opened.confirmedAt)

    _ = see(.ok, at: 90, in: &ledger)
    let well = see(.ok, at: 120, in: &ledger)
    history.close([], well, at: start + .seconds(120))
    let kept = try HistoryReader(file).incidents(limit: 10)
    #expect(kept.map(\.id) == [opened.id])
    #expect(kept.first?.closedAt != nil)
  }

  @Test func anIncidentWhoseMembersAreNoLongerWatchedIsClosed() throws {
    defer { removeFile() }
    var ledger = Ledger(plan: plan)
    ledger.restore(
      open: [
        Incident(
          id: "old", openedAt: start, confirmedAt: start, title: "gone down", health: .down,
          members: [.service("gone")])
      ])
    #expect(see(.ok, at: 60, in: &ledger).incidents.first?.closedAt != nil)
  }
}
