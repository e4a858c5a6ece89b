internal import CProbing
internal import Glibc

/// A literal IPv4 or IPv6 address.
struct IPAddress: Hashable {
  enum Family { case v4, v6 }

  let family: Family
  /// 4 or 16 bytes in network order.
  let bytes: [UInt8]
  /// Canonical text.
  let text: String

  /// `nil` if the text is no literal address.
  init?(_ text: String) {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 {
      family = .v4
      self.bytes = Array(bytes.prefix(4))
    } else if inet_pton(AF_INET6, text, &bytes) == 1 {
      family = .v6
      self.bytes = bytes
    } else {
      return nil
    }
    self.text = text
  }

  /// The address with brackets where a port may follow.
  var bracketed: String { family == .v6 ? "[\(text)]" : text }

  /// Calls `body` with the address as the sockets API wants it.
  func withSocketAddress<Result>(
    port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    switch family {
    case .v4:
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
      withUnsafeMutableBytes(of: &address.sin_addr) { $0.copyBytes(from: bytes) }
      return Self.erase(&address, body)
    case .v6:
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = UInt16(truncatingIfNeeded: port).bigEndian
      withUnsafeMutableBytes(of: &address.sin6_addr) { $0.copyBytes(from: bytes) }
      return Self.erase(&address, body)
    }
  }

  private static func erase<Address, Result>(
    _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<Address>.size)) }
    }
  }
}

extension IPAddress.Family {
  var number: Int32 { self == .v4 ? AF_INET : AF_INET6 }

  var other: Self { self == .v4 ? .v6 : .v4 }
  var name: String { self == .v4 ? "IPv4" : "IPv6" }

  /// Whether this machine has a route to the world for the family, by an address of the block for documentation.
  var hasRoute: Bool { IPAddress(self == .v4 ? "192.0.2.1" : "2001:db8::1").map(isRouted(to:)) ?? true }

  /// Whether this machine has any route for the family: a datagram socket can be given a peer, which
  /// sends nothing.
  func isRouted(to address: IPAddress) -> Bool {
    let socket = cp_socket(number, Int32(CP_DATAGRAM), 0)
    guard socket >= 0 else { return errno != EAFNOSUPPORT }
    defer { close(socket) }
    return address.withSocketAddress(port: 9) { connect(socket, $0, $1) } == 0
  }
}
