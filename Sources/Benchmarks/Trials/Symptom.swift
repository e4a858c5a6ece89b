internal import Model

/// What a probe meets at a target that truly fails, or at one that fails it this once.
enum Symptom: Hashable, Sendable {
  // The zone.
  case servFail, zoneSilent, noData, noSuchName
  // The way to the port.
  case refused, filtered, unreachable, reset
  // The certificate.
  case expired, wrongName, handshakeSilent
  case untrusted(issuer: String)
  // The answer.
  case status(Int), noReply, wrongBody
  /// A CDN's or provider's front end answers for an origin that it does not reach.
  case edgeStatus(Int)
  /// So many times its usual time.
  case slow(Double)

  /// What failures have to share to be alike.
  enum Family: Hashable, Sendable, CaseIterable { case zone, way, certificate, answer, speed }

  var family: Family {
    switch self {
    case .servFail, .zoneSilent, .noData, .noSuchName: .zone
    case .refused, .filtered, .unreachable, .reset, .handshakeSilent: .way
    case .expired, .wrongName, .untrusted: .certificate
    case .status, .noReply, .wrongBody, .edgeStatus: .answer
    case .slow: .speed
    }
  }

  /// Whether all that shows is that time ran out.
  var isSilence: Bool {
    switch self {
    case .zoneSilent, .filtered, .handshakeSilent, .noReply: true
    default: false
    }
  }

  /// The health that one who is on a sound network finds.
  var health: Health { family == .speed ? .degraded : .down }

  /// Whether a check notices it at all: a certificate does not fail a ping.
  func isNoticed(by probe: Probe) -> Bool {
    switch (family, probe) {
    case (.zone, _): true
    case (.way, .dns): false
    case (.way, .ping): self == .filtered || self == .unreachable
    case (.way, .tcp): self != .handshakeSilent
    case (.way, .http(let probe)): self != .handshakeSilent || probe.url.isTLS
    case (.way, .tls): true
    case (.certificate, .tls): true
    case (.certificate, .http(let probe)): probe.url.isTLS
    case (.certificate, _): false
    case (.answer, .http(let probe)): self != .wrongBody || probe.body != nil
    case (.answer, _): false
    case (.speed, .http): true
    case (.speed, _): false
    }
  }
}
