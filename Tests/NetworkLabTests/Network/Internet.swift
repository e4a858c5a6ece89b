import Foundation
import Lab
import TestSupport

/// The servers of a lab's Internet: one nginx that is every host, and resolvers that know them all.
enum Internet {
  /// In the office's own network.
  static let officeResolver = "10.1.0.53"
  static let officeResolver6 = "2001:db8:1::53"
  static let proxy = "10.1.0.3:3128"
  static let portal = "10.1.0.80"
  /// Elsewhere.
  static let publicResolver = "192.0.2.53"

  static let controls = ["one.control.test", "two.beacon.test"]
  static let regions = [
    "aws/us-east-1": "dynamodb.us-east-1.amazonaws.com", "aws/eu-west-1": "dynamodb.eu-west-1.amazonaws.com",
    "gcp/us-central1": "us-central1-docker.pkg.dev", "azure/eastus": "eastus.api.cognitive.microsoft.com",
  ]
  static let services = ["shop": "www.shop.test", "mail": "mail.post.test", "docs": "docs.paper.test"]
  /// Of owners who have nothing to do with each other: as many as a lab wants.
  static let crowd = (1...40).map { "www.firm-\($0).test" }

  static let hosts = controls + regions.values.sorted() + services.values.sorted() + ["db.stock.test"] + crowd

  /// Every host has an address of its own; the controls are 192.0.2.1 and 192.0.2.2.
  static func address(of host: String) -> String { "192.0.2.\(number(of: host))" }
  static func address6(of host: String) -> String { "2001:db8:2::\(number(of: host))" }

  private static func number(of host: String) -> Int {
    let place = (hosts.firstIndex(of: host) ?? 0) + 1
    return place < 53 ? place : place + 1
  }
}

extension LabNetwork {
  /// Starts the web server of all hosts. A file named like a host in `dead` makes it answer 503.
  func startWeb() throws {
    let authority = try Authority.shared
    let home = "\(folder.path)/web"
    try FileManager.default.createDirectory(atPath: "\(home)/dead", withIntermediateDirectories: true)
    let path = try folder.file(
      "nginx.conf",
      """
      daemon off;
      master_process off;
      pid \(home)/pid;
      error_log stderr warn;
      worker_rlimit_nofile 4096;
      events { worker_connections 1024; }
      http {
        access_log off;
        client_body_temp_path \(home)/body;
        proxy_temp_path \(home)/proxy;
        fastcgi_temp_path \(home)/fastcgi;
        uwsgi_temp_path \(home)/uwsgi;
        scgi_temp_path \(home)/scgi;
        default_type text/plain;
        ssl_session_cache off;
        ssl_session_tickets off;
        server {
          listen 80;
          listen [::]:80;
          listen 443 ssl;
          listen [::]:443 ssl;
          ssl_certificate \(authority.certificate);
          ssl_certificate_key \(authority.key);
          location / {
            if (-f \(home)/dead/$host) { return 503; }
            return 200 "hello from $host\\n";
          }
        }
        server {
          listen \(Internet.portal):80;
          listen \(Internet.portal):443 ssl;
          ssl_certificate \(authority.portalCertificate);
          ssl_certificate_key \(authority.portalKey);
          location / { return 302 http://portal.hotel.test/login; }
          location /login { return 200 "Welcome to the hotel: please accept our terms\\n"; }
        }
      }
      """)
    let nginx = try LabProcess.program(["/usr/sbin/nginx"], package: "nginx-light")
    let log = "\(folder.path)/nginx.log"
    _ = try start(.internet, [nginx, "-c", path, "-p", home, "-e", "stderr"], log: log)
    try waitForPort("10.1.0.1", 80, of: "nginx", log: log)
  }

  func setDead(_ host: String, _ isDead: Bool = true) throws {
    let path = "\(folder.path)/web/dead/\(host)"
    if isDead {
      try Data().write(to: URL(filePath: path))
    } else {
      try FileManager.default.removeItem(atPath: path)
    }
  }

  /// Waits until something in the Internet accepts connections.
  func waitForPort(_ address: String, _ port: Int, of server: String, log: String) throws {
    do {
      try wait(for: "\(server) listens") {
        try attempt(.internet, "/bin/bash", "-c", "exec 3<>/dev/tcp/\(address)/\(port)").code == 0
      }
    } catch {
      throw LabError.notReady(server: server, log: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
    }
  }
}
