internal import CProbing
internal import Glibc
internal import Model

/// Questions to one resolver through one c-ares channel.
///
/// c-ares carries datagrams, asks again over TCP after a truncated answer, and moves on to the next server
/// of /etc/resolv.conf; every answer is judged here. Each server gets one datagram a question: a lost one is
/// a timeout, which the confirmation probe sorts out. Search domains, aliases and /etc/hosts play no part.
/// Sockets are closed when nothing is asked, so that ports change and a moved network does no harm.
final class DNSChannel: SocketOwner {
  private let loop: EventLoop
  private var channel: ares_channel?
  /// Written by c-ares's socket calls, all made on the loop's queue.
  private let tap: UnsafeMutablePointer<cp_tap>
  private var serverTimeout: Duration
  private var open: [UInt16: DNSQuestion] = [:]
  private var expiry: Timer?
  /// Datagrams that answer no open question: wrong ids, and late answers.
  private(set) var strays = 0
  private var randomness = Randomness()
  private var isSingle = true
  private let system: SystemServers
  /// The server's address; `nil` for those of the system.
  private let server: IPAddress?

  private static let isLibraryReady = ares_library_init(ARES_LIB_INIT_ALL) == ARES_SUCCESS

  /// Where the servers of the system stand.
  struct SystemServers {
    var path = "/etc/resolv.conf"
    var port: UInt16 = 53
  }

  /// `nil` if c-ares refuses the address or has no memory.
  init?(
    _ address: Resolver.Address, timeout: Duration, loop: EventLoop, system: SystemServers = SystemServers()
  ) {
    guard Self.isLibraryReady else { return nil }
    self.loop = loop
    self.system = system
    if case .at(let endpoint) = address { server = IPAddress(endpoint.host) } else { server = nil }
    tap = .allocate(capacity: 1)
    tap.initialize(to: cp_tap())
    serverTimeout = timeout
    guard prepare(address), let servers = channel.map(Self.serverCount) else { return nil }
    guard servers > 1, let first = channel else { return }
    isSingle = false
    // The servers share the time of the check: a silent first one must not hide a working second.
    ares_destroy(first)
    serverTimeout = timeout / servers
    guard prepare(address) else { return nil }
  }

  deinit {
    tap.deinitialize(count: 1)
    tap.deallocate()
  }

  var isIdle: Bool { open.isEmpty }

  /// Drops every question without a reply and closes the sockets. Not to be called from a reply.
  func close() {
    for question in open.values { question.reply = nil }
    open.removeAll()
    if let expiry { loop.cancel(expiry) }
    guard let channel else { return }
    self.channel = nil
    ares_destroy(channel)
  }

  /// Asks once; `reply` is called at most once, and never after `question.reply` was set to `nil`.
  func ask(_ name: DNSName, _ type: RecordType, reply: @escaping (DNSVerdict) -> Void) -> DNSQuestion {
    let question = DNSQuestion(name: name, type: type, channel: self, strays: strays, reply: reply)
    guard let channel, open.count < 60_000 else {
      loop.soon {
        question.finish(
          .failed(DNSFailure(.notProbed, "too many DNS queries are pending", fault: .descriptors)))
      }
      return question
    }
    var id = randomness.short()
    while open[id] != nil { id &+= 1 }
    question.id = id
    open[id] = question
    let query = DNSQuery.bytes(id: id, name: name, type: type)
    tap.pointee.last_error = 0
    ares_send(channel, query, Int32(query.count), Self.onAnswer, Unmanaged.passRetained(question).toOpaque())
    noticeRefusal()
    expireLater()
    return question
  }

  func isReady(_ descriptor: Int32, _ readiness: Readiness) {
    guard let channel else { return }
    let reads = readiness.contains(.readable) || !readiness.isDisjoint(with: .failed)
    let writes = readiness.contains(.writable)
    ares_process_fd(channel, reads ? descriptor : ARES_SOCKET_BAD, writes ? descriptor : ARES_SOCKET_BAD)
    noticeRefusal()
  }

