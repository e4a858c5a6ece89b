internal import History
internal import Model

/// What history has told so far, and how snapshots and risk take it up. Belongs to Monitor's queue.
struct Remembered {
  private var uptimes: [Subject: Uptime] = [:]
  private var unavailabilities: [DomainID: Unavailability] = [:]
  private var state: SourceState?

  mutating func update(with news: HistoryNews) {
    switch news {
    case .opened: break
    case .uptimes(let told): uptimes = told
    case .unavailabilities(let told): unavailabilities = told
    case .state(let told): state = told
    }
  }

  /// Shows uptimes, and history among the sources.
  func fill(_ snapshot: inout Snapshot) {
    if let state { snapshot.sources.append(state) }
    guard !uptimes.isEmpty else { return }
    for index in snapshot.regions.indices {
      snapshot.regions[index].uptime = uptimes[.region(snapshot.regions[index].id)]
    }
    for index in snapshot.names.indices {
      snapshot.names[index].uptime = uptimes[.name(snapshot.names[index].id)]
    }
    for index in snapshot.services.indices {
      snapshot.services[index].uptime = uptimes[.service(snapshot.services[index].id)]
    }
  }

  /// The graph with what history knows of its domains.
  func informed(_ graph: DependencyGraph) -> DependencyGraph { graph.informed(by: unavailabilities) }
}
