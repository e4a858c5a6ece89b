internal import Model

/// What is wrong on the observer's own side.
enum NearFault: Hashable, Sendable {
  enum Cut: Hashable, Sendable, CaseIterable {
    /// The interface is down: everything is refused by this machine at once.
    case noRoute
    /// The line beyond the router is dead, and so is its resolver.
    case silent
    /// The router's resolver answers SERVFAIL for want of the line.
    case servFail
  }

  enum Rejection: Hashable, Sendable, CaseIterable { case filtered, refused, prohibited }

  enum Portal: Hashable, Sendable, CaseIterable {
    /// Every name gets the portal's address; everything else is dropped.
    case names
    /// Names are right; whatever goes to ports 80 and 443 ends at the portal.
    case addresses
  }

  enum ProxyFault: Hashable, Sendable, CaseIterable { case refused, silent, authentication, badGateway }

  enum Silence: Hashable, Sendable, CaseIterable { case silent, servFail }

  case link(Cut)
  case noEgress(Rejection)
  case portal(Portal)
  case inspection
  case proxy(ProxyFault)
  /// These resolvers fail whatever they are asked.
  case resolvers(Set<Resolver.ID>, Silence)
  /// 300 ms more for each round trip.
  case slow
  /// Packets over 1,400 bytes are lost.
  case packetSize
  /// Certificates look expired, or not yet valid.
  ///
  /// It holds from the first probe on: a clock set back in the middle of a run would move the observations' dates
  /// too, which is another matter (`Recording` has to do with it).
  case clock
  case asleep
  case descriptors
  case certificates

  var kind: Condition.Kind {
    switch self {
    case .link: .localLink
    case .noEgress: .noEgress
    case .portal, .inspection: .intercepted
    case .proxy: .proxy
    case .resolvers: .localResolver
    case .slow: .slowLink
    case .packetSize: .packetSize
    case .clock: .clock
    case .asleep: .asleep
    case .descriptors, .certificates: .ownLimits
    }
  }

  /// The row of the confusion matrix.
  var label: String {
    switch self {
    case .inspection: "intercepted (inspection)"
    case .portal: "intercepted (portal)"
    default: kind.rawValue
    }
  }

  /// Whether what is told is this fault.
  ///
  /// A portal that spoofs names and drops all else is both: then it is enough that the interception is among the
  /// conditions.
  func isTold(by vantage: VantageState) -> Bool {
    guard case .condition(let told) = vantage.verdict else { return false }
    if told == kind { return true }
    guard case .portal(.names) = self else { return false }
    return told == .noEgress && vantage.conditions.contains { $0.kind == kind }
  }

  /// Whether a target that truly fails cannot be told while it holds. Who does not answer in time may be found out
  /// or not through a slow link: neither is wrong.
  func hides(_ fault: FarFault, first: Resolver.ID?) -> Bool {
    switch self {
    case .slow: fault.symptoms.values.contains(where: \.isSilence)
    case .resolvers(let broken, _): first.map(broken.contains) ?? true
    default: true
    }
  }
}

/// A fault and when it holds.
struct Spell<Fault: Hashable & Sendable>: Hashable, Sendable {
  let fault: Fault
  /// Including the first instant, excluding the last.
  let span: Range<Timestamp>

  func holds(at instant: Timestamp) -> Bool { span.contains(instant) }
}
