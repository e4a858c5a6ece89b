package import Foundation

/// A small network on loopback: real name and web servers with known faults, started on free ports.
///
/// The servers live as long as the test process: each is watched over by a shell that waits for the end of
/// a pipe only this process holds, so that even a crash leaves nothing behind.
package final class Lab: Sendable {
  /// Emptied when the process ends.
  package let directory: URL
  package let certificates: Certificates
  /// knotd, authoritative for `lab.test` and `other.test`.
  package let dnsPort: Int
  /// nginx, plain and over TLS; TLS certificates go by server name.
  package let httpPort: Int
  package let httpsPort: Int
  private let processes: [LabProcess]

  /// The CA that signed the good certificates, as a PEM file.
  package var certificateAuthority: String { certificates.authority.path }
  package var resolver: String { "127.0.0.1:\(dnsPort)" }

  /// Started at first use, once for all tests of a process.
  package static var shared: Lab { get throws { try started.get() } }
  private static let started = Result { try Lab() }

  private init() throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "faultline-lab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let janitor = try LabProcess(["/bin/true"], removing: directory.path)
    certificates = try Certificates(in: directory)
    dnsPort = try FreePort.find()
    httpPort = try FreePort.find()
    httpsPort = try FreePort.find()
    let knot = try KnotServer.start(in: directory, port: dnsPort)
    let nginx = try NginxServer.start(
      in: directory, port: httpPort, securePort: httpsPort, certificates: certificates)
    processes = [janitor, knot, nginx]
  }
}

/// What can go wrong while the lab is being built; all of it fails the test.
package enum LabError: Error, CustomStringConvertible {
  case missing(program: String, package: String)
  case failed(command: String, output: String)
  case notReady(server: String, log: String)
  case noPort

  package var description: String {
    switch self {
    case .missing(let program, let package): "\(program) is not installed: apt-get install \(package)"
    case .failed(let command, let output): "\(command) failed: \(output)"
    case .notReady(let server, let log): "\(server) did not begin to listen: \(log)"
    case .noPort: "no free port on loopback"
    }
  }
}
