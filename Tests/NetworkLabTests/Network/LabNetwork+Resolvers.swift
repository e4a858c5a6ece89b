import Foundation
import Lab
import TestSupport

/// What a resolver of the lab knows. All listen at the same addresses, each kind at a port of its own.
enum ResolverKind: String, CaseIterable {
  /// Every host of the Internet.
  case honest
  /// Nothing: SERVFAIL for whatever it is asked.
  case broken
  /// All but the zone `stock.test`, which it answers with SERVFAIL.
  case withoutOneZone
  /// One address, the portal's, for every name.
  case portal

  var port: Int { 53 + (Self.allCases.firstIndex(of: self) ?? 0) * 100 }

  fileprivate var zones: [(name: String, file: String)] {
    switch self {
    case .honest: [(".", "honest.zone")]
    case .broken: [(".", "missing.zone")]
    case .withoutOneZone: [(".", "honest.zone"), ("stock.test.", "missing.zone")]
    case .portal: [(".", "portal.zone")]
    }
  }
}

extension LabNetwork {
  /// Starts knotd as a resolver; it is authoritative for all there is, the root included.
  func startResolver(_ kind: ResolverKind) throws {
    let home = "\(folder.path)/\(kind.rawValue)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    try Data(Self.zone.utf8).write(to: URL(filePath: "\(home)/honest.zone"))
    try Data(Self.portalZone.utf8).write(to: URL(filePath: "\(home)/portal.zone"))
    let listeners = [Internet.officeResolver, Internet.publicResolver, Internet.officeResolver6]
      .map { "\($0)@\(kind.port)" }
    let configuration = try folder.file(
      "\(kind.rawValue).conf",
      """
      server:
        rundir: "\(home)"
        listen: [\(listeners.map { "\"\($0)\"" }.joined(separator: ", "))]
        udp-workers: 1
        tcp-workers: 1
        background-workers: 1
      control:
        listen: "\(home)/control"
      log:
        - target: stderr
          any: warning
      database:
        storage: "\(home)"
        journal-db-max-size: 16M
        kasp-db-max-size: 16M
        timer-db-max-size: 16M
        catalog-db-max-size: 16M
      template:
        - id: default
          storage: "\(home)"
          zonefile-load: whole
          journal-content: none
          semantic-checks: false
      zone:
      \(kind.zones.map { "  - domain: \"\($0.name)\"\n    file: \"\($0.file)\"" }.joined(separator: "\n"))

      """)
    let knot = try LabProcess.program(["/usr/sbin/knotd"], package: "knot")
    let log = "\(folder.path)/\(kind.rawValue).log"
    _ = try start(.internet, [knot, "-c", configuration], log: log)
    try waitForPort(Internet.officeResolver, kind.port, of: "knotd", log: log)
  }

  /// From now on, whoever asks a resolver is answered by this kind.
  func resolve(by kind: ResolverKind) throws { try begin(Rules.resolve(atPort: kind.port)) }

  private static var zone: String {
    let hosts = Internet.hosts.map {
      "\($0). A \(Internet.address(of: $0))\n\($0). AAAA \(Internet.address6(of: $0))\n"
    }
    return head + hosts.joined() + "portal.hotel.test. A \(Internet.portal)\n"
  }

  private static let portalZone = head + "* A \(Internet.portal)\n"

  private static let head = """
    $ORIGIN .
    $TTL 1
    @ SOA a.root. admin.root. 1 3600 600 86400 1
    @ NS a.root.
    a.root. A \(Internet.publicResolver)

    """
}
