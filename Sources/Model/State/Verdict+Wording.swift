extension Verdict {
  /// The answer to "is it me?", as a sentence without its full stop.
  package var sentence: String {
    switch self {
    case .ok: "Your network is ok"
    case .unclear: "It is not clear yet whether the fault is local"
    case .condition(let kind): kind.sentence
    }
  }
}

extension Condition.Kind {
  fileprivate var sentence: String {
    switch self {
    case .localLink: "Your local network is at fault, so nothing else can be judged"
    case .noEgress: "Your network lets no connection out, so failures to connect are not judged"
    case .intercepted: "Your network intercepts connections, so nothing else can be judged"
    case .proxy: "Your proxy is at fault, so failures through it are not judged"
    case .localResolver: "Your resolver is at fault, so its answers are not judged"
    case .slowLink: "Your network is slow, so slow answers are not judged"
    case .packetSize: "Your network loses large packets, so answers that stop halfway are not judged"
    case .clock: "Your clock is wrong, so the validity of certificates is not judged"
    case .asleep: "This machine was asleep, so interrupted probes are repeated"
    case .ownLimits: "Faultline lacks resources on this machine, so what it could not probe is unknown"
    }
  }
}
