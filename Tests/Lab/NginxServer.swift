internal import Foundation

/// Debian's nginx with a page for each thing a check can expect.
enum NginxServer {
  static func start(in directory: URL, port: Int, securePort: Int, certificates: Certificates) throws
    -> LabProcess
  {
    let program = try LabProcess.program(["/usr/sbin/nginx"], package: "nginx-light")
    let home = directory.appending(path: "nginx")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    try Data(String(repeating: "x", count: 300_000).utf8).write(to: home.appending(path: "large"))
    let sites: [(String, Certificates.Pair)] = [
      ("good.lab.test", certificates.good), ("ending.lab.test", certificates.ending),
      ("expired.lab.test", certificates.expired), ("selfsigned.lab.test", certificates.selfSigned),
      ("wrong.lab.test", certificates.wrong),
    ]
    let configuration = """
      daemon off;
      master_process off;
      pid \(home.path)/pid;
      error_log stderr warn;
      events { worker_connections 4096; }
      http {
        access_log off;
        client_body_temp_path \(home.path)/body;
        proxy_temp_path \(home.path)/proxy;
        fastcgi_temp_path \(home.path)/fastcgi;
        uwsgi_temp_path \(home.path)/uwsgi;
        scgi_temp_path \(home.path)/scgi;
        default_type text/plain;
        server {
          listen 127.0.0.1:\(port) backlog=4096;
          listen 127.0.0.2:\(port);
          listen 127.0.0.3:\(port);
          \(pages(home: home, port: port, securePort: securePort))
        }
      \(sites.map { site($0.0, $0.1, securePort) }.joined(separator: "\n"))
      }
      """
    let file = home.appending(path: "nginx.conf")
    try Data(configuration.utf8).write(to: file)
    let log = home.appending(path: "log")
    let process = try LabProcess([program, "-c", file.path, "-p", home.path, "-e", "stderr"], log: log.path)
    for port in [port, securePort] {
      try FreePort.waitUntilOpen(port, server: "nginx") {
        (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      }
    }
    return process
  }

  private static func pages(home: URL, port: Int, securePort: Int) -> String {
    """
    location / { return 200 "hello from the lab\\n"; }
    location /status/404 { return 404; }
    location /status/503 { return 503; }
    location /large { root \(home.path); }
    location /redirect { return 302 /; }
    location /redirect/secure { return 301 https://good.lab.test:\(securePort)/; }
    location /redirect/missing { return 302 http://missing.lab.test:\(port)/; }
    location /redirect/file { return 302 file:///etc/passwd; }
    location /redirect/away { return 302 http://127.0.0.2:\(port)/mirror; }
    location /redirect/near { return 302 /mirror; }
    location /loop { return 302 /loop; }
    location /mirror { return 200 "agent=$http_user_agent token=$http_authorization host=$http_host\\n"; }
    """
  }

  private static func site(_ name: String, _ pair: Certificates.Pair, _ port: Int) -> String {
    """
      server {
        listen 127.0.0.1:\(port) ssl\(name.hasPrefix("good") ? " default_server backlog=4096" : "");
        server_name \(name);
        ssl_certificate \(pair.certificate.path);
        ssl_certificate_key \(pair.key.path);
        ssl_session_cache off;
        ssl_session_tickets off;
        location / { return 200 "secure hello\\n"; }
      }
    """
  }
}
