internal import Model

/// Which rows are wanted, and in which order.
struct Query: Hashable, Sendable {
  var filter = Filter()
  var isProblemsOnly = false
  var orders: [PanelID: Order] = [:]

  subscript(panel: PanelID) -> Order {
    get { orders[panel] ?? Order(key: panel.columns[0], isReversed: false) }
    set { orders[panel] = newValue }
  }

  struct Order: Hashable, Sendable {
    var key: SortKey
    var isReversed: Bool
  }
}

/// What rows can be ordered by: a column, what matters most in it first.
enum SortKey: Hashable, Sendable {
  case state, name, place, latency, lastHour, since, weight, needs, services, duration, title
  /// What one resolver answered: failures first, then the slowest.
  case answer(Resolver.ID)

  /// On the command line; the first is the one that is offered, the others are taken too.
  var words: [String] {
    switch self {
    case .state: ["state", "worst"]
    case .name: ["name", "region", "service", "domain"]
    case .place: ["place"]
    case .latency: ["p95", "latency"]
    case .lastHour: ["last-hour", "failures"]
    case .since: ["since", "newest", "when"]
    case .weight: ["weight", "takes"]
    case .needs: ["stands-on", "needs"]
    case .services: ["services"]
    case .duration: ["for", "duration"]
    case .title: ["what", "title"]
    case .answer(let resolver): [resolver]
    }
  }

  /// How a panel's border says that its rows are ordered so.
  var note: String {
    switch self {
    case .state: "worst first"
    case .name: "by name"
    case .place: "by place"
    case .latency: "slowest first"
    case .lastHour: "most failures first"
    case .since: "newest change"
    case .weight: "heaviest first"
    case .needs: "by what it stands on"
    case .services: "most services first"
    case .duration: "longest first"
    case .title: "by title"
    case .answer(let resolver): "\(resolver): worst first"
    }
  }
}

extension PanelID {
  /// The columns that every such panel has; the first is the default order.
  var columns: [SortKey] {
    switch self {
    case .regions: [.state, .name, .latency, .since, .weight, .place, .lastHour]
    case .names: [.state, .name, .latency, .since]
    case .services: [.state, .name, .latency, .since, .weight, .needs, .lastHour]
    case .risk: [.weight, .name, .services, .state]
    case .incidents: [.since, .state, .duration, .title]
    }
  }

  /// All of them: the names have one for each resolver.
  func columns(of snapshot: Snapshot?) -> [SortKey] {
    guard self == .names, let snapshot else { return columns }
    return columns + NamesPanel.resolvers(in: snapshot).map(SortKey.answer)
  }
}
