/// How a thing is. *Unknown is never down and never ok.*
package enum Health: String, Sendable, CaseIterable {
  case ok, degraded, down, unknown, maintenance

  /// Rank for "the worst of": down > degraded > unknown > ok; maintenance counts as ok.
  package var severity: Int {
    switch self {
    case .down: 3
    case .degraded: 2
    case .unknown: 1
    case .ok, .maintenance: 0
    }
  }

  /// What a command exits with, by the convention of Nagios plug-ins.
  package var exitCode: Int32 {
    switch self {
    case .ok, .maintenance: 0
    case .degraded: 1
    case .down: 2
    case .unknown: 3
    }
  }

  /// The worst of several; `unknown` if there are none.
  package static func worst(of healths: some Sequence<Health>) -> Health {
    var worst: Health?
    for health in healths {
      let counted = health == .maintenance ? .ok : health
      if worst.map({ counted.severity > $0.severity }) ?? true { worst = counted }
    }
    return worst ?? .unknown
  }
}
