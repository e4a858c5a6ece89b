internal import Glibc

/// Forward proxies; `serve` functions for `HostilePeer.tcp`.
package enum TunnelProxy {
  /// Tunnels CONNECT to a port of 127.0.0.1, whatever host is named.
  package static let open: @Sendable (PeerConnection) -> Void = { connection in
    let words = connection.readRequest().split(separator: " ")
    let upstream = LoopbackSocket(.stream)
    defer { upstream.close() }
    guard words.first == "CONNECT", let port = words.dropFirst().first?.split(separator: ":").last,
      let number = Int(port), upstream.connect(port: number)
    else { return connection.send("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n") }
    connection.send("HTTP/1.1 200 Connection established\r\n\r\n")
    connection.relay(to: upstream)
  }

  /// Answers every request with this status of its own.
  package static func answering(_ status: String) -> @Sendable (PeerConnection) -> Void {
    HostileHTTP.fixed("HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n")
  }
}

extension PeerConnection {
  /// Passes bytes both ways until one side closes or is silent for five seconds.
  fileprivate func relay(to upstream: LoopbackSocket) {
    let ends = [descriptor, upstream.descriptor]
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while !isStopped() {
      var polls = ends.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&polls, 2, 5000) > 0 else { return }
      for side in 0..<2 where polls[side].revents != 0 {
        let count = recv(ends[side], &buffer, buffer.count, 0)
        guard count > 0, Glibc.send(ends[1 - side], buffer, count, Int32(MSG_NOSIGNAL)) == count else {
          return
        }
      }
    }
  }
}
