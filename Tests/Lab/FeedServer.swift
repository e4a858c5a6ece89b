package import Foundation

/// nginx serving files from a folder as it does by itself, with `ETag` and `Last-Modified`, so that a test can
/// change what a feed says. `switches/broken` in the folder makes it answer 500.
package final class FeedServer: Sendable {
  package let port: Int
  /// What is served.
  package let folder: URL
  private let log: URL
  private let processes: [LabProcess]

  package init() throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "faultline-feeds-\(UUID().uuidString)")
    folder = home.appending(path: "files")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "switches"), withIntermediateDirectories: true)
    let janitor = try LabProcess(["/bin/true"], removing: home.path)
    port = try FreePort.find()
    log = home.appending(path: "access")
    let file = home.appending(path: "nginx.conf")
    try Data(Self.configuration(home: home, port: port).utf8).write(to: file)
    let program = try LabProcess.program(["/usr/sbin/nginx"], package: "nginx-light")
    let errors = home.appending(path: "errors").path
    let nginx = try LabProcess([program, "-c", file.path, "-p", home.path, "-e", "stderr"], log: errors)
    processes = [janitor, nginx]
    try FreePort.waitUntilOpen(port, server: "nginx") {
      (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
    }
  }

  package func serve(_ bytes: some Sequence<UInt8>, as name: String) throws {
    try Data(bytes).write(to: folder.appending(path: name), options: .atomic)
  }

  package func breakDown() throws { try serve([], as: "switches/broken") }
  package func repair() throws {
    try FileManager.default.removeItem(at: folder.appending(path: "switches/broken"))
  }

  /// The status codes answered so far, in order. nginx logs an answer only after it has sent it, so `count` of
  /// them are waited for.
  package func answered(atLeast count: Int) throws -> [String] {
    for _ in 0..<500 {
      let codes = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
      if codes.count >= count { return codes }
      usleep(10_000)
    }
    return try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private static func configuration(home: URL, port: Int) -> String {
    """
    daemon off;
    master_process off;
    pid \(home.path)/pid;
    error_log stderr warn;
    events { worker_connections 64; }
    http {
      log_format status $status;
      access_log \(home.path)/access status;
      client_body_temp_path \(home.path)/body;
      proxy_temp_path \(home.path)/proxy;
      fastcgi_temp_path \(home.path)/fastcgi;
      uwsgi_temp_path \(home.path)/uwsgi;
      scgi_temp_path \(home.path)/scgi;
      default_type application/json;
      server {
        listen 127.0.0.1:\(port);
        root \(home.path)/files;
        location /loop { return 302 /loop; }
        location /moved { return 301 /feed; }
        location /held { add_header Age 7200; try_files /feed =404; }
        location /later { add_header Retry-After 300 always; return 503; }
        location / { if (-f $document_root/switches/broken) { return 500; } }
      }
    }
    """
  }
}
