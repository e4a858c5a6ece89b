internal import Foundation
internal import GRDB
internal import Glibc
import TestSupport
import Testing

@testable import History
@testable import Model

/// Whatever happens to the file, watching goes on.
@Suite struct FaultTests {
  private let folder: TemporaryFolder
  private let check = CheckID("shop")

  init() throws { folder = try TemporaryFolder() }

  private func history(_ file: HistoryFile? = nil) -> BufferedHistory {
    BufferedHistory(file: file ?? folder.history, retention: RetentionPolicy())
  }

  private func state(in news: [HistoryNews]) -> SourceState? {
    news.compactMap { if case .state(let state) = $0 { state } else { nil } }.last
  }

  private func batch(_ count: Int, at instant: Timestamp) -> [Observation] {
    (0..<count).map { seen(check, at: instant + .milliseconds($0), .httpStatus, latency: nil) }
      .map { observation in
        var observation = observation
        observation.detail = SafeText(String(repeating: "503 ", count: 50))
        return observation
      }
  }

  private func count(_ file: HistoryFile) throws -> Int? {
    let store = try Store(file, for: .reading)
    return try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM observation") }
  }

  @Test func theFileIsForItsOwnerAlone() throws {
    let file = HistoryFile(path: "\(folder.path)/state/faultline/history.db")
    var history = history(file)
    _ = history.update([], nil, at: start)
    for name in ["history.db", "history.db-wal", "history.db.lock"] {
      #expect(mode("\(folder.path)/state/faultline/\(name)") == 0o600, "\(name)")
    }
    #expect(mode("\(folder.path)/state/faultline") == 0o700)
    #expect(mode("\(folder.path)/state") == 0o700)
    try FileManager.default.removeItem(atPath: "\(folder.path)/state")
  }

  private func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }

  @Test(arguments: ["no database at all", ""])
  func aDamagedFileIsSetAsideAndANewOneBegins(header: String) throws {
    var first = history()
    _ = first.update(batch(3000, at: start), nil, at: start)
    first.close([], nil, at: start)
    var bytes = try Data(contentsOf: URL(filePath: folder.history.path))
    if header.isEmpty {
      for page in stride(from: 4096 * 2, to: bytes.count, by: 4096) {
        bytes.replaceSubrange(page..<page + 64, with: Data(repeating: 0xA5, count: 64))
      }
    } else {
      bytes = Data(header.utf8)
    }
    try bytes.write(to: URL(filePath: folder.history.path))
    var second = history()
    let news = second.update(batch(2, at: start + .seconds(60)), nil, at: start + .seconds(60))
    #expect(state(in: news)?.health == .degraded)
    #expect(state(in: news)?.detail.string.contains("history.db.damaged-20260105T000100Z") == true)
    let aside = try Data(contentsOf: URL(filePath: "\(folder.history.path).damaged-20260105T000100Z"))
    #expect(aside == bytes, "not a byte of the damaged file is lost")
    #expect(try count(folder.history) == 2)
  }

  @Test func aRollUpThatCannotBeReadIsDamageToo() throws {
    var history = history()
    _ = history.update(batch(3, at: start), nil, at: start)
    try DatabaseQueue(path: folder.history.path).write {
      try $0.execute(sql: "UPDATE minutes SET cells = x'FF'")
    }
    let hour = start + .seconds(3600)
    let failed = history.update(batch(1, at: start + .seconds(30)), nil, at: hour)
    #expect(state(in: failed)?.health == .down)
    let begun = history.update([], nil, at: hour + .seconds(61))
    #expect(state(in: begun)?.health == .degraded)
    #expect(folder.files.contains { $0.hasPrefix("history.db.damaged-") })
  }

  @Test func aSecondInstanceReadsAndSaysSoAndTakesOverWhenTheFirstHasGone() throws {
    var first = history()
    _ = first.update(batch(5, at: start), nil, at: start)
    var second = history()
    let news = second.update(batch(7, at: start), nil, at: start)
    #expect(state(in: news)?.health == .degraded)
    #expect(state(in: news)?.detail.string.contains("another Faultline is writing this history") == true)
    #expect(news.contains(.opened(openIncidents: [])))
    #expect(try count(folder.history) == 5, "what the second sees is not written")
    first.close([], nil, at: start)
    let later = start + .seconds(120)
    let taken = second.update(batch(1, at: later), nil, at: later)
    #expect(state(in: taken)?.health == .ok)
    #expect(try count(folder.history) == 6)
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() throws {
    let other = try DatabaseQueue(path: folder.history.path)
    try other.write { try $0.execute(sql: "CREATE TABLE bookmark (url TEXT)") }
    try other.close()
    let before = try Data(contentsOf: URL(filePath: folder.history.path))
    var history = history()
    let news = history.update(batch(5, at: start), nil, at: start)
    #expect(state(in: news)?.detail.string.contains("another program's database") == true)
    #expect(try Data(contentsOf: URL(filePath: folder.history.path)) == before)
  }

  @Test func aHistoryOfANewerVersionIsLeftAlone() throws {
    var first = history()
    _ = first.update(batch(5, at: start), nil, at: start)
    first.close([], nil, at: start)
    let newer = try DatabaseQueue(path: folder.history.path)
    try newer.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
    try newer.close()
    var second = history()
    let news = second.update(batch(1, at: start), nil, at: start)
    #expect(state(in: news)?.detail.string.contains("written by a newer version of Faultline") == true)
    #expect(!folder.files.contains { $0.contains("damaged") })
  }

  @Test(.enabled(if: TinyDisk.isAllowed, "only root may mount a small disk"))
  func aFullDiskStopsNothingAndWhatWaitedIsWrittenWhenThereIsRoom() throws {
    let disk = try TinyDisk(kibibytes: 768)
    var history = history(disk.history)
    var now = start
    var sent = 0
    var last: SourceState?
    while last?.health != .down, sent < 20_000 {
      let news = history.update(batch(200, at: now), nil, at: now)
      sent += 200
      last = state(in: news) ?? last
      now = now + .seconds(5)
    }
    #expect(last?.health == .down, "the disk of 768 kB is full after \(sent) observations")
    #expect(last?.detail.string.contains("not recorded") == true)
    #expect(disk.resize(kibibytes: 65_536))
    now = now + .seconds(61)
    let news = history.update(batch(1, at: now), nil, at: now)
    #expect(state(in: news)?.health == .ok)
    #expect(try count(disk.history) == sent + 1)
  }

  @Test(.enabled(if: TinyDisk.isAllowed, "only root may mount a small disk"))
  func aReadOnlyFolderStopsNothingAndIsTriedAgain() throws {
    let disk = try TinyDisk(kibibytes: 4096)
    #expect(disk.setReadOnly(true))
    var history = history(disk.history)
    let news = history.update(batch(3, at: start), nil, at: start)
    #expect(state(in: news)?.health == .down)
    #expect(state(in: news)?.detail.string.contains("read-only file system") == true)
    #expect(history.update([], nil, at: start + .seconds(30)).isEmpty, "it is not tried at every update")
    #expect(disk.setReadOnly(false))
    let later = start + .seconds(61)
    #expect(state(in: history.update([], nil, at: later))?.health == .ok)
    #expect(try count(disk.history) == 3)
  }

  @Test func whatWaitsIsBounded() {
    let missing = HistoryFile(path: "/proc/no-such-folder/history.db")
    var history = history(missing)
    for second in 0..<300 { _ = history.update(batch(100, at: start), nil, at: start + .seconds(second)) }
    #expect(history.waiting.count == BufferedHistory.waitingLimit)
  }
}
