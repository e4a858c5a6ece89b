internal import CProbing
internal import Glibc
internal import Model

/// The result of one attempt on one address: an outcome, a sentence of evidence, and what else tells whose fault it is.
struct Evidence: Equatable {
  var outcome: Outcome
  var detail: String
  /// How far it got; `nil`: as far as the outcome alone says.
  var stage: FailureStage?
  var timedOut: Bool
  /// The local fault, if one is known.
  var fault: LocalFault?
  /// Who issued the certificate that was refused.
  var issuer: String?

  init(
    _ outcome: Outcome, _ detail: String = "", at stage: FailureStage? = nil, timedOut: Bool = false,
    fault: LocalFault? = nil
  ) {
    self.outcome = outcome
    self.detail = detail
    self.stage = stage
    self.timedOut = timedOut
    self.fault = fault
  }

  static let ok = Evidence(.ok)

  /// Whether another address of the same name might do better: the connection never came about.
  var isConnectFailure: Bool {
    switch outcome {
    case .connectRefused, .connectTimeout, .unreachable, .reset, .tlsHandshake: true
    default: fault == .addressFamily
    }
  }
}

extension Evidence {
  /// What a failed system call says about the peer, or about this machine; `nil` if it says nothing of its own.
  ///
  /// A refusal by the peer itself (RST) and one by ICMP from a router or firewall have different numbers. `EPERM` comes
  /// from this machine's own firewall; so does `EACCES` over IPv4, while over IPv6 it may stand for an ICMP message.
  /// - Parameter hasRoute: whether this machine has a route for a family of addresses.
  static func systemError(
    _ error: Int32, to address: IPAddress?, hasRoute: (IPAddress.Family) -> Bool = { $0.hasRoute }
  ) -> Evidence? {
    let reason = String(cString: strerror(error)).lowercased()
    switch error {
    case ECONNREFUSED: return Evidence(.connectRefused, reason)
    case ETIMEDOUT: return Evidence(.connectTimeout, reason)
    case ECONNRESET, EPIPE, ECONNABORTED: return Evidence(.reset, reason)
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .descriptors(reason)
    case EPERM: return forbidden(reason)
    case EACCES where address?.family != .v6: return forbidden(reason)
    case EADDRNOTAVAIL where address?.family == .v4: return .descriptors("no local port left")
    case ENETUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT:
      return lackOfRoute(to: address, hasRoute) ?? Evidence(.unreachable, reason)
    case EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EACCES: return Evidence(.unreachable, reason)
    default: return nil
    }
  }

  static func descriptors(_ reason: String) -> Evidence {
    Evidence(
      .notProbed, "no socket: \(reason); raise the limit of open files or lower probe.concurrency",
      fault: .descriptors)
  }

  private static func forbidden(_ reason: String) -> Evidence {
    Evidence(
      .notProbed, "this machine does not permit the connection (\(reason)): look at its firewall and routes",
      fault: .permission)
  }

  /// `nil` where this machine has a route for the family, or for none at all: then it is cut off.
  private static func lackOfRoute(to address: IPAddress?, _ hasRoute: (IPAddress.Family) -> Bool) -> Evidence?
  {
    guard let family = address?.family, !hasRoute(family), hasRoute(family.other) else { return nil }
    return Evidence(.notProbed, "this machine has no \(family.name) route", fault: .addressFamily)
  }
}

/// The failures of the addresses of one name. The last one is told, unless it only says that this machine has no route
/// for that address's family and another failed for a reason of its own.
struct FailedAttempts {
  private(set) var told: (evidence: Evidence, address: IPAddress?)?

  mutating func add(_ evidence: Evidence, at address: IPAddress?) {
    if evidence.fault == .addressFamily, told != nil { return }
    told = (evidence, address)
  }
}
