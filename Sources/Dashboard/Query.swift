/// Which rows are wanted, and in which order.
struct Query: Hashable, Sendable {
  var filter = Filter()
  var isProblemsOnly = false
  var orders: [PanelID: Order] = [:]

  subscript(panel: PanelID) -> Order {
    get { orders[panel] ?? Order(key: panel.sortKeys[0], isReversed: false) }
    set { orders[panel] = newValue }
  }

  struct Order: Hashable, Sendable {
    var key: SortKey
    var isReversed: Bool
  }
}

/// What rows can be ordered by; each begins with what matters most.
enum SortKey: String, Hashable, Sendable {
  case worst = "worst first"
  case name = "by name"
  case latency = "slowest first"
  case newest = "newest change"
  case weight = "heaviest first"
}

extension PanelID {
  /// The first is the default.
  var sortKeys: [SortKey] {
    switch self {
    case .regions: [.worst, .name, .latency, .newest, .weight]
    case .names: [.worst, .name, .latency, .newest]
    case .services: [.worst, .name, .latency, .newest, .weight]
    case .risk: [.weight, .name]
    case .incidents: [.newest, .worst]
    }
  }
}
