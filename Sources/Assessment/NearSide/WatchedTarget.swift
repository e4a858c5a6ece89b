internal import Model

/// What matters of a check for telling my side from theirs: what it connects to, for whom, and through what.
struct WatchedTarget {
  enum Role: Equatable {
    case control
    /// The independent question to a resolver.
    case resolverQuestion(Resolver.ID)
    case dependency
  }

  /// Where an address lies. What answers inside my own network proves no way out of it.
  enum Scope: Hashable { case thisMachine, privateNetwork, internet }

  let role: Role
  let host: String
  /// What it is called in evidence.
  let label: String
  /// Two targets of different operators fail together only by what both cross, which is mine.
  let operatorName: String
  let usesTLS: Bool
  let isName: Bool
  /// Its failures stand, and its answers prove nothing, whatever becomes of my network.
  let isAlwaysTrusted: Bool
  /// How long an observation of it stands: about two rounds.
  let reach: Duration
  let timeout: Duration

  init(_ check: Check) {
    host = check.probe.host
    label = check.probe.target
    isAlwaysTrusted = check.isAlwaysTrusted
    reach = check.interval * 2 + check.timeout
    timeout = check.timeout
    usesTLS = check.probe.usesTLS
    if case .dns = check.probe { isName = true } else { isName = false }
    switch (check.purpose, check.probe) {
    case (.control, .dns(let probe)) where probe.name == ".":
      role = .resolverQuestion(probe.resolver)
      operatorName = "resolver \(probe.resolver)"
    case (.control, _):
      role = .control
      operatorName = label
    case (.subject(.region(let id)), _), (.domain(let id), _):
      role = .dependency
      operatorName = id.provider?.description ?? id.description
    case (.subject, _):
      role = .dependency
      operatorName = Self.registrableDomain(of: host)
    }
  }

  /// The part of a host name that somebody registered, by rule of thumb: the last two labels, three where the second
  /// level is a short category (`co.uk`, `com.au`). A literal address stands for itself.
  static func registrableDomain(of host: String) -> String {
    let labels = host.lowercased().split(separator: ".")
    guard labels.count > 2, !host.contains(":"), labels.last?.allSatisfy(\.isNumber) == false else {
      return host
    }
    let isCategory = labels[labels.count - 1].count == 2 && labels[labels.count - 2].count <= 3
    return labels.suffix(isCategory ? 3 : 2).joined(separator: ".")
  }

  /// Of an address as text; what is no address counts as the Internet.
  static func scope(of address: String) -> Scope {
    let lower = address.lowercased()
    if lower.hasPrefix("127.") || lower == "::1" || lower == "localhost" { return .thisMachine }
    if lower.contains(":") {
      return ["fc", "fd", "fe8", "fe9", "fea", "feb"].contains(where: lower.hasPrefix)
        ? .privateNetwork : .internet
    }
    let parts = lower.split(separator: ".").compactMap { UInt8($0) }
    guard parts.count == 4 else { return .internet }
    switch (parts[0], parts[1]) {
    case (10, _), (192, 168), (172, 16...31), (169, 254), (100, 64...127): return .privateNetwork
    default: return .internet
    }
  }
}

extension Probe {
  /// The host that is looked up or connected to.
  fileprivate var host: String {
    switch self {
    case .dns(let probe): probe.name
    case .http(let probe): probe.url.endpoint.host
    case .tcp(let probe): probe.endpoint.host
    case .tls(let probe): probe.endpoint.host
    case .ping(let host): host
    }
  }

  fileprivate var usesTLS: Bool {
    switch self {
    case .http(let probe): probe.url.isTLS
    case .tls: true
    case .dns, .tcp, .ping: false
    }
  }
}
