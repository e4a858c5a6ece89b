import Foundation
import Lab

/// Certificates of the lab's Internet, made once for all labs by the `openssl` program.
struct Authority {
  /// PEM files; `bundle` is what the program under test trusts.
  let bundle, certificate, key, portalCertificate, portalKey: String
  /// Removed when the test process ends.
  private let janitor: LabProcess

  static var shared: Authority { get throws { try made.get() } }
  private static let made = Result { try Authority() }

  private init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "faultline-authority-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    janitor = try LabProcess(["/bin/true"], removing: folder.path)
    let openssl = try LabProcess.program(["/usr/bin/openssl"], package: "openssl")
    func file(_ name: String) -> String { folder.appending(path: name).path }
    func make(_ name: String, subject: String, names: [String], _ more: [String]) throws {
      try Command.output(
        of: [
          openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
          "-days",
          "365", "-subj", subject, "-keyout", file("\(name).key"), "-out", file("\(name).pem"), "-addext",
          "subjectAltName=\(names.joined(separator: ","))",
        ] + more)
    }
    (bundle, certificate, key) = (file("ca.pem"), file("internet.pem"), file("internet.key"))
    (portalCertificate, portalKey) = (file("portal.pem"), file("portal.key"))
    try make(
      "ca", subject: "/CN=Lab authority", names: ["DNS:authority.test"],
      ["-addext", "basicConstraints=critical,CA:TRUE"])
    try make(
      "internet", subject: "/CN=internet.test", names: Self.names,
      ["-CA", bundle, "-CAkey", file("ca.key"), "-addext", "basicConstraints=critical,CA:FALSE"])
    try make("portal", subject: "/CN=portal.hotel.test", names: ["DNS:portal.hotel.test"], [])
  }

  /// Every host, and enough names beside them that the certificate does not fit into one packet, as those of real
  /// sites do not.
  private static var names: [String] {
    let hosts = Internet.hosts.map { "DNS:\($0)" }
    let fillers = (0..<60).map { "DNS:a-rather-long-name-\($0).beside-the-others.internet.test" }
    return hosts + fillers + ["IP:192.0.2.1", "IP:192.0.2.2"]
  }
}
