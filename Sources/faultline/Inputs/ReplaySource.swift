internal import Algorithms
internal import ArgumentParser
internal import Catalogue
internal import Configuration
internal import Export
internal import Model
internal import Monitor
internal import Replay

/// A replay, found by its name and prepared on a configuration. Errors go to standard error.
struct ReplaySource: Sendable {
  let playback: Playback
  /// The events of the scenario; empty for a recording.
  let notes: [Scenario.Note]

  private static let recordingLimit = 1 << 30

  /// - Throws: exit code 64 for an unknown name, 78 for a file that cannot be used.
  init(named name: String, on plan: Plan, isOwn: Bool) throws {
    if let bundled = BundledScenario.named(name) {
      self = try Self.scenario(bundled.text, file: "\(name).yaml", plan, isOwn: isOwn)
      return
    }
    let bytes = try Self.bytes(at: name)
    if Recording.looksLikeOne(bytes) {
      self = try Self.recording(bytes, file: name, plan)
    } else {
      let text = String(decoding: bytes, as: UTF8.self)
      self = try Self.scenario(text, file: name, plan, isOwn: isOwn)
    }
  }

  /// A scenario on a plan.
  /// - Parameter isOwn: whether the plan's services are the user's, and kept rather than replaced by the scenario's.
  init(scenario text: String, on plan: Plan, isOwn: Bool) throws(ScenarioProblems) {
    let known = Set(plan.domains.map(\.id) + plan.services.map { DomainID.service($0.id) })
    let scenario = try Scenario.parse(text, known: known)
    let plan = plan.rehearsing(scenario, ownServices: isOwn)
    let graph = DependencyGraph(of: plan)
    playback = Playback(
      ScenarioReel(scenario, plan: plan, graph: graph), over: scenario.span, plan: plan, graph: graph,
      candidates: Catalogue.embedded.candidates,
      label: "scenario \(scenario.name): \(scenario.title); latencies are synthetic")
    notes = scenario.notes
  }

  private init(playback: Playback, notes: [Scenario.Note]) {
    self.playback = playback
    self.notes = notes
  }

  private static func bytes(at path: String) throws -> [UInt8] {
    do {
      return try InputFile.bytes(at: path, limit: recordingLimit)
    } catch {
      let names = BundledScenario.all.map(\.name)
      guard !path.contains("/"), !path.contains(".") else {
        StandardError.write("\(error)")
        throw ExitCode(78)
      }
      let meant = NearMiss.suggestion(for: path, among: names).map { "; did you mean \"\($0)\"?" }
      StandardError.write(
        "\"\(path)\" is not a scenario or a file\(meant ?? "; use one of \(names.joined(separator: ", "))")")
      throw ExitCode(64)
    }
  }

  private static func scenario(
    _ text: String, file: String, _ plan: Plan, isOwn: Bool
  ) throws -> ReplaySource {
    do {
      return try ReplaySource(scenario: text, on: plan, isOwn: isOwn)
    } catch {
      for problem in error.problems { StandardError.write("\(file):\(problem)") }
      throw ExitCode(78)
    }
  }

  private static func recording(_ bytes: [UInt8], file: String, _ plan: Plan) throws -> ReplaySource {
    do {
      let recording = try Recording(bytes: bytes)
      if recording.isTorn { StandardError.write("\(file): the last line is incomplete and was ignored") }
      let known = Set(plan.checks.map(\.id))
      let strangers = Set(recording.events.compactMap(\.check)).subtracting(known)
      if !strangers.isEmpty {
        StandardError.write(
          "\(file): \(strangers.count) recorded checks are not in the configuration and were ignored; "
            + "name the configuration that it was recorded with (--config)")
      }
      var plan = plan
      plan.vantage.name = SafeText(recording.vantage)
      let reel = RecordingReel(recording)
      let span = reel.span ?? recording.begunAt...recording.begunAt
      return ReplaySource(
        playback: Playback(
          reel, over: span, plan: plan, candidates: Catalogue.embedded.candidates,
          label: "recording of \(span.lowerBound)"), notes: [])
    } catch {
      StandardError.write("\(file):\(error)")
      throw ExitCode(78)
    }
  }

  /// Names and titles of the built-in scenarios.
  static func list() throws {
    let width = BundledScenario.all.map(\.name.count).max() ?? 0
    let lines = BundledScenario.all.map { bundled in
      bundled.name + String(repeating: " ", count: width - bundled.name.count) + "  \(bundled.title)"
    }
    try print(lines.joined(separator: "\n") + "\n")
  }

  static func print(_ text: String) throws {
    do { try OutputFile.writeToStandardOutput(text) } catch {
      StandardError.write("\(error)")
      throw ExitCode(74)
    }
  }
}

extension ReelEvent {
  fileprivate var check: CheckID? {
    if case .observation(let observation) = self { observation.check } else { nil }
  }
}
