internal import Model

/// The command by which somebody repeats a check in a shell of their own.
///
/// Every word is quoted for the shell and free of controls; secrets are replaced by `***`.
enum Repetition {
  static func command(for check: CheckState, resolvers: [Resolver]) -> String {
    let seconds = max(1, Int(check.check.timeout.nanoseconds / 1_000_000_000))
    return words(check, resolvers, seconds: seconds).map(quoted).joined(separator: " ")
  }

  private static func words(_ check: CheckState, _ resolvers: [Resolver], seconds: Int) -> [String] {
    switch check.check.probe {
    case .dns(let probe): return dig(probe, resolvers, seconds: seconds)
    case .http(let probe): return curl(probe, address: check.last?.address?.string, seconds: seconds)
    case .tcp(let probe):
      return ["nc", "-v", "-z", "-w", "\(seconds)", "--", probe.endpoint.host, "\(probe.endpoint.port)"]
    case .tls(let probe):
      let address = check.last?.address.map { Endpoint(host: $0.string, port: probe.endpoint.port) }
      return [
        "openssl", "s_client", "-connect", (address ?? probe.endpoint).description, "-servername",
        probe.endpoint.host, "-verify_hostname", probe.endpoint.host,
      ]
    case .ping(let host): return ["ping", "-c", "1", "-W", "\(seconds)", "--", host]
    }
  }

  /// Names go behind `-q`, where none can be mistaken for an option.
  private static func dig(_ probe: DNSProbe, _ resolvers: [Resolver], seconds: Int) -> [String] {
    var words = ["dig", "+tries=1", "+time=\(seconds)"]
    if case .at(let endpoint) = resolvers.first(where: { $0.id == probe.resolver })?.address {
      words += ["@\(endpoint.host)"] + (endpoint.port == 53 ? [] : ["-p", "\(endpoint.port)"])
    }
    let types = probe.type.map { [$0.rawValue] } ?? ["A", "AAAA"]
    return words + types.flatMap { ["-q", probe.name, "-t", $0] }
  }

  /// `--connect-to` leads to the very address that was probed, name and certificate unchanged.
  private static func curl(_ probe: HTTPProbe, address: String?, seconds: Int) -> [String] {
    var words = ["curl", "-sS", "-v", "-o", "/dev/null", "--noproxy", "*", "--max-time", "\(seconds)"]
    if probe.method == .head { words.append("--head") }
    if probe.redirects > 0 { words += ["--location", "--max-redirs", "\(probe.redirects)"] }
    for header in probe.headers { words += ["-H", "\(header.name): ***"] }
    let endpoint = probe.url.endpoint
    if let address, address != endpoint.host {
      let target = Endpoint(host: address, port: endpoint.port)
      words += ["--connect-to", "\(endpoint):\(target)"]
    }
    return words + [probe.url.redacted]
  }

  /// Single quotes, unless every character means itself to every shell.
  static func quoted(_ word: String) -> String {
    let word = SafeText(word).string
    let isPlain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-_./:@%+=,".utf8.contains(byte)
    }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

extension Snapshot {
  /// The check of a page that is most worth repeating: one that fails now, else the first; for an incident, of
  /// the first member that has any.
  func mainCheck(of page: Page) -> CheckState? {
    let checks = page.content.checks(in: self)
    return checks.first { $0.standing.health == .down } ?? checks.first { $0.standing.health.isProblem }
      ?? checks.first
  }
}
