import Foundation
import Glibc
import TestSupport

/// A fault of the network or the machine, and how a lab plays it: all is well, the fault begins, holds, and ends.
struct Course: Sendable {
  typealias Step = @Sendable (LabNetwork, WatchedRun?) throws -> Void

  var plan = LabPlan()
  var link = LabNetwork.Link.veth
  var family = LabNetwork.Family.four
  /// Of the program's environment.
  var variables: @Sendable (LabNetwork) throws -> [String: String] = { _ in [:] }
  /// Starts the servers.
  var prepare: @Sendable (LabNetwork) throws -> Void = {
    try $0.startWeb()
    try $0.startResolver(.honest)
  }
  /// Whether the program starts while the fault is there already.
  var startsBroken = false
  /// What the program sees before the fault; baselines of latency need some rounds.
  var isSettled: @Sendable (Timeline) -> Bool = { $0.isWell }
  /// How long all is well before the fault.
  var warmUp = Duration.zero
  var begin: Step
  /// Throws unless the fault is what it claims to be, as other programs see it.
  var proof: @Sendable (LabNetwork) throws -> Void
  /// Whether the program says what it should; if not set: that its verdict is the one below.
  var isRecognised: (@Sendable (Timeline) -> Bool)?
  /// The verdict while it holds.
  var verdict: String
  /// How long it goes on after it was recognised: long enough for a false alarm.
  var hold = Duration.seconds(6)
  var meanwhile: Step = { _, _ in }
  var end: Step
  var isRecovered: @Sendable (Timeline) -> Bool = { $0.isWell }
  var patience = Duration.seconds(30)

  /// Plays it on a thread of its own, so that labs run side by side whatever else is being tested.
  func play(_ name: String = #function) async throws -> Account {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try played(name) }) }
    }
  }

  private func played(_ name: String) throws -> Account {
    let network = try LabNetwork(link: link, family: family)
    var account = Account(name: name)
    defer { account.keep(network) }
    try prepare(network)
    if startsBroken { try begin(network, nil) }
    let watch = try WatchedRun(plan, in: network, variables: try variables(network))
    if !startsBroken {
      guard try watch.seconds(within: .seconds(45), until: isSettled) != nil else {
        throw LabFailure("not well before the fault: \(watch.timeline.text)\n\(watch.complaints)")
      }
      try watch.pass(warmUp)
      try begin(network, watch)
    }
    account.detectedAfter = try watch.seconds(within: patience) { timeline in
      isRecognised?(timeline) ?? (timeline.verdict == verdict)
    }
    try proof(network)
    try meanwhile(network, watch)
    try watch.pass(hold)
    account.hold(watch.timeline)
    try end(network, watch)
    account.recoveredAfter = try watch.seconds(within: patience, until: isRecovered)
    let (incidents, complaints) = try watch.end()
    account.timeline = watch.timeline
    account.incidents = try Account.titles(incidents)
    account.complaints = complaints
    return account
  }
}

/// What came of a lab.
struct Account: CustomStringConvertible {
  let name: String
  /// Seconds from the fault, or the start, to the verdict; `nil`: it never came.
  var detectedAfter: Double?
  /// Seconds from the end of the fault until all is as it should be; `nil`: it never was.
  var recoveredAfter: Double?
  /// Just before the end of the fault; the evidence as the verdict was given.
  private(set) var evidence = "", verdictHeld = ""
  private var linesDuring = 0
  var timeline = Timeline("")
  /// Titles of what history remembers.
  var incidents: [String] = []
  var complaints = ""

  init(name: String) { self.name = name }

  /// Takes down how things are before the fault ends.
  mutating func hold(_ timeline: Timeline) {
    (evidence, verdictHeld, linesDuring) = (timeline.evidence, timeline.verdict ?? "", timeline.entries.count)
  }

  /// Lines that came after the end of the fault.
  var aftermath: [Timeline.Entry] { Array(timeline.entries.dropFirst(linesDuring)) }

  static func titles(_ json: String) throws -> [String] {
    let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let incidents = parsed?["incidents"] as? [[String: Any]] ?? []
    return incidents.map { $0["title"] as? String ?? "" }
  }

  var description: String {
    func words(_ seconds: Double?) -> String { seconds.map { "\(($0 * 10).rounded() / 10) s" } ?? "never" }
    return """
      \(name): recognised: \(words(detectedAfter)), recovered: \(words(recoveredAfter))
      \(verdictHeld): \(evidence)
      incidents: \(incidents)
      \(timeline.text)\(complaints)
      """
  }

  /// Keeps what the program printed in the folder that FAULTLINE_LAB_LOGS names, for whoever looks into a lab.
  fileprivate func keep(_ network: LabNetwork) {
    guard let folder = getenv("FAULTLINE_LAB_LOGS").map({ String(cString: $0) }) else { return }
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let name = network.folder.path.split(separator: "/").last ?? ""
    try? FileManager.default.copyItem(atPath: network.folder.path, toPath: "\(folder)/\(name)")
    try? Data(description.utf8).write(to: URL(filePath: "\(folder)/\(name)/account"))
  }
}