  /// A closed port ends every question at once, if there is no other server to go to.
  private func noticeRefusal() {
    guard tap.pointee.is_refused else { return }
    tap.pointee.is_refused = false
    guard isSingle else { return }
    let failure = connectionFailure
    for question in open.values { loop.soon { question.finish(.failed(failure)) } }
  }

  func forget(_ question: DNSQuestion) {
    if open[question.id] === question { open[question.id] = nil }
  }
}

// MARK: - c-ares

extension DNSChannel {
  /// Opens the c-ares channel with the server time set; false if it is refused.
  private func prepare(_ address: Resolver.Address) -> Bool {
    let owner = Unmanaged.passUnretained(self).toOpaque()
    var options = ares_options()
    options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES
    // A single server's SERVFAIL and REFUSED are what is asked for; with several, the next one is tried.
    if address != .system { options.flags |= ARES_FLAG_NOCHECKRESP }
    options.timeout = Int32(clamping: max(1, Int(serverTimeout.inMilliseconds)))
    options.tries = 1
    options.sock_state_cb = Self.onSocket
    options.sock_state_cb_data = owner
    options.udp_port = system.port
    options.tcp_port = system.port
    channel = nil
    let mask =
      ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_NOROTATE | ARES_OPT_SOCK_STATE_CB
      | ARES_OPT_UDP_PORT | ARES_OPT_TCP_PORT | ARES_OPT_RESOLVCONF
    let isReady = system.path.withCString { path in
      // c-ares copies it.
      options.resolvconf_path = UnsafeMutablePointer(mutating: path)
      return ares_init_options(&channel, &options, mask) == ARES_SUCCESS
    }
    guard isReady, let channel else { return false }
    if case .at(let endpoint) = address,
      ares_set_servers_ports_csv(channel, endpoint.description) != ARES_SUCCESS
    {
      ares_destroy(channel)
      self.channel = nil
      return false
    }
    tap.pointee.owner = owner
    tap.pointee.datagram = Self.onDatagram
    cp_tap_install(channel, tap)
    return true
  }

  private static func serverCount(_ channel: ares_channel) -> Int {
    var list: UnsafeMutablePointer<ares_addr_port_node>?
    guard ares_get_servers_ports(channel, &list) == ARES_SUCCESS else { return 1 }
    defer { ares_free_data(list) }
    var count = 0
    var node = list
    while let current = node {
      count += 1
      node = current.pointee.next
    }
    return max(1, count)
  }

