import Dispatch
import Foundation
import Testing

@testable import Model
@testable import Replay

@Suite("A recording gives back what came, up to the last whole line")
struct RecordingTests {
  private let begun = Timestamp(seconds: 1_760_942_880)

  private var observation: Observation {
    Observation(
      check: CheckID("aws/us-east-1 http https://x/ping"), vantage: "here",
      startedAt: Timestamp(nanoseconds: begun.nanoseconds + 123_456_789), outcome: .dnsNoData,
      latency: .nanoseconds(1_234_567), phases: Phases(dns: .milliseconds(3), total: .milliseconds(4)),
      address: "192.0.2.1", httpStatus: 503, detail: "NOERROR \"quoted\" ü",
      answer: DNSAnswer(
        records: ["192.0.2.1"], chain: ["a.example"], ttl: 60), resolver: "system")
  }

  private var report: FeedReport {
    var report = FeedReport(
      source: "aws-health", health: .degraded,
      events: [
        FeedEvent(
          id: "1", title: "Errors", health: .degraded, provider: "aws", regions: ["us-east-1"],
          openedAt: begun, updatedAt: begun, text: "looking")
      ], understoodAt: begun, seenAt: begun + .seconds(1), reason: "", provider: "aws", services: ["shop"])
    report.events[0].updates = [
      FeedEvent.Update(at: begun, text: "looking"), FeedEvent.Update(at: nil, text: "seen"),
    ]
    return report
  }

