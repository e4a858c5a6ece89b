internal import Dashboard
internal import Model
internal import Replay

/// The past outages that the dashboard can replay on its configuration.
struct ReplayShelf: Sendable {
  let plan: Plan
  /// Whether the plan's services are the user's, rather than those of the embedded default.
  let isOwn: Bool

  static var choices: [ReplayChoice] {
    BundledScenario.all.map { ReplayChoice(name: $0.name, title: $0.title) }
  }

  enum Problem: Error {
    case unknown(String)
    case unreadable(ScenarioProblems)

    /// One sentence for the footer.
    var sentence: SafeText {
      switch self {
      case .unknown(let name): "\"\(name)\" is not a scenario"
      case .unreadable(let problems):
        "the scenario cannot be played here: \(problems.problems.first?.description ?? "")"
      }
    }
  }

  func open(_ name: String) throws(Problem) -> ReplaySource {
    guard let bundled = BundledScenario.named(name) else { throw .unknown(name) }
    do {
      return try ReplaySource(scenario: bundled.text, on: plan, isOwn: isOwn)
    } catch {
      throw .unreadable(error)
    }
  }
}
