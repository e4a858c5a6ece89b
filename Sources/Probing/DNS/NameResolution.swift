internal import Model

/// The addresses of a host named in a check.
struct HostAddresses {
  /// IPv4 before IPv6, each in the order given.
  var addresses: [IPAddress]
  /// `nil` for literal addresses and /etc/hosts.
  var resolver: Resolver.ID?
  var answer: DNSAnswer?
  /// Time the resolver took; `nil` if none was asked.
  var elapsed: Duration?
}

/// Why a host has no addresses, with what is known all the same.
struct HostFailure: Error {
  let failure: DNSFailure
  let resolver: Resolver.ID?
  let answer: DNSAnswer?
  let elapsed: Duration?
}

/// The resolvers of a plan, each with its own channel, opened when first needed.
final class Resolvers {
  private let loop: EventLoop
  private let listed: [Resolver.ID: Resolver]
  /// The one that resolves the names in checks.
  let first: Resolver
  private let timeout: Duration
  private let hosts = HostsFile()
  private var systemServers = WatchedFile(path: "/etc/resolv.conf")
  /// Channels to servers that are no longer the system's, until their last questions are over.
  private var retired: [DNSChannel] = []
  private var channels: [Resolver.ID: DNSChannel] = [:]

  /// `timeout` is the longest of the plan's checks.
  init(_ resolvers: [Resolver], timeout: Duration, loop: EventLoop) {
    self.loop = loop
    self.timeout = timeout
    first = resolvers.first ?? .system
    listed = Dictionary(([first] + resolvers).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func close() {
    for channel in channels.values { channel.close() }
    for channel in retired { channel.close() }
    channels.removeAll()
    retired.removeAll()
  }

  /// Asks a listed resolver. `nil` if it is not listed or cannot be opened.
  func lookUp(
    _ name: DNSName, _ types: [RecordType], through id: Resolver.ID, deadline: Moment,
    done: @escaping (Resolution) -> Void
  ) -> DNSLookup? {
    guard let channel = channel(id) else { return nil }
    return DNSLookup(name, types, through: channel, loop: loop, deadline: deadline, done: done)
  }

  private func channel(_ id: Resolver.ID) -> DNSChannel? {
    guard let resolver = listed[id] else { return nil }
    if resolver.address == .system, systemServers.hasChanged(), let channel = channels.removeValue(forKey: id)
    {
      retire(channel)
    }
    if let channel = channels[id] { return channel }
    let channel = DNSChannel(resolver.address, timeout: timeout, loop: loop)
    channels[id] = channel
    return channel
  }

  /// The network has moved: questions on their way run out, new ones go to the new servers.
  private func retire(_ channel: DNSChannel) {
    let idle = retired.filter(\.isIdle)
    retired.removeAll(where: \.isIdle)
    retired.append(channel)
    // This may be a reply of one of them.
    loop.soon { for channel in idle { channel.close() } }
  }

  /// Finds a host's addresses: a literal, /etc/hosts, or the first resolver. `done` may be called before
  /// this returns; the lookup returned is there to be cancelled.
  func addresses(
    of host: String, deadline: Moment, done: @escaping (Result<HostAddresses, HostFailure>) -> Void
  ) -> DNSLookup? {
    if let literal = IPAddress(host) {
      done(.success(HostAddresses(addresses: [literal])))
      return nil
    }
    let known = hosts.addresses(of: host).compactMap(IPAddress.init)
    if !known.isEmpty {
      done(.success(HostAddresses(addresses: known)))
      return nil
    }
    let resolver = first.id
    guard let name = DNSName(host) else {
      done(.failure(Self.failure(.notProbed, "\(host) is not a valid DNS name")))
      return nil
    }
    let lookup = lookUp(name, [.a, .aaaa], through: resolver, deadline: deadline) { resolution in
      done(Self.result(of: resolution, resolver: resolver))
    }
    if lookup == nil {
      done(.failure(Self.failure(.notProbed, "the resolver \(resolver) could not be opened")))
    }
    return lookup
  }

  private static func failure(_ outcome: Outcome, _ detail: String) -> HostFailure {
    HostFailure(failure: DNSFailure(outcome, detail), resolver: nil, answer: nil, elapsed: nil)
  }

  private static func result(
    of resolution: Resolution, resolver: Resolver.ID
  ) -> Result<HostAddresses, HostFailure> {
    if let failure = resolution.failure {
      return .failure(
        HostFailure(
          failure: failure, resolver: resolver, answer: resolution.answer, elapsed: resolution.elapsed))
    }
    let addresses = resolution.answer.records.compactMap { IPAddress($0.string) }
    return .success(
      HostAddresses(
        addresses: addresses, resolver: resolver, answer: resolution.answer, elapsed: resolution.elapsed))
  }
}
