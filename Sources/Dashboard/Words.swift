internal import Model

/// Numbers and states as the screen words them.
enum Words {
  /// At most four columns, one unit: `12s`, `27m`, `3h`, `9d`, `2y`.
  static func age(_ span: Duration) -> String {
    let seconds = max(0, span.nanoseconds / 1_000_000_000)
    switch seconds {
    case ..<60: return "\(seconds)s"
    case ..<3600: return "\(seconds / 60)m"
    case ..<86_400: return "\(seconds / 3600)h"
    case ..<(1000 * 86_400): return "\(seconds / 86_400)d"
    default: return "\(min(999, seconds / (365 * 86_400)))y"
    }
  }

  /// At most six columns: `0.4 ms`, `41 ms`, `1.2 s`, `64 s`.
  static func latency(_ latency: Duration) -> String { self.latency(milliseconds: latency.inMilliseconds) }

  static func latency(milliseconds: Double) -> String {
    guard milliseconds.isFinite, milliseconds >= 0 else { return "" }
    if milliseconds == 0 { return "0 ms" }
    if milliseconds < 0.95 { return "\(decimal(milliseconds, places: 1)) ms" }
    if milliseconds < 999.5 { return "\(whole(milliseconds)) ms" }
    if milliseconds < 9_950 { return "\(decimal(milliseconds / 1000, places: 1)) s" }
    return "\(whole(min(milliseconds, 9e8) / 1000)) s"
  }

  /// A share that whole percents would hide: `0.08 %`.
  static func percent(_ share: Double, places: Int) -> String {
    share.isFinite ? "\(decimal(max(-999, min(999, share * 100)), places: places)) %" : ""
  }

  /// `07:15`, or `Oct 20` if the instant lies more than a day from `now`.
  static func clock(_ instant: Timestamp, now: Timestamp) -> String {
    let isOld = now - instant > .seconds(86_400) || instant - now > .seconds(86_400)
    guard isOld else { return String(instant.time.prefix(5)) }
    let civil = instant.civil
    let month = (1...12).contains(civil.month) ? months[civil.month - 1] : ""
    return "\(month) \(civil.day)"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "–" }
    let scale = places == 0 ? 1 : places == 1 ? 10 : 100
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: max(0, (scale == 10 ? 1 : 2) - fraction.count))
    return "\(sign)\(scaled / scale).\(zeros)\(fraction)"
  }

  private static func whole(_ value: Double) -> String { decimal(value, places: 0) }
}

extension Outcome {
  /// The outcome where it is plain that a resolver is meant: `nodata`.
  var shortWord: String { self == .notProbed ? "unasked" : isDNS ? String(rawValue.dropFirst(4)) : rawValue }
}

extension Condition.Kind {
  /// In a few words, for the header.
  var words: String {
    switch self {
    case .localLink: "local network at fault"
    case .noEgress: "no outbound connections"
    case .intercepted: "traffic is intercepted"
    case .proxy: "your proxy fails"
    case .localResolver: "your resolver fails"
    case .slowLink: "your network is slow"
    case .packetSize: "large packets lost"
    case .clock: "your clock is wrong"
    case .asleep: "this machine was asleep"
    case .ownLimits: "out of resources"
    }
  }

  /// What is at fault, as a sentence.
  var title: String {
    switch self {
    case .localLink: "No network connection"
    case .noEgress: "Names resolve, but no connection leaves your network"
    case .intercepted: "Something between you and the Internet answers in place of every server"
    case .proxy: "The configured proxy fails"
    case .localResolver: "Your resolver fails"
    case .slowLink: "Your network is slow"
    case .packetSize: "Your network loses large packets"
    case .clock: "This machine's clock is wrong"
    case .asleep: "This machine was asleep"
    case .ownLimits: "Faultline lacks resources on this machine"
    }
  }

  /// What is not judged while it holds.
  var scope: String {
    switch self {
    case .localLink, .intercepted: "Nothing below can be judged until something answers."
    case .noEgress: "Failures to connect are not judged."
    case .proxy: "Failures through the proxy are not judged."
    case .localResolver: "Failures of name resolution are not judged."
    case .slowLink: "Slow answers are not judged."
    case .packetSize: "Answers that stop halfway are not judged."
    case .clock: "The validity of certificates is not judged."
    case .asleep: "Interrupted probes are repeated."
    case .ownLimits: "What could not be probed is unknown."
    }
  }
}

extension Verdict {
  /// Whether the fault is local, in a few words.
  var words: String {
    switch self {
    case .ok: "your network: ok"
    case .unclear: "your network: unclear"
    case .condition(let kind): kind.words
    }
  }
}
