internal import CProbing
internal import Glibc
internal import Model

/// One ICMP echo to the first address of a host that this machine has a route for.
///
/// An unprivileged datagram socket is used where `net.ipv4.ping_group_range` allows it, a raw socket where
/// the process may open one; else the check is `not-probed` and says what to set.
final class PingRun: ProbeRun, SocketOwner {
  private let host: String
  private let resolvers: Resolvers
  private let loop: EventLoop
  private let deadline: Moment
  private var begun = Moment.now
  private let created = Moment.now
  private var done: ((Finding) -> Void)?
  private var lookup: DNSLookup?
  private var timer: Timer?
  private var socket: Int32 = -1
  private var isRaw = false
  private var family = IPAddress.Family.v4
  private var address: IPAddress?
  /// Tells our echo from those of others on a raw socket; the kernel's own on a datagram socket.
  private let token = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
  private var finding = Finding()

  init(
    _ host: String, resolvers: Resolvers, loop: EventLoop, deadline: Moment, done: @escaping (Finding) -> Void
  ) {
    self.host = host
    self.resolvers = resolvers
    self.loop = loop
    self.deadline = deadline
    self.done = done
  }

  func start() {
    timer = Timer { [unowned self] in fail(Evidence(.pingTimeout, "no ping reply in time")) }
    lookup = resolvers.addresses(of: host, deadline: deadline) { [weak self] in self?.take($0) }
  }

  func cancel() {
    done = nil
    lookup?.cancel()
    if let timer { loop.cancel(timer) }
    timer = nil
    guard socket >= 0 else { return }
    loop.unwatch(socket)
    close(socket)
    socket = -1
  }

  private func take(_ result: Result<HostAddresses, HostFailure>) {
    switch result {
    case .failure(let failed):
      finding = Finding(host: host, failed)
      finish()
    case .success(let host):
      finding.record(host)
      guard let address = host.addresses.reachableFamilies.first else { return finish() }
      send(to: address)
    }
  }

  private func send(to address: IPAddress) {
    finding.address = address.text
    self.address = address
    family = address.family
    guard open() else { return failToOpen(errno, address) }
    guard address.withSocketAddress(port: 0, { connect(socket, $0, $1) }) == 0 else { return fail(errno) }
    begun = .now
    let packet = ICMPEcho.request(family, token: token)
    guard Glibc.send(socket, packet, packet.count, Int32(MSG_NOSIGNAL)) == packet.count else {
      return fail(errno)
    }
    loop.watch(socket, for: .readable, owner: self)
    if let timer { loop.set(timer, at: deadline) }
  }

  private func failToOpen(_ error: Int32, _ address: IPAddress) {
    let forbidden = Evidence(
      .notProbed, "ping is not permitted: set net.ipv4.ping_group_range to include this user's group",
      fault: .permission)
    let known = Evidence.systemError(error, to: address)
    fail(known?.fault == .descriptors || known?.fault == .addressFamily ? known ?? forbidden : forbidden)
  }

  private func open() -> Bool {
    let proto = family == .v4 ? Int32(IPPROTO_ICMP) : Int32(IPPROTO_ICMPV6)
    socket = cp_socket(family.number, Int32(CP_DATAGRAM), proto)
    if socket < 0 {
      isRaw = true
      socket = cp_socket(family.number, Int32(CP_RAW), proto)
    }
    return socket >= 0
  }

  func isReady(_ descriptor: Int32, _ readiness: Readiness) {
    var buffer = [UInt8](repeating: 0, count: 2048)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else {
      if count < 0, errno != EAGAIN, errno != EINTR { fail(errno) }
      return
    }
    guard ICMPEcho.isReply(buffer.prefix(count), family, isRaw: isRaw, token: token) else { return }
    finding.latency = .now - begun
    finish()
  }

  private func fail(_ error: Int32) {
    let reason = Evidence(.unreachable, String(cString: strerror(error)).lowercased())
    fail(.systemError(error, to: address) ?? reason)
  }

  private func fail(_ evidence: Evidence) {
    finding.record(evidence)
    finish()
  }

  private func finish() {
    finding.phases.total = .now - created
    let done = done
    cancel()
    done?(finding)
  }
}

/// ICMP echo messages (RFC 792, RFC 4443).
enum ICMPEcho {
  private static func kinds(_ family: IPAddress.Family) -> (request: UInt8, reply: UInt8) {
    family == .v4 ? (8, 0) : (128, 129)
  }

  static func request(_ family: IPAddress.Family, token: [UInt8]) -> [UInt8] {
    // Identifier 0 is replaced by the kernel on datagram sockets; the token is what we match.
    var packet: [UInt8] = [kinds(family).request, 0, 0, 0, 0, 0, 0, 1] + token
    let sum = checksum(packet)
    packet[2] = UInt8(sum >> 8)
    packet[3] = UInt8(sum & 0xFF)
    return packet
  }

  /// Whether bytes read from the socket are the echo of `token`. Raw IPv4 sockets show the IP header too.
  static func isReply(_ bytes: ArraySlice<UInt8>, _ family: IPAddress.Family, isRaw: Bool, token: [UInt8])
    -> Bool
  {
    var message = bytes
    if isRaw, family == .v4, let first = bytes.first { message = bytes.dropFirst(Int(first & 0xF) * 4) }
    guard message.count >= 8 + token.count, message.first == kinds(family).reply else { return false }
    return message.dropFirst(8).prefix(token.count).elementsEqual(token)
  }

  /// RFC 1071; the kernel overwrites it for ICMPv6.
  private static func checksum(_ bytes: [UInt8]) -> UInt16 {
    var sum: UInt32 = 0
    for index in stride(from: 0, to: bytes.count, by: 2) {
      sum += UInt32(bytes[index]) << 8 | (index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0)
    }
    while sum >> 16 != 0 { sum = sum & 0xFFFF + sum >> 16 }
    return ~UInt16(truncatingIfNeeded: sum)
  }
}
