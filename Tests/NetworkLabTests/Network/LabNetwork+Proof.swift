import Lab

/// What other programs in the office find: that a fault is what it claims to be.
extension LabNetwork {
  enum TLSResult {
    /// A session with a certificate that the authority vouches for.
    case trusted
    /// A certificate of somebody else.
    case untrusted
    /// Connected, and then nothing.
    case stalled
    case refused
    /// No word at all.
    case filtered
  }

  /// Asks with `kdig`.
  func requireQuestion(_ name: String, at resolver: String = Internet.officeResolver, says wanted: String)
    throws
  {
    let kdig = try LabProcess.program(["/usr/bin/kdig"], package: "knot-dnsutils")
    let answer = try attempt(
      .office, kdig, "@\(resolver)", "+retry=0", "+timeout=1", name, name == "." ? "NS" : "A")
    guard answer.output.contains(wanted) else {
      throw LabFailure("\(name) at \(resolver) was to say \(wanted): \(answer.output)")
    }
  }

  /// Connects with `openssl s_client` and looks at the certificate.
  func requireTLS(to host: String, address: String? = nil, _ wanted: TLSResult) throws {
    let place = "\(address ?? Internet.address(of: host)):443"
    let run = try attempt(
      .office, "/usr/bin/timeout", "2", "/usr/bin/openssl", "s_client", "-connect", place, "-servername",
      host,
      "-verify_hostname", host, "-CAfile", try Authority.shared.bundle)
    let text = run.output
    let found: TLSResult =
      if text.contains("Verify return code: 0 (ok)") {
        .trusted
      } else if text.contains("Verify return code: ") {
        .untrusted
      } else {
        run.code != 124 ? .refused : try accepts(address ?? Internet.address(of: host)) ? .stalled : .filtered
      }
    guard found == wanted else { throw LabFailure("TLS to \(host) at \(place) was to be \(wanted): \(text)") }
  }

  /// Whether a connection to port 443 comes about within a second.
  private func accepts(_ address: String) throws -> Bool {
    try attempt(.office, "/usr/bin/timeout", "1", "/bin/bash", "-c", "exec 3<>/dev/tcp/\(address)/443").code
      == 0
  }

  /// Plain HTTP, whose answer fits into one packet.
  func requirePlainAnswer(from host: String) throws {
    let run = try attempt(
      .office, "/usr/bin/timeout", "2", "/bin/bash", "-c",
      """
      exec 3<>/dev/tcp/\(Internet.address(of: host))/80
      printf 'GET / HTTP/1.0\\r\\nHost: \(host)\\r\\n\\r\\n' >&3
      cat <&3
      """)
    guard run.output.contains("hello from \(host)") else {
      throw LabFailure("\(host) was to answer over plain HTTP: \(run.output)")
    }
  }

  /// A question to the resolver takes so long.
  func requireRoundTrip(ofAtLeast milliseconds: Int) throws {
    let start = ContinuousClock.now
    try requireQuestion(.shop, says: "NOERROR")
    let elapsed = ContinuousClock.now - start
    guard elapsed >= .milliseconds(milliseconds) else {
      throw LabFailure("a round trip was to take \(milliseconds) ms, and took \(elapsed)")
    }
  }
}

extension String {
  /// A service of the usual plan.
  static let shop = "www.shop.test"
}
