/// The panels of the overview, in the order of their numbers.
package enum PanelID: Int, CaseIterable, Hashable, Sendable {
  case regions = 1
  case names, services, risk, incidents

  var title: String {
    switch self {
    case .regions: "Regions"
    case .names: "DNS"
    case .services: "Services"
    case .risk: "Concentration risk"
    case .incidents: "Incidents"
    }
  }

  /// On the command line.
  var word: String { shortTitle.lowercased() }

  /// For a row of tabs.
  var shortTitle: String { self == .risk ? "Risk" : title }

  func next(by step: Int) -> PanelID {
    let all = PanelID.allCases
    let index = (rawValue - 1 + step + all.count) % all.count
    return all[index]
  }
}
