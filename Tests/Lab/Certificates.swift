package import Foundation

/// Certificates for the web server, made anew for each run by the `openssl` program.
package struct Certificates: Sendable {
  /// A certificate with its key, as PEM files.
  package struct Pair: Sendable {
    package let certificate, key: URL
  }

  package let authority: URL
  /// For `good.lab.test`, `*.lab.test` and the loopback addresses; a year long.
  package let good: Pair
  /// Ends in three days.
  package let ending: Pair
  package let expired: Pair
  package let selfSigned: Pair
  /// For another name.
  package let wrong: Pair

  private static let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

  init(in directory: URL) throws {
    let maker = Maker(
      directory: directory,
      program: try LabProcess.program(["/usr/bin/openssl"], package: "openssl"))
    let root = try maker.selfSigned("authority", subject: "/CN=Faultline lab authority", isAuthority: true)
    authority = root.certificate
    try maker.prepareDatabase()
    let names = "DNS:good.lab.test,DNS:*.lab.test,IP:127.0.0.1,IP:127.0.0.2"
    good = try maker.signed("good", names: names, by: root, until: .days(365))
    ending = try maker.signed("ending", names: names, by: root, until: .days(3))
    expired = try maker.signed("expired", names: names, by: root, until: .past)
    wrong = try maker.signed("wrong", names: "DNS:elsewhere.test", by: root, until: .days(365))
    selfSigned = try maker.selfSigned("self", subject: "/CN=selfsigned.lab.test", isAuthority: false)
  }

  private struct Maker {
    enum End { case days(Int), past }

    let directory: URL
    let program: String

    func file(_ name: String) -> URL { directory.appending(path: name) }

    func run(_ arguments: [String]) throws {
      try LabProcess.output(of: [program] + arguments, in: directory.path)
    }

    func selfSigned(_ name: String, subject: String, isAuthority: Bool) throws -> Pair {
      let pair = Pair(certificate: file("\(name).pem"), key: file("\(name).key"))
      let constraint = "basicConstraints=critical,CA:\(isAuthority ? "TRUE" : "FALSE")"
      try run(
        ["req", "-x509"] + Certificates.key + [
          "-keyout", pair.key.path, "-out", pair.certificate.path, "-days", "365", "-subj", subject,
          "-addext", constraint, "-addext", "subjectAltName=DNS:selfsigned.lab.test",
        ])
      return pair
    }

    /// `openssl ca` is the one that can date a certificate in the past; it wants a database.
    func prepareDatabase() throws {
      try Data().write(to: file("index.txt"))
      try Data("01\n".utf8).write(to: file("serial"))
      let configuration = """
        [ca]
        default_ca = lab
        [lab]
        database = \(file("index.txt").path)
        serial = \(file("serial").path)
        new_certs_dir = \(directory.path)
        default_md = sha256
        policy = any
        unique_subject = no
        copy_extensions = copy
        [any]
        commonName = supplied
        """
      try Data(configuration.utf8).write(to: file("ca.cnf"))
    }

    func signed(_ name: String, names: String, by root: Pair, until end: End) throws -> Pair {
      let pair = Pair(certificate: file("\(name).pem"), key: file("\(name).key"))
      let request = file("\(name).csr").path
      try run(
        ["req", "-new"] + Certificates.key + [
          "-keyout", pair.key.path, "-out", request, "-subj", "/CN=\(name).lab.test",
          "-addext", "subjectAltName=\(names)",
        ])
      let span =
        switch end {
        case .days(let days): ["-days", "\(days)"]
        case .past: ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"]
        }
      try run(
        [
          "ca", "-batch", "-notext", "-config", file("ca.cnf").path, "-cert", root.certificate.path,
          "-keyfile", root.key.path, "-in", request, "-out", pair.certificate.path,
        ] + span)
      return pair
    }
  }
}
