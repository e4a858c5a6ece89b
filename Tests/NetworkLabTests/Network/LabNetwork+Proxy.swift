import Foundation
import Lab
import TestSupport

/// What a proxy of the office does. All listen at one address, each kind at a port of its own.
enum ProxyKind: Int {
  /// Goes out for whoever asks.
  case honest = 3128
  /// Nobody listens there.
  case dead
  /// Wants a password.
  case locked
  /// Cannot reach anything.
  case lost

  static let address = "10.1.0.3"
  var port: Int { rawValue }

  /// How it answers CONNECT; `nil`: not at all.
  var answer: String? {
    switch self {
    case .honest: "200"
    case .dead: nil
    case .locked: "407"
    case .lost: "502"
    }
  }
}

extension LabNetwork {
  func startProxy(_ kind: ProxyKind) throws {
    let log = "\(folder.path)/proxy-\(kind.port).log"
    switch kind {
    case .dead: return
    case .honest, .locked:
      let tinyproxy = try LabProcess.program(["/usr/bin/tinyproxy"], package: "tinyproxy")
      let configuration = try folder.file(
        "tinyproxy-\(kind.port).conf",
        """
        Port \(kind.port)
        Listen \(ProxyKind.address)
        Timeout 30
        MaxClients 200
        LogLevel Warning
        \(kind == .locked ? "BasicAuth lab secret" : "")

        """)
      _ = try start(.internet, [tinyproxy, "-d", "-c", configuration], log: log)
    case .lost:
      _ = try start(.internet, ["/usr/bin/python3", Self.script("lost_proxy.py"), "\(kind.port)"], log: log)
    }
    try waitForPort(ProxyKind.address, kind.port, of: "the proxy", log: log)
  }

  /// What the proxy says to a CONNECT, by a plain TCP connection.
  func requireProxy(says wanted: String?) throws {
    let (host, port) = (ProxyKind.address, ProxyKind.honest.port)
    let run = try attempt(
      .office, "/usr/bin/timeout", "5", "/bin/bash", "-c",
      """
      exec 3<>/dev/tcp/\(host)/\(port) || exit 9
      printf 'CONNECT \(String.shop):443 HTTP/1.1\\r\\nHost: \(String.shop):443\\r\\n\\r\\n' >&3
      head -n 1 <&3
      """)
    guard let wanted else {
      guard run.code == 9, run.output.contains("refused") else {
        throw LabFailure("nobody was to listen at the proxy: \(run.output)")
      }
      return
    }
    guard run.output.contains(" \(wanted) ") else {
      throw LabFailure("the proxy was to say \(wanted): \(run.output)")
    }
  }
}
