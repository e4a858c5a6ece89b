internal import Glibc

/// Ports on 127.0.0.1.
package enum FreePort {
  /// A port that is free for TCP and UDP at this moment.
  package static func find() throws -> Int {
    for _ in 0..<50 {
      let stream = LoopbackSocket(.stream)
      defer { stream.close() }
      guard let port = stream.bind(port: 0) else { continue }
      let datagram = LoopbackSocket(.datagram)
      defer { datagram.close() }
      if datagram.bind(port: port) != nil { return port }
    }
    throw LabError.noPort
  }

  /// Waits until something accepts TCP connections on the port, ten seconds at most.
  package static func waitUntilOpen(_ port: Int, server: String, log: () -> String) throws {
    for _ in 0..<500 {
      let socket = LoopbackSocket(.stream)
      defer { socket.close() }
      if socket.connect(port: port) { return }
      usleep(20_000)
    }
    throw LabError.notReady(server: server, log: log())
  }
}

/// A plain blocking IPv4 socket on loopback.
package struct LoopbackSocket: Sendable {
  package enum Kind: Sendable { case stream, datagram }

  package let descriptor: Int32

  package init(_ kind: Kind) {
    let type = kind == .stream ? Int32(SOCK_STREAM.rawValue) : Int32(SOCK_DGRAM.rawValue)
    descriptor = socket(AF_INET, type | Int32(SOCK_CLOEXEC.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  package func close() { _ = Glibc.close(descriptor) }

  /// Binds to 127.0.0.1; the port bound to, or `nil`.
  package func bind(port: Int) -> Int? {
    var address = Self.address(port: port)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        guard Glibc.bind(descriptor, pointer, length) == 0, getsockname(descriptor, pointer, &length) == 0
        else { return nil }
        return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          Int($0.pointee.sin_port.bigEndian)
        }
      }
    }
  }

  package func connect(port: Int) -> Bool {
    var address = Self.address(port: port)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return address
  }
}
