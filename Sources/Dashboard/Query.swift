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

/// Words that a row has to contain, or with `!` in front must not contain; all of them count.
struct Filter: Hashable, Sendable {
  let text: String
  private let wanted: [[UInt8]]
  private let unwanted: [[UInt8]]

  init(_ text: String = "") {
    self.text = text
    let words = text.split(separator: " ")
    wanted = words.filter { !$0.hasPrefix("!") }.map(Self.folded)
    unwanted = words.filter { $0.hasPrefix("!") && $0.count > 1 }.map { Self.folded($0.dropFirst()) }
  }

  var isEmpty: Bool { wanted.isEmpty && unwanted.isEmpty }

  /// Compares without case; `fields` are what a row says.
  func matches(_ fields: [String]) -> Bool {
    if isEmpty { return true }
    let haystacks = fields.map(Self.folded)
    func isFound(_ needle: [UInt8]) -> Bool { haystacks.contains { Self.contains($0, needle) } }
    return wanted.allSatisfy(isFound) && !unwanted.contains(where: isFound)
  }

  private static func folded(_ text: some StringProtocol) -> [UInt8] {
    let bytes = text.utf8
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }
    return Array(text.lowercased().utf8)
  }

  private static func contains(_ haystack: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first, needle.count <= haystack.count else { return needle.isEmpty }
    return (0...(haystack.count - needle.count)).contains { start in
      haystack[start] == first && haystack[start..<(start + needle.count)].elementsEqual(needle)
    }
  }
}