  private func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("recording-\(UUID().uuidString)").path
  }

  private func bytes(at path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

  private func record(_ events: [ReelEvent], to path: String) throws {
    let recorder = try Recorder(path: path, vantage: "here", now: begun)
    for event in events { recorder.add(event) }
    recorder.finish()
    #expect(recorder.state.health == .ok)
  }

  @Test func everyFieldComesBack() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    try record([.observation(observation), .feed(report)], to: path)
    let recording = try Recording(bytes: bytes(at: path))
    #expect(recording.events == [.observation(observation), .feed(report)])
    #expect(recording.begunAt == begun)
    #expect(recording.vantage == "here")
    #expect(!recording.isTorn)
  }

  @Test func howFarAFailureGotComesBackToo() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    let untrusted = Observation(
      check: CheckID("service:a http https://a.test/"), vantage: "here", startedAt: begun,
      outcome: .tlsUntrusted, failedAt: .connect, timedOut: true, localFault: .proxyError,
      certificateIssuer: "Hotel CA", page: .max, isPartial: true)
    try record([.observation(untrusted)], to: path)
    #expect(try Recording(bytes: bytes(at: path)).events == [.observation(untrusted)])
  }

  @Test func aRecordingWithoutTheStageOfFailuresIsReadAll() throws {
    let text = """
      {"begun_ns":1,"schema":"faultline.recording/1","vantage":"here"}
      {"observation":{"check":"c","outcome":"http-timeout","phases_ns":[null,null,null,null,null],"started_ns":1,\
      "vantage":"here"}}

      """
    let events = try Recording(bytes: Array(text.utf8)).events
    guard case .observation(let observation)? = events.first else {
      Issue.record("the observation was not read")
      return
    }
    #expect(observation.failedAt == .origin && observation.timedOut)
    #expect(observation.localFault == nil && observation.page == nil && !observation.isPartial)
  }

  @Test func aTornLastLineIsLeftOutAndCutOffWhenRecordingGoesOn() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    try record([.observation(observation), .feed(report)], to: path)
    let torn = try bytes(at: path).dropLast(20)
    try Data(torn).write(to: URL(filePath: path))
    let recording = try Recording(bytes: bytes(at: path))
    #expect(recording.events == [.observation(observation)])
    #expect(recording.isTorn)
    try record([.feed(report)], to: path)
    let continued = try Recording(bytes: bytes(at: path))
    #expect(continued.events == [.observation(observation), .feed(report)])
    #expect(!continued.isTorn)
  }

  @Test func aRecordingTornAnywhereIsReadToItsLastWholeLine() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    try record([.observation(observation), .feed(report)], to: path)
    let whole = try bytes(at: path)
    let headerEnd = try #require(whole.firstIndex(of: 10))
    for length in (headerEnd + 1)...whole.count {
      let recording = try Recording(bytes: Array(whole.prefix(length)))
      #expect(recording.events.count == whole.prefix(length).count { $0 == 10 } - 1)
      #expect(recording.isTorn == (whole[length - 1] != 10))
    }
  }

  @Test func anUnknownVersionIsRefused() {
    let line = Array("{\"schema\":\"faultline.recording/2\",\"begun_ns\":1,\"vantage\":\"x\"}\n".utf8)
    #expect(throws: Recording.Problem.unknownVersion("faultline.recording/2")) { try Recording(bytes: line) }
  }

  @Test func whatIsNoRecordingIsRefusedAndLeftAlone() throws {
    #expect(throws: Recording.Problem.notARecording) { try Recording(bytes: Array("{\"a\":1}\n".utf8)) }
    #expect(throws: Recording.Problem.empty) { try Recording(bytes: Array("{\"schema\":".utf8)) }
    let path = temporaryPath()
    defer { unlink(path) }
    try Data("my precious notes\n".utf8).write(to: URL(filePath: path))
    #expect(throws: Recorder.Problem.notAppendable(.notARecording)) {
      try Recorder(path: path, vantage: "here", now: begun)
    }
    #expect(try bytes(at: path) == Array("my precious notes\n".utf8))
  }

  @Test func nothingIsAddedToARecordingOfAnotherVersion() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    let line = "{\"begun_ns\":1,\"schema\":\"faultline.recording/12\",\"vantage\":\"x\"}\n"
    try Data(line.utf8).write(to: URL(filePath: path))
    #expect(throws: Recorder.Problem.notAppendable(.unknownVersion("faultline.recording/12"))) {
      try Recorder(path: path, vantage: "here", now: begun)
    }
    #expect(try bytes(at: path) == Array(line.utf8))
  }

  @Test func aRecordingTornWithinItsHeaderIsBegunAnew() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    try Data("{\"begun_ns\":17609".utf8).write(to: URL(filePath: path))
    try record([.feed(report)], to: path)
    #expect(try Recording(bytes: bytes(at: path)).events == [.feed(report)])
  }

  @Test func oneFileHasOneWriter() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    let first = try Recorder(path: path, vantage: "here", now: begun)
    #expect(throws: Recorder.Problem.inUse) { try Recorder(path: path, vantage: "here", now: begun) }
    first.finish()
  }

  @Test func aBrokenLineInTheMiddleIsNamed() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    try record([.observation(observation)], to: path)
    let broken = try bytes(at: path) + Array("{}\n{\"feed\":1}\n".utf8)
    #expect(throws: Recording.Problem.badLine(3)) { try Recording(bytes: broken) }
  }

  @Test func aFullDiskEndsTheRecordingWithOneWord() throws {
    #expect(throws: Recorder.Problem.cannotWrite(errno: ENOSPC)) {
      try Recorder(path: "/dev/full", vantage: "here", now: begun)
    }
  }

  @Test func whereTheClockWasSetBackTimeGoesOn() {
    let times = [0, 30, 60, -3600, -3570].map { begun + .seconds($0) }
    let events = times.map { instant in
      var seen = observation
      seen.startedAt = instant
      return ReelEvent.observation(seen)
    }
    var reel = RecordingReel(Recording(begunAt: begun, vantage: "here", events: events, isTorn: false))
    var played: [Timestamp] = []
    while let event = reel.next() { played.append(event.at) }
    #expect(played == [0, 30, 60, 60, 90].map { begun + .seconds($0) })
  }

  @Test func theReelKeepsTheOrderAndNeverGoesBack() {
    var late = observation
    late.startedAt = begun + .seconds(10)
    var early = observation
    early.startedAt = begun + .seconds(5)
    var reel = RecordingReel(
      Recording(
        begunAt: begun, vantage: "here", events: [.observation(late), .observation(early)], isTorn: false))
    #expect(reel.nextAt == late.startedAt)
    #expect(reel.next() == .observation(late))
    #expect(reel.nextAt == late.startedAt)
    #expect(reel.next() == .observation(early))
    #expect(reel.nextAt == nil)
    #expect(reel.next() == nil)
  }
}
