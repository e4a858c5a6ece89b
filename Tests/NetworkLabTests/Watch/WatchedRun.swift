import Foundation
import Glibc
import TestSupport

/// One `faultline watch --plain` in the office of a lab.
final class WatchedRun {
  static let program = ChildProcess.product("faultline")

  private let network: LabNetwork
  private let log, errors, history: String
  private let process: String

  /// - Parameters:
  ///   - launcher: a program that starts it, with its arguments.
  ///   - variables: of its environment, beside those that all labs have; these win.
  init(_ plan: LabPlan, in network: LabNetwork, variables: [String: String]) throws {
    self.network = network
    log = try network.folder.file("watch.log", "")
    errors = try network.folder.file("watch.errors", "")
    history = "\(network.folder.path)/history.db"
    let configuration = try network.folder.file("lab.yaml", plan.text)
    var environment = [
      "HOME": network.folder.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
      "SSL_CERT_FILE": try Authority.shared.bundle,
      "SWIFT_BACKTRACE": "enable=no",
    ]
    environment.merge(variables) { _, new in new }
    process = try network.start(
      .office,
      [Self.program, "watch", "--plain", "--history", history, "--config", configuration],
      log: log,
      errors: errors, environment: environment.map { "\($0)=\($1)" })
  }

  var timeline: Timeline { Timeline(contents(log)) }

  func send(_ signal: String) throws { try network.send(signal, to: process) }

  /// Polls until the timeline is as wanted; the seconds that took, or `nil` if it never was.
  func seconds(within limit: Duration, until condition: (Timeline) -> Bool) throws -> Double? {
    let start = ContinuousClock.now
    while true {
      if condition(timeline) { return (ContinuousClock.now - start) / .seconds(1) }
      guard ContinuousClock.now < start + limit else { return nil }
      guard try network.isRunning(process) else {
        throw LabFailure("faultline has ended: \(contents(errors))\(contents(log))")
      }
      usleep(100_000)
    }
  }

  /// Lets it go on for so long; throws if it ends.
  func pass(_ span: Duration) throws { _ = try seconds(within: span) { _ in false } }

  /// What it has written to standard error.
  var complaints: String { contents(errors) }

  /// Ends it; what its history remembers of incidents, and what it complained of.
  func end() throws -> (incidents: String, complaints: String) {
    try send("TERM")
    try network.wait(for: "faultline ends") { try !network.isRunning(process) }
    let incidents = try Command.output(of: [
      Self.program, "history", "incidents", "--history", history, "--format", "json",
    ])
    return (incidents, complaints)
  }

  private func contents(_ path: String) -> String {
    String(decoding: (try? TemporaryFolder.contents(of: path)) ?? [], as: UTF8.self)
  }
}
