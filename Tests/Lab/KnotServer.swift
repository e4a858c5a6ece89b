internal import Foundation

/// Debian's knotd with two small zones.
enum KnotServer {
  static func start(in directory: URL, port: Int) throws -> LabProcess {
    let program = try LabProcess.program(["/usr/sbin/knotd"], package: "knot")
    let home = directory.appending(path: "knot")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let configuration = """
      server:
        rundir: "\(home.path)"
        listen: [127.0.0.1@\(port)]
        udp-workers: 1
        tcp-workers: 1
        background-workers: 1
      control:
        listen: "\(home.path)/control"
      log:
        - target: stderr
          any: warning
      database:
        storage: "\(home.path)"
      template:
        - id: default
          storage: "\(home.path)"
          zonefile-load: whole
          journal-content: none
          semantic-checks: false
      zone:
        - domain: lab.test
          file: lab.zone
        - domain: other.test
          file: other.zone
      """
    try Data(configuration.utf8).write(to: home.appending(path: "knot.conf"))
    try Data(labZone.utf8).write(to: home.appending(path: "lab.zone"))
    try Data(otherZone.utf8).write(to: home.appending(path: "other.zone"))
    let log = home.appending(path: "log")
    let process = try LabProcess([program, "-c", home.appending(path: "knot.conf").path], log: log.path)
    try FreePort.waitUntilOpen(port, server: "knotd") {
      (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    }
    return process
  }

  /// `far.test`-style links lead into the other zone, which an authoritative server does not chase.
  static let labZone = """
    $ORIGIN lab.test.
    $TTL 300
    @ SOA ns hostmaster 1 3600 600 86400 60
    @ NS ns
    @ MX 10 mail
    @ TXT "v=spf1 -all" "second"
    @ CAA 0 issue "ca.test"
    ns A 127.0.0.1
    mail A 127.0.0.1
    www 60 A 127.0.0.1
    good A 127.0.0.1
    ending A 127.0.0.1
    expired A 127.0.0.1
    selfsigned A 127.0.0.1
    wrong A 127.0.0.1
    four 30 A 127.0.0.2
    four 30 A 127.0.0.3
    four 30 A 127.0.0.4
    four 30 A 127.0.0.5
    half A 127.0.0.2
    half A 127.0.0.3
    half A 127.0.0.4
    half A 127.0.0.5
    most A 127.0.0.1
    most A 127.0.0.2
    most A 127.0.0.3
    most A 127.0.0.5
    dead A 127.0.0.5
    v6only AAAA ::1
    both A 127.0.0.1
    both AAAA ::1
    nodata TXT "a name without addresses"
    alias 120 CNAME www
    alias-far 120 CNAME target.other.test.
    alias-empty CNAME nodata
    alias-empty-far CNAME empty.other.test.
    alias-missing CNAME missing
    alias-missing-far CNAME missing.other.test.
    loop-a CNAME loop-b
    loop-b CNAME loop-a
    loop-far CNAME loop-back.other.test.
    _sip._tcp SRV 1 2 5060 mail
    \((0..<20).map { "long-\($0) CNAME long-\($0 + 1)" }.joined(separator: "\n"))
    long-20 A 127.0.0.1
    \((0..<60).map { "many A 127.0.1.\($0 + 1)" }.joined(separator: "\n"))

    """

  static let otherZone = """
    $ORIGIN other.test.
    $TTL 300
    @ SOA ns hostmaster 1 3600 600 86400 60
    @ NS ns
    ns A 127.0.0.1
    target 45 CNAME final
    final 15 A 127.0.0.7
    empty TXT "nothing here"
    loop-back CNAME loop-far.lab.test.

    """
}