  private static let onDatagram:
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, Int) -> Void = {
      owner, bytes, count in
      guard let owner else { return }
      Unmanaged<DNSChannel>.fromOpaque(owner).takeUnretainedValue()
        .inspect(UnsafeBufferPointer(start: bytes, count: count))
    }

  private static let onSocket: ares_sock_state_cb = { owner, descriptor, reads, writes in
    guard let owner else { return }
    Unmanaged<DNSChannel>.fromOpaque(owner).takeUnretainedValue()
      .watch(descriptor, reads: reads != 0, writes: writes != 0)
  }

  private func watch(_ descriptor: Int32, reads: Bool, writes: Bool) {
    guard reads || writes else { return loop.unwatch(descriptor) }
    let readiness: Readiness = reads ? (writes ? [.readable, .writable] : .readable) : .writable
    loop.watch(descriptor, for: readiness, owner: self)
  }

  /// Called by c-ares once for every question sent, when the channel is destroyed at the latest.
  private static let onAnswer: ares_callback = { owner, status, _, bytes, count in
    guard let owner else { return }
    let question = Unmanaged<DNSQuestion>.fromOpaque(owner).takeRetainedValue()
    guard question.reply != nil else { return }
    question.finish(
      question.channel.verdict(on: question, status, UnsafeBufferPointer(start: bytes, count: Int(count))))
  }

  private func verdict(
    on question: DNSQuestion, _ status: Int32, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> DNSVerdict {
    if status == ARES_SUCCESS {
      do {
        return try DNSMessage(Array(bytes)).judge(name: question.name, type: question.type)
      } catch {
        return .failed(.malformed(error))
      }
    }
    return .failed(failure(of: question, status))
  }

  private func failure(of question: DNSQuestion, _ status: Int32) -> DNSFailure {
    if status == ARES_ECONNREFUSED, let code = question.lastCode, let failure = DNSFailure(code: code) {
      return failure
    }
    return switch status {
    case ARES_ETIMEOUT: DNSFailure(.dnsTimeout, question.silence)
    case ARES_ESERVFAIL: DNSFailure(.dnsServFail, "the resolver answered SERVFAIL")
    case ARES_EREFUSED: DNSFailure(.dnsRefused, "the resolver answered REFUSED")
    case ARES_ENOTIMP: DNSFailure(.dnsServFail, "the resolver answered NOTIMP")
    case ARES_ECONNREFUSED: connectionFailure
    case ARES_ENOMEM: DNSFailure(.notProbed, "out of memory", fault: .descriptors)
    default:
      DNSFailure(.notProbed, "the query could not be sent: \(String(cString: ares_strerror(status)))")
    }
  }

  private var connectionFailure: DNSFailure {
    let error = tap.pointee.last_error
    guard error != 0 else { return DNSFailure(.dnsTimeout, "the resolver closed the connection") }
    let reason = String(cString: strerror(error)).lowercased()
    if error == ECONNREFUSED { return DNSFailure(.dnsRefused, "the resolver's port is closed: \(reason)") }
    if let evidence = Evidence.systemError(error, to: server), evidence.outcome == .notProbed {
      return DNSFailure(
        .notProbed, "the resolver cannot be queried: \(evidence.detail)", fault: evidence.fault)
    }
    return DNSFailure(.dnsTimeout, "no answer: \(reason)")
  }

  /// c-ares drops what does not fit a question in silence, which would turn nonsense into a timeout.
  private func inspect(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 2, let question = open[UInt16(bytes[0]) << 8 | UInt16(bytes[1])] else {
      strays += 1
      return
    }
    guard bytes.count >= DNSMessage.headerLength else {
      return question.finish(.failed(.malformed(.truncated)))
    }
    guard bytes[2] & 0x80 != 0 else { return question.finish(.failed(.malformed(.notAResponse))) }
    guard repeats(question, bytes) else { return question.finish(.failed(.malformed(.wrongQuestion))) }
    question.lastCode = bytes[3] & 0xF
  }

  /// Whether the question section is, but for case, the one that was sent.
  private func repeats(_ question: DNSQuestion, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let wire = question.name.wire
    let end = DNSMessage.headerLength + wire.count
    guard bytes[4] == 0, bytes[5] == 1, bytes.count >= end + 4 else { return false }
    for index in 0..<wire.count
    where DNSName.lowercase(bytes[DNSMessage.headerLength + index]) != DNSName.lowercase(wire[index]) {
      return false
    }
    return UInt16(bytes[end]) << 8 | UInt16(bytes[end + 1]) == question.type.number
  }

  /// c-ares keeps time only when it is called: it is called when the oldest question's server time is up.
  private func expireLater() {
    let timer = expiry ?? Timer { [unowned self] in expire() }
    expiry = timer
    if !timer.isSet { loop.set(timer, at: .now + serverTimeout + .milliseconds(1)) }
  }

  private func expire() {
    guard let channel else { return }
    ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD)
    var left = timeval()
    guard let timer = expiry, !timer.isSet, ares_timeout(channel, nil, &left) != nil else { return }
    let wait = Duration.seconds(left.tv_sec) + .microseconds(left.tv_usec)
    loop.set(timer, at: .now + wait + .milliseconds(1))
  }
}
